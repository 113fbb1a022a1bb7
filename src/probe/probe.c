/* SPDX-License-Identifier: ISC */
#include "probe/probe.h"

#include "base/str.h"
#include "base/vec.h"
#include "model/tag.h"
#include "probe/alternates.h"
#include "probe/audio.h"
#include "probe/extras.h"
#include "probe/findings.h"
#include "probe/network.h"
#include "probe/prober.h"
#include "probe/settle.h"
#include "probe/sums.h"
#include "probe/source.h"
#include "base/fs.h"
#include "base/trace.h"

/* An episode's audio, and what is known about it. */
struct audio {
	struct fg_episode *episode;
	struct fg_variant *variant;      /* the episode is a copy that has it; or NULL */
	struct fg_tag *alternate;        /* that the variant stands for; NULL: none */
	struct source *source;           /* NULL: it has no address that can be asked */
	const struct local_facts *local; /* all zero if there is no file */
};

struct fg_probing {
	struct fg_run *run;
	struct fg_show *show;
	struct arena scratch; /* who is asked about what; of it nothing is left behind */
	struct probe_limits limits;
	struct sources sources;
	struct {
		struct audio *data;
		size_t len, cap;
	} audios; /* of each episode, its variants behind it */
	struct {
		size_t audio; /* its own: a place in audios */
		size_t next; /* who waits for the same source, counted from 1; 0: the end */
	} * episodes;        /* as in the show */
	struct extras extras;
	struct fg_progress progress;
	struct listen listen;
	void (*heard)(void *ctx, size_t i); /* told when an episode's audio is; or NULL */
	void *heard_ctx;
	bool no_network;
	const char *portal; /* host of a captive portal; NULL: there is none */
};

/* ---- what there is to ask ---- */

/* A cached value is believed until it expires, unless the episode contradicts it: then the
   server is asked whether it is still so. */
static bool must_ask(const struct fg_probing *w, const struct audio *a)
{
	struct settle_facts facts = {
		.local = *a->local, .server = source_known(a->source)};
	const struct fg_settings *settings = w->run->settings;
	int64_t due = audio_due(a->source);
	if (!settings->offline)
		trace_until(settings->traces, due);
	return !source_is_fresh(a->source, settings) || settings->now >= due ||
	       settle_disagrees(a->episode, &facts);
}

static const struct local_facts *look_here(struct fg_probing *w, const char *file)
{
	static const struct local_facts none;
	if (!file)
		return &none;
	struct local_facts *facts = arena_new(&w->scratch, struct local_facts);
	*facts = local_look(&w->listen, file);
	return facts;
}

static struct audio *add_audio(
	struct fg_probing *w, struct fg_episode *ep, struct fg_variant *variant)
{
	struct audio *a = vec_push(&w->scratch, &w->audios);
	a->episode = ep;
	a->variant = variant;
	a->local = look_here(w, ep->enclosure.file);
	a->source = sources_get(&w->sources, SOURCE_AUDIO, ep->enclosure.url);
	if (!a->source)
		return a;
	if (!variant && ep->at[FG_EP_DURATION].origin == FG_ABSENT &&
		a->local->heard.facts.duration_ms == 0)
		a->source->wants_duration = true;
	if (ep->date > a->source->date)
		a->source->date = ep->date;
	if (must_ask(w, a))
		sources_ask(&w->sources, a->source);
	return a;
}

/* The episode as it would be with that audio alone: so all that is learnt and said of an
   enclosure is learnt and said of a variant. It plays as long as the enclosure does. */
static struct fg_episode *with_variant(
	struct arena *a, const struct fg_episode *ep, const struct fg_variant *v)
{
	struct fg_episode *copy = arena_new(a, struct fg_episode);
	*copy = *ep;
	copy->enclosure = v->audio;
	copy->at[FG_EP_AUDIO] = v->at;
	copy->at[FG_EP_LENGTH] = copy->at[FG_EP_TYPE] = (struct fg_pos){.origin = 0};
	if (v->audio.length > 0)
		copy->at[FG_EP_LENGTH] = v->at;
	if (v->audio.type)
		copy->at[FG_EP_TYPE] = v->at;
	return copy;
}

/* What people have written as podcast:alternateEnclosure is asked about at its first source. */
static void add_alternates(struct fg_probing *w, struct fg_episode *ep)
{
	struct arena *a = w->run->arena;
	for (size_t i = 0; i < ep->tags.len; i++) {
		struct fg_tag *tag = &ep->tags.data[i];
		const struct fg_tag *source = tag->id == TAG_PODCAST_ALTERNATE
						      ? tag_child(tag, TAG_PODCAST_SOURCE)
						      : NULL;
		const char *length = tag_get(tag, "length");
		long long bytes = 0;
		if (!source)
			continue;
		struct fg_variant *v = arena_new(a, struct fg_variant);
		v->audio.url = tag_get(source, "uri");
		v->audio.type = tag_get(tag, "type");
		v->audio.length =
			length && str_to_int(str_of(length), &bytes) ? bytes : 0;
		v->at = tag->at;
		add_audio(w, with_variant(a, ep, v), v)->alternate = tag;
	}
}

static void collect(struct fg_probing *w, const struct fg_episodes *episodes)
{
	w->episodes = arena_array(&w->scratch, episodes->len, sizeof *w->episodes);
	for (size_t i = 0; i < episodes->len; i++) {
		struct fg_episode *ep = episodes->data[i];
		w->episodes[i].audio = w->audios.len;
		add_audio(w, ep, NULL);
		for (size_t k = 0; k < ep->variants.len; k++) {
			struct fg_variant *v = &ep->variants.data[k];
			add_audio(w, with_variant(&w->scratch, ep, v), v);
		}
		add_alternates(w, ep);
	}
}

/* Audio that is here in several formats gets a hash each, for the feed names all but one as
   alternates. */
static void sum_variants(struct fg_probing *w)
{
	const volatile sig_atomic_t *stop = w->run->settings->stop;
	for (size_t i = 0; i < w->audios.len && !(stop && *stop); i++) {
		const struct audio *a = &w->audios.data[i];
		struct fg_enclosure *audio = &a->episode->enclosure;
		char sri[SRI_TEXT_SIZE];
		struct fs_facts facts;
		if (a->alternate || a->local->length == 0 ||
			!(a->variant || a->episode->variants.len > 0))
			continue;
		if (sums_sri(w->run, w->sources.cache, audio->file, sri, &facts) == FS_OK)
			audio->integrity = arena_strdup(w->run->arena, sri);
	}
}

/* ---- answers ---- */

static int64_t ttl(const struct fg_probing *w, struct source *s)
{
	int64_t now = w->run->settings->now;
	if (s->kind != SOURCE_AUDIO)
		return extras_ttl(w->run->arena, s, now);
	return policy_ttl(&s->ask->finding, now - s->date, policy_chance(s->url, 0));
}

static void remember_good(struct fg_probing *w, struct source *s)
{
	int64_t now = w->run->settings->now;
	struct cache_entry entry = {.finding = s->ask->finding,
		.facts = s->facts,
		.chapters = s->chapters,
		.checked_at = now};
	entry.expires_at = now + ttl(w, s);
	cache_put(w->sources.cache, s->url, &entry);
}

/* A failed probe never takes a good value's place: it only puts the next one off. */
static void remember_failure(struct fg_probing *w, const struct source *s)
{
	const struct probe_finding *f = &s->ask->finding;
	int64_t now = w->run->settings->now;
	int64_t age = s->kind == SOURCE_AUDIO ? now - s->date : 0;
	struct cache_entry entry = *s->entry;
	int64_t wait = policy_negative_ttl(f, age, entry.failures);
	if (wait == 0 || (s->cached && !policy_may_pass(f->verdict)))
		return;
	if (!s->cached)
		entry = (struct cache_entry){
			.finding = *f, .checked_at = now, .failures = entry.failures};
	entry.failures++;
	entry.expires_at = now + wait;
	cache_put(w->sources.cache, s->url, &entry);
}

/* What this network did to us is not remembered of the servers. */
static void remember_failures(struct fg_probing *w)
{
	for (size_t i = 0; !w->no_network && !w->portal && i < w->sources.asks.len; i++) {
		const struct ask *ask = w->sources.asks.data[i];
		if (ask->finding.verdict != PROBE_GOOD)
			remember_failure(w, ask->tag);
	}
}

static bool on_recall(void *ctx, const char *host, struct host_wishes *wishes)
{
	struct fg_probing *w = ctx;
	return cache_get_host(w->sources.cache, host, wishes);
}

static void on_remember(void *ctx, const char *host, const struct host_wishes *wishes)
{
	struct fg_probing *w = ctx;
	cache_put_host(w->sources.cache, host, wishes);
}

/* Chains up the episodes that wait for a source, and tells of those that wait for none. */
static void await_heard(struct fg_probing *w)
{
	for (size_t i = 0; w->heard && i < w->show->episodes.len; i++) {
		struct source *s = w->audios.data[w->episodes[i].audio].source;
		if (!s || !s->ask) {
			w->heard(w->heard_ctx, i);
			continue;
		}
		w->episodes[i].next = s->first;
		s->first = i + 1;
	}
}

static void tell_heard(const struct fg_probing *w, const struct source *s)
{
	for (size_t i = s->first; w->heard && i > 0; i = w->episodes[i - 1].next)
		w->heard(w->heard_ctx, i - 1);
}

static void tell_progress(const struct fg_probing *w)
{
	const struct fg_settings *settings = w->run->settings;
	if (settings->progress)
		settings->progress(settings->progress_arg, &w->progress);
}

static void on_answered(void *ctx, struct ask *ask)
{
	struct fg_probing *w = ctx;
	audio_end(&w->listen, ask->tag);
	if (ask->finding.verdict == PROBE_GOOD)
		remember_good(w, ask->tag);
	w->progress.done++;
	w->progress.total = w->sources.asks.len;
	tell_progress(w);
	tell_heard(w, ask->tag);
}

static void on_waiting(void *ctx, const struct fg_progress *progress)
{
	struct fg_probing *w = ctx;
	size_t done = w->progress.done;
	w->progress = *progress;
	w->progress.done = done;
	w->progress.total = w->sources.asks.len;
	tell_progress(w);
}

static bool on_follow(void *ctx, struct ask *ask, struct ask_range *range)
{
	struct source *s = ask->tag;
	(void)ctx;
	if (s->kind == SOURCE_AUDIO)
		return audio_follow(s, range);
	return extras_follow(s, range);
}

static void on_received(void *ctx, struct ask *ask, const struct ask_bytes *bytes)
{
	struct fg_probing *w = ctx;
	struct source *s = ask->tag;
	if (s->kind == SOURCE_AUDIO)
		audio_received(&w->listen, s, bytes);
	else
		extras_received(s, bytes);
}

static void ask_servers(struct fg_probing *w)
{
	const char *problem = NULL;
	struct ask_order order = {
		.arena = w->run->arena,
		.http = {&w->limits, w->run->settings->allow_private,
			w->run->settings->ca_file,
			policy_agent(w->run->arena, w->show->link, w->show->feed_url),
			NULL},
		.answered = on_answered,
		.follow = on_follow,
		.received = on_received,
		.recall = on_recall,
		.remember = on_remember,
		.waiting = w->run->settings->progress ? on_waiting : NULL,
		.stop = w->run->settings->stop,
		.prober = w->run->settings->prober,
		.ctx = w,
	};
	if (w->sources.asks.len == 0 ||
		ask_all(&order, w->sources.asks.data, w->sources.asks.len, &problem))
		return;
	for (size_t i = 0; i < w->sources.asks.len; i++)
		w->sources.asks.data[i]->finding = (struct probe_finding){
			.verdict = PROBE_UNABLE, .detail = problem};
}

/* ---- what came of it ---- */

/* What was heard of an episode's audio: here, else there. False: nothing. */
static bool find_heard(struct arena *arena, const struct audio *a, struct heard *heard)
{
	*heard = a->local->heard;
	return heard->facts.looked || (a->source && audio_heard(arena, a->source, heard));
}

static void settle_audio(struct fg_probing *w, struct findings *findings, struct audio *a,
	struct settle_rates *rates)
{
	struct heard heard;
	struct settle_facts facts = {*a->local, source_known(a->source), NULL};
	struct fg_place at = fg_episode_place(w->show, a->episode, FG_EP_AUDIO);
	if (!a->variant && find_heard(w->run->arena, a, &heard))
		facts.heard = &heard;
	findings_tell(findings, at, a->source);
	settle_episode(w->run, w->show, a->episode, &facts);
	if (facts.heard)
		settle_count_rate(rates, a->episode, facts.heard);
	if (a->variant)
		a->variant->audio = a->episode->enclosure;
	if (a->alternate && !tag_get(a->alternate, "length") &&
		a->variant->audio.length > 0)
		tag_set(a->alternate, "length",
			arena_printf(w->run->arena, "%lld",
				(long long)a->variant->audio.length));
}

static void settle(struct fg_probing *w)
{
	struct settle_rates rates = {0};
	struct arena words;
	struct findings findings = {.run = w->run,
		.words = &words,
		.limits = &w->limits,
		.no_network = w->no_network,
		.portal = w->portal};
	arena_init(&words, w->run->arena->exhausted);
	for (size_t i = 0; i < w->audios.len; i++)
		findings_count(&findings, w->audios.data[i].source);
	extras_count(&w->extras, &findings);
	for (size_t i = 0; i < w->audios.len; i++)
		settle_audio(w, &findings, &w->audios.data[i], &rates);
	settle_tell_rates(w->run, w->show, &rates);
	extras_settle(&w->extras, &findings);
	arena_release(&words);
}

/* The cache may be locked by another run for as long as that takes: then the next run may see
   more than this one. */
static void trace_cache(struct fg_run *run, const struct cache *cache)
{
	const struct fg_settings *settings = run->settings;
	if (!settings->cache)
		return;
	trace_file(settings->traces, settings->cache);
	trace_file(settings->traces,
		arena_printf(run->arena, "%s-journal", settings->cache));
	if (fs_exists(settings->cache) && !cache_is_sound(cache))
		trace_once(settings->traces);
}

static bool wants_bytes_of_audio(const struct fg_probing *w)
{
	for (size_t i = 0; i < w->sources.asks.len; i++) {
		const struct source *s = w->sources.asks.data[i]->tag;
		if (s->wants_duration)
			return true;
	}
	return false;
}

static struct fg_probing *begin(
	struct fg_run *run, struct fg_show *show, const struct probe_limits *limits)
{
	struct fg_probing *w = arena_new(run->arena, struct fg_probing);
	w->run = run;
	w->show = show;
	w->limits = *limits;
	limits = &w->limits;
	arena_init(&w->scratch, run->arena->exhausted);
	w->sources = (struct sources){.run = run,
		.scratch = &w->scratch,
		.cache = prober_cache(run, limits->cache_ms),
		.direct = show->probe_direct};
	w->extras = (struct extras){.run = run, .scratch = &w->scratch};
	w->listen = (struct listen){.run = run, .limits = limits};
	alternates_look(run, w->sources.cache, show);
	collect(w, &show->episodes);
	sum_variants(w);
	extras_collect(&w->extras, &w->sources, show);
	if (wants_bytes_of_audio(w))
		listen_prepare(&w->listen);
	return w;
}

struct fg_probing *fg_probe_begin(struct fg_run *run, struct fg_show *show)
{
	const struct fg_settings *settings = run->settings;
	struct probe_limits limits = probe_limits_default;
	if (show->at[FG_SHOW_PROBE_PER_HOST].origin == FG_WRITTEN)
		limits.per_host = (unsigned)show->probe_per_host;
	if (show->at[FG_SHOW_PROBE_PER_SECOND].origin == FG_WRITTEN)
		limits.per_second = (unsigned)show->probe_per_second;
	if (settings->per_host)
		limits.per_host = settings->per_host;
	if (settings->per_second)
		limits.per_second = settings->per_second;
	if (settings->deadline_s) {
		limits.deadline_ms = settings->deadline_s * 1000;
		limits.deadline_fixed = true;
	}
	return begin(run, show, &limits);
}

size_t fg_probe_left(const struct fg_probing *w)
{
	return w->sources.asks.len;
}

void fg_probe_ask(struct fg_probing *w, void (*heard)(void *ctx, size_t i), void *ctx)
{
	w->heard = heard;
	w->heard_ctx = ctx;
	await_heard(w);
	ask_servers(w);
}

void fg_probe_foresee(
	const struct fg_probing *w, size_t i, struct arena *a, struct fg_episode *ep)
{
	const struct audio *audio = &w->audios.data[w->episodes[i].audio];
	struct heard heard;
	*ep = *audio->episode;
	if (find_heard(a, audio, &heard))
		settle_heard(ep, &heard);
}

void fg_probe_end(struct fg_probing *w)
{
	w->no_network = network_is_down(w->sources.asks.data, w->sources.asks.len);
	w->portal =
		network_portal(w->run->arena, w->sources.asks.data, w->sources.asks.len);
	remember_failures(w);
	trace_cache(w->run, w->sources.cache);
	prober_cache_end(w->run, w->sources.cache);
	listen_release(&w->listen);
	settle(w);
	arena_release(&w->scratch);
}

void probe_show(
	struct fg_run *run, struct fg_show *show, const struct probe_limits *limits)
{
	struct fg_probing *w = begin(run, show, limits);
	fg_probe_ask(w, NULL, NULL);
	fg_probe_end(w);
}

void fg_probe(struct fg_run *run, struct fg_show *show)
{
	struct fg_probing *w = fg_probe_begin(run, show);
	fg_probe_ask(w, NULL, NULL);
	fg_probe_end(w);
}

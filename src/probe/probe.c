/* SPDX-License-Identifier: ISC */
#include "probe/probe.h"

#include "probe/audio.h"
#include "probe/extras.h"
#include "probe/findings.h"
#include "probe/settle.h"
#include "probe/source.h"

/* An episode's audio, and what is known about it. */
struct audio {
	struct fg_episode *episode;
	struct source *source; /* NULL: it has no address that can be asked */
	struct local_facts local;
};

struct walk {
	struct fg_run *run;
	struct fg_show *show;
	const struct probe_limits *limits;
	struct sources sources;
	struct audio *audios; /* one for each episode */
	struct extras extras;
	struct fg_progress progress;
	struct listen listen;
};

/* ---- what there is to ask ---- */

/* A cached value is believed until it expires, unless the episode contradicts it: then the
   server is asked whether it is still so. */
static bool must_ask(const struct walk *w, const struct audio *a)
{
	struct settle_facts facts = {
		.local = a->local, .server = &a->source->entry.finding};
	return !source_is_fresh(a->source, w->run->settings) ||
	       audio_is_unheard(a->source, w->run->settings->now) ||
	       settle_disagrees(a->episode, &facts);
}

static void collect(struct walk *w, const struct fg_episodes *episodes)
{
	w->audios = arena_array(w->run->arena, episodes->len, sizeof *w->audios);
	for (size_t i = 0; i < episodes->len; i++) {
		struct audio *a = &w->audios[i];
		a->episode = episodes->data[i];
		a->local = local_look(&w->listen, a->episode->enclosure.file);
		a->source =
			sources_get(&w->sources, SOURCE_AUDIO, a->episode->enclosure.url);
		if (!a->source)
			continue;
		if (a->episode->at[FG_EP_DURATION].origin == FG_ABSENT &&
			a->local.heard.facts.duration_ms == 0)
			a->source->wants_duration = true;
		if (a->episode->date > a->source->date)
			a->source->date = a->episode->date;
		if (must_ask(w, a))
			sources_ask(&w->sources, a->source);
	}
}

/* ---- answers ---- */

static bool was_asked(enum probe_verdict verdict)
{
	return verdict != PROBE_NOT_ASKED && verdict != PROBE_UNABLE;
}

static int64_t ttl(const struct walk *w, struct source *s)
{
	int64_t now = w->run->settings->now;
	if (s->kind != SOURCE_AUDIO)
		return extras_ttl(w->run->arena, s, now);
	return policy_ttl(&s->ask.finding, now - s->date, policy_chance(s->ask.url, 0));
}

/* A failed probe never takes a good value's place: it only puts the next one off. */
static void remember(struct walk *w, struct source *s)
{
	int64_t now = w->run->settings->now;
	const struct probe_finding *f = &s->ask.finding;
	struct cache_entry entry = s->entry;
	if (f->verdict == PROBE_GOOD) {
		entry = (struct cache_entry){
			.finding = *f, .facts = s->facts, .checked_at = now};
		entry.expires_at = now + ttl(w, s);
	} else if (s->cached && was_asked(f->verdict) && policy_may_pass(f->verdict)) {
		entry.expires_at = now + policy_backoff(entry.failures++);
	} else {
		return;
	}
	cache_put(w->sources.cache, s->ask.url, &entry);
}

static void tell_progress(const struct walk *w)
{
	const struct fg_settings *settings = w->run->settings;
	if (settings->progress)
		settings->progress(settings->progress_arg, &w->progress);
}

static void on_answered(void *ctx, struct ask *ask)
{
	struct walk *w = ctx;
	audio_end(&w->listen, ask->tag);
	remember(w, ask->tag);
	w->progress.done++;
	w->progress.total = w->sources.asks.len;
	tell_progress(w);
}

static void on_waiting(void *ctx, const struct fg_progress *progress)
{
	struct walk *w = ctx;
	size_t done = w->progress.done;
	w->progress = *progress;
	w->progress.done = done;
	w->progress.total = w->sources.asks.len;
	tell_progress(w);
}

static bool on_follow(void *ctx, struct ask *ask, struct ask_range *range)
{
	struct walk *w = ctx;
	struct source *s = ask->tag;
	if (s->kind == SOURCE_AUDIO)
		return audio_follow(&w->listen, s, range);
	return extras_follow(s, range);
}

static void on_received(void *ctx, struct ask *ask, const struct ask_bytes *bytes)
{
	(void)ctx;
	struct source *s = ask->tag;
	if (s->kind == SOURCE_AUDIO)
		audio_received(s, bytes);
	else
		extras_received(s, bytes);
}

static void ask_servers(struct walk *w)
{
	const char *problem = NULL;
	struct ask_order order = {
		.arena = w->run->arena,
		.http = {w->limits, w->run->settings->allow_private,
			w->run->settings->ca_file},
		.answered = on_answered,
		.follow = on_follow,
		.received = on_received,
		.waiting = w->run->settings->progress ? on_waiting : NULL,
		.stop = w->run->settings->stop,
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

/* Was no host at all reached? If there is but one, it may as well be that one's fault: a
   host that refuses is there, and a name may be misspelt. */
static bool no_network(const struct walk *w)
{
	const struct host *first = NULL;
	bool several = false, refused = false;
	for (size_t i = 0; i < w->sources.asks.len; i++) {
		const struct ask *ask = w->sources.asks.data[i];
		if (!policy_is_unreached(ask->finding.verdict))
			return false;
		first = first ? first : ask->host;
		several = several || ask->host != first;
		refused = refused || ask->finding.verdict == PROBE_REFUSED;
	}
	return first && (several || (!refused && !http_has_network()));
}

/* What was heard of an episode's audio: here, else there. */
static const struct heard *heard(struct audio *a)
{
	if (a->local.heard.facts.looked)
		return &a->local.heard;
	if (!a->source || !source_known(a->source) || !a->source->facts.looked)
		return NULL;
	a->source->heard.facts = a->source->facts;
	return &a->source->heard;
}

static void settle(struct walk *w, size_t n)
{
	struct settle_rates rates = {0};
	struct findings findings = {
		.run = w->run, .limits = w->limits, .no_network = no_network(w)};
	for (size_t i = 0; i < n; i++)
		findings_count(&findings, w->audios[i].source);
	extras_count(&w->extras, &findings);
	for (size_t i = 0; i < n; i++) {
		struct audio *a = &w->audios[i];
		struct settle_facts facts = {a->local, source_known(a->source), heard(a)};
		struct fg_place at = fg_episode_place(w->show, a->episode, FG_EP_AUDIO);
		findings_tell(&findings, at, a->source);
		settle_episode(w->run, w->show, a->episode, &facts);
		if (facts.heard)
			settle_count_rate(&rates, a->episode, facts.heard);
	}
	settle_tell_rates(w->run, w->show, &rates);
	extras_settle(&w->extras, &findings);
}

bool probe_show(
	struct fg_run *run, struct fg_show *show, const struct probe_limits *limits)
{
	struct walk w = {.run = run, .show = show, .limits = limits};
	w.sources =
		(struct sources){.run = run, .cache = cache_open(run, limits->cache_ms)};
	w.extras.run = run;
	w.listen = (struct listen){.run = run, .limits = limits};
	collect(&w, &show->episodes);
	extras_collect(&w.extras, &w.sources, show);
	ask_servers(&w);
	cache_close(w.sources.cache);
	listen_release(&w.listen);
	settle(&w, show->episodes.len);
	return true;
}

bool fg_probe(struct fg_run *run, struct fg_show *show)
{
	const struct fg_settings *settings = run->settings;
	struct probe_limits limits = probe_limits_default;
	if (settings->per_host)
		limits.per_host = settings->per_host;
	if (settings->per_second)
		limits.per_second = settings->per_second;
	if (settings->deadline_s) {
		limits.deadline_ms = settings->deadline_s * 1000;
		limits.deadline_fixed = true;
	}
	return probe_show(run, show, &limits);
}

/* SPDX-License-Identifier: ISC */
#include "probe/extras.h"

#include "base/str.h"
#include "base/url.h"
#include "base/vec.h"
#include "probe/artwork_file.h"
#include "probe/artwork_rules.h"
#include "probe/text_rules.h"

enum { HOUR = 60 * 60 };

/* Of a picture. */
static struct artwork_use use_of(const struct extra *e)
{
	const struct source *s = e->source;
	const struct probe_finding *known = source_known(s);
	return (struct artwork_use){
		.at = e->at,
		.name = s->target,
		.facts = s->facts,
		.served = known ? known->type : NULL,
		.size = known     ? known->length
			: s->look ? s->look->size
				  : 0,
		.of_show = s->kind == SOURCE_COVER,
		.others = s->uses - 1,
	};
}

static bool is_wrong(struct arena *a, struct source *s)
{
	if (!source_is_picture(s))
		return false;
	struct artwork_use use = use_of(&(struct extra){.source = s});
	return artwork_is_wrong(a, &use);
}

/* ---- what there is ---- */

/* What the linter says of an address at a private host, or one for examples, is enough. */
static bool is_worth_asking(struct extras *x, const char *url)
{
	struct url_parts parts;
	arena_reset(&x->words);
	if (!url || !url_is_web(url) || !url_split(&x->words, url, &parts) ||
		url_host_is_reserved(parts.host))
		return false;
	return x->run->settings->allow_private || !url_host_is_private(parts.host);
}

/* A picture that is as it should be is believed until it expires. A bad cover keeps the show
   out of directories: it is looked at in each run, so that who mends it sees that at once. */
static bool must_ask(const struct extras *x, struct source *s)
{
	return !source_is_fresh(s, x->run->settings) ||
	       (s->kind == SOURCE_COVER && is_wrong(x->scratch, s));
}

static void add_url(struct extras *x, struct sources *sources, const struct extra *named,
	enum source_kind kind, const char *url)
{
	struct extra e = *named;
	if (!is_worth_asking(x, url))
		return;
	e.source = sources_get(sources, kind, url);
	if (e.date > e.source->date)
		e.source->date = e.date;
	if (must_ask(x, e.source))
		sources_ask(sources, e.source);
	*vec_push(x->scratch, x) = e;
}

static void add_picture(struct extras *x, struct sources *sources,
	const struct extra *named, enum source_kind kind, const char *url)
{
	struct extra e = *named;
	struct artwork look;
	if (!e.picture->file || !artwork_look_at(e.picture->file, &look)) {
		add_url(x, sources, &e, kind, url);
		return;
	}
	e.source = sources_get_file(sources, kind, e.picture->file);
	*e.source->look = look;
	e.source->facts = look.facts;
	*vec_push(x->scratch, x) = e;
}

/* A picture that is the show's is shown as such. */
static bool is_own(const struct fg_show *show, const struct fg_episode *ep)
{
	return ep->image && !str_eq(str_of(ep->image), str_of(show->image));
}

static void add_episode(struct extras *x, struct sources *sources,
	const struct fg_show *show, struct fg_episode *ep)
{
	struct extra image = {.at = fg_episode_place(show, ep, FG_EP_IMAGE),
		.date = ep->date,
		.picture = &ep->picture};
	struct extra text = {.date = ep->date};
	if (is_own(show, ep))
		add_picture(x, sources, &image, SOURCE_IMAGE, ep->image);
	text.at = fg_episode_place(show, ep, FG_EP_TRANSCRIPT);
	if (!ep->transcript_file)
		add_url(x, sources, &text, SOURCE_TRANSCRIPT, ep->transcript);
	text.at = fg_episode_place(show, ep, FG_EP_CHAPTERS);
	if (!ep->chapters_file)
		add_url(x, sources, &text, SOURCE_CHAPTERS, ep->chapters);
}

void extras_collect(struct extras *x, struct sources *sources, struct fg_show *show)
{
	struct extra cover = {.at = fg_show_place(show, FG_SHOW_IMAGE),
		.date = show->updated,
		.picture = &show->picture};
	arena_init(&x->words, x->scratch->exhausted);
	add_picture(x, sources, &cover, SOURCE_COVER, show->image);
	for (size_t i = 0; i < show->episodes.len; i++)
		add_episode(x, sources, show, show->episodes.data[i]);
	arena_release(&x->words);
}

/* ---- the bytes of a picture ---- */

bool extras_follow(struct source *s, struct ask_range *range)
{
	if (!source_is_picture(s))
		return false;
	s->look->size = s->ask->finding.length;
	return artwork_wants(s->look, &range->first, &range->len);
}

void extras_received(struct source *s, const struct ask_bytes *bytes)
{
	artwork_read(s->look, bytes->first, bytes->data, bytes->len);
	s->facts = s->look->facts;
}

/* ---- what came of it ---- */

int64_t extras_ttl(struct arena *a, struct source *s, int64_t now)
{
	struct probe_finding finding = s->ask->finding;
	/* Nobody needs their length; a picture is known when it was looked at. */
	finding.length = !source_is_picture(s) || s->facts.looked;
	if (is_wrong(a, s))
		return HOUR;
	return policy_ttl(&finding, now - s->date, policy_chance(s->target, 0));
}

void extras_count(const struct extras *x, struct findings *f)
{
	for (size_t i = 0; i < x->len; i++)
		findings_count(f, x->data[i].source);
}

/* Is what is known about it of the past: is it gone, or something else now? */
static bool is_gone(const struct source *s)
{
	enum probe_verdict v = s->ask ? s->ask->finding.verdict : PROBE_GOOD;
	return v != PROBE_GOOD && !policy_may_pass(v);
}

static void judge_picture(struct extras *x, const struct extra *e)
{
	struct artwork_use use = use_of(e);
	artwork_judge(x->run, &use);
}

static void judge_text(struct extras *x, const struct extra *e)
{
	const struct source *s = e->source;
	const struct probe_finding *known = source_known(s);
	struct text_use use = {
		e->at, s->target, known ? known->type : NULL, s->kind == SOURCE_CHAPTERS};
	text_judge(x->run, &use);
}

static void judge(struct extras *x, const struct extra *e)
{
	if (source_is_picture(e->source))
		judge_picture(x, e);
	else
		judge_text(x, e);
}

void extras_settle(struct extras *x, struct findings *f)
{
	for (size_t i = 0; i < x->len; i++) {
		const struct extra *e = &x->data[i];
		findings_tell(f, e->at, e->source);
		if (e->picture)
			e->picture->type = e->source->facts.format;
		if (!e->source->told && !is_gone(e->source))
			judge(x, e);
		e->source->told = true;
	}
}

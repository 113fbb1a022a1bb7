/* SPDX-License-Identifier: ISC */
#include "probe/source.h"

#include "base/url.h"
#include "base/vec.h"
#include "probe/direct.h"

/* ---- the list ---- */

static const enum probe_want wants[SOURCE_KINDS] = {
	[SOURCE_AUDIO] = PROBE_WANT_AUDIO,
	[SOURCE_COVER] = PROBE_WANT_IMAGE,
	[SOURCE_IMAGE] = PROBE_WANT_IMAGE,
	[SOURCE_TRANSCRIPT] = PROBE_WANT_TEXT,
	[SOURCE_CHAPTERS] = PROBE_WANT_TEXT,
};

static struct source *add(struct sources *list, enum source_kind kind, const char *name)
{
	struct source *s = arena_new(list->run->arena, struct source);
	s->kind = kind;
	s->url = s->ask.url = name;
	s->ask.want = wants[kind];
	s->ask.tag = s;
	list->known[kind].arena = list->run->arena;
	map_put(&list->known[kind], name, s);
	return s;
}

/* Is the entry one of now? */
static bool is_current(const struct source *s, const struct fg_settings *settings)
{
	return !settings->recheck && s->entry.checked_at <= settings->now &&
	       settings->now < s->entry.expires_at;
}

/* What came to nothing a short while ago is not tried again yet, but told again. */
static void recall(struct source *s, const struct fg_settings *settings)
{
	s->recalled = s->failed && !settings->offline && is_current(s, settings);
	s->entry.finding.age = s->recalled ? settings->now - s->entry.checked_at : 0;
}

struct source *sources_get(struct sources *list, enum source_kind kind, const char *url)
{
	if (!url || !url_is_web(url))
		return NULL; /* the linter says what is wrong with it */
	struct source *s = map_get(&list->known[kind], url);
	if (!s) {
		s = add(list, kind, url);
		if (list->direct)
			s->ask.url = direct_url(list->run->arena, url);
		bool known = cache_get(list->cache, url, &s->entry);
		s->cached = known && s->entry.finding.verdict == PROBE_GOOD;
		s->failed = known && !s->cached;
		recall(s, list->run->settings);
		s->facts = s->entry.facts;
		s->chapters = s->entry.chapters;
	}
	s->uses++;
	return s;
}

struct source *sources_get_file(
	struct sources *list, enum source_kind kind, const char *file)
{
	struct source *s = map_get(&list->known[kind], file);
	if (!s)
		s = add(list, kind, file);
	s->uses++;
	return s;
}

void sources_ask(struct sources *list, struct source *s)
{
	if (list->run->settings->offline || s->asked)
		return;
	s->asked = true;
	*vec_push(list->run->arena, &list->asks) = &s->ask;
}

/* ---- one ---- */

bool source_is_fresh(const struct source *s, const struct fg_settings *settings)
{
	return (s->cached || s->failed) && is_current(s, settings);
}

bool source_is_picture(const struct source *s)
{
	return s->kind == SOURCE_COVER || s->kind == SOURCE_IMAGE;
}

const struct probe_finding *source_known(const struct source *s)
{
	if (s && s->asked && s->ask.finding.verdict == PROBE_GOOD)
		return &s->ask.finding;
	return s && s->cached ? &s->entry.finding : NULL;
}

const struct probe_finding *source_news(const struct source *s)
{
	if (s && !s->asked && s->recalled)
		return &s->entry.finding;
	return s && s->asked ? &s->ask.finding : source_known(s);
}

/* SPDX-License-Identifier: ISC */
#include "probe/source.h"

#include "base/url.h"
#include "base/vec.h"

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
	s->ask.url = name;
	s->ask.want = wants[kind];
	s->ask.tag = s;
	list->known[kind].arena = list->run->arena;
	map_put(&list->known[kind], name, s);
	return s;
}

struct source *sources_get(struct sources *list, enum source_kind kind, const char *url)
{
	if (!url || !url_is_web(url))
		return NULL; /* the linter says what is wrong with it */
	struct source *s = map_get(&list->known[kind], url);
	if (!s) {
		s = add(list, kind, url);
		s->cached = cache_get(list->cache, url, &s->entry) &&
			    s->entry.finding.verdict == PROBE_GOOD;
		s->facts = s->entry.facts;
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
	return s->cached && !settings->recheck && s->entry.checked_at <= settings->now &&
	       settings->now < s->entry.expires_at;
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
	return s && s->asked ? &s->ask.finding : source_known(s);
}

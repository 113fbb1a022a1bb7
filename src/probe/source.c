/* SPDX-License-Identifier: ISC */
#include "probe/source.h"

#include "base/trace.h"
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
	static const struct cache_entry no_entry;
	struct source *s = arena_new(list->scratch, struct source);
	s->kind = kind;
	s->entry = &no_entry;
	s->url = s->target = name;
	list->known[kind].arena = list->scratch;
	map_put(&list->known[kind], name, s);
	return s;
}

/* Of most pictures the cache knows all. */
static void add_look(struct sources *list, struct source *s)
{
	if (source_is_picture(s))
		s->look = arena_new(list->scratch, struct artwork);
}

/* Is the entry one of now? */
static bool is_current(const struct source *s, const struct fg_settings *settings)
{
	return !settings->recheck && s->entry->checked_at <= settings->now &&
	       settings->now < s->entry->expires_at;
}

/* What the cache has. What came to nothing a short while ago is not tried again yet, but told
   again. */
static void recall(struct sources *list, struct source *s)
{
	const struct fg_settings *settings = list->run->settings;
	struct cache_entry entry = {0};
	if (!cache_get(list->cache, s->url, &entry))
		return;
	struct cache_entry *kept = arena_new(list->scratch, struct cache_entry);
	s->entry = kept;
	*kept = entry;
	s->cached = entry.finding.verdict == PROBE_GOOD;
	s->failed = !s->cached;
	s->recalled = s->failed && !settings->offline && is_current(s, settings);
	kept->finding.age = s->recalled ? settings->now - entry.checked_at : 0;
	if (s->recalled) /* the age is told, and grows */
		trace_once(settings->traces);
	if (!settings->offline)
		trace_until(settings->traces, entry.expires_at);
	s->facts = entry.facts;
	s->chapters = entry.chapters;
}

struct source *sources_get(struct sources *list, enum source_kind kind, const char *url)
{
	if (!url || !url_is_web(url))
		return NULL; /* the linter says what is wrong with it */
	struct source *s = map_get(&list->known[kind], url);
	if (!s) {
		s = add(list, kind, url);
		if (list->direct)
			s->target = direct_url(list->run->arena, url);
		recall(list, s);
	}
	s->uses++;
	return s;
}

struct source *sources_get_file(
	struct sources *list, enum source_kind kind, const char *file)
{
	struct source *s = map_get(&list->known[kind], file);
	if (!s) {
		s = add(list, kind, file);
		add_look(list, s);
	}
	s->uses++;
	return s;
}

void sources_ask(struct sources *list, struct source *s)
{
	if (list->run->settings->offline || s->ask)
		return;
	s->ask = arena_new(list->scratch, struct ask);
	s->ask->url = s->target;
	s->ask->want = wants[s->kind];
	s->ask->tag = s;
	add_look(list, s);
	trace_once(list->run->settings->traces);
	*vec_push(list->scratch, &list->asks) = s->ask;
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
	if (s && s->ask && s->ask->finding.verdict == PROBE_GOOD)
		return &s->ask->finding;
	return s && s->cached ? &s->entry->finding : NULL;
}

const struct probe_finding *source_news(const struct source *s)
{
	if (s && !s->ask && s->recalled)
		return &s->entry->finding;
	return s && s->ask ? &s->ask->finding : source_known(s);
}

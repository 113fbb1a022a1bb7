/* SPDX-License-Identifier: ISC */
/*
 * A source: one address that is asked about, and what is known about it. Several episodes
 * may share one.
 *
 *     struct sources list = {.run = run, .scratch = &scratch, .cache = cache};
 *     struct source *s = sources_get(&list, SOURCE_AUDIO, url);
 *     if (s && !source_is_fresh(s, settings)) sources_ask(&list, s);
 *     … ask_all(…, list.asks.data, list.asks.len, …) …
 */
#ifndef PROBE_SOURCE_H
#define PROBE_SOURCE_H

#include "base/map.h"
#include "probe/artwork.h"
#include "probe/ask.h"
#include "probe/cache.h"
#include "probe/facts.h"
#include "probe/listen.h"

enum source_kind {
	SOURCE_AUDIO,
	SOURCE_COVER, /* the show's image */
	SOURCE_IMAGE, /* an episode's */
	SOURCE_TRANSCRIPT,
	SOURCE_CHAPTERS,
	SOURCE_KINDS
};

/* A show has one an episode: what most of them do not need is behind a pointer. */
struct source {
	enum source_kind kind;
	const char *url;    /* as it is published */
	const char *target; /* where it is asked: url, or url without its prefixes */
	struct ask *ask; /* of this run; its tag is the source. NULL: it is not asked */
	bool cached;     /* entry is what the cache has of a good probe, fresh or not */
	bool failed;     /* entry is what the cache has of one that came to nothing */
	bool recalled;   /* … and that is so fresh that nobody is asked */
	const struct cache_entry *entry; /* all zero if the cache has none */
	struct probe_facts facts;        /* of now, else as the cache has them */
	int64_t date;                    /* of the newest episode with it */
	size_t uses;                     /* how many name it */
	bool told;                       /* what its bytes are like has been said */
	struct artwork *look;            /* of pictures that are looked at, else NULL */
	/* Of audio. */
	bool wants_duration; /* an episode does not know how long it plays */
	size_t first; /* probe.c's own: of the episodes that wait for it; 0: none does */
	struct listening *listening; /* while its bytes come */
	struct heard *heard;         /* what they told beside facts; NULL: nothing yet */
	const char *chapters;        /* packed, of now or as the cache has them */
};

struct sources {
	struct fg_run *run;
	struct arena *scratch; /* where the list lives: until everything is told */
	struct cache *cache;
	bool direct;                    /* ask past the prefixes that count downloads */
	struct map known[SOURCE_KINDS]; /* by address or file */
	struct {
		struct ask **data;
		size_t len, cap;
	} asks;
};

/* The source of that kind with this address, with what the cache knows of it; each call is
   one use. NULL: it cannot be asked. */
struct source *sources_get(struct sources *list, enum source_kind kind, const char *url);
/* The same of a file on this machine, which is never asked: what is known of it is facts. */
struct source *sources_get_file(
	struct sources *list, enum source_kind kind, const char *file);
/* Puts it on the list of what is asked, unless it is there or the run is offline. */
void sources_ask(struct sources *list, struct source *s);

/* Is what the cache has of it still believed? */
bool source_is_fresh(const struct source *s, const struct fg_settings *settings);
bool source_is_picture(const struct source *s);

/* The good facts about a source's server, of now or as the cache has them; NULL: none. */
const struct probe_finding *source_known(const struct source *s);
/* What there is to say about it; NULL: nothing. */
const struct probe_finding *source_news(const struct source *s);

#endif

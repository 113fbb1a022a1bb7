/* SPDX-License-Identifier: ISC */
/*
 * A source: one address that is asked about, and what is known about it. Several episodes
 * may share one.
 */
#ifndef PROBE_SOURCE_H
#define PROBE_SOURCE_H

#include "probe/ask.h"
#include "probe/cache.h"
#include "probe/facts.h"

enum source_kind { SOURCE_AUDIO, SOURCE_IMAGE, SOURCE_TRANSCRIPT, SOURCE_CHAPTERS };

struct source {
	struct ask ask; /* its tag is the source */
	enum source_kind kind;
	bool asked;               /* in this run */
	bool cached;              /* entry is what the cache has, fresh or not */
	struct cache_entry entry; /* … else zero */
	struct probe_facts facts; /* of now, else as the cache has them */
	int64_t date;             /* of the newest episode with it */
};

/* The good facts about a source's server, of now or as the cache has them; NULL: none. */
const struct probe_finding *source_known(const struct source *s);
/* What there is to say about it; NULL: nothing. */
const struct probe_finding *source_news(const struct source *s);

#endif

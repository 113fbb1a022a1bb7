/* SPDX-License-Identifier: ISC */
/*
 * Match: which published episode is which episode of the folder?
 *
 * A file can be renamed, a title corrected, audio moved to another host, but seldom all at
 * once. Each thing that is the same is evidence of some weight; the pair with the most is
 * settled first. What has too little, or fits several alike, is not guessed at: it is
 * unclear.
 */
#ifndef GUARD_MATCH_H
#define GUARD_MATCH_H

#include <feedgen/model.h>
#include "base/arena.h"

enum match_evidence {
	MATCH_WRITTEN = 1, /* the front matter names the guid */
	MATCH_OWN = 2,     /* a template, or feedgen, would give the episode that guid */
	MATCH_FILE = 4,    /* the file's name */
	MATCH_AUDIO = 8,   /* the address of the audio … */
	MATCH_STEM = 16,   /* … or only the name in it */
	MATCH_TITLE = 32,
	MATCH_DATE = 64, /* to the second */
	MATCH_LINK = 128 /* the page */
};

struct match {
	size_t ep, pin;    /* which of the episodes, of the lock's pins */
	unsigned evidence; /* of enum match_evidence */
	unsigned score;
};

struct matches {
	struct match *data;
	size_t len, cap;
};

/* Settled: each episode and each pin at most once. Unclear: pairs of what was not settled,
   best first. Both in the arena. */
void match_all(struct arena *a, const struct fg_lock *lock, const struct fg_episodes *eps,
	struct matches *settled, struct matches *unclear);
/* Is this enough to be sure, if nothing else fits as well? */
bool match_is_strong(const struct match *m);
/* The name of an episode's file without its folder; of a page bundle, ep1/index.md. */
const char *match_file(const struct fg_episode *ep);

#endif

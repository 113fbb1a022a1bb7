/* SPDX-License-Identifier: ISC */
/*
 * Published: what the guard wants to know of the RSS feed that is out there. It may have
 * been written by feedgen or by any other program.
 *
 * All texts are trimmed, valid UTF-8 and in the arena; NULL if the feed does not have it.
 */
#ifndef GUARD_PUBLISHED_H
#define GUARD_PUBLISHED_H

#include <stdint.h>
#include <stddef.h>
#include <stdbool.h>
#include "base/arena.h"
#include "base/str.h"

enum { PUBLISHED_ITEMS_MAX = 500 * 1000 };

struct published_item {
	const char *guid, *title, *link, *url; /* url: the enclosure's */
	int64_t date;                          /* 0: not understood */
};

struct published {
	struct published_item *data;
	size_t len, cap;
	const char *guid; /* podcast:guid of the show */
	int64_t newest;   /* of lastBuildDate and all pubDates; 0: none is understood */
};

enum published_result {
	PUBLISHED_OK,
	PUBLISHED_ABSENT, /* there is no such file, or it is none that keeps a feed */
	PUBLISHED_UNREADABLE
};

/* *problem, on UNREADABLE, continues "the published feed …"; *line is where (0: nowhere). */
enum published_result published_read(struct arena *a, const char *path,
	struct published *out, const char **problem, unsigned *line);
/* The same of a text in memory. */
bool published_scan(struct arena *a, struct str text, struct published *out,
	const char **problem, unsigned *line);

#endif

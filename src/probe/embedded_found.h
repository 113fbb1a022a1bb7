/* SPDX-License-Identifier: ISC */
/*
 * embedded_found: the chapters that are found in an audio file, as the readers of embedded.h
 * come upon them: in any order, with names that may be empty, and some that are to be hidden.
 */
#ifndef PROBE_EMBEDDED_FOUND_H
#define PROBE_EMBEDDED_FOUND_H

#include "feedgen/feedgen.h"
#include "base/arena.h"
#include "base/str.h"
#include "probe/pieces.h"

enum { CHAPTERS_MOST = 512 };

struct found_chapter {
	const char *id; /* of ID3; NULL: none */
	int64_t start_ms;
	const char *title, *href; /* NULL: none */
	bool hidden;
};
/* What is being collected, in memory of its own. */
struct embedded {
	struct pieces *pieces;
	struct arena *scratch;
	struct {
		struct found_chapter *data;
		size_t len, cap;
	} found;
};
/* A zeroed one more; NULL: there are too many. */
struct found_chapter *embedded_add(struct embedded *e);
/* Text that may be shown, without white space around it; NULL: none is left. */
const char *embedded_text(struct embedded *e, struct str text);
/* text if it is a web address, else NULL. */
const char *embedded_href(struct embedded *e, struct str text);
/* Those that have a title and are not hidden, by time, in the arena of the pieces. */
void embedded_hand_over(struct embedded *e, struct fg_chapters *chapters);

#endif

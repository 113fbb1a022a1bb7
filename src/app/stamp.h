/* SPDX-License-Identifier: ISC */
/*
 * Stamps: nothing changed, nothing done.
 *
 *     stamp_open(&stamp, line, config, dir);
 *     if (stamp_holds(&stamp, line, outs)) …   line is as it was after the last build
 *     … settings.traces = stamp_traces(&stamp); the show phase …
 *     if (all went well) stamp_leave(&stamp, line);
 *
 * A build that succeeds and has found nothing to change leaves a stamp (fg_stamp), in a folder
 * beside the cache of probes: CACHE.stamps. A later one that was asked the same, by the same
 * program in the same folder, and finds all that the stamp speaks of as it was, is done: it says
 * what the build said, and touches nothing.
 *
 * A stamp is a convenience. One that is damaged, foreign or cannot be read or written is as if
 * there were none. In any doubt all is built.
 */
#ifndef APP_STAMP_H
#define APP_STAMP_H

#include "app/line.h"
#include "base/hash.h"
#include "base/trace.h"

struct stamp {
	/* Set by the caller: fs_clock before anything was read, and program_identity. */
	int64_t began;
	const char *program;
	const char *path; /* NULL: this build neither believes nor leaves one */
	char key[SHA256_TEXT_SIZE];
	struct traces traces;
};

void stamp_open(
	struct stamp *s, const struct line *line, const char *config, const char *dir);
/* If true, line has the findings, their levels and the counts of the build that left it, and
   outs its outputs. */
bool stamp_holds(const struct stamp *s, struct line *line, struct outputs *outs);
/* Where the rooms of the show phase are to leave their traces; NULL: nowhere. */
struct traces *stamp_traces(struct stamp *s);
/* After a build that succeeded. */
void stamp_leave(struct stamp *s, const struct line *line);

#endif

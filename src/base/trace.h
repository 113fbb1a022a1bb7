/* SPDX-License-Identifier: ISC */
/*
 * Traces: what the outcome of a run depends on, beside its settings. Whoever knows them, and
 * finds all of it as it was, need not run again (src/stamp).
 *
 * A room leaves a trace of everything on this machine that it looks at, whether it is there or
 * not, and of the clock where it changes something. In the show phase alone, and on one thread at
 * a time but for trace_until: what the item phase reads must have been traced before. All
 * functions take NULL, and then do nothing: nobody wants the traces of this run.
 */
#ifndef BASE_TRACE_H
#define BASE_TRACE_H

#include "base/fs.h"
#include "base/map.h"

struct trace_names {
	const char *dir;
	char hash[65]; /* of the names in it: trace_hash */
};
struct trace_place {
	const char *path, *real; /* realpath of path */
};
struct traces {
	struct arena *arena; /* as long as the run */
	struct {
		const char **data;
		size_t len, cap;
	} files;
	struct {
		struct trace_names *data;
		size_t len, cap;
	} names;
	struct {
		struct trace_place *data;
		size_t len, cap;
	} places;
	struct map known; /* files that may be traced again */
	/* Seconds since 1970: the clock makes no difference before. */
	_Atomic int64_t until;
	bool once; /* it depends on what cannot be looked at again: a server's answer */
};

void traces_init(struct traces *t, struct arena *a);
/* Moves what another thread has left, in memory that lasts as long as t. */
void traces_move(struct traces *t, struct traces *from);
/* A file or folder itself: its content, or that it is not there. */
void trace_file(struct traces *t, const char *path);
/* The same of a path that lives as long as the traces, and that nobody else has traced. */
void trace_lasting_file(struct traces *t, const char *path);
/* Which names a folder has; the files behind them are traces of their own. */
void trace_list(struct traces *t, const char *dir, const struct fs_names *names);
/* Where a path leads; real: what realpath said. */
void trace_real(struct traces *t, const char *path, const char *real);
/* At that time something would be another. Several threads may tell at once. */
void trace_until(struct traces *t, int64_t time);
void trace_once(struct traces *t);

/* The SHA-256 of a list of names. False: memory ran out. */
bool trace_hash(struct arena *a, const struct fs_names *names, char hash[65]);

#endif

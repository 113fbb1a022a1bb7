/* SPDX-License-Identifier: ISC */
/*
 * Temp: the file that becomes the output, and the lock against a second run.
 *
 * The temp of feed.xml is .feed.xml.feedgen beside it. Its name never varies, so a run
 * that was killed leaves at most one file, which the next run takes over; and whoever
 * holds the lock (flock) on the file of that name may write the output. The kernel
 * drops the lock with the process.
 *
 * Publishing renames the temp, and the lock moves with the file. A process that opened
 * the temp before and gets its lock after would then hold the published feed: hence a
 * lock counts only if the name still leads to the locked file, and nobody renames or
 * unlinks the name without holding the lock.
 *
 * On a file system without locks the temp has a random name: runs cannot disturb each
 * other's work, but they do not see each other either.
 */
#ifndef EMIT_TEMP_H
#define EMIT_TEMP_H

#include <stdbool.h>
#include "base/arena.h"

struct temp {
	int fd;
	const char *name; /* NULL: it has none (any more) */
};

enum temp_result {
	TEMP_LOCKED,   /* ours, empty */
	TEMP_UNLOCKED, /* ours, empty; there are no locks here */
	TEMP_BUSY,     /* another run holds it */
	TEMP_FOREIGN,  /* its name is taken by what we did not make */
	TEMP_FAILED    /* errno */
};

/* What the temp of the file called target is called. In the arena. */
const char *temp_name(struct arena *a, const char *target);
/* Makes, or takes over, the temp of the file called target in the folder dir. The name
   is in the arena, on failure too. */
enum temp_result temp_open(struct arena *a, int dir, const char *target, struct temp *t);
/* Does the temp's name still lead to it? */
bool temp_is_named(int dir, const struct temp *t);
/* A temp without a name, for what cannot be renamed into place. False: errno. */
bool temp_open_unnamed(struct temp *t);
/* The same for much, which is not to fill memory: in $TMPDIR or /var/tmp. */
bool temp_open_on_disk(struct temp *t);
/* Removes the name if there is one, and closes. */
void temp_discard(int dir, struct temp *t);

#endif

/* SPDX-License-Identifier: ISC */
/*
 * Target: what an output path leads to.
 *
 *     struct target t;
 *     if (!target_open(run, "public/feed.xml", &t)) …    the reason is in run->diags
 *     target_close(&t);
 *
 * A file is held as its open folder and its name in it, so that nothing that happens
 * to the path afterwards can lead elsewhere. Symbolic links are followed once: the
 * file they lead to is the target, in its own folder, and the links stay.
 *
 * What cannot be replaced by renaming (standard output, a FIFO, a device) is a stream.
 */
#ifndef EMIT_TARGET_H
#define EMIT_TARGET_H

#include <feedgen/feedgen.h>

struct target {
	struct fg_place place; /* for diagnostics; file NULL: standard output */
	bool is_stream;
	int out;          /* a stream: the open descriptor, else -1 */
	int dir;          /* a file: its open folder, else -1 */
	const char *name; /* a file: its name in dir; a stream: what to call it */
};

/* path NULL: standard output. The file itself need not exist; its folder must. A FIFO
   is opened here and waits for its reader. On false there is nothing to close. */
bool target_open(struct fg_run *run, const char *path, struct target *t);
/* False: errno, and only a stream can lose data by it. */
bool target_close(struct target *t);

#endif

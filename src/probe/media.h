/* SPDX-License-Identifier: ISC */
/*
 * media: lets TagLib read a file of which a plan (media_plan.h) has fetched the ranges that
 * matter. The only file of the program that knows TagLib.
 *
 *     struct media *m = media_new(arena, wait_ms);
 *     switch (media_read(m, &plan, &reading)) …
 *     media_free(m);
 *
 * TagLib has looped and crashed on broken files. It runs in a child process with little
 * memory, no right to write files and little time, which reads one file after another from
 * one memfd: as large as the true file, with holes for what was not fetched. The child begins
 * with the first file. When one brings it down, or it does not answer, the next file gets
 * another child; after MEDIA_LIVES of them it is left at that.
 *
 * A file on this machine is read in the same way: by the ranges of its plan, into the memfd.
 * The child never sees it.
 */
#ifndef PROBE_MEDIA_H
#define PROBE_MEDIA_H

#include "probe/media_plan.h"

struct media;

enum { MEDIA_LIVES = 3 };

enum media_result {
	MEDIA_READ,
	MEDIA_UNKNOWN, /* TagLib does not know what it is */
	MEDIA_UNABLE,  /* TagLib cannot be run here, or had too many bad files */
	MEDIA_CRASHED, /* the file brought it down */
	MEDIA_HUNG     /* it did not come to an end with the file */
};
struct media_reading {
	int seconds; /* cut, not rounded; 0: unknown */
	int bitrate; /* kbit/s; 0: unknown */
	int rate, channels;
};

/* Begins no process yet. wait_ms: most that one file may take. */
struct media *media_new(struct arena *a, int wait_ms);
/* Begins the child now: while the process has one thread, whose copy it is to be. */
void media_begin(struct media *m);
/* NULL is none. Waits for no one: the child is killed. */
void media_free(struct media *m);
enum media_result media_read(
	struct media *m, const struct media_plan *plan, struct media_reading *reading);

#endif

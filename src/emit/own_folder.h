/* SPDX-License-Identifier: ISC */
/*
 * Own folder: DIR/.feedgen-OWNER, in which a run keeps what is its own while it makes files
 * in DIR: the list of them ("files"), and new files until they are put in place. Who holds
 * the lock (flock) on it may change files in DIR for this owner; the kernel drops it with
 * the process.
 */
#ifndef EMIT_OWN_FOLDER_H
#define EMIT_OWN_FOLDER_H

#include <feedgen/feedgen.h>
#include "base/str.h"

struct own_folder {
	const char *path; /* DIR as it was given */
	const char *name; /* .feedgen-OWNER */
	int dir, staging; /* both open, unless refused */
	int refused;      /* errno: it may not be made, and never was: nothing is ours */
	bool made_dir;    /* DIR was not there */
	bool listed;      /* it has a list of files */
};

/* Makes DIR and what is above it, if they are not there; takes the lock; clears what a run
   that was killed has left. False after a diagnostic; nothing is open then. Where it may not be
   made that is no failure: who has no file to make does not need it. */
bool own_folder_open(
	struct fg_run *run, const char *path, const char *owner, struct own_folder *o);
/* The list of files, "" if there is none yet. False: errno. */
bool own_folder_read(struct own_folder *o, struct arena *a, struct str *text);
/* Replaces it. False: errno, and the old one stands. */
bool own_folder_write(struct own_folder *o, struct str text);
/* Has all that was written there on the disk. False: errno. */
bool own_folder_sync(const struct own_folder *o);
/* Clears it, and removes it if it has no list, with DIR if that is empty and was made. */
void own_folder_close(struct own_folder *o);

/* Up to most bytes of a file from its beginning. False: errno. */
bool own_folder_read_fd(int fd, struct arena *a, size_t most, struct str *text);

#endif

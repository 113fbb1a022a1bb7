/* SPDX-License-Identifier: ISC */
/*
 * Arrival: the hidden folder in which new files are made, so that a run that is killed leaves
 * nothing under the names that they are to have. Its name never varies, and the next run
 * removes it.
 *
 * The folder that the files are for may be there already. Then they are put in place one by
 * one, as second names of the same files, which never replaces anything; the last one counts:
 * while it is not there, nothing has arrived. So a run that is killed in between is undone by
 * the next, which knows what had been put in place by its being the same file. Before the
 * first, the arrival is closed by a symbolic link to the last. What was changed after that is
 * somebody's work by now, and stays.
 *
 * A run holds a lock (flock) on the folder while it works there.
 */
#ifndef EMIT_ARRIVAL_H
#define EMIT_ARRIVAL_H

#include <stdbool.h>

struct arrival {
	int home;         /* the folder it is in; the caller's */
	const char *name; /* its name there */
	int fd;           /* -1: it is not open */
	bool closed;
};

enum arrival_result {
	ARRIVAL_DONE,
	ARRIVAL_BUSY,    /* another run is at work there */
	ARRIVAL_FOREIGN, /* its name is taken by what we must not touch */
	ARRIVAL_FAILED   /* errno */
};

/* Undoes what a run left that was killed. */
enum arrival_result arrival_clear(struct arrival *a);
/* Makes it, empty. On failure there is nothing to remove. */
enum arrival_result arrival_make(struct arrival *a);
/* All is in it, and what is called last counts. */
void arrival_close(struct arrival *a, const char *last);
/* Puts one of its files in place. False: errno, which is EEXIST if something has the name. */
bool arrival_place(const struct arrival *a, const char *name);
/* Removes it with all that is in it, but nothing that is in place. What cannot be removed is
   left to the next run. */
void arrival_remove(struct arrival *a);

#endif

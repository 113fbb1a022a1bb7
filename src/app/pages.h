/* SPDX-License-Identifier: ISC */
/*
 * Pages: one feed in several documents (RFC 5005, section 4), if the show config says how many
 * episodes one holds.
 *
 * Of n episodes and a size of s, the document that people subscribe to has the newest s. Each
 * s episodes, counted from the oldest, are an archive: feed-1.xml beside feed.xml has the
 * oldest. So a new episode changes no archive, and an archive that is full stays as it is. The
 * last of them shares episodes with the newest document, and readers know them by their ids;
 * an archive whose episodes are all in that document there is not.
 */
#ifndef APP_PAGES_H
#define APP_PAGES_H

#include "app/outputs.h"

/* Adds to outs, before those that are there, the archives of each. False: it cannot be done,
   and a finding says why. stdout_too: standard output is left whole, for a check. */
bool pages_split(struct fg_run *run, const struct fg_show *show, struct outputs *outs,
	bool stdout_too);
/* The names of the archives of the feed at path, with * for the number: feed-*.xml; and the
   pattern that path is such a name of, NULL if it is none. */
const char *pages_pattern(struct arena *a, const char *path);
const char *pages_pattern_of(struct arena *a, const char *path);
/* Does episode number i belong into the output? */
bool pages_has(const struct output *output, size_t i);

#endif

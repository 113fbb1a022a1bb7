/* SPDX-License-Identifier: ISC */
/*
 * with_files: the transcripts and chapters that the items of a feed name, into the show that is
 * made of it (feedgen import --with-files).
 *
 *     with_files_claim(&w);        are their names free? Before any server is asked
 *     with_files_fetch(&w);
 */
#ifndef APP_WITH_FILES_H
#define APP_WITH_FILES_H

#include <feedgen/import.h>

struct with_files {
	struct fg_run *run;
	struct fg_import *import;
	struct fg_creation *creation;
	struct fg_wanted_files named;
	size_t had;   /* of them … */
	size_t bytes; /* … which they have */
	bool *told;   /* of each: it was had, or is told of */
	bool failed;  /* something could not be written, which is told */
};

/* False: a name is taken, and a diagnostic says so. */
bool with_files_claim(struct with_files *w);
/* Fetches them; each that cannot be had is a warning, and stays at its address. False: one could
   not be written. */
bool with_files_fetch(struct with_files *w);

#endif

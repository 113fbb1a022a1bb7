/* SPDX-License-Identifier: ISC */
/* An episode's metadata from its front matter. */
#ifndef READ_EPISODE_H
#define READ_EPISODE_H

#include <feedgen/feedgen.h>
#include "read/front_matter.h"
#include "read/names.h"
#include "read/source.h"

/* What is read with one table of names, from however many files. */
struct episode_reader {
	struct fg_run *run;
	struct arena *scratch; /* for one file at a time; what is kept is in run->arena */
	struct names *names;
};

/* The episode in src, or NULL: it is none (warned) or a broken one (an error). bundle is the
   name of the folder that it has to itself; NULL: it has none. Both names must outlive the
   run's arena. */
struct fg_episode *episode_read(
	struct episode_reader *r, const struct source *src, const char *bundle);

#endif

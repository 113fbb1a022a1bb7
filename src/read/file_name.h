/* SPDX-License-Identifier: ISC */
/*
 * What the name of an episode file says: its stem, and, as eleventy-plugin-podcaster has
 * it, season and number (s1e2-name.md, ep3-name.md). Dates in names (Jekyll) are for the
 * resolve room, which has to tell them from the slug.
 */
#ifndef READ_FILE_NAME_H
#define READ_FILE_NAME_H

#include <feedgen/model.h>
#include "base/arena.h"
#include "base/str.h"

/* The name without folder and extension. */
const char *file_name_stem(struct arena *a, const char *path);
/* Sets season and number if the front matter left them open and the stem tells; their
   origin is DERIVED. */
void file_name_number(struct arena *a, struct fg_episode *ep);
/* Is that all that text says: "S01E02", "Episode 2", "Ep. 2", "#2"? The digits of both, as
   slices of it; season may be empty. */
bool file_name_spells(struct str text, struct str *season, struct str *number);

#endif

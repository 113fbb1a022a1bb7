/* SPDX-License-Identifier: ISC */
/*
 * defaults: what a site generator's own files say for all episodes of a folder: Eleventy's
 * directory data (episodes.json, episodes.11tydata.js), and Hugo's cascade in _index.md.
 *
 *     if (defaults_are_in(dir, "episodes.json"))
 *             defaults_tell(&reader, show, path);
 *
 * None of it is taken: what a site says of its pages is not always meant for a feed. That the
 * feed lacks it is told, field by field (file/defaults).
 */
#ifndef READ_DEFAULTS_H
#define READ_DEFAULTS_H

#include "read/episode.h"

/* Is that the name of such a file in dir, the path of the folder? */
bool defaults_are_in(const char *dir, const char *name);
/* Tells of the fields in the file at path that show has no template for. A file that cannot be
   read is the generator's business. */
void defaults_tell(
	struct episode_reader *r, const struct fg_show *show, const char *path);

#endif

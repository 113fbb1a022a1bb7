/* SPDX-License-Identifier: ISC */
/*
 * YAML as front matter uses it, by libyaml's events. yaml.c is the only file that
 * knows libyaml.
 *
 * One document, a map at its top; no anchors, aliases, tags or merge keys, since
 * they make a small file large or mean code elsewhere. The
 * first fault ends the reading: what follows it is seldom what was meant.
 */
#ifndef READ_YAML_H
#define READ_YAML_H

#include <feedgen/feedgen.h>
#include "read/passage.h"

/* The map at the top (an empty one for an empty text), in the scratch arena; NULL
   after a diagnostic. The text has passed passage_check. */
struct node *yaml_read(
	struct fg_run *run, struct arena *scratch, const struct passage *in);

#endif

/* SPDX-License-Identifier: ISC */
/* Scalars of the front matter by their dotted names: what templates are made from. */
#ifndef READ_ENTRIES_H
#define READ_ENTRIES_H

#include <feedgen/model.h>
#include "read/episode.h"
#include "read/node.h"

/* Lists the scalars under top that somebody may ask for (read/asked.h), in source order. Items
   of a list are numbered from 1: tags.1, guests.2.name. Names of more than 256 bytes are left
   out. The texts of these, and of all that has a meaning, move to the run's arena; the nodes
   point there. */
void entries_keep(struct episode_reader *r, struct node *top, struct fg_entries *entries);

#endif

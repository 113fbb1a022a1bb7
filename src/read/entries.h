/* SPDX-License-Identifier: ISC */
/* Every scalar of the front matter by its dotted name: what templates are made from. */
#ifndef READ_ENTRIES_H
#define READ_ENTRIES_H

#include <feedgen/model.h>
#include "read/episode.h"
#include "read/node.h"

/* Lists the scalars under top, in source order. Items of a list are numbered from 1:
   tags.1, guests.2.name. Names of more than 256 bytes are left out. The texts move to the
   run's arena; the nodes point there. */
void entries_keep(struct episode_reader *r, struct node *top, struct fg_entries *entries);

#endif

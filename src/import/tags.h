/* SPDX-License-Identifier: ISC */
/*
 * tags: elements of the podcast namespace as the tags of model/tag.h, and these as people write
 * them. Tags are made only of what they say wholly; the rest stays XML.
 */
#ifndef IMPORT_TAGS_H
#define IMPORT_TAGS_H

#include "import/import.h"
#include "model/tag.h"

/* Makes a tag of an element of the channel (item false) or an item. False: it has what a tag
   cannot say. */
bool tags_make(
	struct fg_import *im, bool item, const struct tree *element, struct fg_tag *tag);
/* Appends those of a field behind "name:". */
void tags_put(struct arena *a, const struct fg_tags *tags, int field, struct sbuf *out);
/* Takes those of a field away. */
void tags_drop(struct fg_tags *tags, int field);

#endif

/* SPDX-License-Identifier: ISC */
/*
 * Links of wikis, as Obsidian writes them into front matter:
 *
 *     audio: "[[lamps.mp3]]"               lamps.mp3
 *     guest: "[[Ann Miller|Ann]]"          Ann
 *
 * One that names a file becomes its path, any other the words that stand for it.
 */
#ifndef READ_WIKI_H
#define READ_WIKI_H

#include "read/node.h"

/* Replaces every value in the tree that is such a link and nothing else. Texts are made in
   scratch. Without quotation marks, to YAML the link is a list in a list; that is replaced
   too. */
void wiki_unlink(struct arena *scratch, struct node *top);

#endif

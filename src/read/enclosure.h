/* SPDX-License-Identifier: ISC */
/*
 * The enclosure as WordPress keeps it, and as exports of it have it in front matter: address,
 * size and type in one text, with a line or a space for each; PowerPress adds the playing time.
 *
 *     enclosure: "https://…/a.mp3\n30104576\naudio/mpeg"
 */
#ifndef READ_ENCLOSURE_H
#define READ_ENCLOSURE_H

#include <feedgen/model.h>
#include "base/arena.h"

/* Splits the address of the episode's enclosure, which is set, if it is such a text. What else it
   says is taken at its place; names of their own count more, and are read later. */
void enclosure_split(struct arena *a, struct fg_episode *ep);

#endif

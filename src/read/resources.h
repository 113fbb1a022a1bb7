/* SPDX-License-Identifier: ISC */
/*
 * resources: the files of a page bundle by name, as Hugo has them:
 *
 *     resources:
 *       - {name: audio, src: talk.mp3}
 *
 * is as good as audio: talk.mp3.
 */
#ifndef READ_RESOURCES_H
#define READ_RESOURCES_H

#include "base/arena.h"
#include "read/node.h"

/* Adds what they name to the top of the front matter, but for names that it has already. */
void resources_name(struct arena *scratch, struct node *top);

#endif

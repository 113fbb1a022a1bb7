/* SPDX-License-Identifier: ISC */
/*
 * chapters: those of an audio file as one text, which the cache keeps with the address: a
 * JSON list of objects with start (milliseconds), title and href. What comes out is checked
 * as if it came from a server.
 */
#ifndef PROBE_CHAPTERS_H
#define PROBE_CHAPTERS_H

#include <feedgen/model.h>

enum { CHAPTERS_TEXT_MAX = 128 * 1024 }; /* bytes */

/* In a; NULL: there are none, or their text would be too long. */
const char *chapters_pack(struct arena *a, const struct fg_chapters *chapters);
/* text NULL: none. Of a text that is not as above: none. At most CHAPTERS_MOST (embedded.h). */
struct fg_chapters chapters_unpack(struct arena *a, const char *text);

#endif

/* SPDX-License-Identifier: ISC */
/*
 * Texts that people read, by what may be wrong with them: of sources and of finished feeds
 * alike. All take valid UTF-8.
 */
#ifndef MODEL_CHECK_TEXT_H
#define MODEL_CHECK_TEXT_H

#include <stdint.h>
#include <stdbool.h>
#include "base/str.h"

/* Text that was read in a wrong encoding: the first of U+FFFD and U+0080 to U+009F (Windows
   text that was taken for Latin-1); 0: there is none. */
uint32_t check_mojibake(const char *text);
/* Characters that nobody sees: why they are one too many, to continue "the title …"; NULL:
   there is none. Runs in another direction that end are as they should be (Unicode Standard
   Annex 9). */
const char *check_unseen(const char *text);
/* Will people see tags: is there "&lt;p&gt;" and the like, outside <code> and <pre>, where
   it is meant as text? */
bool check_tags_visible(struct str html);
/* The number that a title has as "#12", "Ep. 12", "Episode 12" or "S02E12"; or an empty
   slice. */
struct str check_title_number(const char *title);
/* More than 100 characters, or more than two parts with | between? *characters and *parts
   say how many there are. */
bool check_title_stuffed(const char *title, size_t *characters, size_t *parts);

#endif

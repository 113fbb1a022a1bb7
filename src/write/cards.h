/* SPDX-License-Identifier: ISC */
/*
 * Cards: what somebody says, in pieces that a screen can show at once.
 *
 *     struct cards c = {.rest = text, .lines = 2, .width = 32};
 *     sbuf_init(&card, …);
 *     while (cards_next(&c, &card)) … sbuf_text(&card), c.done …
 *
 * A card has at most that many lines of at most that many characters (code points), broken
 * between words; a word that is longer is broken where the line ends. It ends with a sentence
 * if that leaves it at least half full, and always with a paragraph.
 */
#ifndef WRITE_CARDS_H
#define WRITE_CARDS_H

#include <stdbool.h>
#include "base/sbuf.h"
#include "base/str.h"

struct cards {
	struct str rest; /* a line for each paragraph */
	unsigned lines, width;
	size_t done; /* bytes of the text that are used up */
};

/* Puts the next card in the place of what is in *card. False: there is none. */
bool cards_next(struct cards *c, struct sbuf *card);

#endif

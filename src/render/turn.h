/* SPDX-License-Identifier: ISC */
/*
 * Turn: the line with which somebody begins to speak in a transcript, in all the ways in
 * which people write it:
 *
 *     **Name**                 alone on its line
 *     **Name 1:02:03**         also **Name** 1:02:03, and with brackets around the time
 *     **Name:** text           also **Name**: text
 *     [00:06:30] text          also [00:06:30] **Name:** text
 *
 * and, where nothing is Markdown (turn_in_text):
 *
 *     Name: text               also Name: 1:02:03, Name 1:02:03, [00:06:30] Name: text
 */
#ifndef RENDER_TURN_H
#define RENDER_TURN_H

#include <stdbool.h>
#include "base/str.h"

struct turn {
	struct str speaker; /* "" if the line has only a time */
	struct str time;    /* as written, without brackets; "" if there is none */
	struct str rest;    /* what is said on this line already */
	bool alone;         /* nothing but the name is on the line */
};

/* False: the line begins no turn. The parts are slices of it. */
bool turn_at(struct str line, struct turn *t);
/* The same for plain text. Whether it is one may have to be doubted: "Note: …". */
bool turn_in_text(struct str line, struct turn *t);

#endif

/* SPDX-License-Identifier: ISC */
/*
 * plain: paragraphs of a Markdown text that are nothing but text, behind a name in bold or
 * not. Most of a transcript is: a parser would only take them apart to put them together
 * again.
 *
 *     struct plain p;
 *     struct plain_paragraph paragraph;
 *     plain_init(&p, text);
 *     while (plain_next(&p, &paragraph)) …
 *
 * Such a paragraph stands in no list, quote or note, between blank lines or the ends of the
 * text; each of its lines begins with a letter, a quotation mark or a bracket and ends with
 * no blank; and no character in it can mean anything but itself.
 */
#ifndef RENDER_PLAIN_H
#define RENDER_PLAIN_H

#include "render/lines.h"

struct plain_paragraph {
	struct str whole; /* as it is written, without its last line end */
	struct str
		bold; /* what stands between ** and ** at its beginning; empty: nothing */
	struct str text; /* all behind that, without blanks at the end */
};

struct plain {
	struct lines lines;
	bool after_text; /* the line before the next is no blank one */
};

void plain_init(struct plain *p, struct str text);
/* False: there is no other. */
bool plain_next(struct plain *p, struct plain_paragraph *paragraph);

#endif

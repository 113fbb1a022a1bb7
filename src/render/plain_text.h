/* SPDX-License-Identifier: ISC */
/*
 * Text with [links](https://example.com), *emphasis* and **strong emphasis** in it, taken apart:
 * what paragraphs, headings and items of lists mostly hold. Between plain.c, which knows where
 * such a text stands, and its characters.
 */
#ifndef RENDER_PLAIN_TEXT_H
#define RENDER_PLAIN_TEXT_H

#include "render/html_node.h"

struct plain_pieces {
	struct arena *arena;
	struct html_piece *data; /* in the arena */
	size_t len, cap;
	bool references; /* brackets may be one to an address that is defined elsewhere */
};

/* Does a line that begins with s begin no block of its own? */
bool plain_text_begins(struct str s);
/* Adds an element with the text that s begins with, up to the end of the line or before a blank
   line. The length of it; 0, and nothing is added: it is not plain. */
size_t plain_text(
	struct plain_pieces *pieces, struct str s, enum html_tag tag, bool one_line);

#endif

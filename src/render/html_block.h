/* SPDX-License-Identifier: ISC */
/*
 * Blocks of raw HTML in Markdown: what begins one and what ends it (CommonMark 4.6).
 *
 * They are of seven kinds, numbered as there. Kinds 1 to 5 (script and pre, comments,
 * processing instructions, declarations, CDATA) end on the line that has their end mark;
 * 6 (block elements) and 7 (another tag, alone on its line) at a blank line. One of kind 7
 * does not interrupt a paragraph.
 */
#ifndef RENDER_HTML_BLOCK_H
#define RENDER_HTML_BLOCK_H

#include <stdbool.h>
#include "base/str.h"

/* The kind of block that a line beginning with text opens; 0: none. */
int html_block_kind(struct str text);
/* Is a block of that kind over with this line of it? */
bool html_block_ends(int kind, struct str line);

#endif

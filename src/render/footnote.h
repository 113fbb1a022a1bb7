/* SPDX-License-Identifier: ISC */
/*
 * footnote: which notes a body defines, which it uses, and what they become.
 *
 * A mark becomes its number in brackets, [1], as text: superscript and links within a
 * page do not survive in feed readers. Numbers follow the order of first use. The notes
 * that are used stand at the end, behind a rule, as one numbered list.
 */
#ifndef RENDER_FOOTNOTE_H
#define RENDER_FOOTNOTE_H

#include "base/arena.h"
#include "base/map.h"
#include "base/sbuf.h"
#include "render/token.h"

struct footnote {
	size_t token;    /* index of its TOKEN_NOTE */
	unsigned number; /* 0: not used */
};

struct footnotes {
	struct map by_id;
	struct {
		struct footnote **data;
		size_t len, cap;
	} all, used; /* in the order of the text; in the order of their numbers */
};

void footnotes_init(struct footnotes *f, struct arena *a);
/* The note of that id, whose case does not count; NULL: none. */
struct footnote *footnote_find(const struct footnotes *f, struct str id);
void footnote_define(struct footnotes *f, struct str id, size_t token);
/* Appends what a mark becomes, and gives the note its number if it has none. */
void footnote_mark(struct footnotes *f, struct footnote *note, struct sbuf *out);
/* Appends note number as an item of the list at the end; text is Markdown. */
void footnote_item(unsigned number, struct str text, struct sbuf *out);

#endif

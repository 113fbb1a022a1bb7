/* SPDX-License-Identifier: ISC */
/*
 * lines: a body line by line, with what CommonMark's block structure makes of each.
 *
 *     struct lines l;
 *     struct line line;
 *     lines_init(&l, text);
 *     while (lines_next(&l, &line)) …
 *
 * The stations before the Markdown parser need to know which lines are code, where a
 * paragraph ends, which line is a heading and how deep containers nest. This follows
 * section 5 of the CommonMark specification as cmark does it, without building a tree:
 * the state is one stack of containers and the kind of the open leaf. A footnote's
 * definition, which CommonMark does not have, is a container four columns wide.
 *
 * A line costs what its markers cost, not what its text costs. Nothing is allocated.
 */
#ifndef RENDER_LINES_H
#define RENDER_LINES_H

#include <stdbool.h>
#include "base/str.h"

enum {
	LINES_DEPTH = 64, /* containers that are followed; deeper ones set too_deep */
	LINES_NOTE_WIDTH = 4
};

enum line_kind {
	LINE_BLANK,
	LINE_TEXT, /* paragraph, heading, raw HTML, rule: text that inlines may be in */
	LINE_CODE  /* of a fenced (its fences too) or indented block */
};

struct line {
	size_t from, to; /* offsets in the text, without the LF */
	size_t content;  /* offset behind containers' markers and indentation */
	enum line_kind kind;
	bool fresh; /* TEXT: begins a block; else it goes on with the one before */
	bool html;  /* TEXT: of a block of raw HTML */
	unsigned
		heading; /* level if it is an ATX heading, or the underline that makes the
	                     paragraph before it one; else 0 */
	bool underline;
	size_t depth;     /* containers it stands in */
	unsigned indent;  /* columns before content, inside the containers */
	bool note;        /* in a footnote's definition */
	bool note_begins; /* … whose "[^id]:" this line has; content is behind it */
};

struct lines_container {
	char kind;      /* '>' quote, '-' list item, '^' footnote */
	bool empty;     /* an item with nothing in it yet */
	unsigned width; /* columns that continue it */
};

struct lines {
	struct str text;
	size_t next; /* offset of the next line */
	bool too_deep;
	struct lines_container stack[LINES_DEPTH];
	size_t depth;
	char leaf; /* what is open: 0 nothing, 'p' paragraph, 'i' indented code,
	                       '`' or '~' fence, 'h' raw HTML */
	size_t fence_len;
	int html_kind;   /* 1 to 7, as in CommonMark 4.6 */
	size_t at, end;  /* the rest of the current line */
	unsigned column; /* of at; a tab may be half used up */
};

void lines_init(struct lines *l, struct str text);
/* False at the end of the text. */
bool lines_next(struct lines *l, struct line *out);
/* Goes on at offset at, which lies ahead, as if a line began there. */
void lines_skip(struct lines *l, size_t at);

/* Length of the mark of a list's item that text begins with: a bullet, or a number and '.' or ')';
   0: it begins with none. */
size_t lines_item_mark(struct str text);
/* The id of "[^id]", which text begins with; length 0: it does not. */
struct str lines_note_id(struct str text);

#endif

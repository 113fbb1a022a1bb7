/* SPDX-License-Identifier: ISC */
/*
 * Flow: writes a tree in which everything is where HTML allows it, whatever order it is
 * told in: blocks are never inside a paragraph, text is never loose, items are in lists,
 * elements are made when there is something to be in them, and white space that a browser
 * would not show is gone (CSS Text 3, 4.1).
 *
 *     struct flow f;
 *     flow_begin(&f, arena);
 *     struct flow_mark m = flow_push(&f, FLOW_LINE, TAG_P);
 *     flow_text(&f, str_of("some text"));
 *     flow_pop(&f, m);
 *     struct html_node *root = flow_end(&f);
 *
 * What is pushed is only wanted: it is opened when text comes. Whoever pushes pops with
 * the mark that push gave, innermost first.
 */
#ifndef RENDER_HTML_FLOW_H
#define RENDER_HTML_FLOW_H

#include "render/html_node.h"

enum flow_kind {
	FLOW_GROUP, /* begins and ends a paragraph, and is nothing else: a div */
	FLOW_LINE,  /* has text and no blocks: p, h2 */
	FLOW_PRE,   /* the same, with its white space */
	FLOW_BOX,   /* has both: blockquote */
	FLOW_LIST,  /* has items */
	FLOW_ITEM   /* is in a list; has both */
};

enum {
	FLOW_BOXES_MAX = 32, /* deeper lists and quotes are groups */
	FLOW_BLOCKS_MAX = 2 * (HTML_DEPTH_MAX + HTML_RUN_DEPTH) +
			  4, /* what a tree can have us push, and implied ones */
	FLOW_INLINES_MAX = 4 /* a, strong, em and code, each once */
};

struct flow_block {
	enum flow_kind kind;
	enum html_tag tag;
	int start;             /* of an ordered list */
	bool implied;          /* nobody pushed it: ends with the paragraph */
	struct html_node *out; /* NULL: not opened */
};

struct flow_inline {
	enum html_tag tag;
	const char *url;
	struct html_node *out;
};

struct flow {
	struct arena *arena;
	struct html_node *root;
	struct flow_block blocks[FLOW_BLOCKS_MAX];
	struct flow_inline inlines[FLOW_INLINES_MAX];
	size_t n_blocks, n_inlines;

	struct html_node
		*block;       /* the open block that text goes into; NULL: to be opened */
	struct html_node *at; /* where text goes; block or an inline element in it */
	struct str lone;      /* text for at, not yet a node, if it is all there is */
	struct sbuf text;     /* the same, if it has come in pieces */

	/* What comes before the next text, if this is not the first in its paragraph. */
	struct sbuf space; /* white space: one character, but as it was in FLOW_PRE */
	unsigned breaks;
	bool next_cell;

	bool fresh;  /* nothing is in the paragraph yet */
	bool in_row; /* something of this table row is in the paragraph */

	size_t bytes; /* of text and addresses of links made so far */
};

struct flow_mark {
	size_t blocks, inlines;
};

void flow_begin(struct flow *f, struct arena *a);
/* The root of what was made. */
struct html_node *flow_end(struct flow *f);

struct flow_mark flow_push(struct flow *f, enum flow_kind kind, enum html_tag tag);
/* Sets the number that the list just pushed begins with. */
void flow_start(struct flow *f, int start);
/* Ends a block and all that was pushed after mark. */
void flow_pop(struct flow *f, struct flow_mark mark);
/* a, strong, em or code; one that is open already is not opened again. */
struct flow_mark flow_push_inline(struct flow *f, enum html_tag tag, const char *url);
/* Ends what flow_push_inline began. */
void flow_pop_inline(struct flow *f, struct flow_mark mark);

/* Are we in a FLOW_PRE? No block may be pushed there. */
bool flow_in_pre(const struct flow *f);
/* Text as html_collapse makes it; in FLOW_PRE any. It has to live as long as the tree. */
void flow_text(struct flow *f, struct str text);
/* A line break; a line end in FLOW_PRE. */
void flow_break(struct flow *f);
/* A space between what was and what comes; a line end in FLOW_PRE. */
void flow_space(struct flow *f);
/* An image, to be filled in by the caller. */
struct html_node *flow_image(struct flow *f);
/* Would a block that is pushed now have nothing around it? Blocks in a row may then be put
   there as they are. */
bool flow_is_clear(const struct flow *f);
void flow_run(struct flow *f, const struct html_run *run);
/* A thematic break. */
void flow_rule(struct flow *f);
/* The next row or cell of a table whose rows are the lines of one paragraph. */
void flow_row(struct flow *f);
void flow_cell(struct flow *f);

#endif

/* SPDX-License-Identifier: ISC */
/*
 * The tree that a body becomes, and how it is built. Markdown and HTML are both told to a
 * builder; the writers see the same few elements whichever it was.
 *
 *     struct html_builder b;
 *     html_build(&b, arena);
 *     html_open(&b, TAG_P);
 *     html_chars(&b, str_of("text"));
 *     html_close(&b);
 *     struct html_doc *doc = html_built(&b);
 *
 * A text node is never empty and never beside another. Outside of TAG_PRE its white space
 * is collapsed: single spaces, or single line ends where there was one. An element inside
 * more than HTML_DEPTH_MAX others gives way to its content.
 * Nodes and their strings live in the arena.
 */
#ifndef RENDER_HTML_NODE_H
#define RENDER_HTML_NODE_H

#include "base/arena.h"
#include "base/sbuf.h"

enum { HTML_DEPTH_MAX = 256 };

enum html_tag {
	TAG_ROOT,
	TAG_TEXT,
	/* blocks */
	TAG_P,
	TAG_H1,
	TAG_H2,
	TAG_H3,
	TAG_H4,
	TAG_H5,
	TAG_H6,
	TAG_UL,
	TAG_OL,
	TAG_LI,
	TAG_BLOCKQUOTE,
	TAG_PRE,
	TAG_HR,
	TAG_DIV, /* anything that begins and ends a block, and is nothing else to us */
	TAG_TABLE,
	TAG_TR,
	TAG_TD,
	/* in the line */
	TAG_A,
	TAG_STRONG,
	TAG_EM,
	TAG_CODE,
	TAG_BR,
	TAG_IMG,
	/* what a link takes the place of; without children */
	TAG_IFRAME,
	TAG_MEDIA, /* audio, video */
	TAG_RUN,   /* blocks without a node of their own */
	TAG_COUNT
};

/* A part of blocks that are told one after another. */
struct html_piece {
	enum html_piece_kind {
		PIECE_TEXT,
		PIECE_LOOSE, /* text whose white space is not collapsed yet */
		PIECE_OPEN,
		PIECE_CLOSE,
		PIECE_BREAK
	} kind;
	enum html_tag tag; /* of OPEN and CLOSE */
	struct str text;   /* of TEXT and LOOSE; the address of an OPEN with TAG_A */
};

/*
 * Blocks in a row, of text: most of a body is that, and a node for each piece of it would only
 * cost. They are told as they are to be written: no element is empty or in one of its kind, no
 * block begins with what shows nothing, and no block, link or emphasis ends with white space or a
 * break, or begins with one.
 */
struct html_run {
	const struct html_piece *pieces;
	size_t len;
};
enum { HTML_RUN_DEPTH = 10 }; /* elements in one another, at most */

struct html_node {
	enum html_tag tag;
	int start;       /* TAG_OL: number of the first item */
	struct str text; /* TAG_TEXT; else the alt of an image, the title of a frame */
	union {
		const char *url;            /* href or src as written; NULL: none */
		const struct html_run *run; /* TAG_RUN; lives as long as the tree */
	};
	size_t size; /* bytes as HTML; kept by html_measure alone */
	struct html_node *parent, *first, *last, *next;
};

struct html_doc {
	struct arena *arena;
	struct html_node *root;
};

/* Appends s to text, with U+FFFD for each character that XML does not allow: Markdown and
   HTML have references to them. */
void html_clean(struct sbuf *text, struct str s);
/* Appends s to text with its white space collapsed, also where the two meet. */
void html_collapse(struct sbuf *text, struct str s);

/* s without the leading characters that show nothing: an empty paragraph may be written with a
   no-break space, a zero-width space or a byte order mark in it. */
struct str html_visible(struct str s);

/* A new last child of parent. */
struct html_node *html_node_add(
	struct arena *a, struct html_node *parent, enum html_tag tag);
/* Drops n's children from child on; child NULL drops none. */
void html_node_cut(struct html_node *n, const struct html_node *child);

struct html_builder {
	struct arena *arena;
	struct html_node *at; /* the open element */
	unsigned depth;       /* of at */
	unsigned beyond;      /* elements open that were too deep to be made */
	unsigned pre;         /* TAG_PRE open: white space is text */
	struct sbuf text;     /* characters not yet a node */
	struct html_node *root;
};

void html_build(struct html_builder *b, struct arena *a);
/* Opens an element; its members may be set. Never NULL. */
struct html_node *html_open(struct html_builder *b, enum html_tag tag);
/* Closes the innermost; no-op if none is open. */
void html_close(struct html_builder *b);
/* An element that has no content. */
struct html_node *html_leaf(struct html_builder *b, enum html_tag tag);
/* Adds characters; those that XML does not allow become U+FFFD. */
void html_chars(struct html_builder *b, struct str text);
/* Adds a run of clean text, which lives as long as the tree, like its pieces. */
void html_run(struct html_builder *b, const struct html_piece *pieces, size_t len);
/* A copy of an attribute's value, made clean as html_chars does. */
const char *html_value(struct html_builder *b, struct str text);
/* Ends building; the builder has nothing left to release. */
struct html_doc *html_built(struct html_builder *b);

#endif

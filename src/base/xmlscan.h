/* SPDX-License-Identifier: ISC */
/*
 * xmlscan: a look at XML text before the parser gets it, for what libxml2 does not do:
 * where each start tag begins (its own columns are those of the tag's end, and count
 * bytes), and limits that hold before a hostile tag is parsed (its time grows with the
 * square of the number of attributes).
 *
 *     size_t n = xmlscan_feed(&s, text);      text[0..n) may be parsed
 *     if (n < text.len) …                     s.problem says why, at s.at
 *     xmlscan_take(&s, &place)                places of start tags, in order
 *
 * It knows just enough of XML not to take anything else for a tag, and judges nothing. In
 * text that is not well-formed the places are those up to the fault.
 */
#ifndef BASE_XMLSCAN_H
#define BASE_XMLSCAN_H

#include <stdbool.h>
#include "base/arena.h"
#include "base/str.h"

enum {
	XMLSCAN_ATTRIBUTES_MAX = 256,      /* in one tag, namespaces included */
	XMLSCAN_TAG_MAX = 256 * 1024,      /* bytes of one tag */
	XMLSCAN_TEXT_MAX = 4 * 1024 * 1024 /* bytes between two tags; of a comment */
};

/* Both count from 1, columns in code points. */
struct xmlscan_place {
	unsigned line, column;
};

enum xmlscan_state {
	XMLSCAN_TEXT,
	XMLSCAN_OPENED, /* behind '<' */
	XMLSCAN_BANG,   /* behind '<!' */
	XMLSCAN_TAG,
	XMLSCAN_QUOTED, /* in a tag */
	XMLSCAN_COMMENT,
	XMLSCAN_CDATA,
	XMLSCAN_INSTRUCTION,
	XMLSCAN_DOCTYPE,
	XMLSCAN_DOCTYPE_QUOTED,
	XMLSCAN_DOCTYPE_COMMENT
};

struct xmlscan {
	struct arena *arena;
	struct xmlscan_place at; /* of the next byte */
	const char *problem;     /* continues "the document …"; NULL: none */
	const char *hint;        /* what to do about it; NULL: leave it out */
	bool has_doctype;
	struct xmlscan_place doctype;

	/* its own */
	enum xmlscan_state state;
	struct xmlscan_place opened; /* the last '<' */
	char quote;
	unsigned last;  /* the last four bytes of the construct */
	unsigned depth; /* of [ in a DOCTYPE */
	size_t bytes, attributes;
	struct {
		struct xmlscan_place *data;
		size_t len, cap;
	} tags;
	size_t taken;
};

void xmlscan_init(struct xmlscan *s, struct arena *arena);
/* How many bytes of text (UTF-8) are fit for the parser. */
size_t xmlscan_feed(struct xmlscan *s, struct str text);
/* Where the next start tag that was not taken yet begins. False: there is none. */
bool xmlscan_take(struct xmlscan *s, struct xmlscan_place *place);
/* The same, leaving it there. */
bool xmlscan_peek(const struct xmlscan *s, struct xmlscan_place *place);
/* Is the tag that begins there cut off by the end of the text so far? */
bool xmlscan_is_open(const struct xmlscan *s, struct xmlscan_place at);

#endif

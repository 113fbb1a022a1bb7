/* SPDX-License-Identifier: ISC */
/*
 * splice: what a shortcode became, set among Markdown.
 *
 * A template is HTML, and Markdown reads an HTML block raw up to the next blank line. So
 * markup that begins a line and opens such a block gets a blank line behind it, and its
 * body one on either side, unless they are there. Lines that are added carry the marks
 * of the quote or the indentation of the list that the shortcode stands in.
 */
#ifndef RENDER_SPLICE_H
#define RENDER_SPLICE_H

#include "base/arena.h"
#include "base/sbuf.h"

struct splice {
	bool block;         /* the markup opens an HTML block */
	const char *prefix; /* of lines that are added */
};

/* How markup is set behind out, when what follows it in the text is following. */
struct splice splice_of(
	struct arena *a, struct str out, struct str markup, struct str following);
/* Appends s. Where two characters would meet that did not meet in the source, and would
   be a template's mark or a longer run of code marks, a space keeps them apart. */
void splice_add(struct sbuf *out, struct str s);
/* Appends a piece of the markup. */
void splice_markup(const struct splice *p, struct str piece, struct sbuf *out);
/* Makes a blank line between out and next, if the markup is a block. */
void splice_part(const struct splice *p, struct str next, struct sbuf *out);
/* The same behind the markup, unless nothing follows. */
void splice_end(const struct splice *p, struct str following, struct sbuf *out);

#endif

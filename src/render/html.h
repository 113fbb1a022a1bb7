/* SPDX-License-Identifier: ISC */
/*
 * HTML is built, never filtered: a body becomes a tree, and what leaves is written anew
 * from an allow-list.
 *
 *     const char *problem;
 *     struct html_doc *doc = markdown_parse(a, text, &problem);   (or html_parse)
 *     struct html_rules rules = {.base = link, .full = true};
 *     html_write(a, doc, &rules, &out);
 *
 * What is written is well-formed HTML: every element closed but the void ones (<br>, <hr>,
 * <img>), every attribute quoted, & < > " escaped, no empty paragraph, no block in a
 * paragraph, bare addresses linked. Parsed and written again it is the same, byte for byte.
 *
 *     full          p br h2-h6 (h1 is h2) ul ol[start] li strong em a[href] code pre
 *                   blockquote hr img[src,alt]
 *     description   p br ul ol[start] li a[href] strong em
 *
 * All else gives way to its content, or vanishes with it (script, style, svg, controls, and by
 * their class players and forms that Ghost and plugins of WordPress put around the text).
 * Addresses are http, https or mailto; images http or https.
 */
#ifndef RENDER_HTML_H
#define RENDER_HTML_H

#include <stdbool.h>
#include "base/arena.h"
#include "base/sbuf.h"

struct html_doc; /* a parsed body; lives in the arena it was parsed into */

/* Parses a fragment of HTML, which is clean UTF-8 (utf8_clean_len). On NULL *problem says
   why, in words that continue "the HTML …": "nests more than 256 elements". */
struct html_doc *html_parse(struct arena *a, struct str fragment, const char **problem);

struct html_rules {
	const char *
		base; /* relative addresses become absolute against it; NULL: they are dropped */
	bool full;  /* content:encoded's allow-list; else the description's */
	size_t max; /* bytes; cut at an element boundary; 0: no limit */
	const char
		*more; /* address behind the "…more" that ends a cut text; NULL: none */
};

/* Appends the document to out; false if it was cut to rules->max. Whether it fitted into
   out is out->failed: a hostile body can grow when relative addresses become absolute. */
bool html_write(struct arena *a, const struct html_doc *doc,
	const struct html_rules *rules, struct sbuf *out);
/* Appends its text: a blank line between blocks, list items after "- " or "1. ", no markup. */
void html_text(struct arena *a, const struct html_doc *doc, struct sbuf *out);

#endif

/* SPDX-License-Identifier: ISC */
/*
 * bracket: the shortcodes of WordPress: [powerpress], [caption id="a"]…[/caption].
 *
 *     struct bracket b;
 *     if (bracket_split(rest_of_block, &b)) …      the block goes on at b.len
 *
 * Brackets are text and links in Markdown, so that only names count that WordPress, its
 * podcast plugins and page builders have; of these, a word of every day has to look like a
 * shortcode, too: it has arguments, or an end. What exporters have escaped (\[powerpress\])
 * is one as well: begin behind the first backslash.
 */
#ifndef RENDER_BRACKET_H
#define RENDER_BRACKET_H

#include "base/str.h"

struct bracket {
	size_t len;   /* of all of it */
	bool closing; /* [/caption] */
	struct str name, rest;
};

/* Might one begin at the '[' that s begins with? A quick look. */
bool bracket_begins(struct str s);
/* Is there one, in a block that goes on to the end of s? */
bool bracket_split(struct str s, struct bracket *out);

#endif

/* SPDX-License-Identifier: ISC */
/*
 * Bare addresses in text: "see https://example.com/a." has one, without the full stop.
 *
 *     struct link link;
 *     for (size_t at = 0; links_find(text, at, &link); at = link.to) …
 *
 * An address begins with http://, https:// or www. where a word begins, has a host with a
 * dot in it, and ends before white space, '<', '"' or a quotation mark; not with punctuation, and
 * not with a closing bracket that it does not open.
 */
#ifndef RENDER_LINKS_H
#define RENDER_LINKS_H

#include <stdbool.h>
#include "base/str.h"

struct link {
	size_t from, to; /* in the text that was searched */
	bool www;        /* without a scheme: http:// is to be put before it */
};

/* The first address in text at or after at. */
bool links_find(struct str text, size_t at, struct link *link);

#endif

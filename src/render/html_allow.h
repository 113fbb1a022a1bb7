/* SPDX-License-Identifier: ISC */
/*
 * The allow-list: what becomes of each element. The tree that comes out has nothing but
 * what may be written, with absolute addresses, properly nested and without an empty
 * element; the writers only spell it. It is at most 70 elements deep, so they may recurse.
 */
#ifndef RENDER_HTML_ALLOW_H
#define RENDER_HTML_ALLOW_H

#include "render/html.h"
#include "render/html_node.h"

/* The blocks that rules let through, under a root; those that begin after the first
   rules->max bytes of text and addresses may be missing. */
struct html_node *html_allowed(
	struct arena *a, const struct html_doc *doc, const struct html_rules *rules);

#endif

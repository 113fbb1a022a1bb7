/* SPDX-License-Identifier: ISC */
/*
 * Parsing HTML that other nodes are to be put into: the seam between markdown.c, which
 * knows what stands between two pieces of raw HTML, and html.c, which knows how these
 * pieces belong together.
 *
 *     struct html_graft graft = {.add = add_block, .ctx = &blocks, .count = n};
 *     html_graft_mark(&text, 0); … html_graft_mark(&text, n - 1);
 *     doc = html_parse_around(a, sbuf_text(&text), &graft, &problem);
 *
 * Where the text has mark number i, add(ctx, builder, i) is called and builds what belongs
 * there. Marks are met in order, each at most once, whatever the text holds beside them.
 */
#ifndef RENDER_HTML_PARSE_H
#define RENDER_HTML_PARSE_H

#include "render/html.h"
#include "render/html_node.h"

struct html_graft {
	void (*add)(void *ctx, struct html_builder *b, size_t i);
	void *ctx;
	size_t count; /* marks are numbered 0 to count - 1 */
};

void html_graft_mark(struct sbuf *text, size_t i);
struct html_doc *html_parse_around(struct arena *a, struct str text,
	const struct html_graft *graft, const char **problem);

#endif

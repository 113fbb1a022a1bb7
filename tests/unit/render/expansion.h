/* SPDX-License-Identifier: ISC */
/* What tests of the shortcodes' scanner share: a show with one shortcode. */
#ifndef RENDER_EXPANSION_H
#define RENDER_EXPANSION_H

#include "unit.h"

#include "render/shortcode.h"

static struct fg_entry image = {
	.name = "image", .text = "<img src=\"{1}\">", .at = {5, 3, FG_WRITTEN, false}};

/* What source becomes when its shortcodes are expanded; its findings are left in u. */
static inline void expect(struct unit *u, const char *source, const char *expanded)
{
	struct fg_show show = {.file = "show.yaml", .shortcodes = {&image, 1, 1}};
	struct fg_episode ep = {.file = "e.md"};
	struct fg_body body = {source, strlen(source), 10};
	struct sbuf out;
	sbuf_init(&out, 4096);
	u->diags.len = 0;
	assert_true(shortcode_expand(&u->run, &show, &ep, &body, &out));
	assert_string_equal(out.data, expanded);
	sbuf_release(&out);
}

#endif

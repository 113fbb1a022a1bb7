/* SPDX-License-Identifier: ISC */
/*
 * raw: what {% raw %} and {% endraw %} enclose is text, as in Jekyll, Eleventy and Nunjucks,
 * even if it looks like template syntax. A shortcode of the show's own of that name is
 * that shortcode.
 */
#ifndef RENDER_RAW_H
#define RENDER_RAW_H

#include <feedgen/feedgen.h>
#include "base/sbuf.h"
#include "render/complaints.h"
#include "render/token.h"

/* Makes TOKEN_TEXT of the template syntax between the two tags, and comments of the tags. */
void raw_take(struct complaints *c, const struct fg_show *show, struct tokens *tokens);
/* Appends text so that it stands for itself in Markdown, and is no template syntax. */
void raw_put(struct str text, struct sbuf *out);

#endif

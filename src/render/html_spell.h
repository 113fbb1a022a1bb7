/* SPDX-License-Identifier: ISC */
/* Spelling an allowed tree: what is measured here is what is written here. */
#ifndef RENDER_HTML_SPELL_H
#define RENDER_HTML_SPELL_H

#include "base/sbuf.h"
#include "render/html_node.h"

/* Adds n, with all that is in it. */
void html_spell(struct sbuf *out, const struct html_node *n);
/* Bytes that n is written in, without what is in it. */
size_t html_own_size(const struct html_node *n);
/* Sets size, with all that is in it, of n and all below it. */
void html_measure(struct html_node *n);
/* Bytes of s as text in HTML. */
size_t html_text_size(struct str s);

#endif

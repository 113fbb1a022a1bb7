/* SPDX-License-Identifier: ISC */
/*
 * Spelling an allowed tree, and cutting it down to a size. Between html_write.c, which
 * spells, and html_cut.c, which cuts: what is measured here is what is written there.
 */
#ifndef RENDER_HTML_WRITE_H
#define RENDER_HTML_WRITE_H

#include "render/html_node.h"

/* Bytes that n is written in, without what is in it. */
size_t html_own_size(const struct html_node *n);
/* Sets size, with all that is in it, of n and all below it. */
void html_measure(struct html_node *n);
/* Bytes of s as text in HTML. */
size_t html_text_size(struct str s);

/* Cuts the children of root, measured, down to max bytes: whole blocks while that keeps
   enough, else items of a list, else sentences or words. Trees and sizes stay true. */
void html_cut(struct arena *a, struct html_node *root, size_t max);

#endif

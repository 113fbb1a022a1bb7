/* SPDX-License-Identifier: ISC */
#ifndef RENDER_HTML_CUT_H
#define RENDER_HTML_CUT_H

#include "render/html_node.h"

/* Cuts the children of root, measured, down to max bytes: whole blocks while that keeps
   enough, else items of a list, else sentences or words. Trees and sizes stay true. */
void html_cut(struct arena *a, struct html_node *root, size_t max);

#endif

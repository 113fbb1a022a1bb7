/* SPDX-License-Identifier: ISC */
/*
 * spaced: links whose address has a space in it, as in [text](https://example.org/a b).
 *
 * Markdown takes such a thing for text, and the part before the space for a bare address.
 */
#ifndef RENDER_SPACED_H
#define RENDER_SPACED_H

#include <feedgen/feedgen.h>

/* Complains about each in the body of file. Code is left alone. */
void spaced_check(struct fg_run *run, const char *file, const struct fg_body *body);

#endif

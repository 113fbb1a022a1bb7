/* SPDX-License-Identifier: ISC */
/*
 * slips: what stands in a body and does not do in a feed what its author meant.
 *
 * A link whose address has a space is text to Markdown; scripts, forms and the like are
 * left out of every feed; a character that was broken on its way stays broken. The source
 * is looked at, so that each is told with its line and column; code is left alone.
 */
#ifndef RENDER_SLIPS_H
#define RENDER_SLIPS_H

#include <feedgen/feedgen.h>

/* Complains about the slips in the body of file. */
void slips_check(struct fg_run *run, const char *file, const struct fg_body *body);

#endif

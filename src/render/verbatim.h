/* SPDX-License-Identifier: ISC */
/*
 * verbatim: notes that somebody else has rendered, as they come with an imported feed. They
 * go into the feed to the byte; only their plain text is made from them.
 */
#ifndef RENDER_VERBATIM_H
#define RENDER_VERBATIM_H

#include <feedgen/feedgen.h>

/* The body without its last line end, and the description: one of them if the other is
   missing. */
bool verbatim_render(struct fg_run *run, const struct fg_episode *ep,
	const struct fg_body *body, struct fg_notes *notes);

#endif

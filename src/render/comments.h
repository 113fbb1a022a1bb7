/* SPDX-License-Identifier: ISC */
/*
 * comments: what stands in a body for whoever writes it, and for nobody else: %% … %% of Obsidian,
 * {# … #} and {% comment %} … {% endcomment %} of template languages (token.h finds them).
 *
 * They leave with other template syntax where a text is rendered. Who looks at a body as it is
 * written, before that, has to look past them.
 */
#ifndef RENDER_COMMENTS_H
#define RENDER_COMMENTS_H

#include <feedgen/feedgen.h>
#include "base/arena.h"
#include "base/str.h"
#include "render/token.h"

struct comments {
	struct str
		blanked; /* the text with blanks where it has comments: as long, with the same
	                       lines */
	struct tokens tokens;
	size_t next; /* index of the one that comments_cut has come to */
};
/* In the arena. */
void comments_find(struct arena *a, struct str text, struct comments *out);
/* Is offset at of the text in a comment? Each offset lies behind the one that was asked before. */
bool comments_cut(struct comments *c, size_t at);

/* Tells of a %% in a transcript's section that nothing closes: Obsidian hides what follows, and it
   is published. For notes the shortcodes do that. */
void comments_check(struct fg_run *run, const char *file, const struct fg_body *section);

#endif

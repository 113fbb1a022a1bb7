/* SPDX-License-Identifier: ISC */
/*
 * The transcript section of a body: it begins with a heading that reads as the show's
 * transcript_heading (ATX or setext, any level; case, emphasis, trailing #, ':' and {#id}
 * ignored; not in a quote, list or code block) and ends before the next heading of the
 * same or a higher level that is not part of it, else at the end of the body.
 *
 * Such a heading is part of the transcript if the first line under it is a turn with a
 * time ("**Fin 1:02:03**", "[01:02:03]"), or of somebody who has spoken before in the
 * section; or if the section is empty so far and somebody's name stands alone on that
 * line. What is less sure stays in the notes, where nobody loses it.
 *
 * A heading in a comment (comments.h) is none; a comment is never cut in two.
 */
#ifndef RENDER_TRANSCRIPT_H
#define RENDER_TRANSCRIPT_H

#include <stdbool.h>
#include "base/arena.h"
#include "base/str.h"

struct transcript_cut {
	struct str before, section,
		after;         /* slices of the body; section without its heading */
	unsigned section_line; /* lines of the body before section's first line */
};
/* False if the body has no such section. */
bool transcript_find(struct arena *a, struct str body, const char *heading,
	struct transcript_cut *cut);

#endif

/* SPDX-License-Identifier: ISC */
/*
 * Variants: one audio in several formats, as people write it:
 *
 *     audio: {mp3: https://…/12.mp3, opus: https://…/12.opus}
 *     audio: [12.mp3, 12.opus]
 *
 * The first, by the order of the names in fields.def or by that of the list, is the enclosure;
 * resolve may choose another.
 */
#ifndef READ_VARIANTS_H
#define READ_VARIANTS_H

#include <feedgen/feedgen.h>
#include "read/gather.h"
#include "read/slot.h"

/* The media format that a name ends with ("audio.mp3"), or "". */
struct str variants_format(const char *name);
/* What there is to take for the enclosure: *best, or the first item of its list. */
struct found variants_first(const struct found *best);
/* Reads all others into ep->variants; the enclosure is there. sizes: what may say how many
   bytes they have. */
void variants_read(struct gather *g, const struct found *best, const struct found *sizes,
	struct fg_episode *ep);
/* The template of the audio, of several formats likewise: as a map or a list. False after a
   diagnostic. */
bool variants_templates(const struct slot *s, const struct node *node);

#endif

/* SPDX-License-Identifier: ISC */
/*
 * seen: which texts there were, in 24 bytes each: the text itself is not kept, but a hash
 * of 128 bits. For what must be unique in a feed of any size.
 *
 *     const struct xmlscan_place *first = seen_before(&s, arena, text, place);
 *     if (first) …
 */
#ifndef VALIDATE_SEEN_H
#define VALIDATE_SEEN_H

#include <stdint.h>
#include "base/arena.h"
#include "base/xmlscan.h"

struct seen_slot;
struct seen {
	struct seen_slot *slots;
	size_t len, cap;
};

/* Where text was first, or NULL: it is new, and place is kept. */
const struct xmlscan_place *seen_before(struct seen *s, struct arena *arena,
	const char *text, struct xmlscan_place place);

#endif

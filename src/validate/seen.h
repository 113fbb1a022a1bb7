/* SPDX-License-Identifier: ISC */
/*
 * seen: which texts there were, in 16 bytes each: the text itself is not kept, but a hash
 * of 64 bits. For what must be unique in a feed of any size.
 *
 *     struct seen s;
 *     seen_init(&s, arena);                 whose handler is called when memory runs out
 *     if (seen_before(&s, text, place, &first)) …
 *     seen_release(&s);
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
	void (*exhausted)(void);
};

void seen_init(struct seen *s, const struct arena *arena);
/* It is empty afterwards, and can be used again. */
void seen_release(struct seen *s);
/* Was text there? Then *first is where. */
bool seen_has(const struct seen *s, const char *text, struct xmlscan_place *first);
/* The same; but if it was not, its place is kept. */
bool seen_before(struct seen *s, const char *text, struct xmlscan_place place,
	struct xmlscan_place *first);

#endif

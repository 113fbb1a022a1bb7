/* SPDX-License-Identifier: ISC */
#include "validate/seen.h"

#include <stdlib.h>

struct seen_slot {
	uint64_t hash; /* 0: free */
	struct xmlscan_place place;
};

enum { FIRST_CAP = 64 };

/* FNV-1a with a last stir. Two of a hundred thousand texts have the same hash in one feed of
   four thousand million; a feed that is made to collide gets a false word about itself, and
   nobody else does. */
static uint64_t hash_of(const char *text)
{
	uint64_t a = 1469598103934665603u;
	for (; *text; text++)
		a = (a ^ (unsigned char)*text) * 1099511628211u;
	a = (a ^ a >> 32) * 0xff51afd7ed558ccdu;
	return a ^ a >> 29 ? a ^ a >> 29 : 1;
}

static struct seen_slot *slot_of(struct seen_slot *slots, size_t cap, uint64_t hash)
{
	size_t i = (size_t)hash & (cap - 1);
	while (slots[i].hash && slots[i].hash != hash)
		i = (i + 1) & (cap - 1);
	return &slots[i];
}

static void grow(struct seen *s)
{
	size_t cap = s->cap ? s->cap * 2 : FIRST_CAP;
	struct seen_slot *slots = calloc(cap, sizeof *slots);
	if (!slots)
		s->exhausted();
	for (size_t i = 0; i < s->cap; i++) {
		if (s->slots[i].hash)
			*slot_of(slots, cap, s->slots[i].hash) = s->slots[i];
	}
	free(s->slots);
	s->slots = slots;
	s->cap = cap;
}

void seen_init(struct seen *s, const struct arena *arena)
{
	*s = (struct seen){.exhausted = arena->exhausted};
}

void seen_release(struct seen *s)
{
	free(s->slots);
	s->slots = NULL;
	s->len = s->cap = 0;
}

bool seen_has(const struct seen *s, const char *text, struct xmlscan_place *first)
{
	if (s->len == 0)
		return false;
	const struct seen_slot *slot = slot_of(s->slots, s->cap, hash_of(text));
	*first = slot->place;
	return slot->hash != 0;
}

bool seen_before(struct seen *s, const char *text, struct xmlscan_place place,
	struct xmlscan_place *first)
{
	if (s->len + 1 > s->cap / 8 * 7)
		grow(s);
	uint64_t hash = hash_of(text);
	struct seen_slot *slot = slot_of(s->slots, s->cap, hash);
	if (slot->hash) {
		*first = slot->place;
		return true;
	}
	s->len++;
	*slot = (struct seen_slot){hash, place};
	return false;
}

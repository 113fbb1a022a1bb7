/* SPDX-License-Identifier: ISC */
#include "validate/seen.h"

#include <stdint.h>
#include "base/str.h"

struct seen_slot {
	uint64_t hash[2]; /* both 0: free */
	struct xmlscan_place place;
};

/* Two FNV-1a hashes with different starts and a last stir. A feed that is made to collide
   gets a false word about itself, and nobody else does. */
static void hash_of(const char *text, uint64_t hash[2])
{
	uint64_t a = 1469598103934665603u, b = 0x9e3779b97f4a7c15u;
	for (; *text; text++) {
		a = (a ^ (unsigned char)*text) * 1099511628211u;
		b = (b + (unsigned char)*text) * 0xff51afd7ed558ccdu;
		b ^= b >> 29;
	}
	hash[0] = (a ^ a >> 32) | 1;
	hash[1] = b;
}

static struct seen_slot *slot_of(
	struct seen_slot *slots, size_t cap, const uint64_t hash[2])
{
	size_t i = (size_t)hash[0] & (cap - 1);
	while (slots[i].hash[0] &&
		(slots[i].hash[0] != hash[0] || slots[i].hash[1] != hash[1]))
		i = (i + 1) & (cap - 1);
	return &slots[i];
}

static void grow(struct seen *s, struct arena *arena)
{
	size_t cap = s->cap ? s->cap * 2 : 64;
	struct seen_slot *slots = arena_array(arena, cap, sizeof *slots);
	for (size_t i = 0; i < s->cap; i++) {
		if (s->slots[i].hash[0])
			*slot_of(slots, cap, s->slots[i].hash) = s->slots[i];
	}
	s->slots = slots;
	s->cap = cap;
}

const struct xmlscan_place *seen_before(
	struct seen *s, struct arena *arena, const char *text, struct xmlscan_place place)
{
	uint64_t hash[2];
	if (s->len + 1 > s->cap / 4 * 3)
		grow(s, arena);
	hash_of(text, hash);
	struct seen_slot *slot = slot_of(s->slots, s->cap, hash);
	if (slot->hash[0])
		return &slot->place;
	s->len++;
	*slot = (struct seen_slot){{hash[0], hash[1]}, place};
	return NULL;
}

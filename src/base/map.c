/* SPDX-License-Identifier: ISC */
#include "base/map.h"

#include <stdint.h>
#include <string.h>

struct map_slot {
	const char *key;
	void *value;
};

/* FNV-1a: short keys, no enemies (a feed has at most some 10,000 of them). */
static uint64_t key_hash(const char *key)
{
	uint64_t h = 1469598103934665603u;
	for (; *key; key++)
		h = (h ^ (unsigned char)*key) * 1099511628211u;
	return h;
}

/* The slot of key, or the free one where it belongs. cap is a power of two and
   at least a quarter of the slots are free. */
static struct map_slot *slot_of(struct map_slot *slots, size_t cap, const char *key)
{
	size_t i = (size_t)key_hash(key) & (cap - 1);
	while (slots[i].key && strcmp(slots[i].key, key) != 0)
		i = (i + 1) & (cap - 1);
	return &slots[i];
}

static void map_grow(struct map *m)
{
	size_t cap = m->cap ? m->cap * 2 : 16;
	struct map_slot *slots = arena_array(m->arena, cap, sizeof *slots);
	for (size_t i = 0; i < m->cap; i++) {
		if (m->slots[i].key)
			*slot_of(slots, cap, m->slots[i].key) = m->slots[i];
	}
	arena_drop(m->arena, m->slots, m->cap * sizeof *slots);
	m->slots = slots;
	m->cap = cap;
}

void *map_get(const struct map *m, const char *key)
{
	return m->cap ? slot_of(m->slots, m->cap, key)->value : NULL;
}

void map_put(struct map *m, const char *key, void *value)
{
	if (m->len + 1 > m->cap / 4 * 3)
		map_grow(m);
	struct map_slot *slot = slot_of(m->slots, m->cap, key);
	if (!slot->key)
		m->len++;
	*slot = (struct map_slot){key, value};
}

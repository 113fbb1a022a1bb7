/* SPDX-License-Identifier: ISC */
/*
 * map: a hash table from names to pointers, in an arena.
 *
 *     struct map m = {.arena = a};
 *     if (!map_get(&m, name)) map_put(&m, name, value);
 *
 * Keys are not copied: they must live as long as the map. Values are not NULL.
 * Nothing can be removed and there is no order to walk in: what must come out in
 * order is kept in a vec beside it.
 */
#ifndef BASE_MAP_H
#define BASE_MAP_H

#include <stddef.h>
#include "base/arena.h"

struct map_slot;
struct map {
	struct arena *arena;
	struct map_slot *slots;
	size_t len, cap;
};

void *map_get(const struct map *m, const char *key);
/* Sets key, replacing what it had. */
void map_put(struct map *m, const char *key, void *value);

#endif

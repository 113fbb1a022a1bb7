/* SPDX-License-Identifier: ISC */
/*
 * prefix: one prefix for each namespace of a feed, whatever prefixes it has there. What is
 * in a namespace of feedgen's has feedgen's; others keep theirs if it is free.
 */
#ifndef IMPORT_PREFIX_H
#define IMPORT_PREFIX_H

#include <stdbool.h>
#include <feedgen/model.h>
#include "base/arena.h"
#include "base/map.h"

struct prefix {
	const char *prefix, *uri;
	bool is_ours; /* of elements.def */
	bool is_used; /* what is written needs its declaration */
};
struct prefixes {
	struct arena *arena;
	struct map by_uri, by_prefix; /* struct prefix */
	struct {
		struct prefix **data;
		size_t len, cap;
	} all;
	unsigned made; /* names that had to be made up */
};

void prefixes_init(struct prefixes *p, struct arena *arena);
/* wanted is the one it has in the feed; NULL: none. uri NULL: NULL. */
const char *prefix_of(struct prefixes *p, const char *uri, const char *wanted);
void prefix_use(struct prefixes *p, const char *prefix);
/* What a show config has to declare for what was used, sorted: others' namespaces, and those
   of feedgen's that this feed spells in another way. */
struct fg_entries prefixes_used(const struct prefixes *p);

#endif

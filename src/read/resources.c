/* SPDX-License-Identifier: ISC */
#include "read/resources.h"

static const struct node *scalar_of(const struct node *map, const char *key)
{
	const struct node *n = map->kind == NODE_MAP ? node_get(map, key) : NULL;
	return n && n->kind == NODE_SCALAR && !node_is_empty(n) ? n : NULL;
}

void resources_name(struct arena *scratch, struct node *top)
{
	const struct node *list = node_get(top, "resources");
	if (!list || list->kind != NODE_LIST)
		return;
	for (const struct node *n = list->first; n; n = n->next) {
		const struct node *name = scalar_of(n, "name"),
				  *src = scalar_of(n, "src");
		if (!name || !src || node_get(top, name->text))
			continue;
		struct node *made = node_new(scratch, NODE_SCALAR, src->at);
		made->key = name->text;
		made->key_at = src->key_at;
		made->text = src->text;
		made->plain = src->plain;
		node_append(top, made);
	}
}

/* SPDX-License-Identifier: ISC */
#include "read/entries.h"

#include <string.h>

/* Bytes of a dotted name. Nobody writes longer ones in a template, and in a deep tree
   they would take many times the room of the file. */
enum { ENTRY_NAME_MAX = 256 };

static size_t count_scalars(const struct node *n)
{
	size_t count = n->kind == NODE_SCALAR;
	for (const struct node *m = n->first; m; m = m->next)
		count += count_scalars(m);
	return count;
}

/* prefix.name, or "" for a name that is too long, and for what is under one. */
static const char *dotted(struct arena *a, const char *prefix, const char *name)
{
	if (!prefix)
		return strlen(name) > ENTRY_NAME_MAX ? "" : name;
	if (prefix[0] == '\0' || strlen(prefix) + strlen(name) >= ENTRY_NAME_MAX)
		return "";
	return arena_printf(a, "%s.%s", prefix, name);
}

static void keep_under(struct episode_reader *r, struct node *parent, const char *prefix,
	struct fg_entries *entries);

static void keep(struct episode_reader *r, struct node *n, const char *path,
	struct fg_entries *entries)
{
	if (n->kind != NODE_SCALAR) {
		keep_under(r, n, path, entries);
		return;
	}
	n->text = arena_strdup(r->run->arena, n->text);
	if (path[0] == '\0')
		return;
	entries->data[entries->len++] = (struct fg_entry){
		.name = names_find(r->names, path)->text,
		.text = node_text(n),
		.at = node_pos(n),
	};
}

static void keep_under(struct episode_reader *r, struct node *parent, const char *prefix,
	struct fg_entries *entries)
{
	size_t number = 0;
	for (struct node *n = parent->first; n; n = n->next) {
		const char *name = n->key;
		if (parent->kind == NODE_LIST)
			name = arena_printf(r->scratch, "%zu", ++number);
		keep(r, n, dotted(r->scratch, prefix, name), entries);
	}
}

void entries_keep(struct episode_reader *r, struct node *top, struct fg_entries *entries)
{
	entries->cap = count_scalars(top);
	entries->data = arena_array(r->run->arena, entries->cap, sizeof *entries->data);
	keep_under(r, top, NULL, entries);
}

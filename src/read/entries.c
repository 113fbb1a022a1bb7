/* SPDX-License-Identifier: ISC */
#include "read/entries.h"

#include <string.h>
#include "base/url.h"
#include "base/vec.h"
#include "model/check.h"

/* Bytes of a dotted name. Nobody writes longer ones in a template, and in a deep tree
   they would take many times the room of the file. */
enum { ENTRY_NAME_MAX = 256 };

/* prefix.name, or "" for a name that is too long, and for what is under one. */
static const char *dotted(struct arena *a, const char *prefix, const char *name)
{
	if (!prefix)
		return strlen(name) > ENTRY_NAME_MAX ? "" : name;
	if (prefix[0] == '\0' || strlen(prefix) + strlen(name) >= ENTRY_NAME_MAX)
		return "";
	return arena_printf(a, "%s.%s", prefix, name);
}

struct keeping {
	struct episode_reader *r;
	struct fg_entries entries; /* so far; in scratch memory */
};

/* What the names on the way to a scalar say of it. */
enum { MEANT = 1, ASKED = 2 };

static void keep_under(
	struct keeping *k, struct node *parent, const char *prefix, unsigned is);

/* An episode without audio is told which name might be that of its audio. */
static bool may_be_audio(const struct node *n)
{
	return extension_is_media(url_extension(node_text(n)));
}

static void keep(struct keeping *k, struct node *n, const char *path, unsigned is)
{
	const struct name *name = *path ? names_find(k->r->names, path) : NULL;
	if (name && (name->meanings || name->folder))
		is |= MEANT;
	if (name && name->asked)
		is |= ASKED;
	if (n->kind != NODE_SCALAR) {
		keep_under(k, n, path, is);
		return;
	}
	bool kept = name && (is & ASKED || may_be_audio(n));
	if (is & MEANT || kept)
		n->text = arena_strdup(k->r->run->arena, n->text);
	if (kept)
		*vec_push(k->r->scratch, &k->entries) = (struct fg_entry){
			.name = name->text,
			.text = node_text(n),
			.at = node_pos(n),
		};
}

static void keep_under(
	struct keeping *k, struct node *parent, const char *prefix, unsigned is)
{
	size_t number = 0;
	for (struct node *n = parent->first; n; n = n->next) {
		const char *name = n->key;
		if (parent->kind == NODE_LIST)
			name = arena_printf(k->r->scratch, "%zu", ++number);
		keep(k, n, dotted(k->r->scratch, prefix, name), is);
	}
}

void entries_keep(struct episode_reader *r, struct node *top, struct fg_entries *entries)
{
	struct keeping k = {.r = r};
	keep_under(&k, top, NULL, 0);
	unsigned len = k.entries.len;
	*entries = (struct fg_entries){.len = len, .cap = len};
	entries->data = arena_array(r->run->arena, len, sizeof *entries->data);
	for (size_t i = 0; i < len; i++)
		entries->data[i] = k.entries.data[i];
}

/* SPDX-License-Identifier: ISC */
#include "read/node.h"

#include <string.h>
#include "base/utf8.h"

struct node *node_new(struct arena *a, enum node_kind kind, struct point at)
{
	struct node *n = arena_new(a, struct node);
	n->kind = kind;
	n->at = at;
	n->text = "";
	n->members.arena = a;
	return n;
}

void node_append(struct node *parent, struct node *child)
{
	if (parent->last)
		parent->last->next = child;
	else
		parent->first = child;
	parent->last = child;
	if (parent->kind == NODE_MAP)
		map_put(&parent->members, child->key, child);
}

struct node *node_get(const struct node *map, const char *key)
{
	return map_get(&map->members, key);
}

/* YAML 1.1 and 1.2 core: the spellings of null. */
static bool is_null_word(const char *text)
{
	static const char *const words[] = {"~", "null", "Null", "NULL"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (strcmp(text, words[i]) == 0)
			return true;
	}
	return false;
}

bool node_is_empty(const struct node *n)
{
	if (n->kind != NODE_SCALAR)
		return n->first == NULL;
	return n->text[0] == '\0' || (n->plain && is_null_word(n->text));
}

const char *node_text(const struct node *n)
{
	return node_is_empty(n) ? "" : n->text;
}

struct fg_pos node_pos(const struct node *n)
{
	struct point at = n->key && node_is_empty(n) ? n->key_at : n->at;
	return fg_written_at(at.line, at.column);
}

struct fg_place point_place(const char *file, struct point at)
{
	return (struct fg_place){file, at.line, at.column};
}

struct fg_place node_place(const char *file, const struct node *n)
{
	struct fg_pos pos = node_pos(n);
	return (struct fg_place){file, pos.line, pos.column};
}

int shown_len(struct str text)
{
	enum { SHOWN_MAX = 60 };
	return (int)utf8_cut(text, SHOWN_MAX);
}

const char *node_kind_text(const struct node *n)
{
	switch (n->kind) {
	case NODE_LIST:
		return "a list";
	case NODE_MAP:
		return "a map of names and values";
	case NODE_SCALAR:
		break;
	}
	return "a single value";
}

/* SPDX-License-Identifier: ISC */
/*
 * A positioned tree: what YAML, TOML and header lines become before a field gives
 * a value its type.
 *
 * Every scalar is text as it was written, without its quotes: `no`, `08` and `12:30`
 * are not yet anything. Nodes live in the arena of their reader and are not changed
 * once it is done, but by wiki_unlink, and for the texts that entries_keep moves to a
 * longer life.
 */
#ifndef READ_NODE_H
#define READ_NODE_H

#include <feedgen/model.h>
#include "base/arena.h"
#include "base/map.h"
#include "base/str.h"

enum {
	NODE_DEPTH_MAX = 16,    /* maps and lists inside each other */
	NODE_COUNT_MAX = 20000, /* nodes, or parser events, in one front matter */
	NODE_KEY_MAX = 1024     /* bytes of one name */
};

enum node_kind { NODE_SCALAR, NODE_LIST, NODE_MAP };

/* Lines and columns count from 1, columns in code points. */
struct point {
	unsigned line, column;
};

struct node {
	enum node_kind kind;
	struct point at;     /* where the value begins */
	const char *key;     /* its name, if it is a member of a map */
	struct point key_at; /* where the name begins */
	const char *text;    /* of a scalar; never NULL, no NUL inside */
	bool plain;          /* a scalar without quotes: null and ~ mean nothing */
	bool closed; /* TOML: defined where it stands; no header or dotted name adds to it */
	bool headed;                      /* TOML: it has had a [header] of its own */
	struct node *first, *last, *next; /* of a list or map, in source order */
	struct map members;               /* of a map: the same, by name */
};

struct node *node_new(struct arena *a, enum node_kind kind, struct point at);
/* Appends child to a list; to a map as well, in which case child->key is set and new. */
void node_append(struct node *parent, struct node *child);
/* The member of that very name, or NULL. */
struct node *node_get(const struct node *map, const char *key);
/* Has it no value: "", null, ~, an empty list or map? */
bool node_is_empty(const struct node *n);
/* The text of a scalar; "" if it is empty. */
const char *node_text(const struct node *n);
/* Where the value is; if there is none, where its name is. */
struct fg_pos node_pos(const struct node *n);
struct fg_place node_place(const char *file, const struct node *n);
struct fg_place point_place(const char *file, struct point at);
/* How many bytes of a text a message shows: all, unless they would make it hard to read. */
int shown_len(struct str text);
/* "a list", "a map of names and values", "a single value" */
const char *node_kind_text(const struct node *n);

#endif

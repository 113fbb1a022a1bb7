/* SPDX-License-Identifier: ISC */
/*
 * tree: elements of a feed as they came, each with what is in it; and as XML again.
 *
 * A node is an element, or, without a name, a piece of text. All of it lives in the arena
 * of the import.
 */
#ifndef IMPORT_TREE_H
#define IMPORT_TREE_H

#include "base/arena.h"
#include "base/sbuf.h"
#include "base/str.h"
#include "import/prefix.h"

struct tree_attribute {
	const char *uri, *prefix, *name; /* uri NULL: none; prefix: of the import */
	const char *value;
};
struct tree {
	const char *prefix, *name; /* prefix: of the import; name NULL: this is text */
	struct str text;           /* of text */
	const struct tree_attribute *attributes;
	size_t attribute_count;
	struct tree *first, *last, *next;
	const char *key; /* of what stands directly in a channel or item: element_key */
	const char
		*base; /* what relative addresses in it are relative to; NULL: nothing */
	unsigned line, column;
};

/* An element without anything in it, and one with a text. */
struct tree *tree_new(struct arena *a, const char *prefix, const char *name);
struct tree *tree_leaf(struct arena *a, const char *name, const char *text);
void tree_append(struct tree *parent, struct tree *child);
void tree_add_text(struct arena *a, struct tree *parent, struct str text);
void tree_add_attribute(
	struct arena *a, struct tree *element, const char *name, const char *value);
/* xml:lang. */
void tree_add_language(struct arena *a, struct tree *element, const char *language);

/* The texts directly in it, joined: "" if there are none. */
const char *tree_text(struct arena *a, const struct tree *element);
/* Has it elements in it? */
bool tree_has_elements(const struct tree *element);
/* The value of an attribute without a namespace; NULL: it is not there. */
const char *tree_attribute(const struct tree *element, const char *name);
/* The first element of that name in it; prefix NULL: without a namespace. */
const struct tree *tree_child(
	const struct tree *element, const char *prefix, const char *name);

/* Of a channel or an item, the first element of that key; and the next of the key that n has.
   NULL: there is none. */
struct tree *tree_find(const struct tree *parent, const char *key);
struct tree *tree_again(const struct tree *n);

/* What it is written for: in an Atom feed, Atom's namespace has no prefix; HTML has none of
   them. */
enum tree_form { TREE_RSS, TREE_ATOM, TREE_HTML };
/* Appends it as XML, in one form for all: entities instead of CDATA, no comments, and every
   character that YAML does not take literally as a reference. Prefixes are marked as used. */
void tree_write(struct prefixes *prefixes, enum tree_form form,
	const struct tree *element, struct sbuf *out);

#endif

/* SPDX-License-Identifier: ISC */
/*
 * Does an element of Atom that feedgen wrote say what one of the old feed said? Texts are
 * compared as HTML, whatever type they have: plain text and XHTML can be said in it.
 */
#include "import/settle.h"

#include <string.h>

/* ---- texts ---- */

static bool has_type(const struct tree *n)
{
	static const char *const types[] = {"text", "html", "xhtml"};
	const char *type = tree_attribute(n, "type");
	for (size_t i = 0; type && i < sizeof types / sizeof *types; i++) {
		if (strcmp(types[i], type) == 0)
			return true;
	}
	return !type;
}

/* A text says its type, and nothing else: no language, no address. */
static bool is_text(const struct tree *n)
{
	return has_type(n) && n->attribute_count == (tree_attribute(n, "type") ? 1U : 0U);
}

/* A reference and its character are the same, where there is no markup. */
static bool same_line(struct fg_import *im, const struct tree *x, const struct tree *y)
{
	const char *markup = atom_markup(im, x);
	bool plain =
		!strchr(markup, '<') && same_text(atom_plain(im, x), atom_plain(im, y));
	return is_text(x) && (plain || same_text(markup, atom_markup(im, y)));
}

static bool same_notes(struct fg_import *im, const struct tree *x, const struct tree *y)
{
	return is_text(x) && strcmp(atom_markup(im, x), atom_markup(im, y)) == 0;
}

/* ---- others ---- */

static bool same_moment(struct fg_import *im, const struct tree *x, const struct tree *y)
{
	return x->attribute_count == 0 &&
	       same_date(tree_text(im->arena, x), tree_text(im->arena, y));
}

/* To the byte: an id that changes is a new entry. */
static bool same_id(struct fg_import *im, const struct tree *x, const struct tree *y)
{
	return x->attribute_count == 0 &&
	       strcmp(tree_text(im->arena, x), tree_text(im->arena, y)) == 0;
}

/* Readers know without a word that a link without a relation leads to the page, which is one of
   HTML, and a feed to itself, which is one of Atom. */
static bool same_link(struct fg_import *im, const struct tree *x, const struct tree *y)
{
	if (same_element(im->arena, ELEMENT_ITEM, x, y))
		return true;
	for (size_t i = 0; i < x->attribute_count; i++) {
		const struct tree_attribute *at = &x->attributes[i];
		const char *other = at->uri ? NULL : tree_attribute(y, at->name);
		if (!other || strcmp(at->value, other) != 0)
			return false;
	}
	const char *type = tree_attribute(y, "type");
	bool known = !type || tree_attribute(x, "type") ||
		     strcmp(y->key, "atom:link[enclosure]") != 0;
	bool length = tree_attribute(y, "length") != NULL;
	return known && length == (tree_attribute(x, "length") != NULL);
}

static const struct {
	const char *name;
	bool (*same)(struct fg_import *im, const struct tree *x, const struct tree *y);
} rows[] = {
	{"title", same_line},
	{"subtitle", same_line},
	{"rights", same_line},
	{"summary", same_notes},
	{"content", same_notes},
	{"published", same_moment},
	{"updated", same_moment},
	{"id", same_id},
	{"link", same_link},
};

bool same_atom(struct arena *a, struct prefixes *prefixes, enum element_scope scope,
	const struct tree *source, const struct tree *written)
{
	struct fg_import probe = {.arena = a, .prefixes = prefixes};
	bool is_atom = source->prefix && strcmp(source->prefix, "atom") == 0;
	for (size_t i = 0; is_atom && i < sizeof rows / sizeof *rows; i++) {
		if (strcmp(rows[i].name, source->name) == 0)
			return rows[i].same(&probe, source, written);
	}
	return same_element(a, scope, source, written);
}

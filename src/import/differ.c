/* SPDX-License-Identifier: ISC */
/* What differs between the old feed and what feedgen wrote of it, and what of that matters. */
#include "import/settle.h"

#include <string.h>
#include "model/check.h"

bool settle_is_same(struct settling *s, const struct subject *of, const struct tree *a,
	const struct tree *b)
{
	switch (of->format) {
	case FG_ATOM:
		return same_atom(&s->scratch, s->im->prefixes, of->scope, a, b);
	case FG_JSON:
		return same_member(&s->scratch, a, b);
	case FG_RSS:
		break;
	}
	return same_element(&s->scratch, of->scope, a, b);
}

/* Are all elements of that key in both, in that order? */
bool settle_same_all(struct settling *s, const struct subject *of, const char *key)
{
	const struct tree *a = tree_find(of->source, key);
	const struct tree *b = tree_find(&s->written, key);
	while (a && b && settle_is_same(s, of, a, b)) {
		a = tree_again(a);
		b = tree_again(b);
	}
	return !a && !b;
}

/* Links from page to page, and marks of archives (RFC 5005): the new feed is whole. */
static bool is_of_pages(const char *key)
{
	static const char *const keys[] = {"atom:link[next]", "atom:link[prev]",
		"atom:link[previous]", "atom:link[first]", "atom:link[last]",
		"atom:link[current]", "atom:link[next-archive]",
		"atom:link[prev-archive]", "fh:archive", "fh:complete", "next_url"};
	return STR_IS_AMONG(key, keys);
}

/* Is the element feedgen's own business: a date of the feed, the name of the program? What a
   format must have is never left out, either. */
bool settle_is_free(const struct subject *of, const char *key)
{
	static const char *const of_atom[] = {"atom:updated", "atom:generator"};
	static const char *const of_json[] = {"version", "items"};
	const struct element *row = import_row(of->scope, key);
	if (of->scope == ELEMENT_ITEM)
		return false;
	if (of->format == FG_ATOM && STR_IS_AMONG(key, of_atom))
		return true;
	if (of->format == FG_JSON)
		return is_of_pages(key) || STR_IS_AMONG(key, of_json);
	return is_of_pages(key) || (row && row->field == ELEMENT_NO_FIELD);
}

static bool says_no(struct arena *a, const struct element *row, const struct tree *n)
{
	bool value, usual;
	return row && row->kind == ELEMENT_YES &&
	       check_boolean(str_trim(str_of(tree_text(a, n))), &value, &usual) && !value;
}

static bool repeats(struct settling *s, const struct tree *n, const struct tree *other)
{
	return other &&
	       same_text(tree_text(&s->scratch, n), tree_text(&s->scratch, other));
}

static bool repeats_atom(
	struct settling *s, const struct subject *of, const struct tree *n)
{
	const struct tree *other = NULL;
	if (strcmp(n->key, "atom:author") == 0 && of->ep)
		other = tree_find(&s->im->native, n->key);
	else if (strcmp(n->key, "atom:summary") == 0)
		other = tree_find(of->source, "atom:content");
	return other && same_atom(&s->scratch, s->im->prefixes, of->scope, n, other);
}

/* An empty list or nothing at all says nothing; "false" is what is so without it. */
static bool repeats_json(
	struct settling *s, const struct subject *of, const struct tree *n)
{
	static const char *const nothing[] = {"null", "[]", "false"};
	const char *text = tree_text(&s->scratch, n);
	if (strcmp(n->key, "authors") == 0 && of->ep) {
		const struct tree *all = tree_find(&s->im->native, n->key);
		return all && same_member(&s->scratch, n, all);
	}
	return *n->key != '_' && STR_IS_AMONG(text, nothing);
}

/* Is nothing lost with the element, although it did not come back? */
bool settle_is_needless(
	struct settling *s, const struct subject *of, const struct tree *n)
{
	const struct element *row = import_row(of->scope, n->key);
	if (tree_find(&s->written, n->key) || tree_again(n))
		return false;
	if (of->format == FG_JSON)
		return repeats_json(s, of, n);
	if (of->format == FG_ATOM && repeats_atom(s, of, n))
		return true;
	if (!row || n->attribute_count)
		return false;
	if (says_no(&s->scratch, row, n))
		return true;
	if (row->how == HOW_OWN)
		return repeats(s, n, tree_find(&s->im->channel, n->key));
	return row->how == HOW_CONTENT &&
	       repeats(s, n, tree_find(of->source, "description"));
}

/* The picture of a feed is told twice in Atom; and what an entry must have stays. */
bool settle_is_wanted(struct settling *s, const struct subject *of, const struct tree *n)
{
	static const char *const keys[] = {
		"atom:id", "atom:updated", "itunes:image", "content_text", "id"};
	const struct tree *logo = tree_find(of->source, "atom:logo");
	const struct tree *image = tree_find(of->source, "itunes:image");
	if (of->format == FG_RSS)
		return false;
	if (strcmp(n->key, "itunes:image") == 0)
		return logo != NULL;
	if (strcmp(n->key, "atom:logo") == 0)
		return image && repeats(s, n, image);
	return STR_IS_AMONG(n->key, keys);
}

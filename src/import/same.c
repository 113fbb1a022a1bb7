/* SPDX-License-Identifier: ISC */
/*
 * Does an element that feedgen wrote say what one of the old feed said? To the byte where
 * readers keep the text (notes, guid, addresses); as a point in time, a playing time, a yes
 * or no where that is what it means; without a look at white space elsewhere.
 */
#include "import/settle.h"

#include <string.h>
#include "base/duration.h"
#include "base/url.h"
#include "model/check.h"

bool same_text(const char *a, const char *b)
{
	struct str x = str_trim(str_of(a)), y = str_trim(str_of(b));
	size_t i = 0, j = 0;
	while (i < x.len && j < y.len) {
		bool space = ascii_is_space(x.data[i]);
		if (space != ascii_is_space(y.data[j]))
			return false;
		if (!space && x.data[i] != y.data[j])
			return false;
		i++, j++;
		while (space && i < x.len && ascii_is_space(x.data[i]))
			i++;
		while (space && j < y.len && ascii_is_space(y.data[j]))
			j++;
	}
	return i == x.len && j == y.len;
}

/* ---- one text in an element ---- */

bool same_date(const char *a, const char *b)
{
	int64_t x, y;
	bool usual, ours;
	return import_date(a, &x, &usual) && usual && import_date(b, &y, &ours) && x == y;
}

/* A form that is none of the two that every reader takes is kept as it is. */
static bool same_number(const char *a, const char *b)
{
	int64_t x, y;
	struct str s = str_trim(str_of(a));
	bool usual = s.len == strspn(s.data, "0123456789:.");
	return same_text(a, b) ||
	       (usual && duration_parse(s, &x) &&
		       duration_parse(str_trim(str_of(b)), &y) && x == y);
}

static bool same_flag(const char *a, const char *b)
{
	bool x, y, usual;
	return check_boolean(str_trim(str_of(a)), &x, &usual) &&
	       check_boolean(str_trim(str_of(b)), &y, &usual) && x == y;
}

static bool same_whole(const char *a, const char *b)
{
	int64_t x, y;
	return same_text(a, b) ||
	       (check_integer(str_trim(str_of(a)), &x) &&
		       check_integer(str_trim(str_of(b)), &y) && x == y);
}

static bool same_value(const struct element *row, const char *a, const char *b)
{
	switch (row->kind) {
	case ELEMENT_DATE:
		return same_date(a, b);
	case ELEMENT_NUMBER:
		return same_number(a, b);
	case ELEMENT_FLAG:
	case ELEMENT_YES:
		return same_flag(a, b);
	case ELEMENT_HTML:
		return strcmp(a, b) == 0;
	default:
		return row->how == HOW_WHOLE ? same_whole(a, b) : same_text(a, b);
	}
}

/* Is the row's element a text and nothing else? */
static bool is_text(const struct element *row)
{
	switch (row->how) {
	case HOW_VALUE:
	case HOW_OWN:
	case HOW_WHOLE:
	case HOW_PAGE:
	case HOW_DATE:
	case HOW_AUTHOR:
	case HOW_COMPLETE:
	case HOW_SUMMARY:
	case HOW_CONTENT:
		return true;
	default:
		return false;
	}
}

/* ---- elements with parts ---- */

static bool same_name(const struct tree *a, const struct tree *b)
{
	if (!a->prefix != !b->prefix || strcmp(a->name, b->name) != 0)
		return false;
	return !a->prefix || strcmp(a->prefix, b->prefix) == 0;
}

static const char *attribute_like(
	const struct tree *element, const struct tree_attribute *wanted)
{
	for (size_t i = 0; i < element->attribute_count; i++) {
		const struct tree_attribute *at = &element->attributes[i];
		bool same = !at->prefix == !wanted->prefix &&
			    (!at->prefix || strcmp(at->prefix, wanted->prefix) == 0);
		if (same && strcmp(at->name, wanted->name) == 0)
			return at->value;
	}
	return NULL;
}

/* isPermaLink is a matter of its own. */
static size_t count_attributes(const struct tree *element)
{
	return element->attribute_count -
	       (tree_attribute(element, "isPermaLink") != NULL);
}

/* The same text, or the same number: "0.50" and "0.5". */
static bool same_attribute(const char *a, const char *b)
{
	char x[DECIMAL_SIZE], y[DECIMAL_SIZE];
	return same_text(a, b) ||
	       (check_decimal(str_trim(str_of(a)), x) &&
		       check_decimal(str_trim(str_of(b)), y) && strcmp(x, y) == 0);
}

static bool same_attributes(const struct tree *a, const struct tree *b)
{
	if (count_attributes(a) != count_attributes(b))
		return false;
	for (size_t i = 0; i < a->attribute_count; i++) {
		const struct tree_attribute *at = &a->attributes[i];
		if (!at->prefix && strcmp(at->name, "isPermaLink") == 0)
			continue;
		const char *other = attribute_like(b, at);
		if (!other || !same_attribute(at->value, other))
			return false;
	}
	return true;
}

static size_t count_elements(const struct tree *parent)
{
	size_t n = 0;
	for (const struct tree *c = parent->first; c; c = c->next)
		n += c->name != NULL;
	return n;
}

static bool same_parts(struct arena *a, const struct tree *x, const struct tree *y);

/* Parts may come in another order; there are few of each name. */
static bool has_part(struct arena *a, const struct tree *parent, const struct tree *part)
{
	for (const struct tree *c = parent->first; c; c = c->next) {
		if (c->name && same_name(c, part) && same_parts(a, part, c))
			return true;
	}
	return false;
}

enum { PARTS_MAX = 64 };

static bool same_parts(struct arena *a, const struct tree *x, const struct tree *y)
{
	size_t n = count_elements(x);
	if (n != count_elements(y) || n > PARTS_MAX || !same_attributes(x, y) ||
		!same_text(tree_text(a, x), tree_text(a, y)))
		return false;
	for (const struct tree *c = x->first; c; c = c->next) {
		if (c->name && !has_part(a, y, c))
			return false;
	}
	return true;
}

static bool same_spelling(struct arena *a, const struct tree *x, const struct tree *y)
{
	return strcmp(tree_text(a, x), tree_text(a, y)) == 0;
}

/* Readers take the guid for the item's page, if it says so or nothing. That it is no page,
   though it is the item's link, is nothing that they would miss. */
static bool same_guid(struct arena *a, const struct tree *x, const struct tree *y)
{
	if (!same_spelling(a, x, y))
		return false; /* to the byte: a guid that changes is a new episode */
	const char *was = tree_attribute(x, "isPermaLink");
	const char *is = tree_attribute(y, "isPermaLink");
	bool promised = !was || strcmp(was, "true") == 0;
	return !promised || (is && strcmp(is, "true") == 0) ||
	       !url_is_web(str_trim(str_of(tree_text(a, x))).data);
}

bool same_element(struct arena *a, enum element_scope scope, const struct tree *source,
	const struct tree *written)
{
	const struct element *row = import_row(scope, source->key);
	if (scope == ELEMENT_CHANNEL && row && is_text(row) &&
		!same_spelling(a, source, written))
		return false; /* what is said once, of the show, is kept as it is spelt */
	if (!row || !is_text(row))
		return same_parts(a, source, written) &&
		       (!row || row->how != HOW_GUID || same_guid(a, source, written));
	return source->attribute_count == 0 && !tree_has_elements(source) &&
	       same_value(row, tree_text(a, source), tree_text(a, written));
}

/* SPDX-License-Identifier: ISC */
#include "validate/vocabulary.h"

#include <string.h>
#include "base/str.h"
#include "validate/judge.h"

const struct namespace_row namespaces[NS_COUNT] = {
#define NAMESPACE(id, prefix, uri, closed) [NS_##id] = {prefix, uri, closed},
#include "validate/namespaces.def"
};

static const struct {
	enum vocabulary ns;
	const char *uri;
} variants[] = {
#define NAMESPACE(...)
#define VARIANT(id, uri) {NS_##id, uri},
#include "validate/namespaces.def"
};

#define plain NULL
const struct element_row element_rows[ROW_COUNT] = {
#define NOTHING CONTEXT_NOTHING
#define ELEMENT(id, ns, name, parents, least, most, kind, inside, hook)                  \
	[ROW_##id] = {NS_##ns, name, parents, least, most, KIND_##kind,                  \
		CONTEXT_##inside, hook},
#define ATTRIBUTE(...)
#include "validate/vocabulary.def"
};

static const struct attribute_row attribute_rows[] = {
#define ELEMENT(...)
#define ATTRIBUTE(id, name, need, kind, ...) {ROW_##id, name, need, KIND_##kind},
#include "validate/vocabulary.def"
};

enum { ATTRIBUTE_ROWS = sizeof attribute_rows / sizeof *attribute_rows };

/* A URI without what people get wrong: scheme, case, what stands at the end. */
static struct str essence(const char *uri)
{
	struct str s = str_trim(str_of(uri));
	size_t at = str_find(s, "://", 0);
	if (at != STR_NONE)
		s = str_slice(s, at + 3, s.len);
	if (str_case_starts(s, "www."))
		s = str_slice(s, 4, s.len);
	while (s.len && strchr("/#", s.data[s.len - 1]))
		s.len--;
	return s;
}

static bool is_near(const char *uri, const char *other)
{
	struct str a = essence(uri), b = essence(other);
	if (a.len != b.len || a.len == 0)
		return false;
	for (size_t i = 0; i < a.len; i++) {
		if (ascii_lower(a.data[i]) != ascii_lower(b.data[i]))
			return false;
	}
	return true;
}

enum vocabulary namespace_find(const char *uri, bool *near)
{
	*near = false;
	if (!uri)
		return NS_NONE;
	for (int i = 0; i < NS_COUNT; i++) {
		if (strcmp(uri, namespaces[i].uri) == 0)
			return (enum vocabulary)i;
	}
	for (size_t i = 0; i < sizeof variants / sizeof *variants; i++) {
		if (strcmp(uri, variants[i].uri) == 0)
			return variants[i].ns;
	}
	*near = true;
	for (int i = 0; i < NS_COUNT; i++) {
		if (is_near(uri, namespaces[i].uri))
			return (enum vocabulary)i;
	}
	*near = false;
	return NS_UNKNOWN;
}

enum vocabulary namespace_of_prefix(const char *prefix)
{
	for (int i = 0; prefix && *prefix && i < NS_COUNT; i++) {
		if (strcmp(prefix, namespaces[i].prefix) == 0)
			return (enum vocabulary)i;
	}
	return NS_UNKNOWN;
}

/* Apple's vocabulary and the podcast namespace speak of shows and episodes: to them Atom's
   feed is a channel, and its entries are items. */
static enum context seen_by(enum vocabulary ns, enum context in)
{
	if (ns != NS_ITUNES && ns != NS_PODCAST)
		return in;
	return in == CONTEXT_FEED    ? CONTEXT_CHANNEL
	       : in == CONTEXT_ENTRY ? CONTEXT_ITEM
				     : in;
}

int vocabulary_find(
	enum vocabulary ns, const char *name, enum context in, bool *elsewhere)
{
	*elsewhere = false;
	in = seen_by(ns, in);
	for (int i = 0; i < ROW_COUNT; i++) {
		const struct element_row *r = &element_rows[i];
		if (r->ns != ns || r->name[0] != name[0] || strcmp(r->name, name) != 0)
			continue;
		if (r->parents & (1u << in))
			return i;
		*elsewhere = true;
	}
	return -1;
}

const struct attribute_row *vocabulary_attribute(enum row_id element, size_t i)
{
	/* Attributes stand behind their element, so they are in the order of the elements. */
	size_t low = 0, high = ATTRIBUTE_ROWS;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (attribute_rows[middle].element < element)
			low = middle + 1;
		else
			high = middle;
	}
	size_t at = low + i;
	bool inside = at < ATTRIBUTE_ROWS && attribute_rows[at].element == element;
	return inside ? &attribute_rows[at] : NULL;
}

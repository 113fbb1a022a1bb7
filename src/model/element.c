/* SPDX-License-Identifier: ISC */
#include "model/element.h"

#include <string.h>
#include "base/str.h"

#define FG_SHOW_NONE ELEMENT_NO_FIELD
#define FG_EP_NONE   ELEMENT_NO_FIELD
#define MANY         ELEMENT_MANY

static const struct element rows[] = {
#define NAMESPACE(...)
#define CHANNEL(field, rss, atom, json, least, most, kind, limit, how)                   \
	{ELEMENT_CHANNEL, FG_SHOW_##field, rss, atom, json, least, most, ELEMENT_##kind, \
		limit, HOW_##how},
#define ITEM(field, rss, atom, json, least, most, kind, limit, how)                      \
	{ELEMENT_ITEM, FG_EP_##field, rss, atom, json, least, most, ELEMENT_##kind,      \
		limit, HOW_##how},
#include "model/elements.def"
};

static const struct element_namespace namespaces[] = {
#define NAMESPACE(prefix, uri) {prefix, uri},
#define CHANNEL(...)
#define ITEM(...)
#include "model/elements.def"
};

const struct element *element_at(size_t i)
{
	return i < sizeof rows / sizeof *rows ? &rows[i] : NULL;
}

const struct element *element_find(enum element_scope scope, const char *rss)
{
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		if (*rss && rows[i].scope == scope && strcmp(rows[i].rss, rss) == 0)
			return &rows[i];
	}
	return NULL;
}

const struct element_namespace *element_namespace_at(size_t i)
{
	return i < sizeof namespaces / sizeof *namespaces ? &namespaces[i] : NULL;
}

static bool has(const struct fg_list *list, const char *name)
{
	for (size_t i = 0; i < list->len; i++) {
		if (strcmp(list->data[i], name) == 0)
			return true;
	}
	return false;
}

bool element_name_is_replaced(
	const char *name, const struct fg_list *omit, const struct fg_xml *xml)
{
	return has(omit, name) || has(&xml->names, name);
}

bool element_is_replaced(
	const struct element *e, const struct fg_list *omit, const struct fg_xml *xml)
{
	return element_name_is_replaced(element_own_key(e), omit, xml) ||
	       has(omit, e->rss);
}

const char *element_own_key(const struct element *e)
{
	switch (e->how) {
	case HOW_SELF:
		return "atom:link[self]";
	case HOW_PAGES:
		return "atom:link[prev-archive]";
	case HOW_HUBS:
		return "atom:link[hub]";
	default:
		return e->rss;
	}
}

const char *element_key(struct arena *a, const char *name, const char *relation)
{
	if (strcmp(name, "atom:link") != 0)
		return name;
	return arena_printf(a, "%s[%s]", name, relation ? relation : "alternate");
}

/* As feeds wrote them before the standard had settled, or from memory. */
static const struct element_namespace variants[] = {
	{"podcast", "https://github.com/Podcastindex-org/podcast-namespace/blob/main/"
		    "docs/1.0.md"},
	{"podcast", "https://podcastindex.org/namespace/1.0/"},
	{"podcast", "http://podcastindex.org/namespace/1.0"},
	{"itunes", "http://www.itunes.com/dtds/podcast-1.0.dtd/"},
	{"itunes", "https://www.itunes.com/dtds/podcast-1.0.dtd"},
	{"content", "http://purl.org/rss/1.0/modules/content"},
};

static const char *prefix_among(
	const struct element_namespace *list, size_t n, const char *uri)
{
	for (size_t i = 0; i < n; i++) {
		if (str_case_is(str_of(uri), list[i].uri))
			return list[i].prefix;
	}
	return NULL;
}

const char *element_prefix(const char *uri)
{
	const char *prefix =
		prefix_among(namespaces, sizeof namespaces / sizeof *namespaces, uri);
	return prefix ? prefix
		      : prefix_among(variants, sizeof variants / sizeof *variants, uri);
}

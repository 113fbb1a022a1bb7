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

/* ---- what people write themselves ---- */

struct element_own element_own_show(const struct fg_show *show)
{
	return (struct element_own){&show->omit, &show->xml, &show->atom, &show->json};
}

struct element_own element_own_episode(const struct fg_episode *ep)
{
	return (struct element_own){&ep->omit, &ep->xml, &ep->atom, &ep->json};
}

static bool has_entry(const struct fg_entries *list, const char *name)
{
	for (size_t i = 0; i < list->len; i++) {
		if (strcmp(list->data[i].name, name) == 0)
			return true;
	}
	return false;
}

bool element_has_part(const struct fg_xml *xml, const char *key)
{
	return has_entry(&xml->parts, key);
}

bool element_name_is_replaced(
	const char *name, const struct fg_list *omit, const struct fg_xml *xml)
{
	return str_is_among(name, omit->data, omit->len) || element_has_part(xml, name);
}

static const char *behind(const char *key, const char *prefix)
{
	size_t n = strlen(prefix);
	return strncmp(key, prefix, n) == 0 ? key + n : NULL;
}

/* Relations of Atom's links, of which the rows are all called so. */
static const struct {
	enum element_how how;
	const char *key;
} links[] = {
	{HOW_PAGE, "atom:link[alternate]"},
	{HOW_SELF, "atom:link[self]"},
	{HOW_HUBS, "atom:link[hub]"},
	{HOW_ENCLOSURE, "atom:link[enclosure]"},
	{HOW_PAGES, "atom:link[current]"},
	{HOW_PAGES, "atom:link[prev-archive]"},
	{HOW_PAGES, "atom:link[next]"},
};

static bool is_atom_key(const struct element *e, const char *key)
{
	const char *name = behind(key, "atom:");
	if (strchr(e->atom, ':'))
		return strcmp(e->atom, key) == 0;
	if (strcmp(e->atom, "link") != 0)
		return name && strcmp(e->atom, name) == 0;
	for (size_t i = 0; i < sizeof links / sizeof *links; i++) {
		if (links[i].how == e->how && strcmp(links[i].key, key) == 0)
			return true;
	}
	return false;
}

static bool is_key(const struct element *e, enum fg_format format, const char *key)
{
	const char *name;
	switch (format) {
	case FG_ATOM:
		return is_atom_key(e, key);
	case FG_JSON:
		name = behind(key, "json:");
		return name && strcmp(e->json, name) == 0;
	case FG_RSS:
		break;
	}
	return strcmp(element_own_key(e), key) == 0;
}

const struct element *element_of_key(enum element_scope scope, const char *key)
{
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct element *e = &rows[i];
		if (e->scope == scope && *e->rss && strcmp(element_own_key(e), key) == 0)
			return e;
	}
	return NULL;
}

/* One whose key has no colon is of RSS. Ids of feeds are no row. */
bool element_is_shared(const char *key)
{
	bool is_atom = behind(key, "atom:") != NULL;
	if (!strchr(key, ':') || strcmp(key, "atom:id") == 0)
		return false;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		bool elsewhere =
			strcmp(rows[i].rss, key) == 0 && strcmp(rows[i].atom, key) != 0;
		if (is_atom ? is_atom_key(&rows[i], key) : elsewhere)
			return false;
	}
	return true;
}

static const struct fg_entry *among(
	const struct element *e, enum fg_format format, const struct fg_entries *parts)
{
	for (size_t i = 0; i < parts->len; i++) {
		if (is_key(e, format, parts->data[i].name))
			return &parts->data[i];
	}
	return NULL;
}

/* Of xml only what is shared goes into Atom, which is_key never takes for Atom's own. */
const struct fg_entry *element_part(
	const struct element *e, enum fg_format format, const struct element_own *own)
{
	const struct fg_entry *part;
	switch (format) {
	case FG_ATOM:
		part = among(e, format, &own->atom->parts);
		return part || !strchr(e->atom, ':') ? part
						     : among(e, format, &own->xml->parts);
	case FG_JSON:
		for (size_t i = 0; *e->json && i < own->json->len; i++) {
			if (strcmp(own->json->data[i].name, e->json) == 0)
				return &own->json->data[i];
		}
		return NULL;
	case FG_RSS:
		break;
	}
	return among(e, format, &own->xml->parts);
}

bool element_is_replaced(
	const struct element *e, enum fg_format format, const struct element_own *own)
{
	for (size_t i = 0; i < own->omit->len; i++) {
		const char *key = own->omit->data[i];
		bool by_name = format == FG_RSS && strcmp(e->rss, key) == 0;
		if (by_name || is_key(e, format, key))
			return true;
	}
	return element_part(e, format, own) != NULL;
}

static bool is_atoms_too(const char *key)
{
	return strchr(key, ':') && !behind(key, "json:");
}

bool element_is_own_work(enum fg_format format, const struct element_own *own)
{
	size_t n = 0;
	if (format == FG_RSS)
		return own->omit->len || own->xml->text;
	if (format == FG_JSON)
		return false;
	for (size_t i = 0; i < own->omit->len; i++)
		n += is_atoms_too(own->omit->data[i]);
	for (size_t i = 0; i < own->xml->parts.len; i++)
		n += element_is_shared(own->xml->parts.data[i].name);
	return n || own->atom->text;
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

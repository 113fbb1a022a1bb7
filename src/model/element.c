/* SPDX-License-Identifier: ISC */
#include "model/element.h"

#include <string.h>
#include <feedgen/model.h>

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
		if (rows[i].scope == scope && strcmp(rows[i].rss, rss) == 0)
			return &rows[i];
	}
	return NULL;
}

const struct element_namespace *element_namespace_at(size_t i)
{
	return i < sizeof namespaces / sizeof *namespaces ? &namespaces[i] : NULL;
}

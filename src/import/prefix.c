/* SPDX-License-Identifier: ISC */
#include "import/prefix.h"

#include <stdlib.h>
#include <string.h>
#include "base/str.h"
#include "base/vec.h"
#include "model/element.h"

#define XML_NAMESPACE "http://www.w3.org/XML/1998/namespace"

void prefixes_init(struct prefixes *p, struct arena *arena)
{
	*p = (struct prefixes){.arena = arena};
	p->by_uri.arena = p->by_prefix.arena = arena;
}

/* What a show config takes for one. */
static bool is_prefix(const char *name)
{
	if (!name || (!ascii_is_alpha(*name) && *name != '_'))
		return false;
	for (const char *c = name; *c; c++) {
		if (!ascii_is_alnum(*c) && !strchr("_-.", *c))
			return false;
	}
	return !str_case_starts(str_of(name), "xml");
}

static bool is_tables(const char *prefix)
{
	const struct element_namespace *ns;
	for (size_t i = 0; (ns = element_namespace_at(i)); i++) {
		if (strcmp(ns->prefix, prefix) == 0)
			return true;
	}
	return false;
}

static const char *choose(struct prefixes *p, const char *wanted)
{
	if (is_prefix(wanted) && !is_tables(wanted) && !map_get(&p->by_prefix, wanted))
		return arena_strdup(p->arena, wanted);
	const char *made;
	do
		made = arena_printf(p->arena, "ns%u", ++p->made);
	while (map_get(&p->by_prefix, made));
	return made;
}

static bool is_standard(const char *prefix, const char *uri)
{
	const struct element_namespace *ns;
	for (size_t i = 0; (ns = element_namespace_at(i)); i++) {
		if (strcmp(ns->prefix, prefix) == 0)
			return strcmp(ns->uri, uri) == 0;
	}
	return false;
}

const char *prefix_of(struct prefixes *p, const char *uri, const char *wanted)
{
	if (!uri)
		return NULL;
	struct prefix *known = map_get(&p->by_uri, uri);
	if (known)
		return known->prefix;
	if (strcmp(uri, XML_NAMESPACE) == 0)
		return "xml";
	const char *ours = element_prefix(uri);
	known = arena_new(p->arena, struct prefix);
	known->uri = arena_strdup(p->arena, uri);
	known->is_ours = ours != NULL;
	known->prefix = ours ? ours : choose(p, wanted);
	map_put(&p->by_uri, known->uri, known);
	/* The standard spelling goes before another of the same feed. */
	if (!map_get(&p->by_prefix, known->prefix) || is_standard(known->prefix, uri))
		map_put(&p->by_prefix, known->prefix, known);
	*vec_push(p->arena, &p->all) = known;
	return known->prefix;
}

void prefix_use(struct prefixes *p, const char *prefix)
{
	struct prefix *known = map_get(&p->by_prefix, prefix);
	if (known)
		known->is_used = true;
}

static int by_name(const void *a, const void *b)
{
	const struct fg_entry *x = a, *y = b;
	return strcmp(x->name, y->name);
}

struct fg_entries prefixes_used(const struct prefixes *p)
{
	struct fg_entries used = {0};
	for (size_t i = 0; i < p->all.len; i++) {
		const struct prefix *known = p->all.data[i];
		bool stands = map_get(&p->by_prefix, known->prefix) == known;
		if (known->is_ours ? stands && !is_standard(known->prefix, known->uri)
				   : known->is_used)
			*vec_push(p->arena, &used) =
				(struct fg_entry){known->prefix, known->uri, {0}};
	}
	if (used.len)
		qsort(used.data, used.len, sizeof *used.data, by_name);
	return used;
}

/* SPDX-License-Identifier: ISC */
/* Attributes of a feed, its channel and its items themselves, which become nothing: what is in
   these elements is taken apart, and of the elements nothing is left. */
#include "import/import.h"

#include <string.h>
#include "base/diag.h"
#include "base/vec.h"
#include "model/rule.h"

enum { NAMED_MAX = 8, LIST_MAX = 8000 };

/* Also those of RDF, which RSS 1.0 is written with and which say what other elements say. */
static bool is_taken(const struct reading *r, const struct xmlread_attribute *at)
{
	if (!at->uri)
		return r->depth == 0 && !r->is_atom && strcmp(at->name, "version") == 0;
	bool is_xml = at->prefix && strcmp(at->prefix, "xml") == 0;
	if (is_xml && strcmp(at->name, "lang") == 0)
		return r->is_atom;
	return (is_xml && strcmp(at->name, "base") == 0) ||
	       strcmp(at->uri, RDF_NAMESPACE) == 0;
}

static bool is_told(const struct reading *r, const char *name)
{
	for (size_t i = 0; i < r->lost.len; i++) {
		if (strcmp(r->lost.data[i], name) == 0)
			return true;
	}
	return false;
}

void attributes_lose(struct reading *r, const struct xmlread_element *e)
{
	struct arena *a = r->im->arena;
	for (size_t i = 0; i < e->attribute_count && r->lost.len < NAMED_MAX; i++) {
		const struct xmlread_attribute *at = &e->attributes[i];
		if (is_taken(r, at))
			continue;
		const char *name =
			arena_printf(a, "%s%s%s of <%s>", at->prefix ? at->prefix : "",
				at->prefix ? ":" : "", at->name, e->name);
		if (r->lost.len == 0)
			r->lost_at = e->at;
		if (!is_told(r, name))
			*vec_push(a, &r->lost) = name;
	}
}

void attributes_tell(const struct reading *r)
{
	struct fg_diags *diags = r->im->run->diags;
	struct fg_place at = {r->im->file, r->lost_at.line, r->lost_at.column};
	struct sbuf names;
	if (r->lost.len == 0 || diag_has(diags, FG_RULE_IMPORT_ATTRIBUTE))
		return;
	sbuf_init(&names, LIST_MAX);
	for (size_t i = 0; i < r->lost.len; i++)
		sbuf_printf(&names, "%s%s", i ? ", " : "", r->lost.data[i]);
	sbuf_need_memory(&names, r->im->arena);
	diag_add(diags, FG_RULE_IMPORT_ATTRIBUTE, at,
		"what no field is for is left out: %s%s", names.data,
		r->lost.len == NAMED_MAX ? " …" : "");
	sbuf_release(&names);
}

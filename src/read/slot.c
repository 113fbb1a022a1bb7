/* SPDX-License-Identifier: ISC */
#include "read/slot.h"

#include "base/diag.h"
#include "model/rule.h"

/* What is said of each kind: what it must be, and how to write it. */
static const struct {
	const char *must_be, *hint;
} phrases[] = {
	[KIND_TEXT] = {"a text",
		"write one text, in quotation marks if it begins with a bracket"},
	[KIND_URL] = {"an address",
		"write one address, such as https://example.com/a.mp3"},
	[KIND_EMAIL] = {"a mail address", "write it as name@example.com"},
	[KIND_DATE] = {"a date", "write it as 2024-03-05 or 2024-03-05T06:30:00Z"},
	[KIND_INTEGER] = {"a whole number", "write it in digits: 3"},
	[KIND_BYTES] = {"a number of bytes",
		"write it in digits, without unit or commas"},
	[KIND_DURATION] = {"a playing time",
		"write it as 1:02:03, as 62:03 or in seconds"},
	[KIND_DECIMAL] = {"a number", "write it in digits: 7 or 7.5"},
	[KIND_CLOCK] = {"a time of day", "write it as 06:30, in quotation marks"},
	[KIND_BOOLEAN] = {"true or false", "write true or false"},
	[KIND_LIST] = {"a list of texts", "write it as [one, two]"},
	[KIND_CATEGORIES] = {"a list of categories",
		"write it as [Arts > Books, Education], with names of Apple's list"},
	[KIND_PEOPLE] = {"a list of people",
		"write names, or {name: …, role: …, group: …, href: …, img: …}"},
	[KIND_XML] = {"XML", "write the elements below it, behind a |"},
	[KIND_JSON] = {"JSON", "write an object below it, behind a |"},
	[KIND_TAG] = {"a map, or a list of maps", "see feedgen explain"},
	[KIND_CHAPTERS] = {"a list of chapters, an address or a file",
		"write “- 1:02:03 Title” on lines below it"},
	[KIND_ENTRIES] = {"a map of names and texts",
		"write “name: text” on lines below it"},
	[KIND_TEMPLATES] = {"a map of fields and templates",
		"write “field: template” on lines below it"},
};

static bool fail(const struct slot *s, const struct node *node, int rule,
	enum field_kind kind, const char *text)
{
	struct fg_diags *diags = s->to->run->diags;
	struct fg_diag *d =
		diag_add(diags, rule, node_place(s->to->file, node), "%s", text);
	diag_hint(diags, d, "%s", phrases[kind].hint);
	d->element = s->row->field.name;
	return false;
}

bool slot_fail_shape(const struct slot *s, const struct node *node)
{
	return fail(s, node, FG_RULE_FIELD_SHAPE, s->row->kind,
		arena_printf(s->to->run->diags->arena, "“%s” must be %s, but %s is %s",
			s->name, phrases[s->row->kind].must_be,
			node == s->node ? "it" : "an item of it", node_kind_text(node)));
}

bool slot_fail_member(const struct slot *s, const struct node *member)
{
	return fail(s, member, FG_RULE_FIELD_SHAPE, KIND_TEXT,
		arena_printf(s->to->run->diags->arena,
			"“%s” in “%s” must be a text, but it is %s", member->key, s->name,
			node_kind_text(member)));
}

bool slot_fail_value(const struct slot *s, const struct node *node)
{
	struct str text = str_of(node_text(node));
	int len = shown_len(text);
	return fail(s, node, FG_RULE_FIELD_VALUE, s->row->kind,
		arena_printf(s->to->run->diags->arena, "“%s” must be %s, not “%.*s%s”",
			s->name, phrases[s->row->kind].must_be, len, text.data,
			(size_t)len < text.len ? "…" : ""));
}

/* SPDX-License-Identifier: ISC */
#include "read/assign.h"

#include <string.h>
#include "base/diag.h"
#include "base/duration.h"
#include "base/sbuf.h"
#include "base/when.h"
#include "model/check.h"
#include "model/rule.h"
#include "read/bytes.h"

/* ---- kinds with one value ---- */

/* The text without white space at its ends. */
static const char *trimmed(const struct slot *s)
{
	const char *text = node_text(s->node);
	struct str t = str_trim(str_of(text));
	if (t.data[t.len] == '\0')
		return t.data;
	return arena_strndup(s->to->run->arena, t.data, t.len);
}

static void add_text(struct sbuf *all, const char *text)
{
	sbuf_str(all, all->len && text[0] ? ", " : "");
	sbuf_str(all, text);
}

/* [A, B] as "A, B": several authors are one text in a feed. */
static bool join_texts(const struct slot *s)
{
	struct sbuf all;
	for (const struct node *n = s->node->first; n; n = n->next) {
		if (n->kind != NODE_SCALAR)
			return slot_fail_shape(s, n);
	}
	sbuf_init(&all, SIZE_MAX / 2);
	for (const struct node *n = s->node->first; n; n = n->next)
		add_text(&all, node_text(n));
	if (all.failed)
		s->to->run->arena->exhausted();
	*(const char **)s->member = arena_strndup(s->to->run->arena, all.data, all.len);
	sbuf_release(&all);
	return true;
}

static bool assign_text(const struct slot *s)
{
	bool author = strcmp(s->row->field.name, "author") == 0;
	if (s->node->kind == NODE_LIST && author)
		return join_texts(s);
	if (s->node->kind != NODE_SCALAR)
		return slot_fail_shape(s, s->node);
	*(const char **)s->member = trimmed(s);
	return true;
}

static bool assign_integer(const struct slot *s)
{
	return check_integer(str_of(trimmed(s)), s->member) ||
	       slot_fail_value(s, s->node);
}

static bool assign_bytes(const struct slot *s)
{
	bool exact;
	return bytes_parse(node_text(s->node), false, s->member, &exact) ||
	       slot_fail_value(s, s->node);
}

static bool assign_duration(const struct slot *s)
{
	return duration_parse(str_of(node_text(s->node)), s->member) ||
	       slot_fail_value(s, s->node);
}

static bool assign_decimal(const struct slot *s)
{
	char canonical[DECIMAL_SIZE];
	if (!check_decimal(str_of(trimmed(s)), canonical))
		return slot_fail_value(s, s->node);
	*(const char **)s->member = arena_strdup(s->to->run->arena, canonical);
	return true;
}

static bool assign_clock(const struct slot *s)
{
	return when_clock(trimmed(s), s->member) || slot_fail_value(s, s->node);
}

static bool assign_boolean(const struct slot *s)
{
	bool usual;
	const char *text = trimmed(s);
	if (!check_boolean(str_of(text), s->member, &usual))
		return slot_fail_value(s, s->node);
	if (usual)
		return true;
	const char *meant = *(bool *)s->member ? "true" : "false";
	struct fg_diag *d = diag_add(s->to->run->diags, FG_RULE_FIELD_BOOLEAN,
		node_place(s->to->file, s->node), "“%s” is %s, taken for %s", s->name,
		text, meant);
	diag_hint(s->to->run->diags, d, "write %s: %s", s->name, meant);
	d->element = s->row->field.name;
	return true;
}

/* How each kind is set; the first of them take a single value. */
static const struct {
	bool scalar;
	bool (*set)(const struct slot *s);
} setters[] = {
	[KIND_TEXT] = {false, assign_text},
	[KIND_URL] = {true, assign_text},
	[KIND_EMAIL] = {true, assign_text},
	[KIND_DATE] = {true, assign_text},
	[KIND_INTEGER] = {true, assign_integer},
	[KIND_BYTES] = {true, assign_bytes},
	[KIND_DURATION] = {true, assign_duration},
	[KIND_DECIMAL] = {true, assign_decimal},
	[KIND_CLOCK] = {true, assign_clock},
	[KIND_BOOLEAN] = {true, assign_boolean},
	[KIND_LIST] = {false, assign_list},
	[KIND_CATEGORIES] = {false, assign_categories},
	[KIND_PEOPLE] = {false, assign_people},
	[KIND_XML] = {true, assign_xml},
	[KIND_JSON] = {true, assign_json},
	[KIND_TAG] = {false, assign_tags},
	[KIND_CHAPTERS] = {false, assign_chapters},
	[KIND_ENTRIES] = {false, assign_entries},
	[KIND_TEMPLATES] = {false, assign_templates},
};

const struct field_row *target_row(const struct target *t, int field)
{
	return t->of_show ? show_field((enum fg_show_field)field)
			  : episode_field((enum fg_episode_field)field);
}

bool assign(const struct target *t, int field, const struct node *node, const char *name)
{
	const struct field_row *row = target_row(t, field);
	struct slot s = {t, row, field, (char *)t->object + row->offset, node, name};
	bool good = setters[row->kind].scalar && node->kind != NODE_SCALAR
			    ? slot_fail_shape(&s, node)
			    : setters[row->kind].set(&s);
	if (!good && t->at[field].origin != FG_ABSENT)
		return false;
	t->at[field] = node_pos(node);
	if (!good) {
		t->at[field].origin = FG_ABSENT;
		t->at[field].refused = true;
	}
	return good;
}

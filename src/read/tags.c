/* SPDX-License-Identifier: ISC */
/* Tags: what model/tag.h knows of how people write the podcast namespace. */
#include <string.h>
#include "base/diag.h"
#include "base/vec.h"
#include "model/rule.h"
#include "model/tag.h"
#include "read/assign.h"

static bool add(const struct slot *s, struct fg_tags *to, enum tag_id id,
	const struct node *node);

/* ---- what is said ---- */

static struct fg_diag *say(
	const struct slot *s, int rule, struct fg_place at, const char *text)
{
	struct fg_diag *d = diag_add(s->to->run->diags, rule, at, "%s", text);
	d->element = s->row->field.name;
	return d;
}

/* What people call the node: its own name, or that of the list it is in. */
static const char *name_of(const struct slot *s, const struct node *n)
{
	return n->key ? n->key : s->name;
}

/* "{server: …, protocol: …}": how a tag is written. */
static const char *shape_of(struct arena *a, enum tag_id id)
{
	const struct tag_attribute *attribute;
	const struct tag_row *row = tag_row(id);
	const char *shape = "";
	for (size_t i = 0; (attribute = tag_attribute(id, i)); i++)
		shape = arena_printf(a, "%s%s%s: …", shape, *shape ? ", " : "",
			tag_shown_name(a, attribute->name));
	if (row->form != FORM_EMPTY)
		shape = arena_printf(a, "%s%s%s: …", shape, *shape ? ", " : "",
			tag_shown_name(a, row->text_names));
	int child;
	for (size_t i = 0; (child = tag_child_at(row->inside, i)) >= 0; i++)
		shape = arena_printf(a, "%s%s%s: …", shape, *shape ? ", " : "",
			tag_shown_name(a, tag_row((enum tag_id)child)->names));
	return arena_printf(a, "{%s}", shape);
}

static bool fail_shape(const struct slot *s, enum tag_id id, const struct node *n)
{
	struct fg_diags *diags = s->to->run->diags;
	struct fg_diag *d = say(s, FG_RULE_FIELD_SHAPE, node_place(s->to->file, n),
		arena_printf(diags->arena, "“%s” cannot be %s", name_of(s, n),
			node_kind_text(n)));
	diag_hint(diags, d, "write it as %s", shape_of(diags->arena, id));
	return false;
}

static bool fail_form(const struct slot *s, enum form form, const struct node *n)
{
	struct fg_diags *diags = s->to->run->diags;
	struct str text = str_of(node_text(n));
	int len = shown_len(text);
	struct fg_diag *d = say(s, FG_RULE_FIELD_VALUE, node_place(s->to->file, n),
		arena_printf(diags->arena, "“%s” must be %s, not “%.*s%s”", name_of(s, n),
			form_must_be(form), len, text.data,
			(size_t)len < text.len ? "…" : ""));
	const char *nearest = form_nearest(diags->arena, form, text.data);
	if (nearest)
		diag_hint(diags, d, "did you mean “%s”?", nearest);
	else if (form_like(form) && form_like(form) != form_must_be(form))
		diag_hint(diags, d, "write it like %s", form_like(form));
	return false;
}

static void warn_unknown(const struct slot *s, enum tag_id id, const struct node *n)
{
	struct fg_diags *diags = s->to->run->diags;
	struct fg_diag *d =
		say(s, FG_RULE_FIELD_UNKNOWN, point_place(s->to->file, n->key_at),
			arena_printf(diags->arena, "“%s” means nothing in “%s”", n->key,
				s->name));
	diag_hint(diags, d, "it is written as %s", shape_of(diags->arena, id));
}

static bool fail_unsound(const struct slot *s, const struct fg_tag *tag)
{
	struct fg_diags *diags = s->to->run->diags;
	const char *problem;
	const struct fg_tag_value *part;
	if (tag_is_sound(diags->arena, tag, &problem, &part))
		return false;
	struct fg_pos at = part && part->at.line ? part->at : tag->at;
	const char *name = strchr(tag_row((enum tag_id)tag->id)->name, ':');
	struct fg_diag *d = say(s, FG_RULE_FIELD_VALUE,
		(struct fg_place){s->to->file, at.line, at.column},
		arena_printf(diags->arena, "the %s %s",
			name ? name + 1 : tag_row((enum tag_id)tag->id)->name, problem));
	diag_hint(
		diags, d, "write it as %s", shape_of(diags->arena, (enum tag_id)tag->id));
	return true;
}

/* ---- single values ---- */

/* The node as a value of the form; NULL after a diagnostic. */
static const char *read_value(const struct slot *s, enum form form, const struct node *n)
{
	struct arena *a = s->to->run->arena;
	struct str text = str_trim(str_of(node_text(n)));
	const char *value = form_read(a, form, arena_strndup(a, text.data, text.len));
	if (!value)
		fail_form(s, form, n);
	return value;
}

static bool set_attribute(
	const struct slot *s, struct fg_tag *tag, int which, const struct node *n)
{
	const struct tag_attribute *a =
		tag_attribute((enum tag_id)tag->id, (size_t)which);
	if (n->kind != NODE_SCALAR)
		return fail_shape(s, (enum tag_id)tag->id, n);
	const char *value = read_value(s, a->form, n);
	tag->values[which] = (struct fg_tag_value){value, node_pos(n)};
	return value != NULL;
}

static bool set_text(const struct slot *s, struct fg_tag *tag, const struct node *n)
{
	if (n->kind != NODE_SCALAR)
		return fail_shape(s, (enum tag_id)tag->id, n);
	tag->text = read_value(s, tag_row((enum tag_id)tag->id)->form, n);
	return tag->text != NULL;
}

/* ---- a tag ---- */

static bool is_text_name(enum tag_id id, const char *name)
{
	return tag_row(id)->form != FORM_EMPTY &&
	       tag_has_name(tag_row(id)->text_names, name);
}

/* An attribute wins over the text, and the text over a child, of the same name. */
static bool set_part(const struct slot *s, struct fg_tag *tag, const struct node *n)
{
	enum tag_id id = (enum tag_id)tag->id;
	int which = tag_attribute_named(id, n->key);
	if (node_is_empty(n))
		return true;
	if (which >= 0)
		return set_attribute(s, tag, which, n);
	if (is_text_name(id, n->key))
		return set_text(s, tag, n);
	int child = tag_named(tag_row(id)->inside, n->key);
	if (child >= 0)
		return add(s, &tag->children, (enum tag_id)child, n);
	warn_unknown(s, id, n);
	return true;
}

/* The value alone stands for the part that the table names. */
static bool set_lone(const struct slot *s, struct fg_tag *tag, const struct node *n)
{
	enum tag_id id = (enum tag_id)tag->id;
	const char *part = tag_lone_part(s->to->run->arena, id, node_text(n));
	if (!part)
		return fail_shape(s, id, n);
	int which = tag_attribute_named(id, part);
	if (which >= 0)
		return set_attribute(s, tag, which, n);
	if (strcmp(part, "text") == 0)
		return set_text(s, tag, n);
	return add(
		s, &tag->children, (enum tag_id)tag_named(tag_row(id)->inside, part), n);
}

static bool set_parts(const struct slot *s, struct fg_tag *tag, const struct node *map)
{
	bool good = true;
	for (const struct node *n = map->first; n; n = n->next)
		good = set_part(s, tag, n) && good;
	return good;
}

static bool finish(
	const struct slot *s, struct fg_tags *to, struct fg_tag *tag, bool good)
{
	tag_complete(tag);
	if (!good || fail_unsound(s, tag))
		return false;
	*vec_push(s->to->run->arena, to) = *tag;
	return true;
}

static bool add_one(
	const struct slot *s, struct fg_tags *to, enum tag_id id, const struct node *n)
{
	struct fg_tag tag = tag_new(s->to->run->arena, id, s->field, node_pos(n));
	if (node_is_empty(n))
		return true;
	if (n->kind == NODE_LIST)
		return fail_shape(s, id, n);
	return finish(s, to, &tag,
		n->kind == NODE_MAP ? set_parts(s, &tag, n) : set_lone(s, &tag, n));
}

/* ---- several ---- */

/* {verify: abc, release: 7}: no name is one of a part, so each is a tag. */
static bool is_keyed(enum tag_id id, const struct node *map)
{
	if (*tag_row(id)->key == '\0')
		return false;
	for (const struct node *n = map->first; n; n = n->next) {
		if (tag_attribute_named(id, n->key) >= 0 || is_text_name(id, n->key))
			return false;
	}
	return true;
}

static bool add_keyed(
	const struct slot *s, struct fg_tags *to, enum tag_id id, const struct node *map)
{
	bool good = true;
	for (const struct node *n = map->first; n; n = n->next) {
		struct arena *a = s->to->run->arena;
		struct fg_tag tag = tag_new(a, id, s->field, node_pos(n));
		tag_set(&tag, tag_row(id)->key, arena_strdup(a, n->key));
		good = finish(s, to, &tag, set_text(s, &tag, n)) && good;
	}
	return good;
}

static bool add_wrapper(
	const struct slot *s, struct fg_tags *to, enum tag_id id, const struct node *n)
{
	struct fg_tag tag = tag_new(s->to->run->arena, id, s->field, node_pos(n));
	int child = tag_child_at(tag_row(id)->inside, 0);
	return finish(s, to, &tag, add(s, &tag.children, (enum tag_id)child, n));
}

static bool add_list(
	const struct slot *s, struct fg_tags *to, enum tag_id id, const struct node *list)
{
	bool good = true;
	if (tag_row(id)->most == 1 && list->first && list->first->next) {
		say(s, FG_RULE_FIELD_SHAPE, node_place(s->to->file, list->first->next),
			arena_printf(s->to->run->diags->arena,
				"there can only be one “%s”", name_of(s, list)));
		return false;
	}
	for (const struct node *n = list->first; n; n = n->next)
		good = (n->kind == NODE_MAP && is_keyed(id, n) ? add_keyed(s, to, id, n)
							       : add_one(s, to, id, n)) &&
		       good;
	return good;
}

static bool add(
	const struct slot *s, struct fg_tags *to, enum tag_id id, const struct node *node)
{
	if (tag_is_wrapper(id))
		return add_wrapper(s, to, id, node);
	if (node->kind == NODE_LIST)
		return add_list(s, to, id, node);
	if (node->kind == NODE_MAP && is_keyed(id, node))
		return add_keyed(s, to, id, node);
	return add_one(s, to, id, node);
}

bool assign_tags(const struct slot *s)
{
	return add(s, s->member, (enum tag_id)tag_of_field(s->to->of_show, s->field),
		s->node);
}

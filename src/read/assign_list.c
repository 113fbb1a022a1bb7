/* SPDX-License-Identifier: ISC */
#include <string.h>
#include "base/diag.h"
#include "base/vec.h"
#include "model/check.h"
#include "model/rule.h"
#include "read/assign.h"
#include "read/variants.h"

static void add_text(const struct slot *s, struct str text)
{
	struct fg_list *list = s->member;
	text = str_trim(text);
	if (text.len)
		*vec_push(s->to->run->arena, list) =
			arena_strndup(s->to->run->arena, text.data, text.len);
}

/* [a, b], or the text "a, b". */
bool assign_list(const struct slot *s)
{
	struct str rest = str_of(node_text(s->node)), part;
	if (s->node->kind == NODE_MAP)
		return slot_fail_shape(s, s->node);
	if (s->node->kind == NODE_SCALAR) {
		while (str_cut(&rest, ',', &part))
			add_text(s, part);
		return true;
	}
	for (const struct node *n = s->node->first; n; n = n->next) {
		if (n->kind != NODE_SCALAR)
			return slot_fail_shape(s, n);
		add_text(s, str_of(node_text(n)));
	}
	return true;
}

/* ---- categories ---- */

static void add_category(const struct slot *s, const char *text, const struct node *n)
{
	struct fg_categories *all = s->member;
	struct fg_category category = {0};
	const char *nearest = NULL;
	if (check_category(text, &category, &nearest)) {
		category.at = node_pos(n);
		*vec_push(s->to->run->arena, all) = category;
		return;
	}
	struct fg_diag *d = diag_add(s->to->run->diags, FG_RULE_CATEGORY_UNKNOWN,
		node_place(s->to->file, n), "“%s” is not one of Apple's categories",
		text);
	if (nearest)
		diag_hint(s->to->run->diags, d, "did you mean “%s”?", nearest);
}

/* {Arts: Books} and {Arts: [Books, Design]}: the name is the upper category. */
static void add_nested(const struct slot *s, const struct node *map)
{
	struct arena *a = s->to->run->diags->arena;
	for (const struct node *top = map->first; top; top = top->next) {
		if (node_is_empty(top))
			add_category(s, top->key, top);
		else if (top->kind == NODE_SCALAR)
			add_category(
				s, arena_printf(a, "%s > %s", top->key, top->text), top);
		for (const struct node *n = top->first; n; n = n->next)
			add_category(
				s, arena_printf(a, "%s > %s", top->key, node_text(n)), n);
	}
}

bool assign_categories(const struct slot *s)
{
	const struct node *n = s->node;
	if (n->kind == NODE_SCALAR)
		add_category(s, node_text(n), n);
	else if (n->kind == NODE_MAP)
		add_nested(s, n);
	for (n = n->kind == NODE_LIST ? n->first : NULL; n; n = n->next) {
		if (n->kind == NODE_LIST)
			return slot_fail_shape(s, n);
		if (n->kind == NODE_MAP)
			add_nested(s, n);
		else
			add_category(s, node_text(n), n);
	}
	return true;
}

/* ---- names and texts ---- */

bool assign_entries(const struct slot *s)
{
	struct fg_entries *entries = s->member;
	if (s->node->kind != NODE_MAP)
		return slot_fail_shape(s, s->node);
	for (const struct node *n = s->node->first; n; n = n->next) {
		if (n->kind != NODE_SCALAR) {
			slot_fail_member(s, n);
			continue;
		}
		*vec_push(s->to->run->arena, entries) =
			(struct fg_entry){n->key, node_text(n), node_pos(n)};
	}
	return true;
}

/* The episode field of that name or the one that was probably meant. */
static int field_named(const char *name, int *nearest)
{
	*nearest = -1;
	for (int f = 0; f < FG_EP_FIELD_COUNT; f++) {
		const char *known = episode_field((enum fg_episode_field)f)->field.name;
		if (field_name_is(known, name))
			return f;
		if (*nearest < 0 && str_resembles(name, known))
			*nearest = f;
	}
	return -1;
}

static void warn_no_field(const struct slot *s, const struct node *n, int nearest)
{
	struct fg_diags *diags = s->to->run->diags;
	struct fg_diag *d = diag_add(diags, FG_RULE_FIELD_UNKNOWN,
		point_place(s->to->file, n->key_at),
		"“%s” is no field of an episode: this template does nothing", n->key);
	if (nearest >= 0)
		diag_hint(diags, d, "did you mean “%s”?",
			episode_field((enum fg_episode_field)nearest)->field.name);
}

bool assign_templates(const struct slot *s)
{
	struct fg_entry *templates = s->member;
	if (s->node->kind != NODE_MAP)
		return slot_fail_shape(s, s->node);
	for (const struct node *n = s->node->first; n; n = n->next) {
		int nearest;
		int f = field_named(n->key, &nearest);
		if (f < 0)
			warn_no_field(s, n, nearest);
		else if (f == FG_EP_AUDIO && n->kind != NODE_SCALAR)
			variants_templates(s, n);
		else if (n->kind != NODE_SCALAR)
			slot_fail_member(s, n);
		else if (!node_is_empty(n))
			templates[f] = (struct fg_entry){n->key, n->text, node_pos(n)};
	}
	return true;
}

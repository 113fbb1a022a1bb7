/* SPDX-License-Identifier: ISC */
/* What people can write for a field that makes an element of the podcast namespace. */
#include <string.h>
#include "base/str.h"
#include "base/vec.h"
#include "model/field.h"
#include "model/tag.h"

const char *fg_field_sample(size_t i)
{
	static const char *const show[FG_SHOW_FIELD_COUNT] = {
#define SHOW(field, text) [FG_SHOW_##field] = text,
#define EPISODE(...)
#include "model/samples.def"
	};
	static const char *const episode[FG_EP_FIELD_COUNT] = {
#define SHOW(...)
#define EPISODE(field, text) [FG_EP_##field] = text,
#include "model/samples.def"
	};
	if (i < FG_SHOW_FIELD_COUNT)
		return show[i];
	i -= FG_SHOW_FIELD_COUNT;
	return i < FG_EP_FIELD_COUNT ? episode[i] : NULL;
}

/* ---- parts ---- */

struct listing {
	struct arena *arena;
	struct fg_part *data;
	size_t len, cap;
};

/* Is the part what a lone value, or one of several, stands for? */
static bool is_lone(const struct tag_row *row, const char *name)
{
	struct str rest = str_of(row->lone), part;
	while (str_cut(&rest, '|', &part)) {
		if (part.len && str_is(part, name))
			return true;
	}
	return false;
}

/* An example, where must_be does not say it all. */
static const char *like_of(enum form form)
{
	const char *like = form_like(form);
	return form_is_address(form) || like == form_must_be(form) ? NULL : like;
}

/* What stands behind the first of the names. */
static const char *others(const char *names)
{
	const char *comma = strchr(names, ',');
	return comma ? comma + 2 : "";
}

static void add_parts(struct listing *l, enum tag_id id, unsigned depth);

static void add_attributes(struct listing *l, enum tag_id id, unsigned depth)
{
	const struct tag_attribute *a;
	for (size_t i = 0; (a = tag_attribute(id, i)); i++)
		*vec_push(l->arena, l) = (struct fg_part){
			.name = tag_shown_name(l->arena, a->name),
			.aliases = a->aliases,
			.must_be = form_must_be(a->form),
			.like = like_of(a->form),
			.fallback = a->fallback,
			.required = a->need == TAG_REQUIRED && a->form != FORM_MIME,
			.lone = is_lone(tag_row(id), a->name),
			.depth = depth,
		};
}

static void add_text(struct listing *l, enum tag_id id, unsigned depth)
{
	const struct tag_row *row = tag_row(id);
	if (row->form == FORM_EMPTY)
		return;
	*vec_push(l->arena, l) = (struct fg_part){
		.name = tag_shown_name(l->arena, row->text_names),
		.aliases = others(row->text_names),
		.must_be = form_must_be(row->form),
		.fallback = "",
		.required = row->need == TAG_REQUIRED,
		.lone = is_lone(row, "text"),
		.depth = depth,
	};
}

/* What is a field of episodes itself is not told again in a broadcast. */
static bool is_told_elsewhere(enum tag_id parent, enum tag_id child)
{
	return parent == TAG_PODCAST_LIVE_ITEM &&
	       tag_row(child)->parents & (1u << TAG_IN_ITEM);
}

/* Is it a lone value and nothing else? */
static bool is_single(enum tag_id id)
{
	return strcmp(tag_row(id)->lone, "text") == 0 && !tag_attribute(id, 0);
}

static const char *child_must_be(enum tag_id parent, enum tag_id child)
{
	if (is_told_elsewhere(parent, child))
		return "as in an episode";
	if (is_single(child))
		return form_must_be(tag_row(child)->form);
	return tag_row(child)->most == 1 ? "a map" : "a map, or a list of maps";
}

static void add_children(struct listing *l, enum tag_id id, unsigned depth)
{
	int child;
	const struct tag_row *row = tag_row(id);
	for (size_t i = 0; (child = tag_child_at(row->inside, i)) >= 0; i++) {
		enum tag_id its = (enum tag_id)child;
		const struct tag_row *inner = tag_row(its);
		*vec_push(l->arena, l) = (struct fg_part){
			.name = tag_shown_name(l->arena, inner->names),
			.aliases = others(inner->names),
			.must_be = child_must_be(id, its),
			.fallback = "",
			.required = inner->least > 0,
			.lone = tag_has_name(inner->names, row->lone),
			.depth = depth,
		};
		if (!is_told_elsewhere(id, its) && !is_single(its))
			add_parts(l, its, depth + 1);
	}
}

static void add_parts(struct listing *l, enum tag_id id, unsigned depth)
{
	add_attributes(l, id, depth);
	add_text(l, id, depth);
	add_children(l, id, depth);
}

size_t fg_field_parts(struct arena *a, size_t i, const struct fg_part **parts)
{
	struct listing l = {.arena = a};
	bool of_show = i < FG_SHOW_FIELD_COUNT;
	int id = tag_of_field(of_show, (int)(of_show ? i : i - FG_SHOW_FIELD_COUNT));
	int child = id < 0 ? -1 : tag_child_at(tag_row((enum tag_id)id)->inside, 0);
	if (id >= 0 && tag_is_wrapper((enum tag_id)id))
		id = child;
	if (id >= 0 && !is_single((enum tag_id)id))
		add_parts(&l, (enum tag_id)id, 0);
	*parts = l.data;
	return l.len;
}

/* SPDX-License-Identifier: ISC */
/* A value that stands for a whole tag: which part of it the value is. */
#include "model/tag.h"

#include <string.h>
#include "base/str.h"
#include "base/vec.h"

const char *tag_lone_part(struct arena *a, enum tag_id id, const char *text)
{
	struct str rest = str_of(tag_row(id)->lone), part;
	const char *name = NULL;
	while (str_cut(&rest, '|', &part) && part.len) {
		name = arena_strndup(a, part.data, part.len);
		int which = tag_attribute_named(id, name);
		if (which < 0 ||
			form_read(a, tag_attribute(id, (size_t)which)->form, text))
			break;
	}
	return name;
}

static bool take_child(
	struct arena *a, struct fg_tag *tag, enum tag_id id, const char *text)
{
	struct fg_tag child = tag_new(a, id, tag->field, tag->at);
	if (!tag_take(a, &child, text))
		return false;
	*vec_push(a, &tag->children) = child;
	return true;
}

static bool take_part(struct arena *a, struct fg_tag *tag, const char *text)
{
	enum tag_id id = (enum tag_id)tag->id;
	if (tag_is_wrapper(id))
		return take_child(
			a, tag, (enum tag_id)tag_child_at(tag_row(id)->inside, 0), text);
	const char *part = tag_lone_part(a, id, text);
	if (!part)
		return false;
	int which = tag_attribute_named(id, part);
	if (which >= 0)
		return (tag->values[which].text = form_read(
				a, tag_attribute(id, (size_t)which)->form, text)) != NULL;
	if (strcmp(part, "text") == 0)
		return (tag->text = form_read(a, tag_row(id)->form, text)) != NULL;
	return take_child(
		a, tag, (enum tag_id)tag_named(tag_row(id)->inside, part), text);
}

bool tag_take(struct arena *a, struct fg_tag *tag, const char *text)
{
	const char *problem;
	const struct fg_tag_value *blamed;
	if (!take_part(a, tag, text))
		return false;
	tag_complete(tag);
	return tag_is_sound(a, tag, &problem, &blamed);
}

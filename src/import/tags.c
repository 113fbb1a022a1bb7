/* SPDX-License-Identifier: ISC */
#include "import/tags.h"

#include <string.h>
#include "base/url.h"
#include "base/vec.h"
#include "import/yaml.h"

/* ---- from elements ---- */

/* A value as the reader of files will take it; NULL: it would not. */
static const char *value_of(struct arena *a, enum form form, const char *text)
{
	struct str s = str_trim(str_of(text));
	const char *value = arena_strndup(a, s.data, s.len);
	if (s.len == 0 || (form_is_address(form) && !url_has_scheme(value)))
		return NULL;
	return form_read(a, form, value);
}

static bool take_attributes(
	struct arena *a, const struct tree *element, struct fg_tag *tag)
{
	for (size_t i = 0; i < element->attribute_count; i++) {
		const struct tree_attribute *at = &element->attributes[i];
		const struct tag_attribute *known = NULL;
		size_t k = 0;
		while ((known = tag_attribute((enum tag_id)tag->id, k)) &&
			strcmp(known->name, at->name) != 0)
			k++;
		if (at->uri || !known ||
			!(tag->values[k].text = value_of(a, known->form, at->value)))
			return false;
	}
	return true;
}

static bool take_text(struct arena *a, const struct tree *element, struct fg_tag *tag)
{
	enum form form = tag_row((enum tag_id)tag->id)->form;
	const char *text = tree_text(a, element);
	if (str_trim(str_of(text)).len == 0)
		return true;
	tag->text = form == FORM_EMPTY ? NULL : value_of(a, form, text);
	return tag->text != NULL;
}

static bool take(struct arena *a, enum tag_parent parent, const struct tree *element,
	struct fg_tag *tag);

static bool take_children(struct arena *a, const struct tree *element, struct fg_tag *tag)
{
	enum tag_parent inside = tag_row((enum tag_id)tag->id)->inside;
	for (const struct tree *n = element->first; n; n = n->next) {
		struct fg_tag child = {.field = tag->field, .at = tag->at};
		if (!n->name)
			continue;
		if (!take(a, inside, n, &child))
			return false;
		*vec_push(a, &tag->children) = child;
	}
	return true;
}

static bool take(struct arena *a, enum tag_parent parent, const struct tree *element,
	struct fg_tag *tag)
{
	const char *problem, *name = element->name;
	const struct fg_tag_value *part;
	if (element->prefix)
		name = arena_printf(a, "%s:%s", element->prefix, name);
	int id = tag_find(parent, name);
	if (id < 0)
		return false;
	*tag = tag_new(a, (enum tag_id)id, tag->field, tag->at);
	if (!take_attributes(a, element, tag) || !take_text(a, element, tag) ||
		!take_children(a, element, tag))
		return false;
	tag_complete(tag);
	/* What begins with what stands in it has no line to begin with. */
	bool has_line = tag->children.len == 0 || element->attribute_count > 0 ||
			tag_is_wrapper((enum tag_id)id);
	return has_line && tag_is_sound(a, tag, &problem, &part);
}

bool tags_make(
	struct fg_import *im, bool item, const struct tree *element, struct fg_tag *tag)
{
	return take(im->arena, item ? TAG_IN_ITEM : TAG_IN_CHANNEL, element, tag);
}

void tags_drop(struct fg_tags *tags, int field)
{
	unsigned kept = 0;
	for (size_t i = 0; i < tags->len; i++) {
		if (tags->data[i].field != field)
			tags->data[kept++] = tags->data[i];
	}
	tags->len = kept;
}

/* ---- to text ---- */

enum { INDENT = 2 };

struct putting {
	struct arena *arena;
	struct sbuf *out;
};

/* Numbers that every reader of YAML takes for the same. */
static bool is_number(const char *text)
{
	bool whole = *text && text[strspn(text, "0123456789")] == '\0';
	return whole && strlen(text) < 16 && (*text != '0' || text[1] == '\0');
}

static void put_word(struct putting *p, const char *text)
{
	if (is_number(text))
		sbuf_str(p->out, text);
	else
		yaml_word(p->out, text);
}

/* What people write of a tag, but for what stands in it. */
struct parts {
	struct part {
		const char *name, *text, *part; /* part: as tag_lone_part has it */
	} * data;
	size_t len, cap;
};

static struct parts parts_of(struct arena *a, const struct fg_tag *tag)
{
	struct parts parts = {0};
	const struct tag_attribute *at;
	enum tag_id id = (enum tag_id)tag->id;
	for (size_t i = 0; (at = tag_attribute(id, i)); i++) {
		const char *text = tag->values[i].text;
		if (text && strcmp(text, at->fallback) != 0)
			*vec_push(a, &parts) = (struct part){
				tag_shown_name(a, at->name), text, at->name};
	}
	if (tag->text)
		*vec_push(a, &parts) = (struct part){
			tag_shown_name(a, tag_row(id)->text_names), tag->text, "text"};
	return parts;
}

/* Is the one value enough, as in "medium: music"? */
static bool is_lone(struct arena *a, const struct fg_tag *tag, const struct parts *parts)
{
	if (parts->len != 1 || tag->children.len)
		return false;
	const char *part = tag_lone_part(a, (enum tag_id)tag->id, parts->data[0].text);
	return part && strcmp(part, parts->data[0].part) == 0;
}

static void put_several(struct putting *p, const struct fg_tags *tags, int indent);

/* What stands in it, by its names. */
static void put_children(struct putting *p, const struct fg_tag *tag, int indent)
{
	int id;
	enum tag_parent inside = tag_row((enum tag_id)tag->id)->inside;
	for (size_t i = 0; (id = tag_child_at(inside, i)) >= 0; i++) {
		struct fg_tags some = {0};
		for (size_t c = 0; c < tag->children.len; c++) {
			if (tag->children.data[c].id == id)
				*vec_push(p->arena, &some) = tag->children.data[c];
		}
		if (some.len == 0)
			continue;
		sbuf_printf(p->out, "%*s%s:", indent, "",
			tag_shown_name(p->arena, tag_row((enum tag_id)id)->names));
		put_several(p, &some, indent);
	}
}

/* A line if nothing stands in it; else lines, of which the first is begun already. */
static void put_map(struct putting *p, const struct fg_tag *tag, int indent)
{
	struct parts parts = parts_of(p->arena, tag);
	bool lines = tag->children.len > 0;
	if (is_lone(p->arena, tag, &parts)) {
		put_word(p, parts.data[0].text);
		sbuf_char(p->out, '\n');
		return;
	}
	sbuf_str(p->out, lines ? "" : "{");
	for (size_t i = 0; i < parts.len; i++) {
		if (i > 0)
			sbuf_printf(p->out, lines ? "%*s" : ", ", indent, "");
		sbuf_printf(p->out, "%s: ", parts.data[i].name);
		put_word(p, parts.data[i].text);
		sbuf_str(p->out, lines ? "\n" : "");
	}
	sbuf_str(p->out, lines ? "" : "}\n");
	put_children(p, tag, indent);
}

/* Behind "name:", of which the line is set in by indent. */
static void put_several(struct putting *p, const struct fg_tags *tags, int indent)
{
	if (tags->len == 1 && tags->data[0].children.len == 0) {
		sbuf_char(p->out, ' ');
		put_map(p, &tags->data[0], indent + INDENT);
		return;
	}
	sbuf_char(p->out, '\n');
	for (size_t i = 0; i < tags->len; i++) {
		sbuf_printf(p->out, "%*s- ", indent + INDENT, "");
		put_map(p, &tags->data[i], indent + 2 * INDENT);
	}
}

void tags_put(struct arena *a, const struct fg_tags *tags, int field, struct sbuf *out)
{
	struct putting p = {a, out};
	struct fg_tags some = {0};
	for (size_t i = 0; i < tags->len; i++) {
		const struct fg_tag *tag = &tags->data[i];
		if (tag->field != field)
			continue;
		/* A wrapper is written as what stands in it. */
		if (tag_is_wrapper((enum tag_id)tag->id)) {
			put_several(&p, &tag->children, 0);
			return;
		}
		*vec_push(a, &some) = *tag;
	}
	put_several(&p, &some, 0);
}

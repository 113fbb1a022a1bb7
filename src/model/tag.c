/* SPDX-License-Identifier: ISC */
#include "model/tag.h"

#include <string.h>
#include "base/str.h"
#include "model/element.h"
#include "model/field.h"

#define IN(parent) (1u << TAG_IN_##parent)
#define MANY       TAG_MANY
#define NS_PODCAST "podcast:"
#define NS_ITUNES  "itunes:"
#define NS_NONE    ""

static const struct tag_row rows[TAG_COUNT] = {
#define ELEMENT(id, ns, element, where, fewest, count, what, children, hook)             \
	[TAG_##id].name = NS_##ns element, [TAG_##id].parents = where,                   \
	[TAG_##id].least = fewest, [TAG_##id].most = count,                              \
	[TAG_##id].form = FORM_##what, [TAG_##id].inside = TAG_IN_##children,
#define AS(id, its_names, needs, texts, alone, keys)                                     \
	[TAG_##id].is_written = true, [TAG_##id].names = its_names,                      \
	[TAG_##id].need = TAG_##needs, [TAG_##id].text_names = texts,                    \
	[TAG_##id].lone = alone, [TAG_##id].key = keys,
#define ATTRIBUTE(...)
#include "model/podcast.def"
#include "model/live.def"
#undef ELEMENT
#undef AS
#undef ATTRIBUTE
};

static const struct tag_attribute attributes[] = {
#define ELEMENT(...)
#define AS(...)
#define ATTRIBUTE(id, name, need, form, aliases, fallback)                               \
	{TAG_##id, name, TAG_##need, FORM_##form, aliases, fallback},
#include "model/podcast.def"
#include "model/live.def"
#undef ELEMENT
#undef AS
#undef ATTRIBUTE
};
enum { ATTRIBUTES = sizeof attributes / sizeof *attributes };

const struct tag_row *tag_row(enum tag_id id)
{
	return &rows[id];
}

const struct tag_attribute *tag_attribute(enum tag_id id, size_t i)
{
	/* Attributes stand behind their element, so they are in the order of the elements. */
	size_t low = 0, high = ATTRIBUTES;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (attributes[middle].tag < id)
			low = middle + 1;
		else
			high = middle;
	}
	size_t at = low + i;
	return at < ATTRIBUTES && attributes[at].tag == id ? &attributes[at] : NULL;
}

/* ---- by name ---- */

int tag_find(enum tag_parent parent, const char *element)
{
	for (int i = 0; i < TAG_COUNT; i++) {
		if (rows[i].is_written && rows[i].parents & (1u << parent) &&
			strcmp(rows[i].name, element) == 0)
			return i;
	}
	return -1;
}

bool tag_is_wrapper(enum tag_id id)
{
	return rows[id].form == FORM_EMPTY && !tag_attribute(id, 0);
}

int tag_of_field(bool of_show, int field)
{
	enum element_scope scope = of_show ? ELEMENT_CHANNEL : ELEMENT_ITEM;
	const struct element *e;
	for (size_t i = 0; (e = element_at(i)); i++) {
		if (e->scope == scope && e->field == field && e->how == HOW_TAG)
			return tag_find(of_show ? TAG_IN_CHANNEL : TAG_IN_ITEM, e->rss);
	}
	return -1;
}

bool tag_has_name(const char *names, const char *name)
{
	return field_list_has(names, name);
}

int tag_named(enum tag_parent parent, const char *name)
{
	int id;
	for (size_t i = 0; (id = tag_child_at(parent, i)) >= 0; i++) {
		if (tag_has_name(rows[id].names, name))
			return id;
	}
	return -1;
}

int tag_child_at(enum tag_parent parent, size_t i)
{
	if (parent == TAG_IN_NOTHING)
		return -1;
	for (int id = 0; id < TAG_COUNT; id++) {
		bool fits = rows[id].is_written && rows[id].parents & (1u << parent);
		if (fits && i-- == 0)
			return id;
	}
	return -1;
}

const char *tag_shown_name(struct arena *a, const char *name)
{
	char *shown = arena_text(a, 2 * strlen(name));
	size_t n = 0;
	for (; *name && *name != ','; name++) {
		bool capital = *name >= 'A' && *name <= 'Z';
		if (capital)
			shown[n++] = '_';
		shown[n++] = *name == '-' ? '_' : ascii_lower(*name);
	}
	shown[n] = '\0';
	return shown;
}

int tag_attribute_named(enum tag_id id, const char *name)
{
	const struct tag_attribute *a;
	for (size_t i = 0; (a = tag_attribute(id, i)); i++) {
		if (field_name_is(a->name, name) || tag_has_name(a->aliases, name))
			return (int)i;
	}
	return -1;
}

/* ---- values ---- */

static size_t attribute_count(enum tag_id id)
{
	size_t n = 0;
	while (tag_attribute(id, n))
		n++;
	return n;
}

struct fg_tag tag_new(struct arena *a, enum tag_id id, int field, struct fg_pos at)
{
	struct fg_tag tag = {.id = (int)id, .field = field, .at = at};
	tag.values = arena_array(a, attribute_count(id), sizeof *tag.values);
	return tag;
}

const char *tag_get(const struct fg_tag *tag, const char *name)
{
	int i = tag_attribute_named((enum tag_id)tag->id, name);
	return i < 0 ? NULL : tag->values[i].text;
}

void tag_set(struct fg_tag *tag, const char *name, const char *text)
{
	int i = tag_attribute_named((enum tag_id)tag->id, name);
	if (i >= 0)
		tag->values[i] = (struct fg_tag_value){text, tag->at};
}

struct fg_tag *tag_child(const struct fg_tag *tag, enum tag_id id)
{
	for (size_t i = 0; i < tag->children.len; i++) {
		if (tag->children.data[i].id == (int)id)
			return &tag->children.data[i];
	}
	return NULL;
}

/* An address with an @ is a Lightning address, and a payment goes as its recipients want. */
static void complete_payment(struct fg_tag *tag)
{
	const char *address = tag_get(tag, "address");
	const struct fg_tag *first = tag_child(tag, TAG_PODCAST_RECIPIENT);
	if (tag->id == TAG_PODCAST_RECIPIENT && !tag_get(tag, "type") && address &&
		strchr(address, '@'))
		tag_set(tag, "type", "lnaddress");
	if (tag->id == TAG_PODCAST_VALUE && !tag_get(tag, "method") && first &&
		strcmp(tag_get(first, "type"), "lnaddress") == 0)
		tag_set(tag, "method", "lnaddress");
}

/* The feed of a publisher says that it is one (podcast:publisher). */
static void complete_publisher(struct fg_tag *tag)
{
	struct fg_tag *feed = tag_child(tag, TAG_PODCAST_REMOTE_ITEM);
	if (tag->id == TAG_PODCAST_PUBLISHER && feed && !tag_get(feed, "medium"))
		tag_set(feed, "medium", "publisher");
}

void tag_complete(struct fg_tag *tag)
{
	const struct tag_attribute *a;
	complete_payment(tag);
	complete_publisher(tag);
	for (size_t i = 0; (a = tag_attribute((enum tag_id)tag->id, i)); i++) {
		if (!tag->values[i].text && *a->fallback)
			tag->values[i].text = a->fallback;
	}
	if (!tag->text && rows[tag->id].form == FORM_YES_NO)
		tag->text = "yes";
}

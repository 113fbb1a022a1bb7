/* SPDX-License-Identifier: ISC */
#include "model/field.h"

#include "base/str.h"

/* What people read for each kind. */
#define KIND_NAME_TEXT       "text"
#define KIND_NAME_URL        "address"
#define KIND_NAME_EMAIL      "mail address"
#define KIND_NAME_DATE       "date"
#define KIND_NAME_INTEGER    "whole number"
#define KIND_NAME_BYTES      "bytes"
#define KIND_NAME_DURATION   "playing time"
#define KIND_NAME_DECIMAL    "number"
#define KIND_NAME_CLOCK      "time of day"
#define KIND_NAME_BOOLEAN    "true or false"
#define KIND_NAME_LIST       "list of texts"
#define KIND_NAME_CATEGORIES "list of categories"
#define KIND_NAME_PEOPLE     "list of people"
#define KIND_NAME_XML        "XML"
#define KIND_NAME_JSON       "JSON"
#define KIND_NAME_TAG        "podcast tag"
#define KIND_NAME_CHAPTERS   "list of chapters"
#define KIND_NAME_ENTRIES    "names and texts"
#define KIND_NAME_TEMPLATES  "fields and templates"

static const struct field_row show_rows[] = {
#define SHOW(name, text, kind, member, aliases, summary)                                 \
	{{text, KIND_NAME_##kind, aliases, summary, true}, KIND_##kind,                  \
		offsetof(struct fg_show, member)},
#define EPISODE(...)
#include "model/fields.def"
};

static const struct field_row episode_rows[] = {
#define SHOW(...)
#define EPISODE(name, text, kind, member, aliases, summary)                              \
	{{text, KIND_NAME_##kind, aliases, summary, false}, KIND_##kind,                 \
		offsetof(struct fg_episode, member)},
#include "model/fields.def"
};

const struct field_row *show_field(enum fg_show_field f)
{
	return &show_rows[f];
}

const struct field_row *episode_field(enum fg_episode_field f)
{
	return &episode_rows[f];
}

static bool is_filler(char c)
{
	return c == '-' || c == '_' || c == ' ';
}

bool field_name_is(const char *a, const char *b)
{
	for (;; a++, b++) {
		while (is_filler(*a))
			a++;
		while (is_filler(*b))
			b++;
		if (ascii_lower(*a) != ascii_lower(*b))
			return false;
		if (*a == '\0')
			return true;
	}
}

static const struct field_row *row_at(size_t i)
{
	if (i < FG_SHOW_FIELD_COUNT)
		return &show_rows[i];
	i -= FG_SHOW_FIELD_COUNT;
	return i < FG_EP_FIELD_COUNT ? &episode_rows[i] : NULL;
}

const struct fg_field *fg_field_at(size_t i)
{
	const struct field_row *row = row_at(i);
	return row ? &row->field : NULL;
}

int fg_field_find(const char *name, bool of_show)
{
	for (int i = 0; row_at((size_t)i); i++) {
		const struct fg_field *f = &row_at((size_t)i)->field;
		if (f->of_show == of_show && field_name_is(f->name, name))
			return i;
	}
	return -1;
}

/* field_name_is for a part of a text. */
static bool part_is(struct str part, const char *name)
{
	for (size_t i = 0;; i++, name++) {
		while (i < part.len && is_filler(part.data[i]))
			i++;
		while (is_filler(*name))
			name++;
		if (i == part.len || *name == '\0')
			return i == part.len && *name == '\0';
		if (ascii_lower(part.data[i]) != ascii_lower(*name))
			return false;
	}
}

bool field_list_has(const char *names, const char *name)
{
	struct str rest = str_of(names), alias, without_shape;
	while (str_cut(&rest, ',', &alias)) {
		if (str_cut(&alias, ':', &without_shape) && part_is(without_shape, name))
			return true;
	}
	return false;
}

bool fg_field_has_alias(const struct fg_field *field, const char *name)
{
	return field_list_has(field->aliases, name);
}

/* SPDX-License-Identifier: ISC */
#include "model/template.h"

#include <string.h>
#include "base/sbuf.h"
#include "base/url.h"
#include "base/when.h"
#include "model/field.h"

enum template_piece template_next(struct str *rest, struct str *piece)
{
	struct str s = *rest;
	if (s.len == 0)
		return TEMPLATE_END;
	char c = s.data[0];
	if (c != '{' && c != '}') {
		size_t n = 1;
		while (n < s.len && s.data[n] != '{' && s.data[n] != '}')
			n++;
		*piece = str_slice(s, 0, n);
		*rest = str_slice(s, n, s.len);
		return TEMPLATE_TEXT;
	}
	if (s.len > 1 && s.data[1] == c) {
		*piece = str_slice(s, 0, 1);
		*rest = str_slice(s, 2, s.len);
		return TEMPLATE_TEXT;
	}
	size_t end = str_find_char(s, '}', 1);
	if (c == '}' || end == STR_NONE) {
		*piece = s;
		return TEMPLATE_FAULT;
	}
	*piece = str_trim(str_slice(s, 1, end));
	*rest = str_slice(s, end + 1, s.len);
	return TEMPLATE_NAME;
}

static bool is_name_char(char c)
{
	return ascii_is_alnum(c) || c == '_' || c == '-' || c == ' ' || (c & 0x80);
}

/* Letters, digits, '_', '-' and spaces between them, in parts that dots separate. */
static bool is_name(struct str name)
{
	struct str part;
	if (name.len == 0)
		return false;
	while (str_cut(&name, '.', &part)) {
		if (part.len == 0)
			return false;
		for (size_t i = 0; i < part.len; i++) {
			if (!is_name_char(part.data[i]))
				return false;
		}
	}
	return true;
}

/* {1} {2} …: what counts from 1; 0 if name is no such number. */
static size_t ordinal(struct str name)
{
	long long n;
	return str_to_int(name, &n) && n > 0 ? (size_t)n : 0;
}

static const struct fg_entry *entry_named(
	const struct fg_entries *entries, const char *name)
{
	for (size_t i = 0; i < entries->len; i++) {
		if (field_name_is(entries->data[i].name, name))
			return &entries->data[i];
	}
	return NULL;
}

/* What is written where the field's value came from, under whatever name. */
static const struct fg_entry *entry_at(const struct fg_episode *ep, struct fg_pos at)
{
	if (at.origin != FG_WRITTEN || at.line == 0)
		return NULL;
	for (size_t i = 0; i < ep->entries.len; i++) {
		const struct fg_entry *e = &ep->entries.data[i];
		if (e->at.line == at.line && e->at.column == at.column)
			return e;
	}
	return NULL;
}

static const char *list_text(struct arena *a, const struct fg_list *list)
{
	struct sbuf b;
	sbuf_init(&b, TEMPLATE_MAX);
	for (size_t i = 0; i < list->len; i++) {
		sbuf_str(&b, i ? ", " : "");
		sbuf_str(&b, list->data[i]);
	}
	sbuf_need_memory(&b, a);
	const char *text = arena_strndup(a, b.data, b.len);
	sbuf_release(&b);
	return text;
}

/* The value of a field as text; NULL if it has none. */
static const char *field_text(struct arena *a, const struct fg_episode *ep,
	const struct field_row *row, bool present)
{
	const void *member = (const char *)ep + row->offset;
	switch (row->kind) {
	case KIND_TEXT:
	case KIND_URL:
	case KIND_EMAIL:
	case KIND_DATE:
	case KIND_DECIMAL:
	case KIND_CHAPTERS:
		return *(const char *const *)member;
	case KIND_INTEGER:
	case KIND_BYTES:
	case KIND_DURATION:
	case KIND_CLOCK:
		return present ? arena_printf(
					 a, "%lld", (long long)*(const int64_t *)member)
			       : NULL;
	case KIND_BOOLEAN:
		return !present ? NULL : *(const bool *)member ? "true" : "false";
	case KIND_LIST:
		return present ? list_text(a, member) : NULL;
	case KIND_CATEGORIES:
	case KIND_PEOPLE:
	case KIND_XML:
	case KIND_JSON:
	case KIND_TAG:
	case KIND_ENTRIES:
	case KIND_TEMPLATES:
		break;
	}
	return NULL;
}

/* The text of the ingredient name, without taking parts; NULL if there is none. */
static const char *whole_text(
	struct arena *a, const struct fg_episode *ep, const char *name)
{
	const struct fg_entry *e = entry_named(&ep->entries, name);
	if (e)
		return e->text;
	if (field_name_is(name, "stem"))
		return ep->stem;
	int i = fg_field_find(name, false);
	if (i < 0)
		return NULL;
	enum fg_episode_field f = (enum fg_episode_field)(i - FG_SHOW_FIELD_COUNT);
	e = entry_at(ep, ep->at[f]);
	if (e)
		return e->text;
	return field_text(a, ep, episode_field(f), ep->at[f].origin != FG_ABSENT);
}

enum part { PART_STEM, PART_NAME, PART_EXT, PART_YEAR, PART_MONTH, PART_DAY, PART_NONE };

static enum part part_named(const char *name)
{
	static const char *const names[] = {
		"stem", "name", "ext", "year", "month", "day"};
	for (enum part p = PART_STEM; p < PART_NONE; p++) {
		if (field_name_is(name, names[p]))
			return p;
	}
	return PART_NONE;
}

static const char *date_part(struct arena *a, const char *text, enum part part)
{
	struct when_text when;
	const char *problem;
	if (!when_parse(text, &when, &problem))
		return NULL;
	if (part == PART_YEAR)
		return arena_printf(a, "%04lld", (long long)when.civil.year);
	return arena_printf(
		a, "%02d", part == PART_MONTH ? when.civil.month : when.civil.day);
}

static const char *part_text(struct arena *a, const char *text, enum part part)
{
	struct str s;
	switch (part) {
	case PART_STEM:
		s = url_stem(text);
		break;
	case PART_NAME:
		s = url_name(text);
		break;
	case PART_EXT:
		s = url_extension(text);
		break;
	default:
		return date_part(a, text, part);
	}
	return arena_strndup(a, s.data, s.len);
}

/* The text of an ingredient, whole or part; NULL if there is none. */
static const char *ingredient(
	struct arena *a, const struct fg_episode *ep, struct str name)
{
	char *whole = arena_strndup(a, name.data, name.len);
	const char *text = whole_text(a, ep, whole);
	char *dot = strrchr(whole, '.');
	if (text || !dot)
		return text;
	*dot = '\0';
	enum part part = part_named(dot + 1);
	text = part == PART_NONE ? NULL : whole_text(a, ep, whole);
	return text ? part_text(a, text, part) : NULL;
}

/* The field of episodes that name is, or is a part of; -1: none. */
static int field_of(struct arena *a, struct str name)
{
	char *whole = arena_strndup(a, name.data, name.len);
	char *dot = strrchr(whole, '.');
	int i = fg_field_find(whole, false);
	if (i >= 0 || !dot || part_named(dot + 1) == PART_NONE)
		return i;
	*dot = '\0';
	return fg_field_find(whole, false);
}

bool template_is_field(struct arena *a, struct str name)
{
	return field_of(a, name) >= 0;
}

bool template_waits(struct arena *a, const char *text)
{
	struct str rest = str_of(text), piece;
	enum template_piece kind;
	while ((kind = template_next(&rest, &piece)) == TEMPLATE_TEXT ||
		kind == TEMPLATE_NAME) {
		int i = kind == TEMPLATE_NAME ? field_of(a, piece) - FG_SHOW_FIELD_COUNT
					      : -1;
		if (i == FG_EP_LENGTH || i == FG_EP_TYPE || i == FG_EP_DURATION)
			return true;
	}
	return false;
}

bool template_has(struct arena *a, const struct fg_episode *ep, struct str name)
{
	return ingredient(a, ep, name) != NULL;
}

static void add_value(struct arena *a, const struct template_args *args, struct str value,
	struct sbuf *out)
{
	if (args->escape)
		args->escape(a, value, &value);
	sbuf_slice(out, value);
}

static const struct fg_entry *named_argument(
	struct arena *a, const struct template_args *args, struct str name)
{
	if (!args->named)
		return NULL;
	return entry_named(args->named, arena_strndup(a, name.data, name.len));
}

static enum template_result add_ingredient(struct arena *a,
	const struct template_args *args, struct str name, struct sbuf *out)
{
	if (str_is(name, "body") && args->body) {
		sbuf_slice(out, *args->body);
		return TEMPLATE_OK;
	}
	size_t n = ordinal(name);
	if (n > 0) {
		if (n <= args->n_positional)
			add_value(a, args, args->positional[n - 1], out);
		return TEMPLATE_OK;
	}
	if (!is_name(name))
		return TEMPLATE_UNKNOWN;
	const struct fg_entry *given = named_argument(a, args, name);
	if (given) {
		add_value(a, args, str_of(given->text), out);
		return TEMPLATE_OK;
	}
	const char *text = ingredient(a, args->episode, name);
	if (!text)
		return str_is(name, "body") ? TEMPLATE_UNKNOWN : TEMPLATE_EMPTY;
	struct str value = str_trim(str_of(text));
	if (value.len == 0)
		return TEMPLATE_EMPTY;
	add_value(a, args, value, out);
	return TEMPLATE_OK;
}

static enum template_result expand(struct arena *a, struct str rest,
	const struct template_args *args, struct sbuf *out, struct str *piece)
{
	for (;;) {
		enum template_result result = TEMPLATE_OK;
		switch (template_next(&rest, piece)) {
		case TEMPLATE_END:
			return out->failed ? TEMPLATE_LONG : TEMPLATE_OK;
		case TEMPLATE_FAULT:
			return TEMPLATE_BROKEN;
		case TEMPLATE_TEXT:
			sbuf_slice(out, *piece);
			break;
		case TEMPLATE_NAME:
			result = add_ingredient(a, args, *piece, out);
			break;
		}
		if (result != TEMPLATE_OK)
			return result;
	}
}

enum template_result template_expand(struct arena *a, const char *text,
	const struct template_args *args, const char **out, const char **name)
{
	struct sbuf b;
	struct str piece = {text, 0};
	sbuf_init(&b, TEMPLATE_MAX);
	enum template_result result = expand(a, str_of(text), args, &b, &piece);
	sbuf_need_memory(&b, a);
	if (result == TEMPLATE_OK)
		*out = arena_strndup(a, b.data, b.len);
	else
		*name = arena_strndup(a, piece.data, piece.len);
	sbuf_release(&b);
	return result;
}

bool template_is_sound(const char *text, const char **name)
{
	struct str rest = str_of(text), piece = rest;
	for (;;) {
		enum template_piece kind = template_next(&rest, &piece);
		if (kind == TEMPLATE_END)
			return true;
		if (kind == TEMPLATE_TEXT || (kind == TEMPLATE_NAME && is_name(piece)))
			continue;
		*name = piece.data;
		return false;
	}
}

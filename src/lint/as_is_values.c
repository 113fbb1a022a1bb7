/* SPDX-License-Identifier: ISC */
/*
 * What stands in xml:, atom: and json: in place of an element that feedgen would make from a field:
 * does it say what the field says? Whoever edits the field of an imported show does not know that
 * the old value stands there, too, and mostly in one of three formats.
 *
 * A part may say more than the field (a type, markup, a language), and in another spelling: it is
 * asked for the field's words alone.
 */
#include "lint/as_is_values.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include "base/jsonread.h"
#include "base/sbuf.h"
#include "base/utf8.h"
#include "base/when.h"
#include "model/field.h"

enum { WORDS_MAX = 4 << 20 };

/* ---- words ---- */

/* Length of the reference that s begins with, and its character; 0: it begins with none. */
static size_t reference(struct str s, uint32_t *cp)
{
	static const struct {
		const char *name;
		char c;
	} named[] = {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'},
		{"&apos;", '\''}};
	for (size_t i = 0; i < sizeof named / sizeof *named; i++) {
		*cp = (unsigned char)named[i].c;
		if (str_starts(s, named[i].name))
			return strlen(named[i].name);
	}
	if (!str_starts(s, "&#"))
		return 0;
	bool hex = s.len > 2 && (s.data[2] == 'x' || s.data[2] == 'X');
	char *end;
	unsigned long value = strtoul(s.data + 2 + hex, &end, hex ? 16 : 10);
	*cp = value > 0 && value < 0x110000 ? (uint32_t)value : 0xfffd;
	return *end == ';' ? (size_t)(end - s.data) + 1 : 0;
}

/* text with characters in place of references. */
static const char *plain(struct arena *a, const char *text)
{
	struct str rest = str_of(text);
	char *copy = arena_text(a, rest.len), *to = copy;
	while (rest.len) {
		uint32_t cp;
		size_t n = *rest.data == '&' ? reference(rest, &cp) : 0;
		if (n)
			to += utf8_encode(cp, to);
		else
			*to++ = *rest.data;
		rest = str_slice(rest, n ? n : 1, rest.len);
	}
	*to = '\0';
	return copy;
}

/* text without tags and blanks: they are written in many ways. */
static const char *words(struct arena *a, const char *text)
{
	char *copy = arena_text(a, strlen(text)), *to = copy;
	for (; *text; text++) {
		const char *end = *text == '<' ? strchr(text, '>') : NULL;
		if (end)
			text = end;
		else if (!ascii_is_space(*text))
			*to++ = *text;
	}
	*to = '\0';
	return copy;
}

/* All strings and numbers of a value of JSON. */
static const char *strings(struct arena *a, const char *json)
{
	struct jsonread r;
	struct sbuf all;
	enum json_event e;
	sbuf_init_in(&all, a, WORDS_MAX);
	jsonread_open_text(&r, a, str_of(json));
	while ((e = jsonread_next(&r)) != JSON_END && e != JSON_BROKEN) {
		if (e == JSON_STRING || e == JSON_NUMBER)
			sbuf_printf(&all, "%s\n", r.text.data);
	}
	jsonread_close(&r);
	return all.data ? all.data : "";
}

/* ---- values ---- */

static bool has_text(struct arena *a, const char *part, const char *value)
{
	const char *once = plain(a, part);
	return strstr(once, value) ||
	       strstr(words(a, plain(a, words(a, once))), words(a, plain(a, value)));
}

static bool has_date(struct arena *a, const char *part, int64_t date)
{
	const char *from = strchr(part, '>'), *problem;
	const char *text = from ? from + 1 : part;
	struct str said = str_slice(str_of(text), 0, strcspn(text, "<\n"));
	struct when_text when;
	enum when_fold fold;
	said = str_trim(said);
	return !when_parse(arena_strndup(a, said.data, said.len), &when, &problem) ||
	       !when.has_zone || when_resolve(&when, NULL, 0, &fold) == date;
}

/* Apple takes both spellings. */
static bool has_flag(struct arena *a, const char *part, bool flag)
{
	static const char *const yes[] = {"true", "yes", "explicit"};
	static const char *const no[] = {"false", "no", "clean"};
	const char *said = words(a, part);
	for (size_t i = 0; i < sizeof yes / sizeof *yes; i++) {
		if (str_case_is(str_of(said), flag ? no[i] : yes[i]))
			return false;
	}
	return true;
}

static bool says(struct arena *a, const struct field_row *row, const void *of,
	const char *part, int64_t date)
{
	const void *member = (const char *)of + row->offset;
	const char *text;
	switch (row->kind) {
	case KIND_TEXT:
	case KIND_URL:
	case KIND_DECIMAL:
		text = *(const char *const *)member;
		return !text || has_text(a, part, text);
	case KIND_BOOLEAN:
		return has_flag(a, part, *(const bool *)member);
	case KIND_INTEGER:
		text = arena_printf(a, "%" PRId64, *(const int64_t *)member);
		return has_text(a, part, text);
	case KIND_DATE:
		return has_date(a, part, date);
	default:
		return true;
	}
}

/* As people have written it: of Atom without prefix, "link[enclosure]" by its attribute. */
static const char *name_of(
	struct arena *a, enum fg_format format, const struct fg_entry *part)
{
	struct str name = str_of(part->name), relation = {"", 0};
	if (format == FG_JSON)
		return part->name;
	if (format == FG_ATOM && str_starts(name, "atom:"))
		name = str_slice(name, strlen("atom:"), name.len);
	size_t at = str_find_char(name, '[', 0);
	if (at != STR_NONE) {
		relation = str_slice(name, at + 1, name.len - 1);
		name.len = at;
	}
	if (relation.len == 0 || str_is(relation, "alternate"))
		return arena_printf(a, "<%.*s>", STR_ARG(name));
	return arena_printf(a, "<%.*s rel=\"%.*s\">", STR_ARG(name), STR_ARG(relation));
}

const char *as_is_differs(struct arena *a, const struct element *e,
	const struct element_own *own, const void *of, int64_t date)
{
	static const char *const lists[FG_FORMATS] = {
		[FG_RSS] = "xml", [FG_ATOM] = "atom", [FG_JSON] = "json"};
	bool show = e->scope == ELEMENT_CHANNEL;
	const struct field_row *row =
		show ? show_field((enum fg_show_field)e->field)
		     : episode_field((enum fg_episode_field)e->field);
	for (int i = 0; i < FG_FORMATS; i++) {
		enum fg_format f = (enum fg_format)i;
		const struct fg_entry *part = element_part(e, f, own);
		const char *said = part ? part->text : NULL;
		if (said && f == FG_JSON)
			said = strings(a, said);
		if (said && !says(a, row, of, said, date))
			return arena_printf(
				a, "%s in %s:", name_of(a, f, part), lists[f]);
	}
	return NULL;
}

/* SPDX-License-Identifier: ISC */
#include "validate/markup.h"

#include "base/url.h"

static const char *const unsafe[] = {"<script", "<iframe", "<object", "<embed", "<form",
	"<meta", "<applet", "<style", "<link", "javascript:", NULL};

/* The first of what apps throw out for their users' safety, or NULL. */
static const char *unsafe_in(struct str html)
{
	for (size_t i = 0; i < html.len; i++) {
		char c = ascii_lower(html.data[i]);
		for (size_t k = 0; (c == '<' || c == 'j') && unsafe[k]; k++) {
			struct str rest = str_slice(html, i, html.len);
			size_t end = strlen(unsafe[k]);
			bool whole = c == 'j' || rest.len == end ||
				     (rest.len > end && !ascii_is_alnum(rest.data[end]));
			if (whole && str_case_starts(rest, unsafe[k]))
				return unsafe[k];
		}
	}
	return NULL;
}

/* ---- tags ---- */

struct tag {
	struct str name, attributes;
	bool closes;
};

/* The next tag at or after *at, which moves behind it. */
static bool next_tag(struct str html, size_t *at, struct tag *tag)
{
	for (; (*at = str_find_char(html, '<', *at)) != STR_NONE; ++*at) {
		struct str s = str_slice(html, *at + 1, html.len);
		size_t n = 0;
		tag->closes = str_starts(s, "/");
		s = str_slice(s, tag->closes, s.len);
		while (n < s.len && ascii_is_alnum(s.data[n]))
			n++;
		if (n == 0 || !ascii_is_alpha(s.data[0]))
			continue;
		/* Looked for last, and then passed: else a text of nothing but "<" would be
		   read to its end from each of them. */
		size_t end = str_find_char(s, '>', n);
		if (end == STR_NONE)
			return false;
		tag->name = str_slice(s, 0, n);
		tag->attributes = str_slice(s, n, end);
		*at = (size_t)(s.data - html.data) + end + 1;
		return true;
	}
	return false;
}

/* Takes the next attribute off *rest. Its value may be empty. */
static bool next_attribute(struct str *rest, struct str *name, struct str *value)
{
	struct str s = str_trim(*rest);
	size_t n = str_until(s, "= \t\r\n", 0), end;
	*name = str_slice(s, 0, n);
	s = str_trim(str_slice(s, n, s.len));
	*value = *rest = str_slice(s, s.len, s.len);
	if (!str_starts(s, "=")) {
		*rest = s;
		return name->len > 0;
	}
	s = str_trim(str_slice(s, 1, s.len));
	bool quoted = s.len && (s.data[0] == '"' || s.data[0] == '\'');
	if (quoted)
		end = str_find_char(s, s.data[0], 1);
	else
		end = str_until(s, " \t\r\n", 0);
	if (end == STR_NONE)
		return true;
	*value = str_trim(str_slice(s, quoted, end));
	*rest = str_slice(s, end + quoted, s.len);
	return true;
}

/* Is it one that Apple or PSP-1 lists, or one that nobody misses? */
static bool is_kept(struct str name)
{
	static const char *const kept[] = {"p", "ol", "ul", "li", "a", "br", "b", "i",
		"strong", "em", "div", "span", NULL};
	for (size_t i = 0; kept[i]; i++) {
		if (str_case_is(name, kept[i]))
			return true;
	}
	return false;
}

bool markup_is_handler(struct str name)
{
	return str_case_starts(name, "on") && name.len > 2;
}

bool markup_is_unsafe(struct str name)
{
	for (size_t i = 0; unsafe[i]; i++) {
		if (unsafe[i][0] == '<' && str_case_is(name, unsafe[i] + 1))
			return true;
	}
	return false;
}

/* What lies over the app around it, or runs a script. */
struct str markup_bad_style(struct str style)
{
	static const char *const bad[] = {"position", "expression(",
		"javascript:", "behavior", "-moz-binding", NULL};
	for (size_t i = 0; i < style.len; i++) {
		struct str rest = str_slice(style, i, style.len);
		for (size_t k = 0; bad[k]; k++) {
			bool begins = i == 0 || strchr(" \t\r\n;:,", style.data[i - 1]);
			if (begins && str_case_starts(rest, bad[k]))
				return str_slice(rest, 0, strlen(bad[k]));
		}
	}
	return (struct str){NULL, 0};
}

static void keep_first(struct str *kept, struct str found)
{
	if (!kept->len)
		*kept = found;
}

static void find_in_attributes(
	struct arena *a, struct str attributes, struct markup_faults *f)
{
	struct str name, value;
	while (next_attribute(&attributes, &name, &value)) {
		bool is_address = str_case_is(name, "href") || str_case_is(name, "src");
		if (is_address && value.len &&
			!url_has_scheme(arena_strndup(a, value.data, value.len)))
			keep_first(&f->relative, value);
		if (markup_is_handler(name))
			keep_first(&f->handler, name);
		if (str_case_is(name, "style"))
			keep_first(&f->style, markup_bad_style(value));
	}
}

struct markup_faults markup_judge(struct arena *a, struct str html)
{
	struct tag tag;
	struct markup_faults f = {.unsafe = unsafe_in(html)};
	for (size_t at = 0; next_tag(html, &at, &tag);) {
		if (!is_kept(tag.name))
			keep_first(&f.dropped, tag.name);
		if (str_case_is(tag.name, "img"))
			keep_first(&f.picture, tag.name);
		if (!tag.closes)
			find_in_attributes(a, tag.attributes, &f);
	}
	return f;
}

const char *markup_unsafe(struct arena *a, const struct markup_faults *f)
{
	if (f->unsafe)
		return arena_printf(
			a, "has %s%s in it", f->unsafe, *f->unsafe == '<' ? ">" : "");
	if (f->handler.len)
		return arena_printf(a, "has a script in it, %.*s=", STR_ARG(f->handler));
	if (f->style.len)
		return arena_printf(a, "has a style with %.*s in it", STR_ARG(f->style));
	return NULL;
}

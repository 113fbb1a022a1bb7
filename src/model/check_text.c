/* SPDX-License-Identifier: ISC */
#include "model/check_text.h"

#include "base/utf8.h"

/* ---- characters ---- */

/* The character at s, which moves on. */
static uint32_t next_char(struct str *s)
{
	uint32_t cp = 0;
	size_t n = utf8_decode(s->data, s->len, &cp);
	*s = str_slice(*s, n ? n : 1, s->len);
	return cp;
}

uint32_t check_mojibake(const char *text)
{
	/* What is broken begins with one of two bytes; most texts have neither. */
	for (; (text = strpbrk(text, "\xc2\xef")); text++) {
		struct str rest = str_of(text);
		uint32_t cp = next_char(&rest);
		if ((cp >= 0x80 && cp <= 0x9f) || cp == 0xfffd)
			return cp;
	}
	return 0;
}

static bool is_unseen(uint32_t cp)
{
	return cp == 0x200b || cp == 0x2060 || cp == 0xfeff;
}

/* +1 for what opens a run of text in another direction, -1 for what closes one
   (Unicode Standard Annex 9, 2.2 to 2.5). */
static int direction_step(uint32_t cp)
{
	bool opens = cp == 0x202a || cp == 0x202b || cp == 0x202d || cp == 0x202e ||
		     (cp >= 0x2066 && cp <= 0x2068);
	bool closes = cp == 0x202c || cp == 0x2069;
	return opens - closes;
}

const char *check_unseen(const char *text)
{
	int depth = 0;
	bool unseen = false;
	const char *first = strpbrk(text, "\xe2\xef");
	struct str rest = str_of(first ? first : "");
	while (rest.len && depth >= 0) {
		uint32_t cp = next_char(&rest);
		depth += direction_step(cp);
		unseen = unseen || is_unseen(cp);
	}
	if (depth != 0)
		return "changes the direction of writing and does not end it";
	return unseen ? "has characters in it that cannot be seen" : NULL;
}

/* ---- tags that are text ---- */

/* What somebody wrote to be HTML was escaped on its way. */
static const char *const visible[] = {"&lt;p&gt;", "&lt;/p&gt;", "&lt;br&gt;",
	"&lt;br /&gt;", "&lt;br/&gt;", "&lt;/a&gt;", "&lt;/strong&gt;", "&lt;/em&gt;",
	"&lt;/li&gt;", "&lt;/div&gt;", "&lt;/b&gt;", "&lt;/i&gt;"};

static bool is_visible_tag(struct str s)
{
	for (size_t i = 0; i < sizeof visible / sizeof *visible; i++) {
		if (str_case_starts(s, visible[i]))
			return true;
	}
	return false;
}

/* Behind the element of code that s begins with; 0: it begins with none. */
static size_t past_code(struct str s)
{
	const char *end = str_starts(s, "<pre>")    ? "</pre>"
			  : str_starts(s, "<code>") ? "</code>"
						    : NULL;
	size_t at = end ? str_find(s, end, 0) : STR_NONE;
	return at == STR_NONE ? 0 : at + strlen(end);
}

/* In code too? Mostly there is none at all. */
static bool may_have_visible_tag(struct str s)
{
	for (size_t at = 0; (at = str_find_char(s, '&', at)) != STR_NONE; at++) {
		if (is_visible_tag(str_slice(s, at, s.len)))
			return true;
	}
	return false;
}

bool check_tags_visible(struct str html)
{
	if (!may_have_visible_tag(html))
		return false;
	for (size_t i = 0; i < html.len; i++) {
		struct str rest = str_slice(html, i, html.len);
		if (html.data[i] == '<')
			i += past_code(rest);
		else if (html.data[i] == '&' && is_visible_tag(rest))
			return true;
	}
	return false;
}

/* ---- titles ---- */

/* The digits that s begins with, or an empty slice. */
static struct str digits(struct str s)
{
	size_t n = 0;
	while (n < s.len && ascii_is_digit(s.data[n]))
		n++;
	return str_slice(s, 0, n);
}

/* The number that s begins with. */
static struct str number_at(struct str s)
{
	static const char *const words[] = {
		"#", "episode ", "episode #", "ep. ", "ep ", "ep"};
	struct str none = str_slice(s, s.len, s.len), season;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		struct str rest = none;
		if (str_case_starts(s, words[i]))
			rest = digits(str_slice(s, strlen(words[i]), s.len));
		if (rest.len)
			return rest;
	}
	if (ascii_lower(s.data[0]) != 's')
		return none;
	season = digits(str_slice(s, 1, s.len));
	struct str behind = str_slice(s, 1 + season.len, s.len);
	return season.len && str_case_starts(behind, "e")
		       ? digits(str_slice(behind, 1, behind.len))
		       : none;
}

struct str check_title_number(const char *title)
{
	struct str all = str_of(title), found = {NULL, 0};
	for (size_t i = 0; i < all.len && !found.len; i++) {
		if (i == 0 || !ascii_is_alnum(all.data[i - 1]))
			found = number_at(str_slice(all, i, all.len));
	}
	return found;
}

enum {
	TITLE_CHARACTERS = 100,
	TITLE_PARTS = 2
}; /* beyond, a title is a text of its own */

bool check_title_stuffed(const char *title, size_t *characters, size_t *parts)
{
	*characters = utf8_count(str_of(title));
	*parts = 1;
	for (const char *c = title; (c = strchr(c, '|')); c++)
		++*parts;
	return *characters > TITLE_CHARACTERS || *parts > TITLE_PARTS;
}

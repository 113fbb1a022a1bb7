/* SPDX-License-Identifier: ISC */
/* The HTML of descriptions: what is too long, and what apps throw out. */
#include "validate/rss.h"

#include "base/url.h"
#include "model/check_text.h"

enum { DESCRIPTION_MAX = 4000 };

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
		size_t n = 0, end = str_find_char(s, '>', 0);
		if (end == STR_NONE)
			return false;
		s.len = end;
		tag->closes = str_starts(s, "/");
		s = str_slice(s, tag->closes, s.len);
		while (n < s.len && ascii_is_alnum(s.data[n]))
			n++;
		if (n == 0 || !ascii_is_alpha(s.data[0]))
			continue;
		tag->name = str_slice(s, 0, n);
		tag->attributes = str_slice(s, n, s.len);
		*at += end + 1;
		return true;
	}
	return false;
}

/* The value of the attribute in quotation marks, or an empty slice. */
static struct str value_of(struct str attributes, const char *name)
{
	struct str none = {"", 0};
	for (size_t at = 0; at < attributes.len; at++) {
		struct str s = str_slice(attributes, at, attributes.len);
		if (!ascii_is_space(s.data[0]) ||
			!str_case_starts(str_slice(s, 1, s.len), name))
			continue;
		s = str_trim(str_slice(s, 1 + strlen(name), s.len));
		if (!str_starts(s, "="))
			continue;
		s = str_trim(str_slice(s, 1, s.len));
		if (s.len < 2 || (s.data[0] != '"' && s.data[0] != '\''))
			return none;
		size_t end = str_find_char(s, s.data[0], 1);
		return end == STR_NONE ? none : str_trim(str_slice(s, 1, end));
	}
	return none;
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

/* The address in the tag that is not whole, or an empty slice. */
static struct str relative_in(struct judge *j, const struct tag *tag)
{
	static const char *const names[] = {"href", "src"};
	for (size_t i = 0; i < 2; i++) {
		struct str value = value_of(tag->attributes, names[i]);
		if (value.len && !url_has_scheme(arena_strndup(
					 &j->scratch, value.data, value.len)))
			return value;
	}
	return (struct str){"", 0};
}

static void judge_tags(struct judge *j, struct str html, bool is_description)
{
	struct tag tag;
	bool dropped = false, relative = false;
	for (size_t at = 0; next_tag(html, &at, &tag);) {
		if (is_description && !dropped && !is_kept(tag.name)) {
			dropped = true;
			judge_say(j, FG_RULE_FEED_HTML_TAGS, "%s has <%.*s> in it",
				judge_what(j), STR_ARG(tag.name));
		}
		struct str address =
			relative ? (struct str){"", 0} : relative_in(j, &tag);
		if (address.len) {
			relative = true;
			judge_say(j, FG_RULE_FEED_HTML_RELATIVE,
				"%s has an address that is not whole: “%.*s”",
				judge_what(j), STR_ARG(address));
		}
	}
}

void rss_notes(struct judge *j)
{
	struct str html = str_of(j->text);
	const char *bad = unsafe_in(html);
	struct fg_diag *d;
	bool is_description = judge_node(j)->row != ROW_CONTENT_ENCODED;
	if (bad)
		judge_say(j, FG_RULE_FEED_HTML_UNSAFE, "%s has %s%s in it", judge_what(j),
			bad, *bad == '<' ? ">" : "");
	/* That of the channel is plain text, and judged as such. */
	if (judge_node(j)->row != ROW_DESCRIPTION)
		judge_tags(j, html, is_description);
	if (check_tags_visible(html)) {
		d = judge_say(j, FG_RULE_NOTES_TAGS_VISIBLE,
			"people will see HTML tags in %s", judge_what(j));
		judge_hint(j, d,
			"escape HTML once, &lt;p&gt;, not twice; or write it in "
			"<![CDATA[ "
			"… ]]>");
	}
	if (is_description && html.len > DESCRIPTION_MAX) {
		d = judge_say(j, FG_RULE_TEXT_DESCRIPTION_LONG,
			"%s has %zu bytes; Apple takes %d", judge_what(j), html.len,
			DESCRIPTION_MAX);
		judge_hint(j, d, "shorten it, and write all of it in <content:encoded>");
	}
}

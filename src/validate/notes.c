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

/* What is wrong with the tags of one text; each is told once. */
struct faults {
	struct str dropped, relative, handler, picture;
};

static void keep_first(struct str *kept, struct str found)
{
	if (!kept->len)
		*kept = found;
}

static void judge_attributes(struct judge *j, struct str attributes, struct faults *f)
{
	struct str name, value;
	while (next_attribute(&attributes, &name, &value)) {
		bool is_address = str_case_is(name, "href") || str_case_is(name, "src");
		if (is_address && value.len &&
			!url_has_scheme(
				arena_strndup(&j->scratch, value.data, value.len)))
			keep_first(&f->relative, value);
		if (str_case_starts(name, "on") && name.len > 2)
			keep_first(&f->handler, name);
	}
}

static struct faults find_faults(struct judge *j, struct str html)
{
	struct tag tag;
	struct faults f = {0};
	for (size_t at = 0; next_tag(html, &at, &tag);) {
		if (!is_kept(tag.name))
			keep_first(&f.dropped, tag.name);
		if (str_case_is(tag.name, "img"))
			keep_first(&f.picture, tag.name);
		if (!tag.closes)
			judge_attributes(j, tag.attributes, &f);
	}
	return f;
}

static void judge_tags(struct judge *j, struct str html, bool is_description)
{
	struct faults f = find_faults(j, html);
	if (is_description && f.dropped.len)
		judge_say(j, FG_RULE_FEED_HTML_TAGS, "%s has <%.*s> in it", judge_what(j),
			STR_ARG(f.dropped));
	if (f.relative.len)
		judge_say(j, FG_RULE_FEED_HTML_RELATIVE,
			"%s has an address that is not whole: “%.*s”", judge_what(j),
			STR_ARG(f.relative));
	if (f.handler.len)
		judge_say(j, FG_RULE_FEED_HTML_UNSAFE,
			"%s has a script in it, %.*s=", judge_what(j),
			STR_ARG(f.handler));
	if (!is_description && f.picture.len)
		judge_say(j, FG_RULE_NOTES_IMAGE,
			"most apps do not show the picture in %s", judge_what(j));
}

enum { LINES_LEAST = 400 }; /* bytes; shorter texts can be read as one paragraph */

/* Text in lines, but without a tag that makes them. */
static bool is_run_together(struct str text)
{
	size_t first = str_find_char(text, '\n', 0);
	return text.len >= LINES_LEAST && first != STR_NONE &&
	       str_find_char(text, '\n', first + 1) != STR_NONE &&
	       str_find_char(text, '<', 0) == STR_NONE;
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
	if (judge_node(j)->row != ROW_DESCRIPTION) {
		judge_tags(j, html, is_description);
		if (rss_is_show(j) && is_run_together(str_trim(html)))
			judge_say(j, FG_RULE_FEED_HTML_LINES,
				"%s has lines, but no <p> or <br>", judge_what(j));
	}
	uint32_t broken = check_mojibake(j->text);
	if (broken)
		judge_say(j,
			judge_node(j)->row == ROW_DESCRIPTION ? FG_RULE_TEXT_MOJIBAKE
							      : FG_RULE_NOTES_MOJIBAKE,
			"%s has the broken character U+%04X", judge_what(j), broken);
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

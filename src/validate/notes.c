/* SPDX-License-Identifier: ISC */
/* The HTML of descriptions: what is too long, and what apps throw out. */
#include "validate/notes.h"

#include "model/check_text.h"
#include "validate/rss.h"

enum { DESCRIPTION_MAX = 4000 };

void notes_tell_unsafe(struct judge *j, const struct markup_faults *f)
{
	const char *words = markup_unsafe(&j->scratch, f);
	if (words)
		judge_say(j, FG_RULE_FEED_HTML_UNSAFE, "%s %s", judge_what(j), words);
}

void notes_tell_relative(struct judge *j, struct str address)
{
	if (address.len)
		judge_say(j, FG_RULE_FEED_HTML_RELATIVE,
			"%s has an address that is not whole: %s", judge_what(j),
			judge_quote(j,
				arena_strndup(&j->scratch, address.data, address.len)));
}

void notes_tell_double(struct judge *j)
{
	if (!check_tags_visible(str_of(j->text)))
		return;
	struct fg_diag *d = judge_say(j, FG_RULE_NOTES_TAGS_VISIBLE,
		"people will see HTML tags in %s", judge_what(j));
	judge_hint(j, d,
		"escape HTML once, &lt;p&gt;, not twice; or write it in <![CDATA[ … ]]>");
}

static void judge_tags(
	struct judge *j, const struct markup_faults *f, bool is_description)
{
	if (is_description && f->dropped.len)
		judge_say(j, FG_RULE_FEED_HTML_TAGS, "%s has <%.*s> in it", judge_what(j),
			STR_ARG(f->dropped));
	notes_tell_relative(j, f->relative);
	if (!is_description && f->picture.len)
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
	struct markup_faults faults = markup_judge(&j->scratch, html);
	struct fg_diag *d;
	bool is_description = judge_node(j)->row != ROW_CONTENT_ENCODED;
	notes_tell_unsafe(j, &faults);
	/* That of the channel is plain text, and judged as such. */
	if (judge_node(j)->row != ROW_DESCRIPTION) {
		judge_tags(j, &faults, is_description);
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
	notes_tell_double(j);
	if (is_description && html.len > DESCRIPTION_MAX) {
		d = judge_say(j, FG_RULE_TEXT_DESCRIPTION_LONG,
			"%s has %zu bytes; Apple takes %d", judge_what(j), html.len,
			DESCRIPTION_MAX);
		judge_hint(j, d, "shorten it, and write all of it in <content:encoded>");
	}
}

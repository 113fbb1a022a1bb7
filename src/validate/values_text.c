/* SPDX-License-Identifier: ISC */
/* Texts in feeds that people read. */
#include "validate/values.h"

#include "base/utf8.h"
#include "model/check.h"
#include "model/check_text.h"

bool value_prose(struct judge *j, const char *value)
{
	if (check_has_markup(value))
		judge_say(j, FG_RULE_TEXT_TITLE_HTML, "%s has HTML in it: %s",
			judge_what(j), judge_quote(j, value));
	return true;
}

/* What Apple takes of any value, and what the pages of the podcast namespace say. */
enum { LINE_MAX_LEN = 255, SHORT_MAX = 128, DISPLAY_MAX = 32, NOTE_MAX = 4000 };

static void limit(struct judge *j, const char *value, size_t most)
{
	bool title = strcmp(judge_node(j)->name, "title") == 0;
	size_t n = utf8_count(str_of(value));
	if (n > most)
		judge_say(j, title ? FG_RULE_TEXT_TITLE_LONG : FG_RULE_TEXT_VALUE_LONG,
			"%s has %zu characters; apps have room for %zu", judge_what(j), n,
			most);
}

static bool line_of(struct judge *j, const char *value, size_t most)
{
	limit(j, value, most);
	if (strpbrk(value, "\n\t")) {
		struct fg_diag *d = judge_say(j, FG_RULE_TEXT_WHITESPACE,
			"%s has a line break or tab in it", judge_what(j));
		judge_hint(j, d, "write it on one line");
	}
	if (check_mojibake(value))
		judge_say(j, FG_RULE_TEXT_MOJIBAKE, "%s has a broken character: %s",
			judge_what(j), judge_quote(j, value));
	const char *unseen = check_unseen(value);
	if (unseen)
		judge_say(j, FG_RULE_TEXT_CONTROL_BIDI, "%s %s: %s", judge_what(j),
			unseen, judge_quote(j, value));
	return value_prose(j, value);
}

bool value_line(struct judge *j, const char *value)
{
	return line_of(j, value, LINE_MAX_LEN);
}

bool value_short(struct judge *j, const char *value)
{
	return line_of(j, value, SHORT_MAX);
}

bool value_display(struct judge *j, const char *value)
{
	return line_of(j, value, DISPLAY_MAX);
}

bool value_identifier(struct judge *j, const char *value)
{
	limit(j, value, LINE_MAX_LEN);
	return true;
}

bool value_note(struct judge *j, const char *value)
{
	limit(j, value, NOTE_MAX);
	return true;
}

/* SPDX-License-Identifier: ISC */
/* The HTML of descriptions: what is too long, and what apps throw out. */
#include "validate/rss.h"

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

void rss_notes(struct judge *j)
{
	struct str html = str_of(j->text);
	const char *bad = unsafe_in(html);
	bool is_description = judge_node(j)->row != ROW_CONTENT_ENCODED;
	if (bad)
		judge_say(j, FG_RULE_FEED_HTML_UNSAFE, "%s has %s%s in it", judge_what(j),
			bad, *bad == '<' ? ">" : "");
	if (is_description && html.len > DESCRIPTION_MAX) {
		struct fg_diag *d = judge_say(j, FG_RULE_TEXT_DESCRIPTION_LONG,
			"%s has %zu bytes; Apple takes %d", judge_what(j), html.len,
			DESCRIPTION_MAX);
		judge_hint(j, d, "shorten it, and write all of it in <content:encoded>");
	}
}

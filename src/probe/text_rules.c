/* SPDX-License-Identifier: ISC */
#include "probe/text_rules.h"

#include "base/str.h"
#include "base/url.h"
#include "model/check.h"
#include "model/rule.h"

#define CHAPTERS "application/json+chapters"

/* What servers call these, with spaces between. That something is text, or bytes, is no
   contradiction: many servers know no more, and apps go by what the feed says. */
static const struct {
	const char *type, *also;
} spellings[] = {
	{"text/vtt", "text/plain"},
	{"application/x-subrip", "application/srt text/srt text/x-srt text/plain"},
	{"application/json", "text/json text/plain"},
	{"text/html", "application/xhtml+xml"},
	{"text/plain", ""},
	{CHAPTERS, "application/json text/json text/plain"},
};
static const char any[] = "application/octet-stream binary/octet-stream";

static bool is_in(const char *list, const char *type)
{
	struct str rest = str_of(list), one;
	while (str_cut(&rest, ' ', &one)) {
		if (str_case_is(one, type))
			return true;
	}
	return false;
}

static bool fits(const char *type, const char *served)
{
	if (str_case_is(str_of(served), type) || is_in(any, served))
		return true;
	for (size_t i = 0; i < sizeof spellings / sizeof *spellings; i++) {
		if (str_is(str_of(type), spellings[i].type))
			return is_in(spellings[i].also, served);
	}
	return false;
}

void text_judge(struct fg_run *run, const struct text_use *use)
{
	const char *type =
		use->chapters ? CHAPTERS : mime_of_transcript(url_extension(use->url));
	/* One of no known type is not in the feed; the linter says so. */
	if (!type || !use->served || fits(type, use->served))
		return;
	if (use->chapters)
		diag_add(run->diags, FG_RULE_CHAPTERS_TYPE_DIFFERS, use->at,
			"the server says %s of the chapters file %s, not %s", use->served,
			use->url, type);
	else
		diag_add(run->diags, FG_RULE_TRANSCRIPT_TYPE_DIFFERS, use->at,
			"the server says %s of the transcript %s, not %s", use->served,
			use->url, type);
}

/* SPDX-License-Identifier: ISC */
/* A web page in place of a feed: said so, with the feed that it links to. */
#include "model/web_page.h"

#include <string.h>
#include "base/arena.h"
#include "base/url.h"
#include "model/rule.h"

bool web_page_is(struct str head)
{
	return str_case_starts(head, "<!doctype html") ||
	       str_case_starts(head, "<html") || str_case_starts(head, "<head") ||
	       str_case_starts(head, "<body");
}

/* The value of an attribute in the text of a tag, or an empty slice. */
static struct str attribute(struct str tag, const char *name)
{
	for (size_t at = 0; (at = str_find(tag, name, at)) != STR_NONE; at++) {
		struct str rest = str_slice(tag, at + strlen(name), tag.len);
		bool begins = at > 0 && ascii_is_space(tag.data[at - 1]);
		rest = str_trim(rest);
		if (!begins || !str_starts(rest, "="))
			continue;
		rest = str_trim(str_slice(rest, 1, rest.len));
		if (rest.len == 0)
			break;
		bool quoted = rest.data[0] == '"' || rest.data[0] == '\'';
		size_t end = str_find_char(rest, quoted ? rest.data[0] : ' ', quoted);
		return str_slice(rest, quoted, end == STR_NONE ? rest.len : end);
	}
	return (struct str){"", 0};
}

/* The address of the first feed that the page links to, or an empty slice. */
static struct str linked_feed(struct str page)
{
	static const char *const types[] = {
		"application/rss+xml", "application/atom+xml", "application/feed+json"};
	for (size_t at = 0; (at = str_find_char(page, '<', at)) != STR_NONE; at++) {
		struct str tag = str_slice(page, at, page.len);
		size_t end = str_find_char(tag, '>', 0);
		if (!str_case_starts(tag, "<link") || end == STR_NONE)
			continue;
		tag.len = end;
		struct str type = attribute(tag, "type");
		for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
			if (str_case_is(type, types[i]) && attribute(tag, "href").len)
				return attribute(tag, "href");
		}
	}
	return (struct str){"", 0};
}

void web_page_tell(struct fg_run *run, const struct fg_input *from, struct str first)
{
	struct str link = linked_feed(first);
	const struct fg_fetched *served = from->served;
	const char *feed = arena_strndup(run->arena, link.data, link.len);
	const char *whole = served ? url_resolve(run->arena, served->url, feed) : NULL;
	bool elsewhere = served && served->redirected;
	struct fg_diag *d = diag_add(run->diags, FG_RULE_FEED_HTML,
		(struct fg_place){from->name, 1, 1},
		"this %s a web page (HTML), and no feed%s%s",
		elsewhere ? "leads to" : "is", elsewhere ? ": " : "",
		elsewhere ? served->url : "");
	if (link.len)
		diag_hint(run->diags, d, "its feed is at %s", whole ? whole : feed);
}

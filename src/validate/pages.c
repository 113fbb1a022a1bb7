/* SPDX-License-Identifier: ISC */
#include "validate/pages.h"

static const char *const names[PAGE_COUNT] = {
	[PAGE_SELF] = "self",
	[PAGE_FIRST] = "first",
	[PAGE_PREVIOUS] = "previous",
	[PAGE_NEXT] = "next",
	[PAGE_LAST] = "last",
	[PAGE_CURRENT] = "current",
};

bool pages_is(const char *rel)
{
	static const char *const words[] = {"first", "last", "previous", "next", "prev",
		"prev-archive", "next-archive", "current"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (strcmp(rel, words[i]) == 0)
			return true;
	}
	return false;
}

void pages_judge(struct judge *j, const char *rel, bool in_head)
{
	if (!pages_is(rel))
		return;
	j->attribute = "rel";
	if (!in_head)
		judge_say(j, FG_RULE_ATOM_PAGING,
			"rel=\"%s\" leads from page to page of a feed, but stands in "
			"<%s>",
			rel, judge_name(j, judge_parent(j)));
	else if (strcmp(rel, "prev") == 0)
		judge_say(j, FG_RULE_ATOM_PAGING, "RFC 5005 calls it previous, not prev");
	j->attribute = NULL;
}

void pages_note(struct judge *j, struct pages *pages, const char *rel, const char *href)
{
	if (strcmp(rel, "prev") == 0)
		rel = names[PAGE_PREVIOUS];
	for (int i = 0; i < PAGE_COUNT; i++) {
		if (pages->href[i] || strcmp(rel, names[i]) != 0)
			continue;
		pages->href[i] = arena_strdup(j->run->arena, href);
		pages->at[i] = judge_node(j)->at;
	}
}

static bool is_same(const struct pages *pages, enum page a, enum page b)
{
	return pages->href[a] && pages->href[b] &&
	       strcmp(pages->href[a], pages->href[b]) == 0;
}

static void tell(struct judge *j, const struct pages *pages, enum page page,
	const char *link, const char *message)
{
	struct fg_diag *d = judge_say(j, FG_RULE_FEED_NEXT_LOOP, "%s: %s", message,
		judge_quote(j, pages->href[page]));
	judge_point(j, d, arena_printf(&j->scratch, "%s@href", link), pages->at[page]);
}

void pages_end(struct judge *j, const struct pages *pages, const char *link)
{
	if (is_same(pages, PAGE_NEXT, PAGE_SELF))
		tell(j, pages, PAGE_NEXT, link,
			"the link to the next page leads to the feed itself");
	else if (is_same(pages, PAGE_NEXT, PAGE_FIRST) ||
		 is_same(pages, PAGE_NEXT, PAGE_PREVIOUS))
		tell(j, pages, PAGE_NEXT, link,
			"the link to the next page leads to an earlier one");
	else if (pages->href[PAGE_NEXT] && is_same(pages, PAGE_SELF, PAGE_LAST))
		tell(j, pages, PAGE_NEXT, link,
			"this page is the last, but has a link to the next");
	if (judge_count(j, ROW_FH_ARCHIVE) && !pages->href[PAGE_CURRENT])
		judge_say(j, FG_RULE_FEED_ARCHIVE_CURRENT,
			"the feed is an archive (fh:archive), and has no link "
			"rel=\"current\"");
	if (pages->href[PAGE_PREVIOUS] && is_same(pages, PAGE_SELF, PAGE_FIRST))
		tell(j, pages, PAGE_PREVIOUS, link,
			"this page is the first, but has a link to the previous");
}

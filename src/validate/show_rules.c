/* SPDX-License-Identifier: ISC */
/*
 * What directories ask of a show, beyond what RSS asks of a feed. A feed whose channel has
 * none of Apple's elements is not told each of them: it is a blog with audio, and that is
 * one finding.
 */
#include "validate/rss.h"

#include "base/url.h"

enum { CHANNEL_DEPTH = 2, SHOW_SIGNS = 2 };

static const struct {
	enum row_id row;
	enum fg_rule_id rule;
	const char *name;
	bool is_sign; /* that the feed is meant for directories */
} wanted[] = {
	{ROW_LANGUAGE, FG_RULE_SHOW_LANGUAGE_MISSING, "language", false},
	{ROW_ITUNES_CATEGORY, FG_RULE_SHOW_CATEGORY_MISSING, "itunes:category", true},
	{ROW_ITUNES_EXPLICIT, FG_RULE_SHOW_EXPLICIT_MISSING, "itunes:explicit", true},
	{ROW_ITUNES_IMAGE, FG_RULE_SHOW_IMAGE_MISSING, "itunes:image", true},
	{ROW_ITUNES_AUTHOR, FG_RULE_SHOW_AUTHOR_MISSING, "itunes:author", true},
	{ROW_ITUNES_OWNER, FG_RULE_SHOW_OWNER_EMAIL_ABSENT, "itunes:owner", true},
};

/* The channel, or Atom's feed. */
static const struct node *channel_of(const struct judge *j)
{
	for (size_t i = 0; i < CHANNEL_DEPTH && i < j->depth; i++) {
		if (j->nodes[i].row == ROW_CHANNEL || j->nodes[i].row == ROW_FEED)
			return &j->nodes[i];
	}
	return NULL;
}

bool rss_is_show(const struct judge *j)
{
	const struct node *channel = channel_of(j);
	unsigned signs = 0;
	for (size_t i = 0; channel && i < sizeof wanted / sizeof *wanted; i++)
		signs += wanted[i].is_sign && channel->counts[wanted[i].row] > 0;
	return signs >= SHOW_SIGNS;
}

/* The feed has audio, but nothing that directories look for. */
static void tell_no_show(struct judge *j)
{
	const char *list = "";
	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
		if (!judge_count(j, wanted[i].row))
			list = arena_printf(&j->scratch, "%s%s<%s>", list,
				*list ? ", " : "", wanted[i].name);
	}
	judge_say(j, FG_RULE_FEED_NO_PODCAST,
		"the feed has audio, but not what directories of podcasts ask for: %s",
		list);
}

static void judge_self(struct judge *j)
{
	const struct rss *rss = rss_of(j);
	const char *self = rss->pages.href[PAGE_SELF];
	if (!self)
		judge_lacks(j, FG_RULE_SHOW_FEED_URL_MISSING, "atom:link rel=\"self\"");
	else if (rss->moved && strcmp(rss->moved, self) != 0)
		judge_hint(j,
			judge_say(j, FG_RULE_SHOW_NEW_FEED_URL_FOREIGN,
				"itunes:new-feed-url sends listeners to %s, but this "
				"feed "
				"is %s",
				judge_quote(j, rss->moved), judge_quote(j, self)),
			"leave it out, unless the show is moving there");
}

static void judge_complete(struct judge *j)
{
	const struct rss *rss = rss_of(j);
	if (!rss->complete || !(rss->to_come || rss->updates))
		return;
	struct fg_diag *d = judge_say(j, FG_RULE_SHOW_COMPLETE,
		"the show is said to be complete, but %s",
		rss->to_come ? "an item is still to come"
			     : "<podcast:updateFrequency> says that more will come");
	judge_hint(j, d,
		rss->to_come ? "leave itunes:complete out until the last episode is "
			       "out"
			     : "write complete=\"true\" there, or leave one of both "
			       "out");
}

/* Of a list, what it is of stands in other feeds. */
static void judge_list(struct judge *j)
{
	if (!rss_of(j)->is_list)
		return;
	if (!judge_count(j, ROW_PODCAST_REMOTE_ITEM))
		judge_lacks(j, FG_RULE_FEED_ELEMENT_MISSING, "podcast:remoteItem");
	if (judge_count(j, ROW_ITEM))
		judge_hint(j,
			judge_say(j, FG_RULE_FEED_PODCAST_VALUE,
				"by its <podcast:medium> the feed is a list, but it has "
				"items of its own"),
			"take the L off the medium, or write each as "
			"<podcast:remoteItem>");
}

void rss_show_ends(struct judge *j)
{
	judge_list(j);
	if (!rss_is_show(j)) {
		if (rss_of(j)->has_audio)
			tell_no_show(j);
		return;
	}
	for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
		if (!judge_count(j, wanted[i].row))
			judge_lacks(j, wanted[i].rule, wanted[i].name);
	}
	const char *title = rss_of(j)->title,
		   *stuffed = title ? items_stuffed(&j->scratch, title) : NULL;
	if (stuffed)
		judge_point(j, judge_say(j, FG_RULE_TEXT_TITLE_STUFFED, "%s", stuffed),
			"title", rss_of(j)->title_at);
	judge_self(j);
	judge_complete(j);
	if (!judge_count(j, ROW_ITEM) && !judge_count(j, ROW_PODCAST_LIVE_ITEM) &&
		!judge_count(j, ROW_PODCAST_REMOTE_ITEM))
		judge_lacks(j, FG_RULE_SHOW_NO_EPISODES, "item");
}

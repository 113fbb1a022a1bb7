/* SPDX-License-Identifier: ISC */
/* The items of RSS: what rows of vocabulary_rss.def cannot say. */
#include "validate/rss.h"

#include "base/url.h"
#include "model/check.h"
#include "model/check_time.h"

static const char *kept(struct judge *j)
{
	struct str s = str_trim(str_of(j->text));
	return arena_strndup(&j->scratch, s.data, s.len);
}

/* What directories ask of an episode. */
static void episode_ends(struct judge *j)
{
	if (!judge_count(j, ROW_ITEM_TITLE))
		judge_lacks(j, FG_RULE_EPISODE_TITLE_MISSING, "title");
	if (!judge_count(j, ROW_GUID))
		judge_lacks(j, FG_RULE_EPISODE_GUID_MISSING, "guid");
	if (!judge_count(j, ROW_ENCLOSURE))
		judge_lacks(j, FG_RULE_FEED_NO_AUDIO, "enclosure");
	if (!judge_count(j, ROW_ITEM_DATE) && !judge_count(j, ROW_DC_DATE))
		judge_lacks(j, FG_RULE_FEED_DATE_MISSING, "pubDate");
	if (!judge_count(j, ROW_ITUNES_DURATION))
		judge_lacks(j, FG_RULE_EPISODE_DURATION_MISSING, "itunes:duration");
	if (!judge_count(j, ROW_ITEM_DESCRIPTION) && !judge_count(j, ROW_CONTENT_ENCODED))
		judge_lacks(j, FG_RULE_TEXT_NOTES_MISSING, "description");
}

void rss_episode_ends(struct judge *j)
{
	const struct rss *rss = rss_of(j);
	if (rss->item.has_transcript && !rss->item.has_vtt)
		judge_say(j, FG_RULE_TRANSCRIPT_NO_VTT,
			"the item has a transcript, but none as text/vtt");
	if (rss->has_host && rss->item.has_person && !rss->item.has_host)
		judge_say(j, FG_RULE_FEED_HOST_MISSING,
			"the item has people, but none of them is a host");
	if (j->items.serial && !j->items.item.is_extra &&
		!judge_count(j, ROW_ITUNES_EPISODE))
		judge_hint(j,
			judge_lacks(j, FG_RULE_EPISODE_SERIAL_NUMBER_MISSING,
				"itunes:episode"),
			"number the episodes of a serial, or make it episodic");
}

static void item_ends(struct judge *j)
{
	rss_twins(j);
	items_guid(&j->items);
	if (!judge_count(j, ROW_ITEM_TITLE) && !judge_count(j, ROW_ITEM_DESCRIPTION))
		judge_say(j, FG_RULE_FEED_ITEM_EMPTY,
			"<item> has neither <title> nor <description>");
	if (!rss_is_show(j))
		return;
	episode_ends(j);
	rss_episode_ends(j);
	items_end_item(&j->items);
}

void rss_item(struct judge *j, enum moment moment)
{
	struct rss *rss = rss_of(j);
	if (moment == ENDS) {
		item_ends(j);
		return;
	}
	rss->item_met = true;
	rss->item = (struct rss_item){0};
	items_begin(&j->items, judge_node(j)->at);
}

void rss_item_title(struct judge *j, enum moment moment)
{
	if (moment == BEGINS)
		return;
	judge_keep(j, FACT_TITLE, j->text);
	if (str_trim(str_of(j->text)).len)
		return;
	enum fg_rule_id rule =
		rss_is_show(j) ? FG_RULE_EPISODE_TITLE_MISSING : FG_RULE_FEED_BLANK;
	judge_hint(j, judge_say(j, rule, "%s is empty", judge_what(j)), "write a title");
}

void rss_item_description(struct judge *j, enum moment moment)
{
	if (moment == BEGINS && judge_in_item(j))
		rss_of(j)->item.has_description = true;
	if (moment == BEGINS)
		return;
	judge_keep(j, FACT_DESCRIPTION, j->text);
	rss_notes(j);
}

enum { PODCASTS_BEGAN = 631152000, SLACK = 600 }; /* 1990-01-01; clocks differ */

void rss_item_date(struct judge *j, enum moment moment)
{
	int64_t seconds;
	const char *problem;
	if (moment == BEGINS || !judge_value(j, KIND_DATE_822, j->text))
		return;
	check_rfc822(kept(j), &seconds, &problem);
	judge_keep(j, FACT_DATE, j->text);
	j->items.item.seconds = seconds;
	j->items.item.has_seconds = true;
	if (seconds > j->run->settings->now + SLACK) {
		rss_of(j)->to_come = true;
		judge_say(j, FG_RULE_FEED_DATE_FUTURE, "%s is still to come: %s",
			judge_what(j), judge_quote(j, j->text));
	} else if (seconds < PODCASTS_BEGAN)
		judge_say(j, FG_RULE_DATE_IMPLAUSIBLE, "%s is before 1990: %s",
			judge_what(j), judge_quote(j, j->text));
}

/* ---- guid ---- */

/* Digits alone, and few of them: the next feed has the same. */
static bool is_weak(const char *guid)
{
	size_t n = strspn(guid, "0123456789");
	return n > 0 && n < 9 && !guid[n];
}

static void judge_permalink(struct judge *j, const char *guid)
{
	struct fg_diag *d;
	if (url_is_web(guid))
		return;
	d = judge_say(j, FG_RULE_EPISODE_GUID_PERMALINK,
		"<guid> is no web address, but stands for one: %s", judge_quote(j, guid));
	judge_hint(j, d, "write <guid isPermaLink=\"false\">; leave its text as it is");
}

static void judge_guid_text(struct judge *j, const char *guid)
{
	struct fg_diag *d;
	if (!*guid && rss_is_show(j)) {
		d = judge_say(j, FG_RULE_EPISODE_GUID_MISSING, "<guid> is empty");
		judge_hint(j, d, "write what no other episode has, such as a UUID");
	}
	if (!*guid || strlen(guid) == strlen(j->text))
		return;
	d = judge_say(j, FG_RULE_TEXT_WHITESPACE, "<guid> has white space around it");
	judge_hint(j, d,
		"leave that of a published episode as it is; apps that keep the space "
		"would take it for a new one");
}

void rss_guid(struct judge *j, enum moment moment)
{
	struct rss *rss = rss_of(j);
	if (moment == BEGINS) {
		const char *value = judge_attribute(j, "isPermaLink");
		rss->item.permalink_false = value && strcmp(value, "false") == 0;
		return;
	}
	const char *guid = kept(j);
	if (!rss->item.permalink_false)
		judge_permalink(j, guid);
	if (!judge_in_item(j))
		return;
	judge_guid_text(j, guid);
	judge_keep(j, FACT_GUID, guid);
	if (is_weak(guid))
		judge_say(j, FG_RULE_EPISODE_GUID_WEAK, "the guid is a short number: %s",
			judge_quote(j, guid));
	if (!*guid)
		return;
}

/* ---- notes ---- */

void content_encoded(struct judge *j, enum moment moment)
{
	if (moment == BEGINS && judge_in_item(j) && !rss_of(j)->item.has_description)
		judge_say(j, FG_RULE_FEED_CONTENT_FIRST,
			"<content:encoded> stands before <description>");
	if (moment == ENDS)
		rss_notes(j);
}

/* ---- facts ---- */

void rss_fact(struct judge *j, enum moment moment)
{
	static const struct {
		enum row_id row;
		enum item_fact fact;
	} facts[] = {{ROW_ITUNES_DURATION, FACT_DURATION},
		{ROW_ITUNES_EPISODE, FACT_NUMBER}, {ROW_ITUNES_SEASON, FACT_SEASON},
		{ROW_PODCAST_EPISODE, FACT_PODCAST_NUMBER},
		{ROW_PODCAST_SEASON, FACT_PODCAST_SEASON}};
	for (size_t i = 0; moment == ENDS && i < sizeof facts / sizeof *facts; i++) {
		if (judge_node(j)->row == (int)facts[i].row)
			judge_keep(j, facts[i].fact, j->text);
	}
}

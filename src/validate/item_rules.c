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

static void item_ends(struct judge *j)
{
	rss_twins(j);
	if (!judge_count(j, ROW_ITEM_TITLE) && !judge_count(j, ROW_ITEM_DESCRIPTION))
		judge_say(j, FG_RULE_FEED_ITEM_EMPTY,
			"<item> has neither <title> nor <description>");
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
}

void rss_item_title(struct judge *j, enum moment moment)
{
	if (moment == ENDS && rss_in_item(j))
		rss_of(j)->item.title = kept(j);
}

void rss_item_description(struct judge *j, enum moment moment)
{
	if (moment == BEGINS && rss_in_item(j))
		rss_of(j)->item.has_description = true;
}

void rss_item_date(struct judge *j, enum moment moment)
{
	int64_t seconds;
	const char *problem;
	if (moment == BEGINS || !judge_value(j, KIND_DATE_822, j->text))
		return;
	check_rfc822(kept(j), &seconds, &problem);
	rss_of(j)->item.date = seconds;
}

/* ---- guid ---- */

static void judge_permalink(struct judge *j, const char *guid)
{
	struct fg_diag *d;
	if (url_is_web(guid))
		return;
	d = judge_say(j, FG_RULE_EPISODE_GUID_PERMALINK,
		"<guid> is no web address, but stands for one: %s", judge_quote(j, guid));
	judge_hint(j, d, "write <guid isPermaLink=\"false\">; leave its text as it is");
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
	if (!*guid || !rss_in_item(j))
		return;
	rss->item.guid = guid;
	const struct xmlscan_place *first =
		seen_before(&rss->guids, j->run->arena, guid, judge_node(j)->at);
	if (!first)
		return;
	struct fg_diag *d = judge_say(j, FG_RULE_EPISODE_GUID_DUPLICATE,
		"the guid %s is also that of line %u", judge_quote(j, guid), first->line);
	d->related = (struct fg_place){j->file, first->line, first->column};
}

/* ---- enclosure ---- */

static void judge_url(struct judge *j, const char *url)
{
	const char *problem = *url ? url_problem(url) : "is empty";
	if (problem)
		judge_say(j, FG_RULE_ENCLOSURE_URL_INVALID,
			"the address of the audio %s: %s", problem, judge_quote(j, url));
}

static void judge_length(struct judge *j, const char *length)
{
	int64_t n;
	if (!check_integer(str_trim(str_of(length)), &n))
		judge_say(j, FG_RULE_ENCLOSURE_LENGTH_INVALID,
			"the length of the audio is no number of bytes: %s",
			judge_quote(j, length));
	else if (n < 16384)
		judge_say(j, FG_RULE_ENCLOSURE_LENGTH_SMALL,
			"the length of the audio is %lld bytes", (long long)n);
}

static void judge_type(struct judge *j, const char *type)
{
	if (!check_mime(type))
		judge_say(j, FG_RULE_ENCLOSURE_TYPE_INVALID,
			"the type of the audio is no MIME type: %s",
			judge_quote(j, type));
}

void rss_enclosure(struct judge *j, enum moment moment)
{
	static const struct {
		const char *name;
		void (*check)(struct judge *j, const char *value);
	} checks[] = {{"url", judge_url}, {"length", judge_length}, {"type", judge_type}};
	if (moment == ENDS)
		return;
	for (size_t i = 0; i < sizeof checks / sizeof *checks; i++) {
		const char *value = judge_attribute(j, checks[i].name);
		j->attribute = checks[i].name;
		if (value)
			checks[i].check(j, value);
		j->attribute = NULL;
	}
}

/* ---- notes ---- */

void content_encoded(struct judge *j, enum moment moment)
{
	if (moment == BEGINS && rss_in_item(j) && !rss_of(j)->item.has_description)
		judge_say(j, FG_RULE_FEED_CONTENT_FIRST,
			"<content:encoded> stands before <description>");
}

/* SPDX-License-Identifier: ISC */
/* What several items say together: what two of them share, and what does not go on. */
#include "validate/rss.h"

#include "model/check.h"

/* ---- what two items must not share ---- */

struct twin {
	enum rss_fact fact;
	enum fg_rule_id rule;
	const char *message; /* to end with the line of the first */
	const char *hint;    /* NULL: the rule's own */
};

static void tell_twin(
	struct judge *j, struct seen *seen, const struct twin *twin, const char *key)
{
	const struct rss_fact_said *f = &rss_of(j)->item.facts[twin->fact];
	const struct xmlscan_place *first = seen_before(seen, j->run->arena, key, f->at);
	if (!first)
		return;
	struct fg_diag *d = judge_say(j, twin->rule, "%s line %u: %s", twin->message,
		first->line, judge_quote(j, f->text));
	judge_point(j, d, f->element, f->at);
	d->related = (struct fg_place){j->file, first->line, first->column};
	if (twin->hint)
		judge_hint(j, d, "%s", twin->hint);
}

static void judge_guid_case(struct judge *j)
{
	static const struct twin twin = {FACT_GUID, FG_RULE_EPISODE_GUID_CASE,
		"but for its case, the guid is also that of", NULL};
	const struct rss_item *item = &rss_of(j)->item;
	const char *guid = item->facts[FACT_GUID].text;
	if (!guid || !*guid || item->guid_told)
		return;
	char *folded = arena_strdup(&j->scratch, guid);
	for (char *c = folded; *c; c++)
		*c = ascii_lower(*c);
	tell_twin(j, &rss_of(j)->items.guids, &twin, folded);
}

/* A teaser has the number of the episode that it is for: the type is part of the key. */
static void judge_number(struct judge *j)
{
	static const struct twin twin = {FACT_NUMBER, FG_RULE_EPISODE_NUMBER_DUPLICATE,
		"the number is also that of",
		"correct one of them, or write its season or episodeType"};
	const struct rss_item *item = &rss_of(j)->item;
	const char *number = item->facts[FACT_NUMBER].text,
		   *season = item->facts[FACT_SEASON].text;
	if (number && *number)
		tell_twin(j, &rss_of(j)->items.numbers, &twin,
			arena_printf(&j->scratch, "%s %s %s", season ? season : "",
				number, item->type ? item->type : "full"));
}

static void judge_shared(struct judge *j)
{
	static const struct twin titles = {FACT_TITLE, FG_RULE_EPISODE_TITLE_DUPLICATE,
					 "the title is also that of", NULL},
				 descriptions = {FACT_DESCRIPTION,
					 FG_RULE_TEXT_DESCRIPTION_DUPLICATE,
					 "the description is also that of",
					 "say what is in this episode"},
				 dates = {FACT_DATE, FG_RULE_DATE_DUPLICATE,
					 "the date is also that of", NULL};
	struct rss_items *items = &rss_of(j)->items;
	const struct rss_item *item = &rss_of(j)->item;
	const char *title = item->facts[FACT_TITLE].text,
		   *description = item->facts[FACT_DESCRIPTION].text;
	if (title && *title)
		tell_twin(j, &items->titles, &titles, title);
	if (description && *description)
		tell_twin(j, &items->descriptions, &descriptions, description);
	if (item->has_seconds)
		tell_twin(j, &items->dates, &dates,
			arena_printf(&j->scratch, "%lld", (long long)item->seconds));
	judge_guid_case(j);
	judge_number(j);
}

/* ---- how numbers go on ---- */

/* Is this item older by its date than the last one, but not by its number; or newer? */
static bool is_against(const struct rss_items *last, const struct rss_item *item,
	int64_t number, int64_t season)
{
	bool later =
		season != last->season ? season > last->season : number > last->number;
	bool same = season == last->season && number == last->number;
	return !same && item->seconds != last->seconds &&
	       later != (item->seconds > last->seconds);
}

/* Only a serial is played by its numbers. */
static void judge_order(struct judge *j)
{
	struct rss_items *last = &rss_of(j)->items;
	const struct rss_item *item = &rss_of(j)->item;
	const struct rss_fact_said *said = &item->facts[FACT_NUMBER];
	int64_t number, season = 0;
	if (!rss_of(j)->serial || item->is_extra || !item->has_seconds || !said->text ||
		!check_integer(str_of(said->text), &number))
		return;
	if (item->facts[FACT_SEASON].text)
		check_integer(str_of(item->facts[FACT_SEASON].text), &season);
	if (last->number_at.line && is_against(last, item, number, season)) {
		struct fg_diag *d = judge_say(j, FG_RULE_EPISODE_ORDER,
			"number %lld is %s than number %lld of line %u",
			(long long)number,
			item->seconds > last->seconds ? "newer" : "older",
			(long long)last->number, last->number_at.line);
		judge_point(j, d, said->element, said->at);
		d->related = (struct fg_place){
			j->file, last->number_at.line, last->number_at.column};
	}
	last->number = number;
	last->season = season;
	last->seconds = item->seconds;
	last->number_at = said->at;
}

static void count_season(struct judge *j)
{
	struct rss_items *items = &rss_of(j)->items;
	const struct rss_item *item = &rss_of(j)->item;
	if (item->is_extra)
		return;
	items->full++;
	if (item->facts[FACT_SEASON].text)
		return;
	if (items->seasonless++ == 0)
		items->seasonless_at = judge_node(j)->at;
}

void rss_twin_ends(struct judge *j)
{
	judge_shared(j);
	judge_order(j);
	count_season(j);
}

void rss_items_end(struct judge *j)
{
	const struct rss_items *items = &rss_of(j)->items;
	if (items->seasonless == 0 || items->seasonless == items->full)
		return;
	struct fg_diag *d = judge_say(j, FG_RULE_EPISODE_SEASON_MIXED,
		"%zu of %zu full items, this one among them, have no season",
		items->seasonless, items->full);
	judge_point(j, d, "item", items->seasonless_at);
}

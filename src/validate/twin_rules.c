/* SPDX-License-Identifier: ISC */
/* What several items say together: what two of them share, and what does not go on. */
#include "validate/rss.h"

#include <stdlib.h>
#include "base/vec.h"
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

/* False: it is a trailer or a bonus, or has no number. */
static bool number_of(struct judge *j, struct rss_numbered *n)
{
	const struct rss_item *item = &rss_of(j)->item;
	const struct rss_fact_said *number = &item->facts[FACT_NUMBER],
				   *season = &item->facts[FACT_SEASON];
	*n = (struct rss_numbered){.at = number->at};
	if (season->text && !check_integer(str_of(season->text), &n->season))
		return false;
	return !item->is_extra && number->text &&
	       check_integer(str_of(number->text), &n->number);
}

static int compare(const void *pa, const void *pb)
{
	const struct rss_numbered *a = pa, *b = pb;
	if (a->season != b->season)
		return a->season < b->season ? -1 : 1;
	if (a->number != b->number)
		return a->number < b->number ? -1 : 1;
	return (a->at.line > b->at.line) - (a->at.line < b->at.line);
}

static void tell_number(struct judge *j, struct fg_diag *d, const char *around,
	const struct rss_numbered *n, const struct rss_numbered *other)
{
	judge_point(j, d, arena_printf(&j->scratch, "%situnes:episode", around), n->at);
	d->related = (struct fg_place){j->file, other->at.line, other->at.column};
}

/* Only a serial is played by its numbers: are they and the dates at odds? */
static void judge_order(struct judge *j, const struct rss_numbered *n)
{
	struct rss_items *items = &rss_of(j)->items;
	const struct rss_item *item = &rss_of(j)->item;
	const struct rss_numbered *last = &items->last;
	if (!rss_of(j)->serial || !item->has_seconds)
		return;
	int by_number = n->season != last->season
				? (n->season > last->season) - (n->season < last->season)
				: (n->number > last->number) - (n->number < last->number);
	int by_date = (item->seconds > items->last_seconds) -
		      (item->seconds < items->last_seconds);
	if (last->at.line && by_number * by_date < 0)
		tell_number(j,
			judge_say(j, FG_RULE_EPISODE_ORDER,
				"number %lld is %s than number %lld of line %u",
				(long long)n->number, by_date > 0 ? "newer" : "older",
				(long long)last->number, last->at.line),
			"", n, last);
	items->last = *n;
	items->last_seconds = item->seconds;
}

/* Where a feed has the newest items alone, the numbers before them are no gap. */
static void judge_gaps(struct judge *j)
{
	const struct rss_numbers *all = &rss_of(j)->items.numbered;
	if (all->len)
		qsort(all->data, all->len, sizeof *all->data, compare);
	for (size_t i = 1; i < all->len; i++) {
		const struct rss_numbered *a = &all->data[i - 1], *b = a + 1;
		if (a->season == b->season && b->number > a->number + 1)
			tell_number(j,
				judge_say(j, FG_RULE_EPISODE_NUMBER_GAP,
					"number %lld comes after number %lld",
					(long long)b->number, (long long)a->number),
				"item/", b, a);
	}
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
	struct rss_numbered n;
	judge_shared(j);
	count_season(j);
	if (!number_of(j, &n))
		return;
	judge_order(j, &n);
	*vec_push(j->run->arena, &rss_of(j)->items.numbered) = n;
}

void rss_items_end(struct judge *j)
{
	const struct rss_items *items = &rss_of(j)->items;
	judge_gaps(j);
	if (items->seasonless == 0 || items->seasonless == items->full)
		return;
	struct fg_diag *d = judge_say(j, FG_RULE_EPISODE_SEASON_MIXED,
		"%zu of %zu full items, this one among them, have no season",
		items->seasonless, items->full);
	judge_point(j, d, "item", items->seasonless_at);
}

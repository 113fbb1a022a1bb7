/* SPDX-License-Identifier: ISC */
/* What several items say together: what two of them share, and what does not go on. */
#include "validate/items.h"

#include <stdlib.h>
#include "base/vec.h"
#include "model/check.h"
#include "validate/items_own.h"
#include "validate/quote.h"

static void relate(
	const struct items *items, struct fg_diag *d, const struct xmlscan_place *to)
{
	d->related = (struct fg_place){items->teller.file, to->line, to->column};
}

/* ---- what two items must not share ---- */

struct twin {
	enum item_fact fact;
	enum fg_rule_id rule;
	const char *message; /* to end with the line of the first */
	const char *hint;    /* NULL: the rule's own */
};

static void tell_twin(
	struct items *items, struct seen *seen, const struct twin *twin, const char *key)
{
	const struct said *f = &items->item.facts[twin->fact];
	struct xmlscan_place first;
	if (!seen_before(seen, key, f->at, &first))
		return;
	struct fg_diag *d = items_tell(items, twin->rule, twin->fact, "%s line %u: %s",
		twin->message, first.line, quote(items->scratch, f->text));
	relate(items, d, &first);
	if (twin->hint)
		d->hint = twin->hint;
}

static void judge_guid_case(struct items *items)
{
	static const struct twin twin = {FACT_GUID, FG_RULE_EPISODE_GUID_CASE,
		"but for its case, the guid is also that of", NULL};
	const char *guid = items_said(items, FACT_GUID);
	if (!*guid || items->item.guid_told)
		return;
	char *folded = arena_strdup(items->scratch, guid);
	for (char *c = folded; *c; c++)
		*c = ascii_lower(*c);
	tell_twin(items, &items->guids, &twin, folded);
}

/* A teaser has the number of the episode that it is for: the type is part of the key. */
static void judge_number(struct items *items)
{
	static const struct twin twin = {FACT_NUMBER, FG_RULE_EPISODE_NUMBER_DUPLICATE,
		"the number is also that of",
		"correct one of them, or write its season or episodeType"};
	const struct item *item = &items->item;
	if (*items_said(items, FACT_NUMBER))
		tell_twin(items, &items->numbers, &twin,
			arena_printf(items->scratch, "%s %s %s",
				items_said(items, FACT_SEASON),
				items_said(items, FACT_NUMBER),
				item->type ? item->type : "full"));
}

static void judge_shared(struct items *items)
{
	static const struct twin titles = {FACT_TITLE, FG_RULE_EPISODE_TITLE_DUPLICATE,
					 "the title is also that of", NULL},
				 descriptions = {FACT_DESCRIPTION,
					 FG_RULE_TEXT_DESCRIPTION_DUPLICATE,
					 "the description is also that of",
					 "say what is in this episode"},
				 dates = {FACT_DATE, FG_RULE_DATE_DUPLICATE,
					 "the date is also that of", NULL};
	const struct item *item = &items->item;
	if (*items_said(items, FACT_TITLE))
		tell_twin(items, &items->titles, &titles, items_said(items, FACT_TITLE));
	if (*items_said(items, FACT_DESCRIPTION))
		tell_twin(items, &items->descriptions, &descriptions,
			items_said(items, FACT_DESCRIPTION));
	if (item->has_seconds)
		tell_twin(items, &items->dates, &dates,
			arena_printf(items->scratch, "%lld", (long long)item->seconds));
	judge_guid_case(items);
	judge_number(items);
}

/* Has the other kind of item, a full one for a trailer or bonus, the same guid and number? */
static bool is_teaser(struct items *items, struct xmlscan_place *first)
{
	const struct said *guid = &items->item.facts[FACT_GUID];
	const char *season = items_said(items, FACT_SEASON),
		   *number = items_said(items, FACT_NUMBER);
	bool extra = items->item.is_extra;
	if (!*number)
		return false;
	seen_before(&items->parts,
		arena_printf(
			items->scratch, "%d %s %s %s", extra, season, number, guid->text),
		guid->at, first);
	return seen_has(&items->parts,
		arena_printf(items->scratch, "%d %s %s %s", !extra, season, number,
			guid->text),
		first);
}

void items_guid(struct items *items)
{
	struct item *item = &items->item;
	const struct said *guid = &item->facts[FACT_GUID];
	struct xmlscan_place first, full;
	if (!*items_said(items, FACT_GUID))
		return;
	bool teaser = is_teaser(items, &full);
	item->guid_told = seen_before(&items->ids, guid->text, guid->at, &first);
	if (!item->guid_told)
		return;
	const char *what = quote(items->scratch, guid->text);
	if (teaser)
		relate(items,
			items_tell(items, FG_RULE_FEED_GUID_TEASER, FACT_GUID,
				"the guid %s is that of the episode and of its trailer "
				"or bonus, here and in line %u",
				what, full.line),
			&full);
	else
		relate(items,
			items_tell(items, FG_RULE_EPISODE_GUID_DUPLICATE, FACT_GUID,
				"the guid %s is also that of line %u", what, first.line),
			&first);
}

void items_audio(struct items *items, const struct said *audio)
{
	struct xmlscan_place first;
	if (!*audio->text || !seen_before(&items->audio, audio->text, audio->at, &first))
		return;
	relate(items,
		items_say(items, FG_RULE_ENCLOSURE_URL_DUPLICATE, audio,
			arena_printf(items->scratch,
				"this audio is also that of line %u: %s", first.line,
				quote(items->scratch, audio->text))),
		&first);
}

/* ---- how numbers and dates go on ---- */

/* Told once: a feed that begins with its oldest item is one fault, not a thousand. */
static void judge_dates(struct items *items)
{
	const struct item *item = &items->item;
	if (!item->has_seconds)
		return;
	if (items->has_date && item->seconds > items->last_date && !items->order_told) {
		items->order_told = true;
		items_tell(items, FG_RULE_FEED_ORDER, FACT_DATE,
			"this item is newer than the one before it: %s",
			quote(items->scratch, items_said(items, FACT_DATE)));
	}
	items->has_date = true;
	items->last_date = item->seconds;
}

/* False: it is a trailer or a bonus, or has no number. */
static bool number_of(const struct items *items, struct items_numbered *n)
{
	const struct item *item = &items->item;
	const struct said *number = &item->facts[FACT_NUMBER],
			  *season = &item->facts[FACT_SEASON];
	*n = (struct items_numbered){.at = number->at};
	if (season->text && !check_integer(str_of(season->text), &n->season))
		return false;
	return !item->is_extra && number->text &&
	       check_integer(str_of(number->text), &n->number);
}

static int compare(const void *pa, const void *pb)
{
	const struct items_numbered *a = pa, *b = pb;
	if (a->season != b->season)
		return a->season < b->season ? -1 : 1;
	if (a->number != b->number)
		return a->number < b->number ? -1 : 1;
	return (a->at.line > b->at.line) - (a->at.line < b->at.line);
}

/* Only a serial is played by its numbers: are they and the dates at odds? */
static void judge_order(struct items *items, const struct items_numbered *n)
{
	const struct item *item = &items->item;
	const struct items_numbered *last = &items->last;
	if (!items->serial || !item->has_seconds)
		return;
	int by_number = n->season != last->season
				? (n->season > last->season) - (n->season < last->season)
				: (n->number > last->number) - (n->number < last->number);
	int by_date = (item->seconds > items->last_seconds) -
		      (item->seconds < items->last_seconds);
	if (last->at.line && by_number * by_date < 0)
		relate(items,
			items_tell(items, FG_RULE_EPISODE_ORDER, FACT_NUMBER,
				"number %lld is %s than number %lld of line %u",
				(long long)n->number, by_date > 0 ? "newer" : "older",
				(long long)last->number, last->at.line),
			&last->at);
	items->last = *n;
	items->last_seconds = item->seconds;
}

/* Where a feed has the newest items alone, the numbers before them are no gap. */
static void judge_gaps(struct items *items)
{
	struct said number = {"",
		arena_printf(items->scratch, "%s/itunes:episode", items->teller.whole),
		{0, 0}};
	if (items->numbered.len)
		qsort(items->numbered.data, items->numbered.len,
			sizeof *items->numbered.data, compare);
	for (size_t i = 1; i < items->numbered.len; i++) {
		const struct items_numbered *a = &items->numbered.data[i - 1], *b = a + 1;
		if (a->season != b->season || b->number <= a->number + 1)
			continue;
		number.at = b->at;
		relate(items,
			items_say(items, FG_RULE_EPISODE_NUMBER_GAP, &number,
				arena_printf(items->scratch,
					"number %lld comes after number %lld",
					(long long)b->number, (long long)a->number)),
			&a->at);
	}
}

static void count_season(struct items *items)
{
	const struct item *item = &items->item;
	if (item->is_extra)
		return;
	items->full++;
	if (item->facts[FACT_SEASON].text)
		return;
	if (items->seasonless++ == 0)
		items->seasonless_at = item->at;
}

/* ---- life ---- */

void items_init(struct items *items, const struct items_teller *teller,
	struct arena *scratch, struct arena *arena)
{
	*items = (struct items){.teller = *teller, .scratch = scratch, .arena = arena};
	struct seen *all[] = {&items->ids, &items->guids, &items->titles, &items->dates,
		&items->descriptions, &items->numbers, &items->audio, &items->parts};
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		seen_init(all[i], arena);
}

void items_release(struct items *items)
{
	struct seen *all[] = {&items->ids, &items->guids, &items->titles, &items->dates,
		&items->descriptions, &items->numbers, &items->audio, &items->parts};
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		seen_release(all[i]);
}

void items_begin(struct items *items, struct xmlscan_place at)
{
	items->item = (struct item){.at = at};
	items->item.first_chapters = items->chapters ? items->chapters->len : 0;
}

void items_chapters(struct items *items, const char *url, struct xmlscan_place at)
{
	if (!items->chapters)
		return;
	*vec_push(items->arena, items->chapters) = (struct fg_named_file){
		.url = arena_strdup(items->arena, url),
		.at = {items->teller.file, at.line, at.column},
	};
}

void items_keep(struct items *items, enum item_fact fact, const char *text,
	const char *element, struct xmlscan_place at)
{
	struct str s = str_trim(str_of(text));
	items->item.facts[fact] =
		(struct said){arena_strndup(items->scratch, s.data, s.len),
			arena_strdup(items->scratch, element), at};
}

void items_end_item(struct items *items)
{
	struct items_numbered n;
	items_judge_one(items);
	judge_shared(items);
	judge_dates(items);
	count_season(items);
	if (!number_of(items, &n))
		return;
	judge_order(items, &n);
	*vec_push(items->arena, &items->numbered) = n;
}

void items_end(struct items *items)
{
	struct said first = {"", items->teller.whole, items->seasonless_at};
	judge_gaps(items);
	if (items->seasonless > 0 && items->seasonless < items->full)
		items_say(items, FG_RULE_EPISODE_SEASON_MIXED, &first,
			arena_printf(items->scratch,
				"%zu of %zu full items, this one among them, have no "
				"season",
				items->seasonless, items->full));
}

/* SPDX-License-Identifier: ISC */
/* What the values of one item say together, where each of them is well. */
#include "validate/items_own.h"

#include "base/duration.h"
#include "model/check.h"
#include "model/check_text.h"
#include "validate/quote.h"

/* ---- guid ---- */

/* The name of the file, without what is before and behind it in an address. */
static bool is_file_name(const char *guid, const char *url)
{
	struct str path = str_of(url);
	path.len = str_until(path, "?#", 0);
	size_t from = path.len;
	while (from > 0 && path.data[from - 1] != '/')
		from--;
	return from < path.len && str_is(str_slice(path, from, path.len), guid);
}

static void judge_guid(struct items *items)
{
	const char *guid = items_said(items, FACT_GUID),
		   *audio = items_said(items, FACT_AUDIO), *what = NULL;
	if (!*guid)
		return;
	if (strcmp(guid, items_said(items, FACT_TITLE)) == 0)
		what = "the title";
	else if (strcmp(guid, items_said(items, FACT_DATE)) == 0)
		what = "the date";
	else if (is_file_name(guid, audio))
		what = "the name of the audio's file";
	if (what)
		items_tell(items, FG_RULE_EPISODE_GUID_WEAK, FACT_GUID,
			"the guid is %s: %s", what, quote(items->scratch, guid));
	if (strcmp(guid, audio) != 0)
		return;
	items_tell(items, FG_RULE_EPISODE_GUID_IS_MEDIA_URL, FACT_GUID,
		"the guid is the address of the audio")
		->hint = "keep it where it is published, also when the audio moves; give "
			 "new items a guid of their own";
}

/* ---- title and numbers ---- */

enum { TITLE_ROOM = 255 }; /* beyond, it is told as too long */

const char *items_stuffed(struct arena *a, const char *title)
{
	size_t n, parts;
	if (!check_title_stuffed(title, &n, &parts) || n > TITLE_ROOM)
		return NULL;
	return arena_printf(a, "the title has %zu characters%s", n,
		parts > 2 ? " in several parts" : "");
}

/* A number that is not the item's is part of what the title says. */
static void judge_title(struct items *items)
{
	const char *title = items_said(items, FACT_TITLE);
	long long found, own;
	const char *stuffed = items_stuffed(items->scratch, title);
	if (stuffed)
		items_tell(items, FG_RULE_TEXT_TITLE_STUFFED, FACT_TITLE, "%s", stuffed);
	if (str_to_int(check_title_number(title), &found) &&
		str_to_int(str_of(items_said(items, FACT_NUMBER)), &own) && found == own)
		items_tell(items, FG_RULE_EPISODE_TITLE_NUMBER, FACT_TITLE,
			"the title has the item's number %lld in it", found);
}

/* Some apps read the one, some the other. */
static void judge_same(
	struct items *items, enum item_fact apples, enum item_fact podcasts)
{
	char a[DECIMAL_SIZE], b[DECIMAL_SIZE];
	const struct said *facts = items->item.facts;
	if (!check_decimal(str_of(items_said(items, apples)), a) ||
		!check_decimal(str_of(items_said(items, podcasts)), b) ||
		strcmp(a, b) == 0)
		return;
	items_tell(items, FG_RULE_FEED_NUMBERS_DIFFER, podcasts,
		"<%s> is %s, but <%s> is %s", facts[podcasts].element, b,
		facts[apples].element, a);
}

/* ---- duration ---- */

enum { DURATION_MOST = 24 * 60 * 60 };

static void judge_bite(struct items *items, int64_t seconds)
{
	const struct item *item = &items->item;
	struct said bite = {"", "podcast:soundbite", item->bite_at};
	if (seconds <= 0 || item->bite_end <= (double)seconds + 1)
		return;
	const char *message = arena_printf(items->scratch,
		"a soundbite ends after %g seconds, and the episode after %lld",
		item->bite_end, (long long)seconds);
	items->teller.tell(items->teller.who, FG_RULE_FEED_SOUNDBITE, &bite, message)
		->hint = "correct startTime and duration, which are in seconds";
}

static void judge_duration(struct items *items)
{
	const struct item *item = &items->item;
	int64_t seconds;
	if (!duration_parse(str_of(items_said(items, FACT_DURATION)), &seconds))
		return;
	int64_t rate = check_odd_rate(item->format, item->bytes, seconds);
	if (seconds <= 0 || seconds > DURATION_MOST)
		items_tell(items, FG_RULE_EPISODE_DURATION_IMPLAUSIBLE, FACT_DURATION,
			"no episode is %lld seconds long", (long long)seconds);
	else if (rate)
		items_tell(items, FG_RULE_EPISODE_DURATION_IMPLAUSIBLE, FACT_DURATION,
			"%lld bytes in %lld seconds are %lld kbit/s, which no MP3 has",
			(long long)item->bytes, (long long)seconds, (long long)rate);
	judge_bite(items, seconds);
	for (size_t i = item->first_chapters; items->chapters && i < items->chapters->len;
		i++)
		items->chapters->data[i].seconds = (double)seconds;
}

void items_judge_one(struct items *items)
{
	judge_guid(items);
	judge_title(items);
	judge_same(items, FACT_NUMBER, FACT_PODCAST_NUMBER);
	judge_same(items, FACT_SEASON, FACT_PODCAST_SEASON);
	judge_duration(items);
}

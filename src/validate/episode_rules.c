/* SPDX-License-Identifier: ISC */
/* What the values of one item say together, where each of them is well. */
#include "validate/rss.h"

#include "base/duration.h"
#include "model/check.h"
#include "model/check_text.h"

void rss_keep(struct judge *j, enum rss_fact fact, const char *text)
{
	struct str s = str_trim(str_of(text));
	if (!rss_in_item(j))
		return;
	rss_of(j)->item.facts[fact] =
		(struct rss_fact_said){arena_strndup(&j->scratch, s.data, s.len),
			arena_strdup(&j->scratch, judge_name(j, judge_node(j))),
			judge_node(j)->at};
}

void rss_fact(struct judge *j, enum moment moment)
{
	static const struct {
		enum row_id row;
		enum rss_fact fact;
	} facts[] = {{ROW_ITUNES_DURATION, FACT_DURATION},
		{ROW_ITUNES_EPISODE, FACT_NUMBER}, {ROW_ITUNES_SEASON, FACT_SEASON},
		{ROW_PODCAST_EPISODE, FACT_PODCAST_NUMBER},
		{ROW_PODCAST_SEASON, FACT_PODCAST_SEASON}};
	for (size_t i = 0; moment == ENDS && i < sizeof facts / sizeof *facts; i++) {
		if (judge_node(j)->row == (int)facts[i].row)
			rss_keep(j, facts[i].fact, j->text);
	}
}

/* What the item says; "": nothing. */
static const char *said(struct judge *j, enum rss_fact fact)
{
	const char *text = rss_of(j)->item.facts[fact].text;
	return text ? text : "";
}

/* Lets a finding about the item point at one of its facts. */
static void point(struct judge *j, struct fg_diag *d, enum rss_fact fact)
{
	const struct rss_fact_said *f = &rss_of(j)->item.facts[fact];
	if (f->text)
		judge_point(j, d, f->element, f->at);
}

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

static void judge_guid(struct judge *j)
{
	const char *guid = said(j, FACT_GUID), *audio = said(j, FACT_AUDIO), *what = NULL;
	if (!*guid)
		return;
	if (strcmp(guid, said(j, FACT_TITLE)) == 0)
		what = "the title";
	else if (strcmp(guid, said(j, FACT_DATE)) == 0)
		what = "the date";
	else if (is_file_name(guid, audio))
		what = "the name of the audio's file";
	if (what)
		point(j,
			judge_say(j, FG_RULE_EPISODE_GUID_WEAK, "the guid is %s: %s",
				what, judge_quote(j, guid)),
			FACT_GUID);
	if (strcmp(guid, audio) != 0)
		return;
	struct fg_diag *d = judge_say(j, FG_RULE_EPISODE_GUID_IS_MEDIA_URL,
		"the guid is the address of the audio");
	point(j, d, FACT_GUID);
	judge_hint(j, d,
		"keep it where it is published, also when the audio moves; give new "
		"items "
		"a guid of their own");
}

/* ---- title and numbers ---- */

enum { TITLE_ROOM = 255 }; /* beyond, it is told as too long */

struct fg_diag *rss_title(struct judge *j, const char *title)
{
	size_t n, parts;
	if (!check_title_stuffed(title, &n, &parts) || n > TITLE_ROOM)
		return NULL;
	return judge_say(j, FG_RULE_TEXT_TITLE_STUFFED, "the title has %zu characters%s",
		n, parts > 2 ? " in several parts" : "");
}

/* A number that is not the item's is part of what the title says. */
static void judge_title(struct judge *j)
{
	const char *title = said(j, FACT_TITLE);
	long long found, own;
	struct fg_diag *d = rss_title(j, title);
	if (d)
		point(j, d, FACT_TITLE);
	if (str_to_int(check_title_number(title), &found) &&
		str_to_int(str_of(said(j, FACT_NUMBER)), &own) && found == own)
		point(j,
			judge_say(j, FG_RULE_EPISODE_TITLE_NUMBER,
				"the title has the item's number %lld in it", found),
			FACT_TITLE);
}

/* Some apps read the one, some the other. */
static void judge_same(struct judge *j, enum rss_fact apples, enum rss_fact podcasts)
{
	char a[DECIMAL_SIZE], b[DECIMAL_SIZE];
	const struct rss_fact_said *facts = rss_of(j)->item.facts;
	if (!check_decimal(str_of(said(j, apples)), a) ||
		!check_decimal(str_of(said(j, podcasts)), b) || strcmp(a, b) == 0)
		return;
	point(j,
		judge_say(j, FG_RULE_FEED_NUMBERS_DIFFER, "<%s> is %s, but <%s> is %s",
			facts[podcasts].element, b, facts[apples].element, a),
		podcasts);
}

/* ---- duration ---- */

enum { DURATION_MOST = 24 * 60 * 60 };

static void judge_duration(struct judge *j)
{
	const struct rss_item *item = &rss_of(j)->item;
	int64_t seconds;
	struct fg_diag *d = NULL;
	if (!duration_parse(str_of(said(j, FACT_DURATION)), &seconds))
		return;
	int64_t rate = check_odd_rate(item->format, item->bytes, seconds);
	if (seconds <= 0 || seconds > DURATION_MOST)
		d = judge_say(j, FG_RULE_EPISODE_DURATION_IMPLAUSIBLE,
			"no episode is %lld seconds long", (long long)seconds);
	else if (rate)
		d = judge_say(j, FG_RULE_EPISODE_DURATION_IMPLAUSIBLE,
			"%lld bytes in %lld seconds are %lld kbit/s, which no MP3 has",
			(long long)item->bytes, (long long)seconds, (long long)rate);
	if (d)
		point(j, d, FACT_DURATION);
	if (seconds <= 0 || item->bite_end <= (double)seconds + 1)
		return;
	d = judge_say(j, FG_RULE_FEED_SOUNDBITE,
		"a soundbite ends after %g seconds, and the episode after %lld",
		item->bite_end, (long long)seconds);
	judge_point(j, d, "podcast:soundbite", item->bite_at);
	judge_hint(j, d, "correct startTime and duration, which are in seconds");
}

void rss_episode_ends(struct judge *j)
{
	const struct rss *rss = rss_of(j);
	judge_guid(j);
	judge_title(j);
	judge_same(j, FACT_NUMBER, FACT_PODCAST_NUMBER);
	judge_same(j, FACT_SEASON, FACT_PODCAST_SEASON);
	judge_duration(j);
	if (rss->has_host && rss->item.has_person && !rss->item.has_host)
		judge_say(j, FG_RULE_FEED_HOST_MISSING,
			"the item has people, but none of them is a host");
}

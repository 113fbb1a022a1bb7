/* SPDX-License-Identifier: ISC */
#include "lint/bench.h"

static void related_to_older(const struct fg_diag *d, struct fg_pos at)
{
	assert_string_equal(d->related.file, "one.md");
	assert_int_equal(d->related.line, at.line);
}

static void test_title(void **state)
{
	struct bench *b = *state;
	b->newer.title = " ";
	bench_finds_newer(b, EPISODE_TITLE_MISSING, TITLE, "the episode has no title");
	b->newer.title = "TITLE of one";
	bench_clean(b);
	b->newer.title = b->older.title;
	related_to_older(bench_finds_newer(b, EPISODE_TITLE_DUPLICATE, TITLE,
				 "the same title “Title of one” as one.md"),
		b->older.at[FG_EP_TITLE]);
}

static void test_guid_missing(void **state)
{
	struct bench *b = *state;
	b->newer.guid = b->older.guid = NULL;
	bench_finds_newer(b, EPISODE_GUID_MISSING, GUID,
		"no guid, and none can be made without the show's guid or feed_url (2 "
		"episodes)");
	b->newer.guid = "guid-of-two";
	bench_finds(b, FG_RULE_EPISODE_GUID_MISSING, "one.md",
		b->older.at[FG_EP_GUID].line,
		"no guid, and none can be made without the show's guid or feed_url (1 "
		"episode)");
}

static void test_guid_twice(void **state)
{
	struct bench *b = *state;
	b->newer.guid = "guid-of-one";
	related_to_older(bench_finds_newer(b, EPISODE_GUID_DUPLICATE, GUID,
				 "the same guid “guid-of-one” as one.md"),
		b->older.at[FG_EP_GUID]);
	b->newer.guid = "GUID-of-one";
	related_to_older(
		bench_finds_newer(b, EPISODE_GUID_CASE, GUID,
			"the same guid “GUID-of-one”, but for its case, as one.md"),
		b->older.at[FG_EP_GUID]);
}

static void test_weak_guids(void **state)
{
	struct bench *b = *state;
	const char *const weak[] = {"12345678", "two", "2024-03-05", "Title of two"};
	for (size_t i = 0; i < 4; i++) {
		b->newer.guid = weak[i];
		bench_finds_newer(b, EPISODE_GUID_WEAK, GUID,
			arena_printf(&b->unit.arena,
				"the guid “%s” is one that another show may have",
				weak[i]));
	}
	b->newer.guid = "123456789";
	bench_clean(b);
}

static void test_guid_is_the_audio(void **state)
{
	struct bench *b = *state;
	b->newer.guid = b->newer.enclosure.url;
	bench_finds_newer(b, EPISODE_GUID_IS_MEDIA_URL, GUID,
		"the guid is the address of the audio");
}

static void test_number(void **state)
{
	struct bench *b = *state;
	b->newer.number = "7";
	bench_clean(b);
	b->newer.number = "0";
	bench_finds_newer(
		b, EPISODE_NUMBER_INVALID, NUMBER, "Apple shows no episode number 0");
	b->newer.number = "7.5";
	bench_finds_newer(
		b, EPISODE_NUMBER_INVALID, NUMBER, "Apple shows no episode number 7.5");
}

static void test_number_twice(void **state)
{
	struct bench *b = *state;
	b->newer.number = b->older.number = "7";
	b->newer.at[FG_EP_NUMBER] = bench_at(9);
	b->older.at[FG_EP_NUMBER] = bench_at(8);
	related_to_older(bench_finds_newer(b, EPISODE_NUMBER_DUPLICATE, NUMBER,
				 "the same number 7 as one.md"),
		bench_at(8));
	b->older.episode_type = "trailer";
	bench_clean(b);
	b->older.episode_type = "full";
	bench_finds_newer(
		b, EPISODE_NUMBER_DUPLICATE, NUMBER, "the same number 7 as one.md");
	b->newer.season = 2;
	b->older.season = 1;
	b->newer.at[FG_EP_SEASON] = b->older.at[FG_EP_SEASON] = bench_at(10);
	bench_clean(b);
}

static void test_season(void **state)
{
	struct bench *b = *state;
	b->newer.at[FG_EP_SEASON] = b->older.at[FG_EP_SEASON] = bench_at(10);
	b->older.season = 1;
	bench_finds_newer(b, EPISODE_SEASON_INVALID, SEASON, "there can be no season 0");
	b->newer.season = 1;
	bench_clean(b);
	b->newer.at[FG_EP_SEASON] = (struct fg_pos){0};
	bench_finds(b, FG_RULE_EPISODE_SEASON_MIXED, "two.md", 0,
		"1 of 2 full episodes, this one among them, have no season");
	b->newer.episode_type = "bonus";
	bench_clean(b);
}

static void test_type(void **state)
{
	struct bench *b = *state;
	b->newer.episode_type = "Full";
	bench_finds_newer(b, EPISODE_TYPE_VALUE, EPISODE_TYPE,
		"the episode_type “Full” is none of full, trailer and bonus");
	b->newer.episode_type = "trailer";
	bench_clean(b);
}

static void test_serial(void **state)
{
	struct bench *b = *state;
	b->show.type = "serial";
	b->older.number = "1";
	bench_finds_newer(b, EPISODE_SERIAL_NUMBER_MISSING, NUMBER,
		"the show is serial, and the episode has no number");
	b->newer.episode_type = "bonus";
	bench_clean(b);
}

static void test_dates(void **state)
{
	struct bench *b = *state;
	b->newer.date = b->older.date;
	related_to_older(bench_finds_newer(b, DATE_DUPLICATE, DATE,
				 "the same date and time as one.md"),
		b->older.at[FG_EP_DATE]);
	b->newer.date = 631151999;
	b->newer.date_text = "1989-12-31 23:59:59";
	bench_finds_newer(
		b, DATE_IMPLAUSIBLE, DATE, "the date 1989-12-31 23:59:59 is before 1990");
	b->newer.date = 631152000;
	bench_clean(b);
	b->newer.date = b->older.date = 0;
	b->newer.at[FG_EP_DATE] = b->older.at[FG_EP_DATE] = (struct fg_pos){0};
	bench_clean(b); /* resolve has reported them */
}

static void test_third_twin(void **state)
{
	struct bench *b = *state;
	struct fg_episode third;
	bench_set_episode(b, &third, "zero");
	third.date -= 2 * 86400;
	third.title = b->newer.title = b->older.title;
	b->unit.diags.len = 0;
	fg_lint_show(&b->unit.run, &b->show);
	assert_int_equal(unit_count(&b->unit, FG_RULE_EPISODE_TITLE_DUPLICATE), 2);
	assert_int_equal(b->unit.diags.len, 2);
	assert_string_equal(b->unit.diags.data[1].related.file, "zero.md");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BENCH_TEST(test_title),
		BENCH_TEST(test_guid_missing),
		BENCH_TEST(test_guid_twice),
		BENCH_TEST(test_weak_guids),
		BENCH_TEST(test_guid_is_the_audio),
		BENCH_TEST(test_number),
		BENCH_TEST(test_number_twice),
		BENCH_TEST(test_season),
		BENCH_TEST(test_type),
		BENCH_TEST(test_serial),
		BENCH_TEST(test_dates),
		BENCH_TEST(test_third_twin),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

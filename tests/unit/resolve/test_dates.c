/* SPDX-License-Identifier: ISC */
#include "resolve/bench.h"

static struct fg_episode *dated(struct bench *b, const char *date)
{
	struct fg_episode *ep = bench_episode(b, "one");
	bench_write(b, ep, FG_EP_DATE, 3, date);
	return ep;
}

static void test_bare_date_gets_zone_and_publish_time(void **state)
{
	struct bench *b = *state;
	b->show.timezone = "America/New_York";
	b->show.publish_time = 6 * 3600 + 30 * 60;
	struct fg_episode *winter = dated(b, "2024-03-05");
	struct fg_episode *summer = bench_episode(b, "summer");
	bench_write(b, summer, FG_EP_DATE, 3, "2023-07-01");
	bench_resolve(b, 0);
	assert_int_equal(winter->date, 1709638200); /* 11:30 UTC */
	assert_int_equal(summer->date, 1688207400); /* 10:30 UTC */
}

static void test_written_time_wins_over_publish_time(void **state)
{
	struct bench *b = *state;
	b->show.publish_time = 6 * 3600;
	struct fg_episode *ep = dated(b, "2024-03-05 20:15");
	bench_resolve(b, 0);
	assert_int_equal(ep->date, 1709669700);
}

static void test_written_zone_wins(void **state)
{
	struct bench *b = *state;
	struct fg_episode *ep = dated(b, "2024-03-05T20:15:00+05:30");
	bench_resolve(b, 0);
	assert_int_equal(ep->date, 1709649900);
}

static void test_jumped_over(void **state)
{
	struct bench *b = *state;
	struct fg_episode *ep = dated(b, "2024-03-31 01:30");
	bench_resolve(b, 1);
	assert_int_equal(
		ep->date, 1711848600); /* 01:30 UTC, by the clock of the winter */
	bench_says(b, FG_RULE_DATE_GAP, "shows/one.md", 3,
		"2024-03-31 01:30 was jumped over by the clocks in Europe/London: it is "
		"taken "
		"as 2024-03-31T01:30:00Z, and could mean 2024-03-31T00:30:00Z");
}

static void test_shown_twice(void **state)
{
	struct bench *b = *state;
	struct fg_episode *ep = dated(b, "2023-10-29 01:30");
	bench_resolve(b, 1);
	assert_int_equal(
		ep->date, 1698539400); /* 00:30 UTC, by the clock of the summer */
	bench_says(b, FG_RULE_DATE_TWICE, "shows/one.md", 3,
		"2023-10-29 01:30 was shown twice by the clocks in Europe/London: it is "
		"taken "
		"as 2023-10-29T00:30:00Z, and could mean 2023-10-29T01:30:00Z");
}

static void test_publish_time_can_be_jumped_over(void **state)
{
	struct bench *b = *state;
	b->show.publish_time = 90 * 60;
	dated(b, "2024-03-31");
	bench_resolve(b, 1);
	assert_non_null(strstr(unit_diag(&b->unit, FG_RULE_DATE_GAP)->message, "01:30"));
}

/* Lord Howe Island turns its clocks by half an hour. */
static void test_half_hour_fold(void **state)
{
	struct bench *b = *state;
	b->show.timezone = "Australia/Lord_Howe";
	dated(b, "2024-04-07 01:45");
	bench_resolve(b, 1);
	const char *message = unit_diag(&b->unit, FG_RULE_DATE_TWICE)->message;
	assert_non_null(strstr(message,
		"taken as 2024-04-06T14:45:00Z, and could mean 2024-04-06T15:15:00Z"));
}

static void test_zone_does_not_fold_a_date_that_has_its_own(void **state)
{
	struct bench *b = *state;
	dated(b, "2024-03-31T01:30:00Z");
	bench_resolve(b, 0);
}

static void test_no_timezone_is_confessed_once(void **state)
{
	struct bench *b = *state;
	b->show.timezone = NULL;
	b->show.at[FG_SHOW_TIMEZONE] = (struct fg_pos){0};
	struct fg_episode *ep = dated(b, "2024-03-05");
	bench_episode(b, "two");
	bench_resolve(b, 1);
	assert_int_equal(ep->date, 1709596800);
	bench_says(b, FG_RULE_SHOW_TIMEZONE_MISSING, "shows/feed.yaml", 0,
		"the show has no timezone: dates without a zone are taken as UTC");
	assert_string_equal(b->unit.diags.data[0].related.file, "shows/one.md");
	assert_int_equal(b->unit.diags.data[0].related.line, 3);
}

static void test_no_timezone_is_needed(void **state)
{
	struct bench *b = *state;
	b->show.timezone = NULL;
	dated(b, "2024-03-05 10:00 +0100");
	bench_resolve(b, 0);
}

/* Either the loader's message or our hint names the zone that was meant. */
static bool suggests(struct bench *b, const char *zone, const char *meant)
{
	b->show.timezone = zone;
	b->unit.diags = (struct fg_diags){.arena = &b->unit.arena};
	bench_resolve(b, 1);
	const struct fg_diag *d = unit_diag(&b->unit, FG_RULE_SHOW_TIMEZONE_UNKNOWN);
	assert_int_equal(d->at.line, 5);
	const char *question = arena_printf(&b->unit.arena, "did you mean %s?", meant);
	bool in_message = strstr(d->message, question) != NULL;
	bool in_hint = d->hint && strstr(d->hint, question);
	assert_false(in_message && in_hint);
	return in_message || in_hint;
}

static void test_unknown_zone(void **state)
{
	struct bench *b = *state;
	assert_true(suggests(b, "London", "Europe/London"));
	assert_true(suggests(b, "Europe/Lodnon", "Europe/London"));
	assert_true(suggests(b, "Eurpoe/Berlin", "Europe/Berlin"));
	assert_true(suggests(b, "America/Los Angeles", "America/Los_Angeles"));
	assert_false(suggests(b, "Middle/Nowhere", ""));
	assert_null(b->unit.diags.data[0].hint);
	assert_false(suggests(b, "../etc/passwd", ""));
	assert_null(b->unit.diags.data[0].hint);
}

static void test_unknown_zone_leaves_utc(void **state)
{
	struct bench *b = *state;
	b->show.timezone = "Nowhere";
	struct fg_episode *ep = dated(b, "2024-03-05");
	bench_resolve(b, 1);
	assert_int_equal(ep->date, 1709596800);
}

static void test_missing(void **state)
{
	struct bench *b = *state;
	struct fg_episode *ep = dated(b, NULL);
	ep->at[FG_EP_DATE] = (struct fg_pos){0};
	bench_resolve(b, 1);
	bench_says(b, FG_RULE_DATE_MISSING, "shows/one.md", 0, "“one” has no date");
	assert_int_equal(ep->date, 0);
	assert_int_equal(b->show.episodes.len, 1);
}

static void test_invalid(void **state)
{
	struct bench *b = *state;
	struct fg_episode *ep = dated(b, "2024-02-30");
	bench_resolve(b, 1);
	const struct fg_diag *d = unit_diag(&b->unit, FG_RULE_DATE_INVALID);
	assert_non_null(strstr(d->message, "“2024-02-30” is no date: "));
	assert_int_equal(d->at.line, 3);
	assert_int_equal(ep->at[FG_EP_DATE].origin, FG_ABSENT);
}

static void test_date_in_the_name_of_a_post(void **state)
{
	struct bench *b = *state;
	struct fg_episode *ep = bench_episode(b, "2024-03-05-hello-world");
	bench_write(b, ep, FG_EP_DATE, 3, NULL);
	bench_resolve(b, 0);
	assert_int_equal(ep->date, 1709596800);
	assert_int_equal(ep->at[FG_EP_DATE].origin, FG_DERIVED);
	assert_string_equal(ep->slug, "hello-world");
}

static void test_written_date_wins_over_the_name(void **state)
{
	struct bench *b = *state;
	struct fg_episode *ep = bench_episode(b, "2023-01-01-hello");
	bench_resolve(b, 0);
	assert_int_equal(ep->date, 1709596800);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BENCH_TEST(test_bare_date_gets_zone_and_publish_time),
		BENCH_TEST(test_written_time_wins_over_publish_time),
		BENCH_TEST(test_written_zone_wins),
		BENCH_TEST(test_jumped_over),
		BENCH_TEST(test_shown_twice),
		BENCH_TEST(test_publish_time_can_be_jumped_over),
		BENCH_TEST(test_half_hour_fold),
		BENCH_TEST(test_zone_does_not_fold_a_date_that_has_its_own),
		BENCH_TEST(test_no_timezone_is_confessed_once),
		BENCH_TEST(test_no_timezone_is_needed),
		BENCH_TEST(test_unknown_zone),
		BENCH_TEST(test_unknown_zone_leaves_utc),
		BENCH_TEST(test_missing),
		BENCH_TEST(test_invalid),
		BENCH_TEST(test_date_in_the_name_of_a_post),
		BENCH_TEST(test_written_date_wins_over_the_name),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

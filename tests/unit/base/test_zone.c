/* SPDX-License-Identifier: ISC */
/*
 * Time zones, as the system's database has them.
 */
#include "unit.h"

#include <time.h>
#include "base/when.h"

static int64_t resolve(
	struct unit *u, const char *zone, const char *text, enum when_fold *fold)
{
	struct when_text w;
	const char *problem;
	const struct when_zone *z = when_zone_load(&u->arena, zone, &problem);
	if (!z)
		fail_msg("%s: %s", zone, problem);
	assert_true(when_parse(text, &w, &problem));
	return when_resolve(&w, z, 0, fold);
}

struct row {
	const char *zone, *local, *utc;
	enum when_fold fold;
};

static void check_rows(const struct row *rows, size_t n)
{
	struct unit u;
	unit_open(&u);
	for (size_t i = 0; i < n; i++) {
		char utc[WHEN_TEXT_SIZE];
		enum when_fold fold;
		when_rfc3339(resolve(&u, rows[i].zone, rows[i].local, &fold), utc);
		if (strcmp(utc, rows[i].utc) != 0 || fold != rows[i].fold)
			fail_msg("%s %s: %s, fold %d", rows[i].zone, rows[i].local, utc,
				fold);
	}
	unit_close(&u);
}

#define CHECK(rows) check_rows((rows), sizeof(rows) / sizeof *(rows))

static void plain_times(void **state)
{
	(void)state;
	static const struct row rows[] = {
		{"UTC", "2024-07-01 12:00", "2024-07-01T12:00:00Z", WHEN_PLAIN},
		{"Etc/UTC", "2024-07-01 12:00", "2024-07-01T12:00:00Z", WHEN_PLAIN},
		{"Europe/London", "2024-01-15 06:30", "2024-01-15T06:30:00Z", WHEN_PLAIN},
		{"Europe/London", "2024-07-15 06:30", "2024-07-15T05:30:00Z", WHEN_PLAIN},
		{"Europe/London", "2024-07-15", "2024-07-14T23:00:00Z", WHEN_PLAIN},
		{"Asia/Kolkata", "2024-02-29 00:00", "2024-02-28T18:30:00Z", WHEN_PLAIN},
		{"America/New_York", "2024-07-04 09:00", "2024-07-04T13:00:00Z",
			WHEN_PLAIN},
		{"Pacific/Kiritimati", "2024-07-04 09:00", "2024-07-03T19:00:00Z",
			WHEN_PLAIN},
		/* Britain kept summer time through the winter of 1970. */
		{"Europe/London", "1970-01-15 12:00", "1970-01-15T11:00:00Z", WHEN_PLAIN},
		/* The zone that is written wins. */
		{"Asia/Tokyo", "2024-01-15 06:30 -05:00", "2024-01-15T11:30:00Z",
			WHEN_PLAIN},
	};
	CHECK(rows);
}

static void the_hour_that_is_not_there(void **state)
{
	(void)state;
	static const struct row rows[] = {
		{"Europe/London", "2024-03-31 00:59:59", "2024-03-31T00:59:59Z",
			WHEN_PLAIN},
		{"Europe/London", "2024-03-31 01:00", "2024-03-31T01:00:00Z", WHEN_GAP},
		{"Europe/London", "2024-03-31 01:30", "2024-03-31T01:30:00Z", WHEN_GAP},
		{"Europe/London", "2024-03-31 01:59:59", "2024-03-31T01:59:59Z",
			WHEN_GAP},
		{"Europe/London", "2024-03-31 02:00", "2024-03-31T01:00:00Z", WHEN_PLAIN},
		{"America/New_York", "2024-03-10 02:30", "2024-03-10T07:30:00Z",
			WHEN_GAP},
	};
	CHECK(rows);
}

static void the_hour_that_is_there_twice(void **state)
{
	(void)state;
	static const struct row rows[] = {
		{"Europe/London", "2024-10-27 00:59:59", "2024-10-26T23:59:59Z",
			WHEN_PLAIN},
		{"Europe/London", "2024-10-27 01:00", "2024-10-27T00:00:00Z", WHEN_TWICE},
		{"Europe/London", "2024-10-27 01:30", "2024-10-27T00:30:00Z", WHEN_TWICE},
		{"Europe/London", "2024-10-27 01:59:59", "2024-10-27T00:59:59Z",
			WHEN_TWICE},
		{"Europe/London", "2024-10-27 02:00", "2024-10-27T02:00:00Z", WHEN_PLAIN},
		/* Half an hour only. */
		{"Australia/Lord_Howe", "2024-04-07 01:45", "2024-04-06T14:45:00Z",
			WHEN_TWICE},
		{"Australia/Lord_Howe", "2024-04-07 01:29", "2024-04-06T14:29:00Z",
			WHEN_PLAIN},
	};
	CHECK(rows);
}

static void the_day_that_was_left_out(void **state)
{
	(void)state;
	/* Samoa crossed the date line: after 29 December 2011 came the 31st. */
	static const struct row rows[] = {
		{"Pacific/Apia", "2011-12-29 23:59:59", "2011-12-30T09:59:59Z",
			WHEN_PLAIN},
		{"Pacific/Apia", "2011-12-30 00:00", "2011-12-30T10:00:00Z", WHEN_GAP},
		{"Pacific/Apia", "2011-12-30 12:00", "2011-12-30T22:00:00Z", WHEN_GAP},
		{"Pacific/Apia", "2011-12-30 23:59:59", "2011-12-31T09:59:59Z", WHEN_GAP},
		{"Pacific/Apia", "2011-12-31 00:00", "2011-12-30T10:00:00Z", WHEN_PLAIN},
	};
	CHECK(rows);
}

static void years_beyond_the_table(void **state)
{
	(void)state;
	static const struct row rows[] = {
		{"Europe/London", "2060-07-01 12:00", "2060-07-01T11:00:00Z", WHEN_PLAIN},
		{"Europe/London", "2060-01-01 12:00", "2060-01-01T12:00:00Z", WHEN_PLAIN},
		{"Europe/London", "2060-03-28 01:30", "2060-03-28T01:30:00Z", WHEN_GAP},
		{"Europe/London", "2060-10-31 01:30", "2060-10-31T00:30:00Z", WHEN_TWICE},
		{"America/New_York", "2100-07-04 09:00", "2100-07-04T13:00:00Z",
			WHEN_PLAIN},
		{"Australia/Sydney", "2050-01-15 06:30", "2050-01-14T19:30:00Z",
			WHEN_PLAIN},
		{"Australia/Lord_Howe", "2040-04-01 01:45", "2040-03-31T14:45:00Z",
			WHEN_TWICE},
		{"Asia/Kolkata", "9999-12-31 23:59:59", "9999-12-31T18:29:59Z",
			WHEN_PLAIN},
	};
	CHECK(rows);
}

static void the_environment_has_no_say(void **state)
{
	(void)state;
	static const char *const zones[] = {"Asia/Tokyo", "America/New_York", ""};
	static const struct row rows[] = {
		{"Europe/London", "2024-07-15 06:30", "2024-07-15T05:30:00Z", WHEN_PLAIN},
		{"Europe/London", "2024-10-27 01:30", "2024-10-27T00:30:00Z", WHEN_TWICE},
	};
	for (size_t i = 0; i < sizeof zones / sizeof *zones; i++) {
		setenv("TZ", zones[i], 1);
		setenv("LC_ALL", "tr_TR.UTF-8", 1);
		tzset();
		CHECK(rows);
	}
	unsetenv("TZ");
	unsetenv("LC_ALL");
	tzset();
}

/* ---- names ---- */

static const char *problem_of(struct unit *u, const char *name)
{
	const char *problem = NULL;
	if (when_zone_load(&u->arena, name, &problem))
		fail_msg("taken: %s", name);
	assert_non_null(problem);
	return problem;
}

static void names_that_are_refused(void **state)
{
	(void)state;
	static const char *const bad[] = {"", "/etc/passwd", "../../../etc/passwd",
		"Europe/../UTC", "Europe//London", "Europe/", "zone.tab", "Europe London",
		"Europe/London\n", ".", "Z\xc3\xbcrich",
		"AReallyVeryLongNameOfATimeZoneThatNobodyOnThisPlanetCanHaveEver/X"};
	struct unit u;
	unit_open(&u);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_string_equal(problem_of(&u, bad[i]),
			"a time zone has a name like Europe/London");
	assert_string_equal(problem_of(&u, "Europe/Lodnon"),
		"there is no time zone Europe/Lodnon; did you mean Europe/London?");
	assert_string_equal(problem_of(&u, "europe/london"),
		"there is no time zone europe/london; did you mean Europe/London?");
	assert_string_equal(problem_of(&u, "America/Argentinia/Buenos-Aires"),
		"there is no time zone America/Argentinia/Buenos-Aires; did you mean "
		"America/Argentina/Buenos_Aires?");
	assert_string_equal(problem_of(&u, "Mars/Olympus"),
		"there is no time zone Mars/Olympus: write a name like Europe/London");
	assert_string_equal(problem_of(&u, "Europe"),
		"there is no time zone Europe: write a name like Europe/London");
	assert_string_equal(problem_of(&u, "localtime"),
		"localtime is another time zone on another machine");
	unit_close(&u);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plain_times),
		cmocka_unit_test(the_hour_that_is_not_there),
		cmocka_unit_test(the_hour_that_is_there_twice),
		cmocka_unit_test(the_day_that_was_left_out),
		cmocka_unit_test(years_beyond_the_table),
		cmocka_unit_test(the_environment_has_no_say),
		cmocka_unit_test(names_that_are_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

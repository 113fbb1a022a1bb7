/* SPDX-License-Identifier: ISC */
#include "unit.h"

#include <time.h>
#include "base/when.h"

/* ---- the calendar ---- */

static bool is_leap(int64_t year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static void every_day_goes_round(void **state)
{
	(void)state;
	static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	/* Counted by hand from a Monday, 1 January 1900, to the end of 2500. */
	int64_t days = -25567;
	int weekday = 1;
	for (int64_t year = 1900; year <= 2500; year++) {
		for (int month = 1; month <= 12; month++) {
			int n = lengths[month - 1] + (month == 2 && is_leap(year));
			for (int day = 1; day <= n;
				day++, days++, weekday = (weekday + 1) % 7) {
				struct when_civil c = when_to_civil(days * 86400 + 86399);
				assert_int_equal(when_days(year, month, day), days);
				assert_int_equal(when_weekday(days), weekday);
				assert_int_equal(c.year, year);
				assert_int_equal(c.month, month);
				assert_int_equal(c.day, day);
				assert_int_equal(
					c.hour * 3600 + c.minute * 60 + c.second, 86399);
			}
		}
	}
}

static void known_points_in_time(void **state)
{
	(void)state;
	static const struct {
		int64_t seconds;
		const char *rfc3339, *rfc822;
	} rows[] = {
		{0, "1970-01-01T00:00:00Z", "Thu, 01 Jan 1970 00:00:00 +0000"},
		{-1, "1969-12-31T23:59:59Z", "Wed, 31 Dec 1969 23:59:59 +0000"},
		{951782400, "2000-02-29T00:00:00Z", "Tue, 29 Feb 2000 00:00:00 +0000"},
		{1709620200, "2024-03-05T06:30:00Z", "Tue, 05 Mar 2024 06:30:00 +0000"},
		{2147483648, "2038-01-19T03:14:08Z", "Tue, 19 Jan 2038 03:14:08 +0000"},
		{4107542400, "2100-03-01T00:00:00Z", "Mon, 01 Mar 2100 00:00:00 +0000"},
		{-2208988800, "1900-01-01T00:00:00Z", "Mon, 01 Jan 1900 00:00:00 +0000"},
		{253402300799, "9999-12-31T23:59:59Z", "Fri, 31 Dec 9999 23:59:59 +0000"},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char text[WHEN_TEXT_SIZE];
		struct when_civil c = when_to_civil(rows[i].seconds);
		assert_int_equal(when_from_civil(&c), rows[i].seconds);
		when_rfc3339(rows[i].seconds, text);
		assert_string_equal(text, rows[i].rfc3339);
		when_rfc822(rows[i].seconds, text);
		assert_string_equal(text, rows[i].rfc822);
	}
}

/* ---- reading ---- */

/* The date as 2024-03-05T06:30:15+3600; without what was not written. */
static void show(const char *text, char out[80])
{
	struct when_text w;
	const char *problem;
	if (!when_parse(text, &w, &problem))
		fail_msg("refused: %s: %s", text, problem);
	assert_null(problem);
	int n = snprintf(out, 80, "%04lld-%02d-%02d", (long long)w.civil.year,
		w.civil.month, w.civil.day);
	if (w.has_time)
		n += snprintf(out + n, 80 - (size_t)n, "T%02d:%02d:%02d", w.civil.hour,
			w.civil.minute, w.civil.second);
	if (w.has_zone)
		snprintf(out + n, 80 - (size_t)n, "%+d", w.offset);
}

static const struct {
	const char *text, *meaning;
} understood[] = {
	{"2024-03-05", "2024-03-05"},
	{" 2024-03-05 ", "2024-03-05"},
	{"2024-3-5", "2024-03-05"},
	{"2024/03/05", "2024-03-05"},
	{"2024/3/5 6:30", "2024-03-05T06:30:00"},
	{"1900-01-01", "1900-01-01"},
	{"9999-12-31", "9999-12-31"},
	{"2024-02-29", "2024-02-29"},
	{"2000-02-29", "2000-02-29"},
	{"2024-03-05 06:30", "2024-03-05T06:30:00"},
	{"2024-03-05T06:30", "2024-03-05T06:30:00"},
	{"2024-03-05t06:30:15z", "2024-03-05T06:30:15+0"},
	{"2024-03-05   06:30:15", "2024-03-05T06:30:15"},
	{"2024-03-05T06:30:15.123", "2024-03-05T06:30:15"},
	{"2024-03-05T06:30:15.123456789Z", "2024-03-05T06:30:15+0"},
	{"2024-03-05T06:30Z", "2024-03-05T06:30:00+0"},
	{"2024-03-05 06:30 UTC", "2024-03-05T06:30:00+0"},
	{"2024-03-05 06:30 GMT", "2024-03-05T06:30:00+0"},
	{"2024-03-05T06:30:15+01:00", "2024-03-05T06:30:15+3600"},
	{"2024-03-05 06:30:15 +01:00", "2024-03-05T06:30:15+3600"},
	{"2024-03-05 06:30 +0100", "2024-03-05T06:30:00+3600"},
	{"2024-03-05 06:30+01", "2024-03-05T06:30:00+3600"},
	{"2024-03-05 06:30 -03:30", "2024-03-05T06:30:00-12600"},
	{"2024-03-05 06:30 -00:00", "2024-03-05T06:30:00+0"},
	{"2024-03-05 06:30 +14:00", "2024-03-05T06:30:00+50400"},
	{"Tue, 05 Mar 2024 06:30:00 +0000", "2024-03-05T06:30:00+0"},
	{"Tue, 5 Mar 2024 06:30:15 GMT", "2024-03-05T06:30:15+0"},
	{"5 Mar 2024 06:30 UT", "2024-03-05T06:30:00+0"},
	{"5 Mar 2024 06:30 EST", "2024-03-05T06:30:00-18000"},
	{"5 Mar 2024 06:30 EDT", "2024-03-05T06:30:00-14400"},
	{"5 Mar 2024 06:30 CST", "2024-03-05T06:30:00-21600"},
	{"5 Mar 2024 06:30 CDT", "2024-03-05T06:30:00-18000"},
	{"5 Mar 2024 06:30 MST", "2024-03-05T06:30:00-25200"},
	{"5 Mar 2024 06:30 MDT", "2024-03-05T06:30:00-21600"},
	{"5 Mar 2024 06:30 PST", "2024-03-05T06:30:00-28800"},
	{"5 Mar 2024 06:30 pdt", "2024-03-05T06:30:00-25200"},
	{"5 March 2024", "2024-03-05"},
	{"05 MARCH 2024", "2024-03-05"},
	{"March 5, 2024", "2024-03-05"},
	{"Mar 5 2024", "2024-03-05"},
	{"Tuesday, March 5, 2024", "2024-03-05"},
	{"tue 5 mar 2024", "2024-03-05"},
	{"May 1, 2024 18:00", "2024-05-01T18:00:00"},
};

static void what_is_understood(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof understood / sizeof *understood; i++) {
		char text[80];
		show(understood[i].text, text);
		if (strcmp(text, understood[i].meaning) != 0)
			fail_msg("%s: %s, not %s", understood[i].text, text,
				understood[i].meaning);
	}
}

#define FORM_PROBLEM                                                                     \
	"this form is not known: write 2024-03-05, or 2024-03-05 06:30 +01:00"
#define ORDER_PROBLEM     "day and month could be mistaken for each other: write 2024-03-05"
#define TIME_FORM_PROBLEM "the time is not of the form 06:30 or 06:30:15"
#define HALF_DAY_PROBLEM                                                                 \
	"am and pm are not read: write the hour from 0 to 23, as in 18:30"
#define ZONE_PROBLEM                                                                     \
	"the time zone is none that means the same everywhere: write it as +01:00, or Z"
#define DIGITS_PROBLEM "the year must have four digits"

static const struct {
	const char *text, *problem;
} refused[] = {
	{"", FORM_PROBLEM},
	{"tomorrow", FORM_PROBLEM},
	{"2024", FORM_PROBLEM},
	{"2024-03", FORM_PROBLEM},
	{"2024-03-", FORM_PROBLEM},
	{"2024-03/05", FORM_PROBLEM},
	{"2024 03 05", FORM_PROBLEM},
	{"2024-W10-2", FORM_PROBLEM},
	{"2024-065", FORM_PROBLEM},
	{"20240305", FORM_PROBLEM},
	{"1709620200", FORM_PROBLEM},
	{"02024-03-05", FORM_PROBLEM},
	{"202-03-05", DIGITS_PROBLEM},
	{"5/3/2024", ORDER_PROBLEM},
	{"5. März 2024", FORM_PROBLEM},
	{"5-Mar-2024", FORM_PROBLEM},
	{"05.03.2024", ORDER_PROBLEM},
	{"03-05-2024", ORDER_PROBLEM},
	{"5 Mar 24", DIGITS_PROBLEM},
	{"March 5, 24", DIGITS_PROBLEM},
	{"5th March 2024", FORM_PROBLEM},
	{"5 Mars 2024", FORM_PROBLEM},
	{"5 Mae 2024", FORM_PROBLEM},
	{"5Mar2024", FORM_PROBLEM},
	{"Tue", FORM_PROBLEM},
	{"Dienstag, 5 March 2024", FORM_PROBLEM},
	{"0000-03-05", "the year is not between 1900 and 9999"},
	{"1899-12-31", "the year is not between 1900 and 9999"},
	{"2024-13-05", "the month is not between 1 and 12"},
	{"2024-00-05", "the month is not between 1 and 12"},
	{"2024-03-00", "the day is not between 1 and 31"},
	{"2024-03-32", "the day is not between 1 and 31"},
	{"2023-02-29", "there is no 29 February in that year"},
	{"2100-02-29", "there is no 29 February in that year"},
	{"2024-02-30", "there is no 30 February"},
	{"2024-02-31", "there is no 31 February"},
	{"2024-04-31", "there is no 31 April"},
	{"2024-06-31", "there is no 31 June"},
	{"2024-09-31", "there is no 31 September"},
	{"31 Nov 2024", "there is no 31 November"},
	{"2024-03-05 24:00", "there is no 24 o'clock: write 00:00 of the next day"},
	{"2024-03-05 25:00", "the hour is not between 0 and 23"},
	{"2024-03-05 06:60", "the minute is not between 0 and 59"},
	{"2016-12-31T23:59:60Z", "feeds have no leap seconds: write :59"},
	{"2024-03-05 06:30:61", "the second is not between 0 and 59"},
	{"2024-03-05T", TIME_FORM_PROBLEM},
	{"2024-03-05 6", TIME_FORM_PROBLEM},
	{"2024-03-05 6:3", TIME_FORM_PROBLEM},
	{"2024-03-05 06:30:5", TIME_FORM_PROBLEM},
	{"2024-03-05 06:30:", TIME_FORM_PROBLEM},
	{"2024-03-05 06:30:15.", TIME_FORM_PROBLEM},
	{"2024-03-05 0630", TIME_FORM_PROBLEM},
	{"2024-03-05 noon", TIME_FORM_PROBLEM},
	{"2024-03-05Z", TIME_FORM_PROBLEM},
	{"2024-03-05x", TIME_FORM_PROBLEM},
	{"2024-03-05 06:30 pm", HALF_DAY_PROBLEM},
	{"March 5, 2024 6:30 AM EST", HALF_DAY_PROBLEM},
	{"2024-03-05 6:30pm", HALF_DAY_PROBLEM},
	{"2024-03-05 06:30 amt", ZONE_PROBLEM},
	{"2024-03-05 06:30 CEST", ZONE_PROBLEM},
	{"2024-03-05 06:30 BST", ZONE_PROBLEM},
	{"2024-03-05 06:30 A", ZONE_PROBLEM},
	{"2024-03-05 06:30 Europe/London", ZONE_PROBLEM},
	{"2024-03-05 06:30 +1", ZONE_PROBLEM},
	{"2024-03-05 06:30 +100", ZONE_PROBLEM},
	{"2024-03-05 06:30 +01:0", ZONE_PROBLEM},
	{"2024-03-05 06:30 +01:", ZONE_PROBLEM},
	{"2024-03-05 06:30 +01:60", ZONE_PROBLEM},
	{"2024-03-05 06:30 +", ZONE_PROBLEM},
	{"2024-03-05 06:30 \xe2\x88\x92"
	 "01:00",
		ZONE_PROBLEM},
	{"2024-03-05 06:30 +14:01", "no time zone is so far from UTC"},
	{"2024-03-05 06:30 +99:00", "no time zone is so far from UTC"},
	{"2024-03-05 06:30Z x", "there is more behind the date"},
	{"2024-03-05 06:30 GMT+1", "there is more behind the date"},
	{"Mon, 5 Mar 2024", "that day is a Tuesday"},
	{"Sunday, March 5, 2024", "that day is a Tuesday"},
	{"Tue, 06 Mar 2024 06:30:00 +0000", "that day is a Wednesday"},
};

static void what_is_refused_and_why(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
		struct when_text w;
		const char *problem = NULL;
		if (when_parse(refused[i].text, &w, &problem))
			fail_msg("taken: %s", refused[i].text);
		assert_non_null(problem);
		if (strcmp(problem, refused[i].problem) != 0)
			fail_msg("%s: %s, not: %s", refused[i].text, problem,
				refused[i].problem);
	}
}

static void clocks(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		int64_t seconds;
	} good[] = {{"06:30", 23400}, {"6:30", 23400}, {"06:30:15", 23415}, {"00:00", 0},
		{"23:59:59", 86399}, {" 6:30 ", 23400}};
	const char *bad[] = {"", "6", "24:00", "06:60", "6:3", "06:30:60",
		"06:30:", "6:30 am", "06.30", "-1:00", "06:30Z", "006:30"};
	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		int64_t seconds = -1;
		assert_true(when_clock(good[i].text, &seconds));
		assert_int_equal(seconds, good[i].seconds);
	}
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		int64_t seconds;
		if (when_clock(bad[i], &seconds))
			fail_msg("taken: %s", bad[i]);
	}
}

/* ---- points in time without a zone's help ---- */

static int64_t resolve(const char *text, int64_t clock)
{
	struct when_text w;
	const char *problem;
	enum when_fold fold = WHEN_TWICE;
	assert_true(when_parse(text, &w, &problem));
	int64_t t = when_resolve(&w, NULL, clock, &fold);
	assert_int_equal(fold, WHEN_PLAIN);
	assert_int_equal(when_resolve(&w, NULL, clock, NULL), t);
	return t;
}

static void dates_with_their_own_zone(void **state)
{
	(void)state;
	assert_int_equal(resolve("2024-03-05T06:30:00Z", 1), 1709620200);
	assert_int_equal(resolve("2024-03-05T07:30:00+01:00", 1), 1709620200);
	assert_int_equal(resolve("2024-03-04T22:30:00-08:00", 1), 1709620200);
	assert_int_equal(resolve("Tue, 5 Mar 2024 01:30 EST", 1), 1709620200);
	assert_int_equal(resolve("2024-03-05 06:30", 1), 1709620200);
	assert_int_equal(resolve("2024-03-05", 6 * 3600 + 30 * 60), 1709620200);
	assert_int_equal(resolve("2024-03-05", 0), 1709596800);
}

static void the_environment_has_no_say(void **state)
{
	(void)state;
	static const char *const zones[] = {
		"UTC", "Asia/Tokyo", "America/New_York", ":bad"};
	for (size_t i = 0; i < sizeof zones / sizeof *zones; i++) {
		char text[WHEN_TEXT_SIZE];
		setenv("TZ", zones[i], 1);
		setenv("LC_ALL", i % 2 ? "C.UTF-8" : "tr_TR.UTF-8", 1);
		tzset();
		assert_int_equal(resolve("5 March 2024 06:30", 0), 1709620200);
		when_rfc822(1709620200, text);
		assert_string_equal(text, "Tue, 05 Mar 2024 06:30:00 +0000");
	}
	unsetenv("TZ");
	unsetenv("LC_ALL");
	tzset();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_day_goes_round),
		cmocka_unit_test(known_points_in_time),
		cmocka_unit_test(what_is_understood),
		cmocka_unit_test(what_is_refused_and_why),
		cmocka_unit_test(clocks),
		cmocka_unit_test(dates_with_their_own_zone),
		cmocka_unit_test(the_environment_has_no_say),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

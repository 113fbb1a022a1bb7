/* SPDX-License-Identifier: ISC */
/*
 * Dates as people write them. A small scanner takes the text apart piece by piece;
 * the three orders (2024-03-05, 5 Mar 2024, March 5, 2024) share all pieces.
 *
 * Problems are constant texts, so that no memory is needed.
 */
#include "base/when.h"

#include <stddef.h>
#include "base/str.h"

enum { YEAR_MIN = 1900, YEAR_MAX = 9999 };
/* Real zones reach from UTC-12 to UTC+14. */
enum { ZONE_MAX = 14 * 3600 };

static const char not_a_date[] =
	"this form is not known: write 2024-03-05, or 2024-03-05 06:30 +01:00";
static const char order_unclear[] =
	"day and month could be mistaken for each other: write 2024-03-05";
static const char bad_time[] = "the time is not of the form 06:30 or 06:30:15";
static const char bad_zone[] =
	"the time zone is none that means the same everywhere: write it as +01:00, or Z";

static const char half_day[] =
	"am and pm are not read: write the hour from 0 to 23, as in 18:30";

struct scan {
	struct str rest;
	const char *problem; /* the first one; NULL: none */
};

static bool fail(struct scan *s, const char *problem)
{
	if (!s->problem)
		s->problem = problem;
	return false;
}

/* ---- pieces ---- */

static void skip(struct scan *s, size_t n)
{
	s->rest = str_slice(s->rest, n, s->rest.len);
}

static size_t run_of(const struct scan *s, bool (*is)(char))
{
	size_t n = 0;
	while (n < s->rest.len && is(s->rest.data[n]))
		n++;
	return n;
}

static bool skip_spaces(struct scan *s)
{
	size_t n = run_of(s, ascii_is_space);
	skip(s, n);
	return n > 0;
}

static bool skip_char(struct scan *s, char c)
{
	if (s->rest.len == 0 || s->rest.data[0] != c)
		return false;
	skip(s, 1);
	return true;
}

/* Takes a number that has least to most digits. */
static bool take_digits(struct scan *s, size_t least, size_t most, int *value)
{
	long long v;
	size_t n = run_of(s, ascii_is_digit);
	if (n < least || n > most || !str_to_int(str_slice(s->rest, 0, n), &v))
		return false;
	*value = (int)v;
	skip(s, n);
	return true;
}

/* Is word the name, or its first three letters? */
static bool names(struct str word, const char *name)
{
	if (str_case_is(word, name))
		return true;
	for (size_t i = 0; i < 3; i++) {
		if (word.len != 3 || ascii_lower(word.data[i]) != ascii_lower(name[i]))
			return false;
	}
	return true;
}

/* Takes a word that is one of the n names and returns its number; -1: it is none. */
static int take_name(struct scan *s, const char *const *list, int n)
{
	struct str word = str_slice(s->rest, 0, run_of(s, ascii_is_alpha));
	for (int i = 0; i < n; i++) {
		if (!names(word, list[i]))
			continue;
		skip(s, word.len);
		return i;
	}
	return -1;
}

/* Month of the year from 1; 0: there is none here. */
static int take_month(struct scan *s)
{
	static const char *const months[] = {"january", "february", "march", "april",
		"may", "june", "july", "august", "september", "october", "november",
		"december"};
	return take_name(s, months, 12) + 1;
}

/* Day of the week from Sunday = 0, with the comma and spaces after it; -1: none. */
static int take_weekday(struct scan *s)
{
	static const char *const weekdays[] = {"sunday", "monday", "tuesday", "wednesday",
		"thursday", "friday", "saturday"};
	int weekday = take_name(s, weekdays, 7);
	if (weekday >= 0) {
		skip_char(s, ',');
		skip_spaces(s);
	}
	return weekday;
}

/* ---- time and zone ---- */

static bool check_time(struct scan *s, const struct when_civil *c)
{
	if (c->hour == 24)
		return fail(s, "there is no 24 o'clock: write 00:00 of the next day");
	if (c->hour > 24)
		return fail(s, "the hour is not between 0 and 23");
	if (c->minute > 59)
		return fail(s, "the minute is not between 0 and 59");
	if (c->second == 60)
		return fail(s, "feeds have no leap seconds: write :59");
	if (c->second > 59)
		return fail(s, "the second is not between 0 and 59");
	return true;
}

/* 6:30, 06:30, 06:30:15 */
static bool take_time(struct scan *s, struct when_civil *c)
{
	if (!take_digits(s, 1, 2, &c->hour) || !skip_char(s, ':') ||
		!take_digits(s, 2, 2, &c->minute))
		return fail(s, bad_time);
	if (skip_char(s, ':') && !take_digits(s, 2, 2, &c->second))
		return fail(s, bad_time);
	return check_time(s, c);
}

/* .123 after the seconds, which is dropped. */
static bool skip_fraction(struct scan *s)
{
	if (!skip_char(s, '.'))
		return true;
	size_t n = run_of(s, ascii_is_digit);
	skip(s, n);
	return n > 0 || fail(s, bad_time);
}

struct zone_name {
	const char *name;
	int hours;
};

/* RFC 2822 4.3, without the military letters, which were defined the wrong way round. */
static const struct zone_name zone_names[] = {
	{"Z", 0},
	{"UTC", 0},
	{"GMT", 0},
	{"UT", 0},
	{"EST", -5},
	{"EDT", -4},
	{"CST", -6},
	{"CDT", -5},
	{"MST", -7},
	{"MDT", -6},
	{"PST", -8},
	{"PDT", -7},
};

static bool take_named_zone(struct scan *s, int *offset)
{
	struct str word = str_slice(s->rest, 0, run_of(s, ascii_is_alpha));
	for (size_t i = 0; i < sizeof zone_names / sizeof *zone_names; i++) {
		if (!str_case_is(word, zone_names[i].name))
			continue;
		*offset = zone_names[i].hours * 3600;
		skip(s, word.len);
		return true;
	}
	if (str_case_is(word, "am") || str_case_is(word, "pm"))
		return fail(s, half_day);
	return fail(s, bad_zone);
}

/* +01:00, +0100, +01 */
static bool take_zone(struct scan *s, int *offset)
{
	int together, hours, minutes = 0;
	int sign = skip_char(s, '-') ? -1 : skip_char(s, '+') ? 1 : 0;
	if (sign == 0)
		return take_named_zone(s, offset);
	if (take_digits(s, 4, 4, &together)) {
		hours = together / 100;
		minutes = together % 100;
	} else if (!take_digits(s, 2, 2, &hours) ||
		   (skip_char(s, ':') && !take_digits(s, 2, 2, &minutes))) {
		return fail(s, bad_zone);
	}
	if (minutes > 59)
		return fail(s, bad_zone);
	if (hours * 3600 + minutes * 60 > ZONE_MAX)
		return fail(s, "no time zone is so far from UTC");
	*offset = sign * (hours * 3600 + minutes * 60);
	return true;
}

/* Everything behind the date: nothing, a time, a time and a zone. */
static bool take_rest(struct scan *s, struct when_text *out)
{
	bool apart = skip_char(s, 'T') || skip_char(s, 't') || skip_spaces(s);
	if (s->rest.len == 0 && !apart)
		return true;
	if (!apart || !take_time(s, &out->civil) || !skip_fraction(s))
		return fail(s, bad_time);
	out->has_time = true;
	skip_spaces(s);
	if (s->rest.len == 0)
		return true;
	out->has_zone = true;
	if (!take_zone(s, &out->offset))
		return false;
	return s->rest.len == 0 || fail(s, "there is more behind the date");
}

/* ---- the date itself ---- */

static bool is_leap(int64_t year)
{
	return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static const char *const no_31st[13] = {
	[4] = "there is no 31 April",
	[6] = "there is no 31 June",
	[9] = "there is no 31 September",
	[11] = "there is no 31 November",
};

static bool check_february(struct scan *s, const struct when_civil *c)
{
	if (c->day == 31)
		return fail(s, "there is no 31 February");
	if (c->day == 30)
		return fail(s, "there is no 30 February");
	if (c->day == 29 && !is_leap(c->year))
		return fail(s, "there is no 29 February in that year");
	return true;
}

static bool check_date(struct scan *s, const struct when_civil *c)
{
	if (c->year < YEAR_MIN || c->year > YEAR_MAX)
		return fail(s, "the year is not between 1900 and 9999");
	if (c->month < 1 || c->month > 12)
		return fail(s, "the month is not between 1 and 12");
	if (c->day < 1 || c->day > 31)
		return fail(s, "the day is not between 1 and 31");
	if (c->month == 2)
		return check_february(s, c);
	if (c->day == 31 && no_31st[c->month])
		return fail(s, no_31st[c->month]);
	return true;
}

static bool check_weekday(struct scan *s, const struct when_civil *c, int weekday)
{
	static const char *const truth[] = {"that day is a Sunday",
		"that day is a Monday", "that day is a Tuesday",
		"that day is a Wednesday", "that day is a Thursday",
		"that day is a Friday", "that day is a Saturday"};
	int real = when_weekday(when_days(c->year, c->month, c->day));
	return weekday < 0 || weekday == real || fail(s, truth[real]);
}

/* A year of four digits; says what is wrong with any other. */
static bool take_year(struct scan *s, int64_t *year)
{
	int y;
	size_t digits = run_of(s, ascii_is_digit);
	if (!take_digits(s, 4, 4, &y)) {
		bool short_year = digits > 0 && digits < 4;
		return fail(
			s, short_year ? "the year must have four digits" : not_a_date);
	}
	*year = y;
	return true;
}

/* 2024-03-05, 2024-3-5, 2024/03/05 */
static bool take_year_first(struct scan *s, struct when_civil *c)
{
	if (!take_year(s, &c->year))
		return false;
	char sep = s->rest.len && s->rest.data[0] == '/' ? '/' : '-';
	if (!skip_char(s, sep) || !take_digits(s, 1, 2, &c->month) ||
		!skip_char(s, sep) || !take_digits(s, 1, 2, &c->day))
		return fail(s, not_a_date);
	return true;
}

/* 5 Mar 2024, 05 March 2024 */
static bool take_day_first(struct scan *s, struct when_civil *c)
{
	if (!take_digits(s, 1, 2, &c->day))
		return fail(s, not_a_date);
	if (s->rest.len > 1 && strchr("/.-", s->rest.data[0]) &&
		ascii_is_digit(s->rest.data[1]))
		return fail(s, order_unclear);
	bool apart = skip_spaces(s);
	c->month = apart ? take_month(s) : 0;
	if (c->month == 0 || !skip_spaces(s))
		return fail(s, not_a_date);
	return take_year(s, &c->year);
}

/* March 5, 2024; Mar 5 2024 */
static bool take_month_first(struct scan *s, struct when_civil *c)
{
	c->month = take_month(s);
	if (c->month == 0 || !skip_spaces(s) || !take_digits(s, 1, 2, &c->day))
		return fail(s, not_a_date);
	bool comma = skip_char(s, ',');
	if (!skip_spaces(s) && !comma)
		return fail(s, not_a_date);
	return take_year(s, &c->year);
}

static bool take_date(struct scan *s, struct when_civil *c)
{
	size_t digits = run_of(s, ascii_is_digit);
	if (digits >= 3)
		return take_year_first(s, c);
	return digits ? take_day_first(s, c) : take_month_first(s, c);
}

bool when_parse(const char *text, struct when_text *out, const char **problem)
{
	struct scan s = {str_trim(str_of(text)), NULL};
	*out = (struct when_text){0};
	int weekday = take_weekday(&s);
	bool ok = take_date(&s, &out->civil) && check_date(&s, &out->civil) &&
		  take_rest(&s, out) && check_weekday(&s, &out->civil, weekday);
	*problem = s.problem;
	return ok;
}

bool when_clock(const char *text, int64_t *seconds)
{
	struct scan s = {str_trim(str_of(text)), NULL};
	struct when_civil c = {0};
	if (!take_time(&s, &c) || s.rest.len)
		return false;
	*seconds = c.hour * 3600 + c.minute * 60 + c.second;
	return true;
}

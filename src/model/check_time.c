/* SPDX-License-Identifier: ISC */
#include "model/check_time.h"

#include <stddef.h>
#include "base/str.h"
#include "base/when.h"

/* A reader of the text; every take_… leaves it where it is when it does not fit. */
struct cursor {
	const char *at;
};

static size_t run_of(const char *s, bool (*is)(char))
{
	size_t n = 0;
	while (is(s[n]))
		n++;
	return n;
}

static bool take_char(struct cursor *c, char wanted)
{
	if (*c->at != wanted)
		return false;
	c->at++;
	return true;
}

/* A number of least to most digits, and no more. */
static bool take_digits(struct cursor *c, size_t least, size_t most, int *value)
{
	size_t n = run_of(c->at, ascii_is_digit);
	if (n < least || n > most)
		return false;
	*value = 0;
	for (size_t i = 0; i < n; i++)
		*value = *value * 10 + (*c->at++ - '0');
	return true;
}

/* White space, of which there has to be some. */
static bool take_space(struct cursor *c)
{
	size_t n = run_of(c->at, ascii_is_space);
	c->at += n;
	return n > 0;
}

/* One of three-letter names, in any case; its number in names. */
static bool take_name(struct cursor *c, const char *names, int *number)
{
	struct str word = {c->at, run_of(c->at, ascii_is_alpha)};
	for (int i = 0; word.len == 3 && names[3 * i]; i++) {
		struct str name = {names + 3 * i, 3};
		bool same = ascii_lower(word.data[0]) == ascii_lower(name.data[0]) &&
			    ascii_lower(word.data[1]) == name.data[1] &&
			    ascii_lower(word.data[2]) == name.data[2];
		if (!same)
			continue;
		c->at += 3;
		*number = i;
		return true;
	}
	return false;
}

static enum check_date bad(const char **problem, const char *text)
{
	*problem = text;
	return DATE_BAD;
}

static const char no_such_time[] = "has a time of day that does not exist";

/* Does the day exist, and the time? */
static bool exists(const struct when_civil *c, const char **problem)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = (c->year % 4 == 0 && c->year % 100 != 0) || c->year % 400 == 0;
	if (c->month < 1 || c->month > 12) {
		*problem = "has a month that does not exist";
		return false;
	}
	int most = days[c->month - 1] + (leap && c->month == 2);
	if (c->day < 1 || c->day > most) {
		*problem = "has a day that does not exist in its month";
		return false;
	}
	if (c->hour > 23 || c->minute > 59 || c->second > 59) {
		*problem = no_such_time;
		return false;
	}
	return true;
}

/* ---- RFC 822 ---- */

struct zone {
	int offset;      /* seconds east */
	const char *odd; /* what is odd about it; NULL: nothing */
};

static bool numeric_zone(struct cursor *c, struct zone *zone, const char **problem)
{
	int sign = *c->at == '-' ? -1 : 1, hhmm;
	c->at++;
	if (!take_digits(c, 4, 4, &hhmm)) {
		*problem = strchr(c->at, ':')
				   ? "has a zone with a colon; it is +0100 and not +01:00"
				   : "has a zone that is not like +0100";
		return false;
	}
	if (hhmm / 100 > 14 || hhmm % 100 > 59) {
		*problem = "has a zone that does not exist";
		return false;
	}
	zone->offset = sign * (hhmm / 100 * 3600 + hhmm % 100 * 60);
	return true;
}

static bool named_zone(struct cursor *c, struct zone *zone, const char **problem)
{
	static const struct {
		const char *name;
		int hours;
	} zones[] = {{"GMT", 0}, {"UT", 0}, {"Z", 0}, {"UTC", 0}, {"EST", -5},
		{"EDT", -4}, {"CST", -6}, {"CDT", -5}, {"MST", -7}, {"MDT", -6},
		{"PST", -8}, {"PDT", -7}};
	struct str word = {c->at, run_of(c->at, ascii_is_alpha)};
	c->at += word.len;
	for (size_t i = 0; i < sizeof zones / sizeof *zones; i++) {
		if (!str_is(word, zones[i].name))
			continue;
		zone->offset = zones[i].hours * 3600;
		if (str_is(word, "UTC"))
			zone->odd =
				"has the zone UTC, which is called GMT or +0000 there";
		return true;
	}
	if (word.len == 1)
		zone->odd = "has a military zone, which readers take for different times";
	else if (word.len == 0)
		*problem = "has no zone; write +0000 or GMT";
	else
		*problem =
			"has a zone of a name that is not in RFC 822; write it as +0100";
	return word.len == 1;
}

static bool take_zone(struct cursor *c, struct zone *zone, const char **problem)
{
	if (*c->at == '+' || *c->at == '-')
		return numeric_zone(c, zone, problem);
	return named_zone(c, zone, problem);
}

/* "06:30[:15]" */
static bool take_clock(struct cursor *c, struct when_civil *civil)
{
	if (!take_digits(c, 1, 2, &civil->hour) || !take_char(c, ':') ||
		!take_digits(c, 2, 2, &civil->minute))
		return false;
	return !take_char(c, ':') || take_digits(c, 2, 2, &civil->second);
}

/* "5 Mar 2024"; *year_digits */
static const char *take_day(struct cursor *c, struct when_civil *civil, int *year_digits)
{
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	int year = 0;
	if (!take_digits(c, 1, 2, &civil->day) || !take_space(c))
		return "does not begin with a day like 5 Mar 2024";
	if (!take_name(c, months, &civil->month))
		return "has a month that is none of Jan Feb Mar Apr May Jun Jul Aug Sep "
		       "Oct "
		       "Nov Dec";
	civil->month++;
	bool apart = take_space(c);
	*year_digits = (int)run_of(c->at, ascii_is_digit);
	if (!apart || *year_digits == 3 || !take_digits(c, 2, 4, &year))
		return "has no year of four digits";
	civil->year = *year_digits == 4 ? year : year < 50 ? 2000 + year : 1900 + year;
	return NULL;
}

static const char *const wrong_weekday[] = {
	"has the wrong day of the week (that is a Sunday)",
	"has the wrong day of the week (that is a Monday)",
	"has the wrong day of the week (that is a Tuesday)",
	"has the wrong day of the week (that is a Wednesday)",
	"has the wrong day of the week (that is a Thursday)",
	"has the wrong day of the week (that is a Friday)",
	"has the wrong day of the week (that is a Saturday)",
};

enum check_date check_rfc822(const char *text, int64_t *seconds, const char **problem)
{
	struct cursor c = {text};
	struct when_civil civil = {0};
	struct zone zone = {0, NULL};
	int weekday = -1, year_digits = 0;
	*problem = NULL;
	if (take_name(&c, "SunMonTueWedThuFriSat", &weekday)) {
		take_space(&c);
		if (!take_char(&c, ','))
			return bad(problem, "has no comma behind the day of the week");
		take_space(&c);
	}
	const char *fault = take_day(&c, &civil, &year_digits);
	if (fault)
		return bad(problem, fault);
	if (!take_space(&c) || !take_clock(&c, &civil))
		return bad(problem, "has no time of day like 06:30:00");
	take_space(&c);
	if (!exists(&civil, problem) || !take_zone(&c, &zone, problem))
		return DATE_BAD;
	if (*c.at)
		return bad(problem, "goes on behind its zone");
	int right = when_weekday(when_days(civil.year, civil.month, civil.day));
	if (weekday >= 0 && weekday != right)
		return bad(problem, wrong_weekday[right]);
	*seconds = when_from_civil(&civil) - zone.offset;
	*problem = year_digits == 2 ? "has a year of two digits" : zone.odd;
	return *problem ? DATE_ODD : DATE_GOOD;
}

/* ---- RFC 3339 and W3C ---- */

/* How much of a date there must be. */
enum part { PART_YEAR, PART_MINUTE, PART_SECOND };

static bool take_date(struct cursor *c, struct when_civil *civil, enum part least)
{
	int year;
	civil->month = civil->day = 1;
	if (!take_digits(c, 4, 4, &year))
		return false;
	civil->year = year;
	if (!take_char(c, '-'))
		return least == PART_YEAR;
	if (!take_digits(c, 2, 2, &civil->month))
		return false;
	if (!take_char(c, '-'))
		return least == PART_YEAR;
	return take_digits(c, 2, 2, &civil->day);
}

static bool take_offset(struct cursor *c, int *offset)
{
	int sign = *c->at == '-' ? -1 : 1, hours, minutes;
	if (take_char(c, 'Z'))
		return true;
	if (!take_char(c, '+') && !take_char(c, '-'))
		return false;
	if (!take_digits(c, 2, 2, &hours) || !take_char(c, ':') ||
		!take_digits(c, 2, 2, &minutes) || hours > 23 || minutes > 59)
		return false;
	*offset = sign * (hours * 3600 + minutes * 60);
	return true;
}

/* The seconds, with their fraction. */
static bool take_seconds(struct cursor *c, struct when_civil *civil, enum part least)
{
	if (!take_char(c, ':'))
		return least != PART_SECOND;
	if (!take_digits(c, 2, 2, &civil->second))
		return false;
	if (!take_char(c, '.'))
		return true;
	size_t n = run_of(c->at, ascii_is_digit);
	c->at += n;
	return n > 0;
}

static enum check_date iso(
	const char *text, enum part least, int64_t *seconds, const char **problem)
{
	struct cursor c = {text};
	struct when_civil civil = {0};
	int offset = 0;
	*problem = NULL;
	if (!take_date(&c, &civil, least))
		return bad(problem, "does not begin with a day like 2024-03-05");
	bool whole = least == PART_YEAR && !*c.at;
	if (!whole && !take_char(&c, 'T'))
		return bad(problem, "has no T and time of day behind the day");
	if (!whole && (!take_digits(&c, 2, 2, &civil.hour) || !take_char(&c, ':') ||
			      !take_digits(&c, 2, 2, &civil.minute) ||
			      !take_seconds(&c, &civil, least)))
		return bad(problem, "has no time of day like 06:30:00");
	if (!whole && !take_offset(&c, &offset))
		return bad(problem, *c.at == ' ' ? "has a space behind its time of day"
						 : "has no zone like Z or +01:00");
	if (*c.at)
		return bad(problem, "goes on behind its end");
	bool leap_second = civil.second == 60;
	civil.second -= leap_second;
	if (!exists(&civil, problem))
		return DATE_BAD;
	*seconds = when_from_civil(&civil) + leap_second - offset;
	return DATE_GOOD;
}

enum check_date check_rfc3339(const char *text, int64_t *seconds, const char **problem)
{
	return iso(text, PART_SECOND, seconds, problem);
}

enum check_date check_w3cdtf(const char *text, int64_t *seconds, const char **problem)
{
	return iso(text, PART_YEAR, seconds, problem);
}

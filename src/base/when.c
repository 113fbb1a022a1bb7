/* SPDX-License-Identifier: ISC */
#include "base/when.h"

#include <stdio.h>

enum { DAY = 86400 };
/* 0000-03-01 is so many days before 1970-01-01. */
enum { DAYS_TO_EPOCH = 719468 };
/* The Gregorian calendar repeats itself after 400 years. */
enum { ERA_YEARS = 400, ERA_DAYS = 146097 };

static const char weekdays[7][4] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
static const char months[12][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug",
	"Sep", "Oct", "Nov", "Dec"};

static int64_t floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

int64_t when_days(int64_t year, int month, int day)
{
	/* Years that begin in March have their leap day at the end. */
	int64_t y = month <= 2 ? year - 1 : year;
	int m = month <= 2 ? month + 9 : month - 3;
	int64_t era = floor_div(y, ERA_YEARS);
	int64_t in_era = y - era * ERA_YEARS;
	int64_t in_year = (153 * m + 2) / 5 + day - 1;
	int64_t days = in_era * 365 + in_era / 4 - in_era / 100 + in_year;
	return era * ERA_DAYS + days - DAYS_TO_EPOCH;
}

int64_t when_from_civil(const struct when_civil *c)
{
	int64_t time = c->hour * 3600 + c->minute * 60 + c->second;
	return when_days(c->year, c->month, c->day) * DAY + time;
}

/* The date of a day that is so many days after 1970-01-01. */
static struct when_civil date_of(int64_t days)
{
	days += DAYS_TO_EPOCH;
	int64_t era = floor_div(days, ERA_DAYS);
	int64_t d = days - era * ERA_DAYS;
	int64_t y = (d - d / 1460 + d / 36524 - d / (ERA_DAYS - 1)) / 365;
	int64_t in_year = d - (365 * y + y / 4 - y / 100);
	int64_t m = (5 * in_year + 2) / 153;
	struct when_civil c = {0};
	c.day = (int)(in_year - (153 * m + 2) / 5 + 1);
	c.month = (int)(m < 10 ? m + 3 : m - 9);
	c.year = y + era * ERA_YEARS + (c.month <= 2);
	return c;
}

struct when_civil when_to_civil(int64_t seconds)
{
	int64_t days = floor_div(seconds, DAY);
	int time = (int)(seconds - days * DAY);
	struct when_civil c = date_of(days);
	c.hour = time / 3600;
	c.minute = time / 60 % 60;
	c.second = time % 60;
	return c;
}

int when_weekday(int64_t days)
{
	/* 1970-01-01 was a Thursday. */
	return (int)(days + 4 - floor_div(days + 4, 7) * 7);
}

void when_rfc822(int64_t seconds, char out[WHEN_TEXT_SIZE])
{
	struct when_civil c = when_to_civil(seconds);
	int weekday = when_weekday(floor_div(seconds, DAY));
	snprintf(out, WHEN_TEXT_SIZE, "%s, %02d %s %04lld %02d:%02d:%02d +0000",
		weekdays[weekday], c.day, months[c.month - 1], (long long)c.year, c.hour,
		c.minute, c.second);
}

void when_rfc3339(int64_t seconds, char out[WHEN_TEXT_SIZE])
{
	struct when_civil c = when_to_civil(seconds);
	snprintf(out, WHEN_TEXT_SIZE, "%04lld-%02d-%02dT%02d:%02d:%02dZ",
		(long long)c.year, c.month, c.day, c.hour, c.minute, c.second);
}

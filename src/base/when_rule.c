/* SPDX-License-Identifier: ISC */
#include "base/when_rule.h"

#include "base/when.h"

enum { HOUR = 3600, DAY = 86400 };
/* RFC 8536 3.3.1: times of day from -167 to 167 hours, offsets to 24 hours. */
enum { RULE_HOURS_MAX = 167, OFFSET_HOURS_MAX = 24 };

/* ---- reading ---- */

static bool skip_char(struct str *s, char c)
{
	if (s->len == 0 || s->data[0] != c)
		return false;
	*s = str_slice(*s, 1, s->len);
	return true;
}

static bool take_number(struct str *s, int least, int most, int *value)
{
	size_t n = 0;
	long long v;
	while (n < s->len && ascii_is_digit(s->data[n]))
		n++;
	if (!str_to_int(str_slice(*s, 0, n), &v) || v < least || v > most)
		return false;
	*value = (int)v;
	*s = str_slice(*s, n, s->len);
	return true;
}

/* "BST" or "<+0330>". What it says is of no use here. */
static bool skip_name(struct str *s)
{
	size_t n = 0;
	if (skip_char(s, '<')) {
		n = str_find_char(*s, '>', 0);
		if (n == STR_NONE)
			return false;
		*s = str_slice(*s, n + 1, s->len);
		return true;
	}
	while (n < s->len && ascii_is_alpha(s->data[n]))
		n++;
	*s = str_slice(*s, n, s->len);
	return n >= 3;
}

/* [+-]hh[:mm[:ss]] in seconds. */
static bool take_hours(struct str *s, int hours_max, int *seconds)
{
	int h, m = 0, sec = 0;
	int sign = skip_char(s, '-') ? -1 : 1;
	if (sign > 0)
		skip_char(s, '+');
	if (!take_number(s, 0, hours_max, &h))
		return false;
	if (skip_char(s, ':')) {
		if (!take_number(s, 0, 59, &m))
			return false;
		if (skip_char(s, ':') && !take_number(s, 0, 59, &sec))
			return false;
	}
	*seconds = sign * (h * HOUR + m * 60 + sec);
	return true;
}

/* POSIX counts offsets west of Greenwich. */
static bool take_offset(struct str *s, int *east)
{
	int west;
	if (!take_hours(s, OFFSET_HOURS_MAX, &west))
		return false;
	*east = -west;
	return true;
}

static bool take_week_day(struct str *s, struct rule_day *d)
{
	d->kind = DAY_WEEK;
	return take_number(s, 1, 12, &d->month) && skip_char(s, '.') &&
	       take_number(s, 1, 5, &d->week) && skip_char(s, '.') &&
	       take_number(s, 0, 6, &d->day);
}

/* Jn, n or Mm.w.d, with /time (02:00 without). */
static bool take_day(struct str *s, struct rule_day *d)
{
	bool ok;
	d->seconds = 2 * HOUR;
	if (skip_char(s, 'M')) {
		ok = take_week_day(s, d);
	} else if (skip_char(s, 'J')) {
		d->kind = DAY_JULIAN;
		ok = take_number(s, 1, 365, &d->day);
	} else {
		d->kind = DAY_ZERO;
		ok = take_number(s, 0, 365, &d->day);
	}
	if (ok && skip_char(s, '/'))
		ok = take_hours(s, RULE_HOURS_MAX, &d->seconds);
	return ok;
}

bool when_rule_parse(struct str text, struct when_rule *rule)
{
	*rule = (struct when_rule){0};
	if (!skip_name(&text) || !take_offset(&text, &rule->standard))
		return false;
	if (text.len == 0)
		return true;
	rule->changes = true;
	rule->summer = rule->standard + HOUR;
	if (!skip_name(&text))
		return false;
	if (!skip_char(&text, ',') &&
		(!take_offset(&text, &rule->summer) || !skip_char(&text, ',')))
		return false;
	return take_day(&text, &rule->start) && skip_char(&text, ',') &&
	       take_day(&text, &rule->end) && text.len == 0;
}

/* ---- reckoning ---- */

/* The day that is meant in a year, in days since 1970. */
static int64_t day_in(const struct rule_day *d, int64_t year)
{
	int64_t january = when_days(year, 1, 1);
	if (d->kind == DAY_ZERO)
		return january + d->day;
	if (d->kind == DAY_JULIAN) {
		/* 29 February is never counted. */
		bool leap = when_days(year, 3, 1) - january == 60;
		return january + d->day - 1 + (leap && d->day >= 60);
	}
	int64_t first = when_days(year, d->month, 1);
	int64_t next = d->month == 12 ? when_days(year + 1, 1, 1)
				      : when_days(year, d->month + 1, 1);
	int64_t day = first + (d->day - when_weekday(first) + 7) % 7 + 7 * (d->week - 1);
	return day < next ? day : day - 7;
}

struct change {
	int64_t at;
	int before, after;
};

/* The changes of three years, so that those around any point of the middle one are
   there; in order of time, equal ones in the order of the calendar. */
enum { CHANGES = 6 };
static void changes_around(const struct when_rule *r, int64_t year, struct change *list)
{
	size_t n = 0;
	for (int64_t y = year - 1; y <= year + 1; y++) {
		list[n++] = (struct change){
			day_in(&r->start, y) * DAY + r->start.seconds - r->standard,
			r->standard, r->summer};
		list[n++] = (struct change){
			day_in(&r->end, y) * DAY + r->end.seconds - r->summer, r->summer,
			r->standard};
	}
	for (size_t i = 1; i < CHANGES; i++) {
		struct change c = list[i];
		size_t k = i;
		for (; k > 0 && list[k - 1].at > c.at; k--)
			list[k] = list[k - 1];
		list[k] = c;
	}
}

struct when_span when_rule_span(const struct when_rule *rule, int64_t t)
{
	struct when_span span = {INT64_MIN, INT64_MAX, rule->standard, rule->standard};
	struct change list[CHANGES];
	if (!rule->changes)
		return span;
	changes_around(rule, when_to_civil(t).year, list);
	for (size_t i = 0; i < CHANGES; i++) {
		if (list[i].at > t) {
			span.end = list[i].at;
			return span;
		}
		span.begin = list[i].at;
		span.offset = list[i].after;
		span.offset_before = list[i].before;
	}
	return span;
}

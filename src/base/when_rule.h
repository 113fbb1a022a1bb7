/* SPDX-License-Identifier: ISC */
/*
 * The footer rule of a time zone: when the clocks change in years that its table does
 * not reach (RFC 8536 3.3: a POSIX TZ string such as "GMT0BST,M3.5.0/1,M10.5.0").
 * Private to when_zone.c.
 */
#ifndef BASE_WHEN_RULE_H
#define BASE_WHEN_RULE_H

#include <stdint.h>
#include <stdbool.h>
#include "base/str.h"

/* A day of the year and a local time on it. */
struct rule_day {
	enum { DAY_JULIAN, DAY_ZERO, DAY_WEEK } kind; /* Jn, n, Mm.w.d */
	int day;                                      /* Jn 1-365, n 0-365, d 0-6 */
	int month, week;                              /* 1-12, 1-5 (5: the last) */
	int seconds; /* may be negative or beyond a day */
};

struct when_rule {
	int standard, summer;       /* seconds east of UTC */
	bool changes;               /* false: standard always */
	struct rule_day start, end; /* of summer time */
};

bool when_rule_parse(struct str text, struct when_rule *rule);

/* What holds at a point in time: the offset, and when it began and ends. */
struct when_span {
	int64_t begin, end;        /* INT64_MIN, INT64_MAX: never */
	int offset, offset_before; /* offset_before: until begin */
};
struct when_span when_rule_span(const struct when_rule *rule, int64_t t);

#endif

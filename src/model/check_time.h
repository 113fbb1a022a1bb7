/* SPDX-License-Identifier: ISC */
/*
 * Dates as finished feeds must write them, by kind. (What people may write in sources is
 * wider: base/when.h.)
 */
#ifndef MODEL_CHECK_TIME_H
#define MODEL_CHECK_TIME_H

#include <stdint.h>
#include <stdbool.h>

enum check_date {
	DATE_GOOD,
	DATE_ODD, /* most readers take it, some do not: *problem says what is odd */
	DATE_BAD  /* *problem says why, in a constant text */
};

/* RSS: RFC 822 with the years of RFC 2822: "[Tue, ]5 Mar 2024 06:30[:15] +0100". *seconds
   is set unless it is bad. problem continues "the date …". */
enum check_date check_rfc822(const char *text, int64_t *seconds, const char **problem);
/* Atom, JSON Feed: "2024-03-05T06:30:15[.25](Z|+01:00)" */
enum check_date check_rfc3339(const char *text, int64_t *seconds, const char **problem);
/* dc:date and its kind: "2024", "2024-03", "2024-03-05", or with a time to the minute at
   least and a zone (W3C date and time formats). */
enum check_date check_w3cdtf(const char *text, int64_t *seconds, const char **problem);

#endif

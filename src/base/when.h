/* SPDX-License-Identifier: ISC */
/*
 * Dates and times, by our own proleptic Gregorian arithmetic: no strptime, mktime,
 * localtime, TZ or locale has a say. Seconds count from 1970-01-01T00:00:00Z without
 * leap seconds.
 *
 * Reading a date has two steps, because a date without a zone means nothing before
 * the show's time zone is known: when_parse takes the text apart, when_resolve makes
 * it a point in time.
 */
#ifndef BASE_WHEN_H
#define BASE_WHEN_H

#include <stdint.h>
#include <stdbool.h>
#include "base/arena.h"

struct when_civil {
	int64_t year;
	int month, day;           /* 1-12, 1-31 */
	int hour, minute, second; /* 0-23, 0-59, 0-59 */
};

struct when_text {
	struct when_civil civil;
	bool has_time;
	bool has_zone;
	int offset; /* seconds east of UTC; meaningful with has_zone */
};

/* Understands what people write, and the front matter of the common site generators:
     2024-03-05   2024-3-5   2024/03/05   20240305 is refused
     2024-03-05 06:30[:15[.123]]   2024-03-05T06:30[:15[.123]]
       followed by nothing, Z, UTC, GMT, +01:00, +0100, +01 (with or without a space)
     [Tue, ]5 Mar 2024 [06:30[:15] [zone]]   zone also UT, EST, EDT, CST, CDT, MST, MDT, PST, PDT
     5 March 2024   March 5, 2024   (English names in full or three letters)
   Years 1900 to 9999. Refuses days that do not exist, hour 24, second 60 and a wrong day of
   the week. On false *problem says why, in a constant text: "there is no 30 February",
   "that day is a Tuesday". The fraction of a second is dropped. */
bool when_parse(const char *text, struct when_text *out, const char **problem);

/* A time zone of the IANA database, read from the system's TZif files (RFC 8536),
   with its footer rule for years beyond the table. */
struct when_zone;
/* name like "Europe/London" or "UTC" (which needs no file). NULL if there is none; *problem
   says why. Names that leave the database's folder are refused. The environment's ZONEINFO
   names another folder. What is loaded lives in the arena and may be shared by threads. */
const char *when_zone_file(struct arena *a, const char *name); /* where that would be */
const struct when_zone *when_zone_load(
	struct arena *a, const char *name, const char **problem);

enum when_fold {
	WHEN_PLAIN,
	WHEN_GAP, /* the clock jumped over this time: taken with the offset before the gap */
	WHEN_TWICE /* the clock showed it twice: the earlier one is taken */
};
/* The point in time of text: by its own zone, or by zone (NULL: UTC); at clock seconds after
   midnight if it has no time. fold may be NULL. */
int64_t when_resolve(const struct when_text *text, const struct when_zone *zone,
	int64_t clock, enum when_fold *fold);

/* "06:30", "6:30", "06:30:15" as seconds after midnight; false if it is none. */
bool when_clock(const char *text, int64_t *seconds);

/* Days since 1970-01-01 of a date that exists; the day of the week of such a number,
   from Sunday = 0. */
int64_t when_days(int64_t year, int month, int day);
int when_weekday(int64_t days);
int64_t when_from_civil(const struct when_civil *c);
struct when_civil when_to_civil(int64_t seconds);

enum { WHEN_TEXT_SIZE = 40 };
/* "Tue, 05 Mar 2024 06:30:00 +0000" (RFC 2822, four-digit year, always UTC) */
void when_rfc822(int64_t seconds, char out[WHEN_TEXT_SIZE]);
/* "2024-03-05T06:30:00Z" */
void when_rfc3339(int64_t seconds, char out[WHEN_TEXT_SIZE]);

#endif

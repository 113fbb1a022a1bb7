/* SPDX-License-Identifier: ISC */
/*
 * Fuzz target: dates, times of day and playing times. What is understood must be what
 * it says: within its bounds, and the same after it was written and read again.
 */
#include "fuzz.h"

#include <stdio.h>
#include "base/arena.h"
#include "base/duration.h"
#include "base/when.h"

/* A point in time, written by write, is read as the same point. */
static void goes_round(int64_t t, void (*write)(int64_t, char[WHEN_TEXT_SIZE]))
{
	char text[WHEN_TEXT_SIZE];
	struct when_text again;
	const char *problem;
	write(t, text);
	must(when_parse(text, &again, &problem));
	must(again.has_time && again.has_zone && again.offset == 0);
	must(when_resolve(&again, NULL, 0, NULL) == t);
}

static void check_civil(const struct when_civil *c)
{
	must(c->year >= 1900 && c->year <= 9999);
	must(c->month >= 1 && c->month <= 12 && c->day >= 1 && c->day <= 31);
	must(c->hour >= 0 && c->hour <= 23 && c->minute >= 0 && c->minute <= 59);
	must(c->second >= 0 && c->second <= 59);
	struct when_civil back = when_to_civil(when_from_civil(c));
	must(back.year == c->year && back.month == c->month && back.day == c->day);
	must(back.hour == c->hour && back.minute == c->minute &&
		back.second == c->second);
}

static void check_date(const char *text, const struct when_zone *zone)
{
	struct when_text w;
	const char *problem = NULL;
	if (!when_parse(text, &w, &problem)) {
		must(problem != NULL);
		return;
	}
	must(problem == NULL);
	check_civil(&w.civil);
	enum when_fold fold;
	int64_t utc = when_resolve(&w, NULL, 0, NULL);
	int64_t local = when_resolve(&w, zone, 0, &fold);
	must(llabs(local - utc) < 48 * 3600);
	must(!w.has_zone || (local == utc && fold == WHEN_PLAIN));
	/* A zone may push the ends of the calendar over its edge. */
	int64_t year = when_to_civil(local).year;
	if (year < 1900 || year > 9999)
		return;
	goes_round(local, when_rfc3339);
	goes_round(local, when_rfc822);
}

static void check_duration(struct str text)
{
	char digits[32];
	int64_t seconds, again;
	if (!duration_parse(text, &seconds))
		return;
	must(seconds >= 0);
	snprintf(digits, sizeof digits, "%lld", (long long)seconds);
	must(duration_parse(str_of(digits), &again) && again == seconds);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena;
	int64_t seconds;
	const char *problem;
	arena_init(&arena, exhausted);
	const char *text = arena_strndup(&arena, (const char *)data, size);
	const struct when_zone *zone = when_zone_load(&arena, "Europe/London", &problem);
	check_date(text, zone);
	/* Not NUL-terminated: a slice must be enough. */
	check_duration((struct str){(const char *)data, size});
	if (when_clock(text, &seconds))
		must(seconds >= 0 && seconds < 86400);
	arena_release(&arena);
	return 0;
}

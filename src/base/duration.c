/* SPDX-License-Identifier: ISC */
#include "base/duration.h"

/* Longer than this is a slip, and sums stay far from overflow: a hundred years. */
static const long long LONGEST = 100LL * 366 * 24 * 3600;

/* Takes a run of digits off *text. False if there is none or it is too large. */
static bool take_number(struct str *text, long long *value)
{
	size_t n = 0;
	while (n < text->len && ascii_is_digit(text->data[n]))
		n++;
	if (!str_to_int(str_slice(*text, 0, n), value) || *value > LONGEST)
		return false;
	*text = str_slice(*text, n, text->len);
	return true;
}

/* Takes ".456" off *text; false if it is not there. */
static bool take_fraction(struct str *text)
{
	size_t n = 1;
	if (text->len < 2 || text->data[0] != '.')
		return false;
	while (n < text->len && ascii_is_digit(text->data[n]))
		n++;
	*text = str_slice(*text, n, text->len);
	return n > 1;
}

static bool finish(long long total, int64_t *seconds)
{
	if (total > LONGEST)
		return false;
	*seconds = total;
	return true;
}

/* "3600", "59:30", "1:02:03", each with a fraction of the seconds. */
static bool parse_colons(struct str text, int64_t *seconds)
{
	long long total, part;
	if (!take_number(&text, &total))
		return false;
	for (int parts = 1; text.len && text.data[0] == ':'; parts++) {
		text = str_slice(text, 1, text.len);
		size_t before = text.len;
		if (parts == 3 || !take_number(&text, &part))
			return false;
		if (before - text.len != 2 || part > 59)
			return false;
		total = total * 60 + part;
	}
	take_fraction(&text);
	return text.len == 0 && finish(total, seconds);
}

struct unit {
	const char *name;
	int seconds;
};

static const struct unit units[] = {
	{"h", 3600},
	{"hr", 3600},
	{"hrs", 3600},
	{"hour", 3600},
	{"hours", 3600},
	{"m", 60},
	{"min", 60},
	{"mins", 60},
	{"minute", 60},
	{"minutes", 60},
	{"s", 1},
	{"sec", 1},
	{"secs", 1},
	{"second", 1},
	{"seconds", 1},
};

/* Takes a unit's name off *text; 0 if there is none. */
static int take_unit(struct str *text)
{
	size_t n = 0;
	while (n < text->len && ascii_is_alpha(text->data[n]))
		n++;
	struct str word = str_slice(*text, 0, n);
	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		if (!str_case_is(word, units[i].name))
			continue;
		*text = str_slice(*text, n, text->len);
		return units[i].seconds;
	}
	return 0;
}

/* "1h 2m 3s", "45 min", "1H2M3.5S": each unit once, the larger first. */
static bool parse_units(struct str text, int64_t *seconds)
{
	long long total = 0, part;
	int above = 0; /* the unit before this one */
	while (text.len) {
		if (!take_number(&text, &part))
			return false;
		bool fraction = take_fraction(&text);
		text = str_trim(text);
		int unit = take_unit(&text);
		if (unit == 0 || (fraction && unit != 1))
			return false;
		if (above && (unit >= above || part > 59))
			return false;
		total += part * unit;
		above = unit;
		text = str_trim(text);
	}
	return above && finish(total, seconds);
}

bool duration_parse(struct str text, int64_t *seconds)
{
	text = str_trim(text);
	if (str_case_starts(text, "PT"))
		return parse_units(str_slice(text, 2, text.len), seconds);
	return parse_colons(text, seconds) || parse_units(text, seconds);
}

/* SPDX-License-Identifier: ISC */
/* Places on Earth as feeds have them: W3C Basic Geo and its kin, GeoRSS Simple, GML. */
#include "validate/values.h"

#include <stdlib.h>
#include "model/check_form.h"

enum { LATITUDE_MOST = 90, LONGITUDE_MOST = 180 };

static struct str without_plus(struct str s)
{
	return str_starts(s, "+") ? str_slice(s, 1, s.len) : s;
}

enum { NUMBER_SIZE = 64 }; /* what is longer is no place on Earth */

/* A list may have millions: nothing is kept of each. */
static bool number_of(struct str s, double *number)
{
	char text[NUMBER_SIZE];
	s = without_plus(s);
	if (s.len == 0 || s.len >= sizeof text)
		return false;
	memcpy(text, s.data, s.len);
	text[s.len] = '\0';
	if (!check_signed_decimal(text))
		return false;
	*number = strtod(text, NULL);
	return true;
}

static bool is_degrees(struct str s, int most)
{
	double n;
	return number_of(s, &n) && n >= -most && n <= most;
}

static bool tell(struct judge *j, const char *value, const char *what)
{
	judge_say(j, FG_RULE_FEED_NUMBER, "%s is no %s: %s", judge_what(j), what,
		judge_quote(j, value));
	return false;
}

bool value_latitude(struct judge *j, const char *value)
{
	return is_degrees(str_of(value), LATITUDE_MOST) ||
	       tell(j, value, "number of degrees up to 90");
}

bool value_longitude(struct judge *j, const char *value)
{
	return is_degrees(str_of(value), LONGITUDE_MOST) ||
	       tell(j, value, "number of degrees up to 180");
}

static bool is_same_number(struct str a, struct str b)
{
	double x, y;
	return number_of(a, &x) && number_of(b, &y) && x <= y && y <= x;
}

bool value_signed(struct judge *j, const char *value)
{
	double n;
	return number_of(str_of(value), &n) || tell(j, value, "number");
}

bool value_signed_whole(struct judge *j, const char *value)
{
	struct str s = without_plus(str_of(value));
	s = str_starts(s, "-") ? str_slice(s, 1, s.len) : s;
	bool digits = s.len > 0;
	for (size_t i = 0; i < s.len; i++)
		digits = digits && ascii_is_digit(s.data[i]);
	return digits || tell(j, value, "whole number");
}

/* ---- latitude and longitude ---- */

/* Takes the next word off *rest; commas between words are a slip that is told once. */
static bool next_word(struct str *rest, struct str *word, bool *comma)
{
	static const char between[] = ", \t\r\n";
	size_t i = 0, end;
	while (i < rest->len && strchr(between, rest->data[i])) {
		*comma = *comma || rest->data[i] == ',';
		i++;
	}
	for (end = i; end < rest->len && !strchr(between, rest->data[end]);)
		end++;
	*word = str_slice(*rest, i, end);
	*rest = str_slice(*rest, end, rest->len);
	return word->len > 0;
}

/* How many pairs value is; 0: it is none, or not whole ones. */
static size_t pairs_of(const char *value, bool *comma)
{
	struct str rest = str_of(value), word;
	size_t n = 0;
	for (; next_word(&rest, &word, comma); n++) {
		if (!is_degrees(word, n % 2 ? LONGITUDE_MOST : LATITUDE_MOST))
			return 0;
	}
	return n % 2 ? 0 : n / 2;
}

static bool points(
	struct judge *j, const char *value, size_t least, size_t most, const char *what)
{
	bool comma = false;
	size_t n = pairs_of(value, &comma);
	if (n < least || n > most)
		return tell(j, value, what);
	if (comma)
		judge_say(j, FG_RULE_FEED_COORDINATES,
			"%s has a comma between its numbers: %s", judge_what(j),
			judge_quote(j, value));
	return true;
}

bool value_point(struct judge *j, const char *value)
{
	return points(j, value, 1, 1, "latitude and longitude");
}

bool value_line_of_points(struct judge *j, const char *value)
{
	return points(j, value, 2, SIZE_MAX, "list of two or more points");
}

bool value_box(struct judge *j, const char *value)
{
	return points(j, value, 2, 2, "pair of corners");
}

/* Its last point is the first once more. */
bool value_polygon(struct judge *j, const char *value)
{
	static const char what[] =
		"list of four or more points, the last of which is the "
		"first";
	struct str rest = str_of(value), word, first[2] = {{0}}, last[2] = {{0}};
	bool comma = false;
	for (size_t n = 0; next_word(&rest, &word, &comma); n++) {
		last[n % 2] = word;
		if (n < 2)
			first[n] = word;
	}
	if (!points(j, value, 4, SIZE_MAX, what))
		return false;
	bool closed =
		is_same_number(first[0], last[0]) && is_same_number(first[1], last[1]);
	return closed || tell(j, value, what);
}

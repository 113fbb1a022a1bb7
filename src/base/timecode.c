/* SPDX-License-Identifier: ISC */
#include "base/timecode.h"

enum { SECOND = 1000, MINUTE = 60 * SECOND, HOUR = 60 * MINUTE };

/* Takes digits off *text. False: there are none, or too many for any time. */
static bool take_digits(struct str *text, int64_t *value, size_t *digits)
{
	size_t n = 0;
	*value = 0;
	while (n < text->len && n < 10 && ascii_is_digit(text->data[n]))
		*value = *value * 10 + (text->data[n++] - '0');
	*digits = n;
	*text = str_slice(*text, n, text->len);
	return n > 0 && (text->len == 0 || !ascii_is_digit(text->data[0]));
}

/* ".25" is 250; the whole of text has to be that. */
static bool parse_fraction(struct str text, int64_t *ms)
{
	int64_t unit = 100;
	if (text.len < 2 || (text.data[0] != '.' && text.data[0] != ','))
		return text.len == 0;
	for (size_t i = 1; i < text.len; i++, unit /= 10) {
		if (!ascii_is_digit(text.data[i]))
			return false;
		*ms += (text.data[i] - '0') * unit;
	}
	return true;
}

bool timecode_parse(struct str text, int64_t *ms)
{
	int64_t total, part;
	size_t digits;
	text = str_trim(text);
	if (!take_digits(&text, &total, &digits))
		return false;
	for (int parts = 1; text.len && text.data[0] == ':'; parts++) {
		text = str_slice(text, 1, text.len);
		if (parts == 3 || !take_digits(&text, &part, &digits) || digits != 2 ||
			part > 59)
			return false;
		total = total * 60 + part;
	}
	if (total > TIMECODE_MAX / SECOND)
		return false;
	total *= SECOND;
	if (!parse_fraction(text, &total))
		return false;
	*ms = total;
	return true;
}

size_t timecode_len(struct str s)
{
	size_t n = s.len && (s.data[0] == '[' || s.data[0] == '('), colons = 0;
	bool bracket = n > 0, digit = false;
	for (; n < s.len; n++) {
		bool colon = s.data[n] == ':' && digit;
		digit = ascii_is_digit(s.data[n]);
		colons += colon;
		if (!digit && !colon && !(s.data[n] == '.' && colons))
			break;
	}
	if (colons == 0 || !ascii_is_digit(s.data[n - 1]))
		return 0;
	bool closed = n < s.len && (s.data[n] == ']' || s.data[n] == ')');
	return bracket != closed ? 0 : n + closed;
}

/* Puts value there in so many digits; returns what is behind them. Captions have thousands of
   times: printf takes ten times as long. */
static char *put(char *to, int64_t value, int digits)
{
	for (int i = digits; i-- > 0; value /= 10)
		to[i] = (char)('0' + value % 10);
	return to + digits;
}

/* The whole hours, in at least that many digits, and the colon behind them. */
static char *put_hours(char *to, int64_t ms, int least)
{
	int digits = 1;
	for (int64_t rest = ms / HOUR; rest >= 10; rest /= 10)
		digits++;
	to = put(to, ms / HOUR, digits < least ? least : digits);
	*to++ = ':';
	return to;
}

static char *put_minutes(char *to, int64_t ms, int digits)
{
	to = put(to, ms / MINUTE % 60, digits);
	*to++ = ':';
	return put(to, ms / SECOND % 60, 2);
}

size_t timecode_text(int64_t ms, char point, char out[TIMECODE_SIZE])
{
	char *to = put_minutes(put_hours(out, ms, 2), ms, 2);
	if (point) {
		*to++ = point;
		to = put(to, ms % SECOND, 3);
	}
	*to = '\0';
	return (size_t)(to - out);
}

size_t timecode_short(int64_t ms, char out[TIMECODE_SIZE])
{
	bool hours = ms >= HOUR, tens = hours || ms >= 10 * MINUTE;
	char *to = hours ? put_hours(out, ms, 1) : out;
	to = put_minutes(to, ms, tens ? 2 : 1);
	*to = '\0';
	return (size_t)(to - out);
}

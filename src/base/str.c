/* SPDX-License-Identifier: ISC */
#include "base/str.h"

bool str_case_starts(struct str s, const char *prefix)
{
	size_t i = 0;
	for (; prefix[i]; i++) {
		if (i >= s.len || ascii_lower(s.data[i]) != ascii_lower(prefix[i]))
			return false;
	}
	return true;
}

bool str_case_eq(struct str a, struct str b)
{
	if (a.len != b.len)
		return false;
	for (size_t i = 0; i < a.len; i++) {
		if (ascii_lower(a.data[i]) != ascii_lower(b.data[i]))
			return false;
	}
	return true;
}

bool str_case_is(struct str s, const char *other)
{
	size_t i = 0;
	while (i < s.len && other[i] && ascii_lower(s.data[i]) == ascii_lower(other[i]))
		i++;
	return i == s.len && !other[i];
}

struct str str_trim(struct str s)
{
	while (s.len && ascii_is_space(s.data[0])) {
		s.data++;
		s.len--;
	}
	while (s.len && ascii_is_space(s.data[s.len - 1]))
		s.len--;
	return s;
}

enum { NEEDLE_SHORT = 8 };

static size_t find_long(struct str s, const char *needle, size_t from)
{
	if (from > s.len)
		return STR_NONE;
	const char *hit = memmem(s.data + from, s.len - from, needle, strlen(needle));
	return hit ? (size_t)(hit - s.data) : STR_NONE;
}

/* Where next the two characters that pair begins with stand, if that is near; else how far they
   were looked for. */
static size_t find_pair_near(struct str s, const char *pair, size_t from)
{
	enum { NEAR = 8 * LANES };
	size_t end = s.len - from > NEAR ? from + NEAR : s.len, first;
	for (; from + LANES < end; from += LANES) {
		lanes one = lanes_load(s.data + from) == (unsigned char)pair[0];
		lanes two = lanes_load(s.data + from + 1) == (unsigned char)pair[1];
		first = lanes_first(one & two);
		if (first < LANES)
			return from + first;
	}
	return from;
}

/* What is looked for mostly begins with a character that a text rarely has. Where one begins
   something else there may be many: two characters are rarer. */
size_t str_find(struct str s, const char *needle, size_t from)
{
	size_t n = strlen(needle);
	if (n < 2 || n > NEEDLE_SHORT)
		return find_long(s, needle, from);
	while ((from = str_find_char(s, needle[0], from)) != STR_NONE &&
		s.len - from >= n) {
		if (memcmp(s.data + from, needle, n) == 0)
			return from;
		from = find_pair_near(s, needle, from + 1);
	}
	return STR_NONE;
}

bool str_cut(struct str *rest, char sep, struct str *part)
{
	if (!rest->data)
		return false;
	size_t at = str_find_char(*rest, sep, 0);
	if (at == STR_NONE) {
		*part = *rest;
		*rest = (struct str){NULL, 0};
		return true;
	}
	*part = str_slice(*rest, 0, at);
	*rest = str_slice(*rest, at + 1, rest->len);
	return true;
}

bool str_line(struct str *rest, struct str *line)
{
	if (rest->len == 0)
		return false;
	size_t at = str_find_char(*rest, '\n', 0);
	size_t end = at == STR_NONE ? rest->len : at;
	*line = str_slice(*rest, 0, end);
	*rest = str_slice(*rest, at == STR_NONE ? end : end + 1, rest->len);
	return true;
}

enum { WORD_MAX = 40 };

static size_t least(size_t a, size_t b, size_t c)
{
	size_t m = a < b ? a : b;
	return m < c ? m : c;
}

size_t str_distance(const char *a, const char *b)
{
	size_t na = strlen(a), nb = strlen(b);
	if (na > WORD_MAX || nb > WORD_MAX)
		return na > nb ? na : nb;
	size_t row[WORD_MAX + 1];
	for (size_t j = 0; j <= nb; j++)
		row[j] = j;
	for (size_t i = 1; i <= na; i++) {
		size_t diagonal = row[0];
		row[0] = i;
		for (size_t j = 1; j <= nb; j++) {
			size_t change = ascii_lower(a[i - 1]) != ascii_lower(b[j - 1]);
			size_t next =
				least(row[j] + 1, row[j - 1] + 1, diagonal + change);
			diagonal = row[j];
			row[j] = next;
		}
	}
	return row[nb];
}

bool str_resembles(const char *word, const char *candidate)
{
	size_t n = strlen(word);
	size_t limit = n <= 3 ? 1 : n <= 7 ? 2 : 3, m = strlen(candidate);
	/* so many letters at least are too few or too many */
	bool far = n > m + limit || m > n + limit;
	return !far && m > limit && str_distance(word, candidate) <= limit;
}

bool str_to_int(struct str s, long long *value)
{
	long long v = 0;
	if (s.len == 0)
		return false;
	for (size_t i = 0; i < s.len; i++) {
		if (!ascii_is_digit(s.data[i]))
			return false;
		if (__builtin_mul_overflow(v, 10, &v) ||
			__builtin_add_overflow(v, s.data[i] - '0', &v))
			return false;
	}
	*value = v;
	return true;
}

bool str_is_among(const char *text, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (strcmp(words[i], text) == 0)
			return true;
	}
	return false;
}

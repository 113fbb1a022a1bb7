/* SPDX-License-Identifier: ISC */
/*
 * str: a slice of text that somebody else owns. It is not NUL-terminated.
 *
 * All comparisons are of bytes; "case" means ASCII case, whatever the locale.
 */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stddef.h>
#include <stdbool.h>
#include <string.h>
#include "base/lanes.h"

struct str {
	const char *data;
	size_t len;
};

/* printf("%.*s", STR_ARG(s)) */
#define STR_ARG(s) ((int)((s).len > 0x7fffffff ? 0x7fffffff : (s).len)), (s).data
#define STR_NONE   ((size_t)-1)

static inline struct str str_of(const char *s)
{
	return (struct str){s, s ? strlen(s) : 0};
}
static inline struct str str_slice(struct str s, size_t from, size_t to)
{
	return (struct str){s.data + from, to - from};
}
static inline bool str_eq(struct str a, struct str b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.data, b.data, a.len) == 0);
}
static inline bool str_is(struct str a, const char *b)
{
	return str_eq(a, str_of(b));
}
/* Here, not in str.c: with a prefix that is written out it becomes one comparison. */
static inline bool str_starts(struct str s, const char *prefix)
{
	size_t n = strlen(prefix);
	return s.len >= n && memcmp(s.data, prefix, n) == 0;
}
static inline bool str_ends(struct str s, const char *suffix)
{
	size_t n = strlen(suffix);
	return s.len >= n && memcmp(s.data + s.len - n, suffix, n) == 0;
}

static inline bool ascii_is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}
static inline bool ascii_is_digit(char c)
{
	return c >= '0' && c <= '9';
}
static inline char ascii_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}
static inline bool ascii_is_alpha(char c)
{
	char l = ascii_lower(c);
	return l >= 'a' && l <= 'z';
}
static inline bool ascii_is_alnum(char c)
{
	return ascii_is_alpha(c) || ascii_is_digit(c);
}

bool str_case_is(struct str s, const char *other);
bool str_case_eq(struct str a, struct str b);
bool str_case_starts(struct str s, const char *prefix);
/* Without ASCII white space at either end. */
struct str str_trim(struct str s);
/* Offset of the first needle in s at or after from, or STR_NONE. */
size_t str_find(struct str s, const char *needle, size_t from);
static inline size_t str_find_char(struct str s, char c, size_t from)
{
	if (from >= s.len)
		return STR_NONE;
	const char *hit = (const char *)memchr(s.data + from, c, s.len - from);
	return hit ? (size_t)(hit - s.data) : STR_NONE;
}
/* Offset of the first byte of s at or after from that is in set, else s.len. Not for NUL. set is
   to be written out where this is called, and short: it becomes a comparison for each character. */
static inline __attribute__((always_inline)) size_t str_until(
	struct str s, const char *set, size_t from)
{
	size_t n = strlen(set), i = from;
	if (i >= s.len)
		return s.len;
	for (; s.len - i >= LANES; i += LANES) {
		size_t first = lanes_first(lanes_in(lanes_load(s.data + i), set, n));
		if (first < LANES)
			return i + first;
	}
	lanes end = lanes_load_end(s.data + i, s.len - i);
	size_t first = lanes_first(lanes_in(end, set, n));
	return first < LANES ? i + first : s.len;
}
/* Takes the part before the next sep off *rest (all of it if there is none).
   False when *rest was used up: for (…; str_cut(&rest, ',', &part); ). */
bool str_cut(struct str *rest, char sep, struct str *part);
/* Takes the next line off *rest, without its LF. */
bool str_line(struct str *rest, struct str *line);
/* Is text one of those in the array words? */
#define STR_IS_AMONG(text, words)                                                        \
	str_is_among((text), (words), sizeof(words) / sizeof *(words))
bool str_is_among(const char *text, const char *const *words, size_t n);
/* How many letters differ between two short words (Levenshtein), case ignored. */
size_t str_distance(const char *a, const char *b);
/* True if word is near enough to candidate to be a slip for it. */
bool str_resembles(const char *word, const char *candidate);
/* A decimal number of digits alone; false on anything else or beyond INT64_MAX. */
bool str_to_int(struct str s, long long *value);

#endif

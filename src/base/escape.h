/* SPDX-License-Identifier: ISC */
/*
 * escape: appends text of XML or HTML, in which some characters stand as references.
 *
 *     escape_add(out, text, "&<>");
 *
 * What is between them is looked for and copied sixteen bytes at a time. set is to be
 * written out where it is called: then the compiler makes a comparison of each character.
 */
#ifndef BASE_ESCAPE_H
#define BASE_ESCAPE_H

#include "base/lanes.h"
#include "base/sbuf.h"

enum { ESCAPE_MAX = 8 };

/* What is written for a character. Copied as a whole: that takes no call. */
struct escape {
	char as[ESCAPE_MAX];
	size_t len;
};

/* Of & < > " and white space. A parser would read a bare CR as LF, and every bare white space
   in an attribute as a space. */
static inline struct escape escape_of(char c)
{
	switch (c) {
	case '&':
		return (struct escape){"&amp;", 5};
	case '<':
		return (struct escape){"&lt;", 4};
	case '>':
		return (struct escape){"&gt;", 4};
	case '\r':
		return (struct escape){"&#13;", 5};
	case '"':
		return (struct escape){"&quot;", 6};
	case '\t':
		return (struct escape){"&#9;", 4};
	default:
		return (struct escape){"&#10;", 5};
	}
}

static inline __attribute__((always_inline)) bool escape_is_in(
	const char *set, size_t n, char c)
{
	bool in = false;
#pragma GCC unroll 8
	for (size_t i = 0; i < n; i++)
		in |= c == set[i];
	return in;
}

/* The same as escape_add, a piece at a time, for what is short or has little room. */
static inline __attribute__((always_inline)) void escape_slowly(
	struct sbuf *out, struct str s, const char *set)
{
	size_t n = strlen(set), done = 0;
	for (size_t i = 0; i < s.len; i++) {
		if (!escape_is_in(set, n, s.data[i]))
			continue;
		sbuf_slice(out, str_slice(s, done, i));
		struct escape entity = escape_of(s.data[i]);
		sbuf_add(out, entity.as, entity.len);
		done = i + 1;
	}
	sbuf_slice(out, str_slice(s, done, s.len));
}

static inline __attribute__((always_inline)) void escape_add(
	struct sbuf *out, struct str s, const char *set)
{
	enum { STEP = LANES + ESCAPE_MAX };
	size_t n = strlen(set);
	while (s.len >= LANES && sbuf_has_room(out, s.len, STEP)) {
		size_t room = (out->cap < out->max ? out->cap : out->max) - STEP;
		size_t len = out->len;
		do {
			char *to = out->own + len;
			lanes v = lanes_load(s.data);
			size_t first = lanes_first(lanes_in(v, set, n)), taken = first;
			memcpy(to, &v, sizeof v);
			if (first < LANES) {
				struct escape entity = escape_of(s.data[first]);
				memcpy(to + first, entity.as, sizeof entity.as);
				first += entity.len;
				taken++;
			}
			len += first;
			s = str_slice(s, taken, s.len);
		} while (s.len >= LANES && len < room);
		out->len = len;
	}
	if (out->own)
		out->own[out->len] = '\0';
	if (s.len > 0) /* none at all may have no address */
		escape_slowly(out, s, set);
}

#endif

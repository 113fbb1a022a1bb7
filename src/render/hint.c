/* SPDX-License-Identifier: ISC */
#include "render/hint.h"

#include "base/lanes.h"
#include "render/bracket.h"

/* Is there at offset at what may begin a token? */
static bool is_hint(struct str text, size_t at)
{
	char next = at + 1 < text.len ? text.data[at + 1] : '\0';
	switch (text.data[at]) {
	case '{':
		return next == '{' || next == '%' || next == '#' || next == ':';
	case '%':
		return next == '}' || next == '%';
	case '[':
		return next == '^' || bracket_begins(str_slice(text, at, text.len));
	default:
		return false;
	}
}

/* Offset of the first lane at at, behind which is one more, where that may be; LANES: there is
   none. */
static size_t hint_lane(struct str text, size_t at)
{
	lanes v = lanes_load(text.data + at), next = lanes_load(text.data + at + 1);
	return lanes_first(
		(lanes)(v == '{') | (lanes)(v == '[') |
		((lanes)(v == '%') & ((lanes)(next == '}') | (lanes)(next == '%'))));
}

size_t hint_next(struct str text, size_t from)
{
	size_t at = from, len = text.len;
	while (at < len) {
		size_t lane = len - at > LANES ? hint_lane(text, at) : 0;
		at += lane;
		if (lane < LANES && is_hint(text, at))
			break;
		at += lane < LANES;
	}
	return at;
}

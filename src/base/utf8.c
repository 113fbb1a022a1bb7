/* SPDX-License-Identifier: ISC */
#include "base/utf8.h"

#include "base/lanes.h"

static bool is_tail(char c)
{
	return ((unsigned char)c & 0xc0) == 0x80;
}

/* Length that the first byte announces, and its payload; 0 if it cannot start. */
static size_t lead(unsigned char c, uint32_t *bits)
{
	if (c < 0x80) {
		*bits = c;
		return 1;
	}
	if (c >= 0xc2 && c <= 0xdf) {
		*bits = c & 0x1f;
		return 2;
	}
	if (c >= 0xe0 && c <= 0xef) {
		*bits = c & 0x0f;
		return 3;
	}
	if (c >= 0xf0 && c <= 0xf4) {
		*bits = c & 0x07;
		return 4;
	}
	return 0;
}

size_t utf8_decode(const char *s, size_t n, uint32_t *cp)
{
	static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
	if (n == 0)
		return 0;
	uint32_t v;
	size_t len = lead((unsigned char)s[0], &v);
	if (len == 0 || len > n)
		return 0;
	for (size_t i = 1; i < len; i++) {
		if (!is_tail(s[i]))
			return 0;
		v = v << 6 | ((unsigned char)s[i] & 0x3f);
	}
	if (v < smallest[len] || v > 0x10ffff || (v >= 0xd800 && v <= 0xdfff))
		return 0;
	*cp = v;
	return len;
}

size_t utf8_encode(uint32_t cp, char *out)
{
	if (cp < 0x80) {
		out[0] = (char)cp;
		return 1;
	}
	if (cp < 0x800) {
		out[0] = (char)(0xc0 | cp >> 6);
		out[1] = (char)(0x80 | (cp & 0x3f));
		return 2;
	}
	if (cp < 0x10000) {
		out[0] = (char)(0xe0 | cp >> 12);
		out[1] = (char)(0x80 | (cp >> 6 & 0x3f));
		out[2] = (char)(0x80 | (cp & 0x3f));
		return 3;
	}
	out[0] = (char)(0xf0 | cp >> 18);
	out[1] = (char)(0x80 | (cp >> 12 & 0x3f));
	out[2] = (char)(0x80 | (cp >> 6 & 0x3f));
	out[3] = (char)(0x80 | (cp & 0x3f));
	return 4;
}

bool utf8_is_xml_char(uint32_t cp)
{
	if (cp < 0x20)
		return cp == 0x9 || cp == 0xa || cp == 0xd;
	return cp <= 0xd7ff || (cp >= 0xe000 && cp <= 0xfffd) ||
	       (cp >= 0x10000 && cp <= 0x10ffff);
}

/* Does c need a closer look than that it is ASCII and no control? */
static bool is_odd(char c)
{
	return (unsigned char)c < 0x20 || (unsigned char)c > 0x7f;
}

/* Length of the character of clean text at s; 0: it is none. */
static size_t clean_char(const char *s, size_t n)
{
	uint32_t cp;
	if (*s == '\n')
		return 1;
	size_t len = utf8_decode(s, n, &cp);
	return len && utf8_is_xml_char(cp) ? len : 0;
}

size_t utf8_clean_len(struct str s)
{
	size_t i = 0;
	while (i < s.len) {
		if (s.len - i >= LANES) {
			lanes v = lanes_load(s.data + i);
			size_t plain = lanes_first(lanes_odd(v) & (lanes)(v != '\n'));
			i += plain;
			if (plain == LANES)
				continue;
		}
		do {
			size_t n = clean_char(s.data + i, s.len - i);
			if (n == 0)
				return i;
			i += n;
		} while (i < s.len && (is_odd(s.data[i]) || s.len - i < LANES));
	}
	return i;
}

size_t utf8_cut(struct str s, size_t max)
{
	if (s.len <= max)
		return s.len;
	while (max > 0 && is_tail(s.data[max]))
		max--;
	return max;
}

size_t utf8_count(struct str s)
{
	size_t tails = 0, i = 0;
	uint64_t eight;
	/* Of a byte that only continues a character bit 7 is set, and bit 6 is not. */
	for (; i + sizeof eight <= s.len; i += sizeof eight) {
		memcpy(&eight, s.data + i, sizeof eight);
		eight = eight >> 7 & ~(eight >> 6) & 0x0101010101010101u;
		tails += (size_t)__builtin_popcountll(eight);
	}
	for (; i < s.len; i++)
		tails += is_tail(s.data[i]);
	return s.len - tails;
}

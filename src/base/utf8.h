/* SPDX-License-Identifier: ISC */
/*
 * UTF-8, and the characters that XML 1.0 allows (production [2] Char).
 *
 * Text is checked once, where it is read; everything behind trusts it.
 */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stdint.h>
#include <stddef.h>
#include <stdbool.h>
#include "base/str.h"

/* Decodes the code point at s (n bytes are there). Returns its length in bytes, or
   0 if these bytes are not UTF-8 (overlong, surrogate, cut short, beyond U+10FFFF). */
size_t utf8_decode(const char *s, size_t n, uint32_t *cp);
/* Writes cp to out (room for 4 bytes) and returns how many bytes it took. */
size_t utf8_encode(uint32_t cp, char *out);
/* #x9 #xA #xD #x20-#xD7FF #xE000-#xFFFD #x10000-#x10FFFF */
bool utf8_is_xml_char(uint32_t cp);
/* Length of the longest prefix that is UTF-8 of XML characters only: s.len if all is well. */
size_t utf8_clean_len(struct str s);
/* The longest length <= max that does not cut a code point of (valid) s in two. */
size_t utf8_cut(struct str s, size_t max);
/* Number of code points in (valid) s. */
size_t utf8_count(struct str s);

/* UTF-16 writes a character above U+FFFF as a pair (RFC 2781 2.1), as escapes of JSON do: is unit
   its first half, or its second? */
static inline bool utf16_is_high(uint32_t unit)
{
	return unit >= 0xd800 && unit <= 0xdbff;
}
static inline bool utf16_is_low(uint32_t unit)
{
	return unit >= 0xdc00 && unit <= 0xdfff;
}
/* The character that a first and a second half are. */
static inline uint32_t utf16_pair(uint32_t high, uint32_t low)
{
	return 0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00);
}

#endif

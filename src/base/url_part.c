/* SPDX-License-Identifier: ISC */
/* Percent-encoding (RFC 3986 2.1) of single parts of URLs. */
#include "base/url.h"

#include <string.h>

static const char digits[] = "0123456789ABCDEFabcdef";

static bool is_unreserved(char c)
{
	return ascii_is_alpha(c) || ascii_is_digit(c) || strchr("-._~", c);
}

const char *url_encode_part(struct arena *a, const char *text)
{
	char *part = arena_alloc(a, 3 * strlen(text) + 1), *to = part;
	for (; *text; text++) {
		unsigned char c = (unsigned char)*text;
		if (is_unreserved(*text)) {
			*to++ = *text;
			continue;
		}
		*to++ = '%';
		*to++ = digits[c >> 4];
		*to++ = digits[c & 15];
	}
	*to = '\0';
	return part;
}

/* The value of a hexadecimal digit, or -1. */
static int digit(char c)
{
	const char *at = c ? strchr(digits, c) : NULL;
	int value = at ? (int)(at - digits) : -1;
	return value < 16 ? value : value - 6;
}

const char *url_decode_part(struct arena *a, struct str part)
{
	char *text = arena_alloc(a, part.len + 1), *to = text;
	for (size_t i = 0; i < part.len; i++) {
		bool whole = part.data[i] == '%' && i + 2 < part.len;
		int high = whole ? digit(part.data[i + 1]) : -1;
		int low = whole ? digit(part.data[i + 2]) : -1;
		char c = part.data[i];
		if (high >= 0 && low >= 0) {
			c = (char)(high << 4 | low);
			i += 2;
		}
		if (c == '\0')
			return NULL;
		*to++ = c;
	}
	*to = '\0';
	return text;
}

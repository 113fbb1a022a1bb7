/* SPDX-License-Identifier: ISC */
#include "app/visible.h"

#include <stdint.h>
#include "base/utf8.h"

void visible_add(struct sbuf *out, struct str s)
{
	for (size_t i = 0; i < s.len;) {
		uint32_t cp;
		size_t n = utf8_decode(s.data + i, s.len - i, &cp);
		bool bidi = n && ((cp >= 0x202a && cp <= 0x202e) ||
					 (cp >= 0x2066 && cp <= 0x2069));
		bool control = n && (cp < 0x20 || (cp >= 0x7f && cp < 0xa0));
		if (n == 0)
			sbuf_printf(out, "\\x%02x", (unsigned char)s.data[i]);
		else if (control || bidi)
			sbuf_printf(out, "\\u{%x}", cp);
		else
			sbuf_add(out, s.data + i, n);
		i += n ? n : 1;
	}
}

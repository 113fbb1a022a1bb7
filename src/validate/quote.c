/* SPDX-License-Identifier: ISC */
#include "validate/quote.h"

#include "base/str.h"
#include "base/utf8.h"

enum { SHOWN = 80 }; /* bytes */

const char *quote(struct arena *a, const char *value)
{
	struct str s = str_trim(str_of(value));
	size_t len = utf8_cut(s, SHOWN);
	return arena_printf(a, "“%.*s%s”", (int)len, s.data, len < s.len ? "…" : "");
}

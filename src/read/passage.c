/* SPDX-License-Identifier: ISC */
#include "read/passage.h"

#include "base/utf8.h"

struct point text_point(struct str text, size_t offset)
{
	struct point at = {1, 1};
	size_t begin = 0, end;
	while ((end = str_find_char(text, '\n', begin)) < offset) {
		at.line++;
		begin = end + 1;
	}
	at.column += (unsigned)utf8_count(str_slice(text, begin, offset));
	return at;
}

struct point passage_point(const struct passage *p, size_t offset)
{
	struct point at = text_point(p->text, offset);
	at.line += p->line - 1;
	return at;
}

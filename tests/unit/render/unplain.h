/* SPDX-License-Identifier: ISC */
/*
 * A Markdown text that means the same, and of which nothing is plain: each plain block has a
 * reference to a blank at the end of its text. For tests that hold the short way to the long.
 */
#ifndef TESTS_UNPLAIN_H
#define TESTS_UNPLAIN_H

#include "base/sbuf.h"
#include "render/lines.h"
#include "render/plain.h"

/* The text of a line behind the marks of a quote, an item or a heading, which are each to be
   told apart from one that goes on with a paragraph. */
static inline struct str unplain_text(struct str line, bool *marked)
{
	struct str s = str_trim(line);
	size_t mark = lines_item_mark(s);
	if (mark && mark < s.len && s.data[mark] != ' ')
		mark = 0;
	*marked = mark || str_starts(s, ">") || str_starts(s, "#");
	return mark ? str_slice(s, mark, s.len) : str_slice(s, str_starts(s, ">"), s.len);
}

static inline void unplain_run(struct str run, struct sbuf *out)
{
	struct str line, next, after;
	while (str_line(&run, &line)) {
		bool marked;
		struct str text = unplain_text(line, &marked);
		after = run;
		bool ends = !str_line(&after, &next) || str_trim(next).len == 0;
		sbuf_slice(out, line);
		if (str_trim(text).len && (marked || ends))
			sbuf_str(out, " &#32;");
		if (run.len)
			sbuf_char(out, '\n');
	}
}

static inline void unplain(struct arena *a, struct str text, struct sbuf *out)
{
	struct plain p;
	struct plain_run run;
	size_t done = 0;
	plain_init(&p, a, text);
	while (plain_next(&p, &run)) {
		size_t at = (size_t)(run.whole.data - text.data);
		sbuf_slice(out, str_slice(text, done, at));
		unplain_run(run.whole, out);
		done = at + run.whole.len;
	}
	sbuf_slice(out, str_slice(text, done, text.len));
}

#endif

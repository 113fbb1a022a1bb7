/* SPDX-License-Identifier: ISC */
#include "render/plain.h"

void plain_init(struct plain *p, struct arena *a, struct str text)
{
	memset(p, 0, sizeof *p);
	p->arena = a;
	lines_init(&p->lines, text);
}

/* Takes the block that begins with line. Its length; 0, and no pieces: it is not plain. */
static size_t take_block(struct plain *p, const struct line *line)
{
	struct str s = str_slice(p->lines.text, line->from, p->lines.text.len);
	bool begins = line->kind == LINE_TEXT && line->fresh && !line->html &&
		      line->depth == 0 && line->content == line->from && !p->after_text;
	if (!begins)
		return 0;
	size_t n = line->heading;
	if (n == 0)
		return plain_text_begins(s)
			       ? plain_text(p->arena, s, TAG_P, false, &p->pieces)
			       : 0;
	while (n < s.len && s.data[n] == ' ')
		n++;
	enum html_tag tag = TAG_H1 + (enum html_tag)(line->heading - 1);
	size_t len = plain_text(p->arena, str_slice(s, n, s.len), tag, true, &p->pieces);
	return len ? n + len : 0;
}

bool plain_next(struct plain *p, struct plain_run *run)
{
	struct line line;
	struct str text = p->lines.text;
	run->whole.data = NULL;
	run->first = p->pieces.len;
	while (lines_next(&p->lines, &line)) {
		if (line.kind == LINE_BLANK) {
			p->after_text = false;
			continue;
		}
		size_t len = take_block(p, &line), end = line.from + len;
		p->after_text = len == 0 || !line.heading;
		if (len) {
			size_t from = run->whole.data
					      ? (size_t)(run->whole.data - text.data)
					      : line.from;
			run->whole = str_slice(text, from, end);
			lines_skip(&p->lines, end < text.len ? end + 1 : end);
		} else if (run->whole.data) {
			break;
		}
	}
	run->past = p->pieces.len;
	return run->whole.data != NULL;
}

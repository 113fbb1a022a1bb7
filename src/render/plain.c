/* SPDX-License-Identifier: ISC */
#include "render/plain.h"

#include "base/lanes.h"

void plain_init(struct plain *p, struct str text)
{
	lines_init(&p->lines, text);
	p->after_text = false;
}

/* Could c mean something in a paragraph, or end its line? In an image '!' is before a '['. */
static bool is_special(unsigned char c)
{
	return c < 0x20 || c == '&' || c == '*' || c == '<' ||
	       (c >= '[' && c <= '`' && c != '^');
}

/* Offset of the first such character of s at or after i. */
static size_t next_special(struct str s, size_t i)
{
	for (; s.len - i >= LANES; i += LANES) {
		lanes v = lanes_load(s.data + i);
		size_t first = lanes_first(
			(lanes)(v < 0x20) | (lanes)(v == '&') | (lanes)(v == '*') |
			(lanes)(v == '<') |
			((lanes)(v >= '[') & (lanes)(v <= '`') & (lanes)(v != '^')));
		if (first < LANES)
			return i + first;
	}
	while (i < s.len && !is_special((unsigned char)s.data[i]))
		i++;
	return i;
}

/* Does a line that begins with c begin no block of its own? What begins one, or a line of a
   table, is an ASCII punctuation mark, a digit or a blank. */
static bool begins_text(char c)
{
	return ascii_is_alpha(c) || (unsigned char)c > 0x7f || c == '"' || c == '\'' ||
	       c == '(';
}

/* Length of the name in bold that s begins with, the marks included; 0: none. Such marks are
   surely some: CommonMark 6.2 has more. */
static size_t bold_len(struct str s)
{
	if (s.len < 2 || s.data[0] != '*' || s.data[1] != '*')
		return 0;
	size_t end = next_special(s, 2);
	if (end == 2 || !str_starts(str_slice(s, end, s.len), "**") ||
		!ascii_is_alpha(s.data[2]))
		return 0;
	char last = s.data[end - 1], behind = end + 2 < s.len ? s.data[end + 2] : '\n';
	bool ends_mark = behind == ' ' || behind == '\n';
	return ascii_is_alnum(last) || (last == ':' && ends_mark) ? end + 2 : 0;
}

static struct str without_end_blanks(struct str s)
{
	while (s.len && s.data[s.len - 1] == ' ')
		s.len--;
	return s;
}

/* Takes the plain paragraph that s begins with, if it begins with one. */
static bool take(struct str s, struct plain_paragraph *paragraph)
{
	size_t bold = bold_len(s), at = bold, end;
	if (bold == 0 && !begins_text(s.data[0]))
		return false;
	for (;;) {
		end = next_special(s, at);
		if (end < s.len && s.data[end] != '\n')
			return false;
		at = end + 1;
		if (at >= s.len || s.data[at] == '\n')
			break;
		if (s.data[end - 1] == ' ' || !begins_text(s.data[at]))
			return false;
	}
	paragraph->whole = str_slice(s, 0, end);
	paragraph->bold = bold ? str_slice(s, 2, bold - 2) : str_slice(s, 0, 0);
	paragraph->text = without_end_blanks(str_slice(s, bold, end));
	return true;
}

bool plain_next(struct plain *p, struct plain_paragraph *paragraph)
{
	struct line line;
	while (lines_next(&p->lines, &line)) {
		bool begins = line.kind == LINE_TEXT && line.fresh && !line.html &&
			      line.depth == 0 && line.content == line.from &&
			      !p->after_text;
		p->after_text = line.kind != LINE_BLANK;
		struct str text = p->lines.text;
		if (!begins || !take(str_slice(text, line.from, text.len), paragraph))
			continue;
		size_t end = line.from + paragraph->whole.len;
		lines_skip(&p->lines, end < text.len ? end + 1 : end);
		return true;
	}
	return false;
}

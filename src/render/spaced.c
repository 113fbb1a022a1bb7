/* SPDX-License-Identifier: ISC */
#include "render/spaced.h"

#include "base/diag.h"
#include "base/utf8.h"
#include "model/rule.h"
#include "render/complaints.h"
#include "render/lines.h"

/* What is longer is neither address nor code, but would take its time. */
enum { ADDRESS_MAX = 2048, TICKS_MAX = 32 };

/* Behind the code span that begins at at, or behind its backticks if they open none in
   this line. */
static size_t past_code(struct str line, size_t at)
{
	size_t n = 0, run = 0;
	while (at + n < line.len && line.data[at + n] == '`')
		n++;
	for (size_t i = at + n; n <= TICKS_MAX && i <= line.len; i++) {
		if (i < line.len && line.data[i] == '`') {
			run++;
			continue;
		}
		if (run == n)
			return i;
		run = 0;
	}
	return at + n;
}

static bool is_address(struct str s)
{
	static const char *const begins[] = {"http://", "https://", "/", "./", "../"};
	for (size_t i = 0; i < sizeof begins / sizeof *begins; i++) {
		if (str_case_starts(s, begins[i]))
			return true;
	}
	return false;
}

/* The address that s, which follows "](", begins with, up to its bracket, if a space makes
   it none; else an empty slice. What follows a space may be a title. */
static struct str spaced(struct str s)
{
	struct str none = {NULL, 0};
	if (!is_address(s))
		return none;
	s.len = s.len < ADDRESS_MAX ? s.len : ADDRESS_MAX;
	size_t space = str_find_char(s, ' ', 0), close = str_find_char(s, ')', 0);
	if (space == STR_NONE || close == STR_NONE || close < space)
		return none;
	struct str rest = str_trim(str_slice(s, space, close + 1));
	if (strchr("\"'()", rest.data[0]))
		return none;
	return str_slice(s, 0, close);
}

static void check_line(struct complaints *c, struct token *at, struct str line)
{
	for (size_t i = 0; i < line.len;) {
		struct str rest = str_slice(line, i, line.len), address = {NULL, 0};
		if (line.data[i] == '`') {
			i = past_code(line, i);
			continue;
		}
		if (str_starts(rest, "]("))
			address = spaced(str_slice(rest, 2, rest.len));
		if (address.len) {
			at->column = 3 + (unsigned)utf8_count(str_slice(line, 0, i));
			complain(c, FG_RULE_NOTES_LINK_SPACE, at,
				"the address “%s” has a space in it: this is no link",
				complaint_quote(c, address));
		}
		i += line.data[i] == '\\' ? 2 : 1;
	}
}

void spaced_check(struct fg_run *run, const char *file, const struct fg_body *body)
{
	struct complaints c = {.run = run, .file = file};
	struct token at = {.line = body->line};
	struct str text = {body->text, body->len};
	struct lines l;
	struct line line;
	if (str_find(text, "](", 0) == STR_NONE)
		return;
	lines_init(&l, text);
	for (; lines_next(&l, &line); at.line += body->line > 0) {
		if (line.kind == LINE_TEXT && !line.html)
			check_line(&c, &at, str_slice(text, line.from, line.to));
	}
	complain_rest(&c);
}

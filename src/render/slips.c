/* SPDX-License-Identifier: ISC */
#include "render/slips.h"

#include <stdarg.h>
#include "base/arena.h"

#include "base/diag.h"
#include "base/utf8.h"
#include "model/rule.h"
#include "render/complaints.h"
#include "render/lines.h"

/* What is longer is neither address nor code, but would take its time. */
enum { ADDRESS_MAX = 2048, TICKS_MAX = 32 };

/* ---- links ---- */

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

/* ---- a line ---- */

/* A line of prose that is looked at. */
struct look {
	struct complaints *complaints;
	struct str line;
	unsigned number;
};

static void tell(struct look *l, int rule, size_t at, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));
static void tell(struct look *l, int rule, size_t at, const char *fmt, ...)
{
	struct complaints *c = l->complaints;
	struct token t = {.line = l->number};
	const char *message = "";
	if (c->count < COMPLAINTS_MAX) {
		va_list ap;
		va_start(ap, fmt);
		message = arena_vprintf(c->run->arena, fmt, ap);
		va_end(ap);
		t.column = 1 + (unsigned)utf8_count(str_slice(l->line, 0, at));
	}
	complain(c, rule, &t, "%s", message);
}

/* The link of a wiki, [[Note]], that ends with the "]]" at at; an empty slice: there is none.
   [[1]](https://…) is a link like others. */
static struct str wiki_link(struct str line, size_t at)
{
	struct str none = {NULL, 0}, rest = str_slice(line, at, line.len);
	size_t from = at;
	if (!str_starts(rest, "]]") || str_starts(rest, "]]("))
		return none;
	while (from > 0 && at - from < ADDRESS_MAX &&
		!strchr("[]\n", line.data[from - 1]))
		from--;
	if (from < 2 || from == at || line.data[from - 1] != '[' ||
		line.data[from - 2] != '[' || line.data[from] == '^')
		return none;
	return str_slice(line, from - 2, at + 2);
}

static void look_at_wiki_link(struct look *l, size_t i)
{
	struct str link = wiki_link(l->line, i);
	if (link.len)
		tell(l, FG_RULE_NOTES_WIKI_LINK, (size_t)(link.data - l->line.data),
			"“%s” is a link between notes of a wiki: listeners see it as it "
			"stands",
			complaint_quote(l->complaints, link));
}

static void look_at_link(struct look *l, size_t i)
{
	struct str rest = str_slice(l->line, i, l->line.len), address;
	if (!str_starts(rest, "]("))
		return;
	rest = str_slice(rest, 2, rest.len);
	if (str_case_starts(rest, "javascript:"))
		tell(l, FG_RULE_NOTES_UNSAFE, i + 2,
			"a link that runs a script has no place in a feed and is left "
			"out");
	address = spaced(rest);
	if (address.len)
		tell(l, FG_RULE_NOTES_LINK_SPACE, i + 2,
			"the address “%s” has a space in it: this is no link",
			complaint_quote(l->complaints, address));
}

/* Elements that no feed can have: they vanish, some of them with what they enclose. */
static const char *const unsafe[] = {"script", "style", "object", "embed", "form"};

/* Which of them s, what follows a '<', begins with; NULL: none. */
static const char *unsafe_tag(struct str s)
{
	for (size_t k = 0; k < sizeof unsafe / sizeof *unsafe; k++) {
		size_t n = strlen(unsafe[k]);
		if (str_case_starts(s, unsafe[k]) &&
			(s.len == n || strchr(" \t\n/>", s.data[n])))
			return unsafe[k];
	}
	return NULL;
}

static void look_at_tag(struct look *l, size_t i)
{
	const char *name = unsafe_tag(str_slice(l->line, i + 1, l->line.len));
	if (name)
		tell(l, FG_RULE_NOTES_UNSAFE, i,
			"<%s> has no place in a feed and is left out", name);
}

/* The character that s begins with, if it is no good; 0: it is.
   U+0080 to U+009F come from Windows text that was read as Latin-1, U+FFFD from text that
   could not be read. */
static uint32_t broken_char(struct str s)
{
	uint32_t cp = 0;
	utf8_decode(s.data, s.len, &cp);
	return (cp >= 0x80 && cp <= 0x9f) || cp == 0xfffd ? cp : 0;
}

static void look_at_char(struct look *l, size_t i)
{
	uint32_t cp = broken_char(str_slice(l->line, i, l->line.len));
	if (cp)
		tell(l, FG_RULE_NOTES_MOJIBAKE, i, "the character U+%04X is a broken one",
			(unsigned)cp);
}

/* Bytes from s on that begin none of the slips; s is followed by a NUL or a newline. Most
   of a body is a transcript: byte by byte this would cost as much as rendering it. */
static size_t harmless(const char *s)
{
	return strcspn(s, "`]<\\\xc2\xef\n");
}

static void look_at_line(struct look *l, bool html)
{
	for (size_t i = harmless(l->line.data); i < l->line.len;) {
		char c = l->line.data[i];
		if (c == '`' && !html) {
			i = past_code(l->line, i);
			continue;
		}
		if (c == ']' && !html) {
			look_at_link(l, i);
			look_at_wiki_link(l, i);
		} else if (c == '<')
			look_at_tag(l, i);
		else if (c == '\xc2' || c == '\xef')
			look_at_char(l, i);
		i += c == '\\' ? 2 : 1;
		if (i < l->line.len)
			i += harmless(l->line.data + i);
	}
}

/* Would there be something to tell if at offset at stood text? */
static bool is_slip(struct str text, size_t at)
{
	struct str rest = str_slice(text, at, text.len);
	switch (text.data[at]) {
	case ']':
		return wiki_link(text, at).len > 0 ||
		       (str_starts(rest, "](") &&
			       (str_case_starts(
					str_slice(rest, 2, rest.len), "javascript:") ||
				       spaced(str_slice(rest, 2, rest.len)).len > 0));
	case '<':
		return unsafe_tag(str_slice(rest, 1, rest.len)) != NULL;
	default:
		return broken_char(rest) != 0;
	}
}

/* Is there any slip, be it in code? Mostly there is none, and then it does not matter. */
static bool has_slips(struct str text)
{
	size_t at = str_until(text, "]<\xc2\xef", 0);
	while (at < text.len && !is_slip(text, at))
		at = str_until(text, "]<\xc2\xef", at + 1);
	return at < text.len;
}

void slips_check(struct fg_run *run, const char *file, const struct fg_body *body)
{
	struct complaints c = {.run = run, .file = file};
	struct look look = {.complaints = &c, .number = body->line};
	struct str text = {body->text, body->len};
	struct lines l;
	struct line line;
	if (!has_slips(text))
		return;
	lines_init(&l, text);
	for (; lines_next(&l, &line); look.number += body->line > 0) {
		look.line = str_slice(text, line.from, line.to);
		if (line.kind == LINE_TEXT)
			look_at_line(&look, line.html);
	}
	complain_rest(&c);
}

/* SPDX-License-Identifier: ISC */
#include "read/mdx.h"

#include <string.h>
#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"
#include "base/utf8.h"
#include "model/rule.h"
#include "read/node.h"

/* What is longer is no text in quotes, and opens no code; so many expressions are told one by
   one. */
enum { TEXT_MAX = 512, TICKS_MAX = 32, TOLD_MAX = 100 };

/* A body on its way from in to out, which is never longer. */
struct mdx {
	struct fg_run *run;
	const char *file;
	struct str in;
	size_t at; /* offset in it of what comes next; also of these: */
	size_t line_at, line_to, block_to; /* the line that is in, the next blank line */
	size_t plain_to; /* up to there no brace is looked at: one before was not closed */
	unsigned line;
	char *out;
	size_t len;
	size_t expressions; /* that were left out */
	bool in_tag;
	struct str fence; /* of the block of code that is open; empty: none */
};

bool mdx_is(const char *file)
{
	size_t n = strlen(file), m = sizeof ".mdx" - 1;
	return n > m && str_case_is((struct str){file + n - m, m}, ".mdx");
}

/* ---- moving on ---- */

static struct str rest_of(const struct mdx *m)
{
	return str_slice(m->in, m->at, m->in.len);
}

/* What is left of the line. */
static struct str line_of(struct mdx *m)
{
	if (m->at > m->line_to || m->line_to == 0)
		m->line_to = str_until(m->in, "\n", m->at);
	return str_slice(m->in, m->at, m->line_to);
}

/* Of what is skipped the ends of lines stay. */
static void move(struct mdx *m, size_t n, bool keep)
{
	for (size_t i = 0; i < n && m->at < m->in.len; i++) {
		char c = m->in.data[m->at++];
		if (keep || c == '\n')
			m->out[m->len++] = c;
		if (c != '\n')
			continue;
		m->line++;
		m->line_at = m->at;
	}
}

static bool is_blank(struct str line)
{
	return str_trim(line).len == 0;
}

/* What is left of the lines up to the next blank one. */
static struct str block_of(struct mdx *m)
{
	struct str rest = rest_of(m), line;
	if (m->at < m->block_to)
		return str_slice(m->in, m->at, m->block_to);
	m->block_to = m->in.len;
	while (str_line(&rest, &line)) {
		if (!is_blank(line))
			continue;
		m->block_to = (size_t)(line.data - m->in.data);
		break;
	}
	return str_slice(m->in, m->at, m->block_to);
}

/* ---- expressions ---- */

/* Behind the text in quotes, or the comment, that begins at at; at + 1: there is none. A comment
   that is not closed takes the rest. */
static size_t past_text(struct str s, size_t at)
{
	char quote = s.data[at];
	if (quote == '/' && str_starts(str_slice(s, at, s.len), "/*")) {
		size_t end = str_find(s, "*/", at + 2);
		return end == STR_NONE ? s.len : end + 2;
	}
	if (!quote || !strchr("\"'`", quote))
		return at + 1;
	size_t most = s.len - at > TEXT_MAX ? at + TEXT_MAX : s.len;
	for (size_t i = at + 1; i < most && s.data[i] != '\n'; i++) {
		if (s.data[i] == quote)
			return i + 1;
		i += s.data[i] == '\\';
	}
	return at + 1;
}

/* The length of the expression that s begins with, with its braces; 0: it is not closed. */
static size_t expression(struct str s)
{
	size_t depth = 0;
	for (size_t i = 0; i < s.len;) {
		char c = s.data[i];
		depth += c == '{';
		if (c == '}' && --depth == 0)
			return i + 1;
		i = past_text(s, i);
	}
	return 0;
}

/* What "text" says; false: inner is something else. */
static bool is_text(struct str inner, struct str *text)
{
	if (inner.len < 2 || !strchr("\"'`", inner.data[0]) ||
		past_text(inner, 0) != inner.len)
		return false;
	*text = str_slice(inner, 1, inner.len - 1);
	return true;
}

static void tell(struct mdx *m, struct str whole)
{
	if (m->expressions++ >= TOLD_MAX)
		return;
	struct str before = str_slice(m->in, m->line_at, m->at);
	struct fg_place at = {m->file, m->line, 1 + (unsigned)utf8_count(before)};
	struct str shown = str_slice(whole, 0, str_until(whole, "\n", 0));
	diag_add(m->run->diags, FG_RULE_SHORTCODE_EXPRESSION, at,
		"%.*s%s is for a template language; it is left out", shown_len(shown),
		shown.data, shown.len < whole.len ? "…" : "");
}

static void take_expression(struct mdx *m)
{
	struct str rest = block_of(m), text;
	size_t n = expression(rest);
	if (n == 0) {
		m->plain_to = m->at + rest.len;
		move(m, 1, true);
		return;
	}
	struct str whole = str_slice(rest, 0, n);
	struct str inner = str_trim(str_slice(whole, 1, n - 1));
	if (!m->in_tag && is_text(inner, &text)) {
		move(m, (size_t)(text.data - rest.data), false);
		move(m, text.len, true);
		move(m, n - (size_t)(text.data + text.len - rest.data), false);
		return;
	}
	if (!m->in_tag && inner.len && !str_starts(inner, "/*"))
		tell(m, whole);
	/* A tag whose attribute has no value would be text to Markdown. */
	if (m->in_tag && m->len && m->out[m->len - 1] == '=') {
		m->out[m->len++] = '"';
		m->out[m->len++] = '"';
	}
	move(m, n, false);
}

/* ---- lines ---- */

/* How many of c a line begins with. */
static size_t run_of(struct str line, char c)
{
	size_t n = 0;
	while (n < line.len && line.data[n] == c)
		n++;
	return n;
}

/* The length of the code span that s begins with, or of the backticks if they open none in this
   line. */
static size_t code_span(struct str s)
{
	size_t ticks = run_of(s, '`'), run = 0;
	for (size_t i = ticks; ticks <= TICKS_MAX && i < s.len; i++) {
		run = s.data[i] == '`' ? run + 1 : 0;
		bool ends = run == ticks && (i + 1 == s.len || s.data[i + 1] != '`');
		if (ends)
			return i + 1;
	}
	return ticks;
}

static void take_character(struct mdx *m)
{
	struct str rest = rest_of(m);
	char c = rest.data[0], next = rest.len > 1 ? rest.data[1] : '\0';
	bool looks = m->at >= m->plain_to;
	if (c == '{' && looks) {
		take_expression(m);
	} else if (c == '`' && !m->in_tag) {
		move(m, code_span(line_of(m)), true);
	} else if (c == '"' && m->in_tag) {
		move(m, past_text(rest, 0), true);
	} else {
		if (c == '<' && (ascii_is_alpha(next) || next == '/'))
			m->in_tag = true;
		else if (c == '>')
			m->in_tag = false;
		move(m, c == '\\' && next && next != '\n' ? 2 : 1, true);
	}
}

/* The three or more signs that a line fences code with; empty: it does not. */
static struct str fence_of(struct str line)
{
	line = str_trim(line);
	size_t n = line.len ? run_of(line, line.data[0]) : 0;
	bool fences = n >= 3 && strchr("`~", line.data[0]);
	return str_slice(line, 0, fences ? n : 0);
}

static bool closes(struct str fence, struct str line)
{
	struct str here = fence_of(line);
	return here.len >= fence.len && here.data[0] == fence.data[0] &&
	       str_trim(line).len == here.len;
}

static bool is_module(struct str line)
{
	return str_starts(line, "import ") || str_starts(line, "export ");
}

/* The line that begins here; behind_blank: a block may begin with it. */
static void take_line(struct mdx *m, bool behind_blank)
{
	struct str line = line_of(m), fence = fence_of(line);
	unsigned number = m->line;
	if (m->fence.len || fence.len) {
		if (m->fence.len == 0)
			m->fence = fence;
		else if (closes(m->fence, line))
			m->fence.len = 0;
		move(m, line.len + 1, true);
		return;
	}
	if (behind_blank && is_module(line)) {
		move(m, block_of(m).len, false);
		return;
	}
	m->in_tag = m->in_tag && !is_blank(line);
	while (m->at < m->in.len && m->line == number)
		take_character(m);
	while (m->at < m->in.len && m->at != m->line_at)
		take_character(m);
}

void mdx_take_out(struct fg_run *run, const char *file, struct fg_body *body)
{
	struct mdx m = {.run = run,
		.file = file,
		.in = {body->text, body->len},
		.line = body->line,
		.out = arena_text(run->arena, body->len)};
	bool blank = true;
	while (m.at < m.in.len) {
		bool next_blank = is_blank(line_of(&m));
		take_line(&m, blank);
		blank = next_blank;
	}
	if (m.expressions > TOLD_MAX)
		diag_add(run->diags, FG_RULE_SHORTCODE_EXPRESSION,
			(struct fg_place){file, 0, 0},
			"%zu more expressions are left out", m.expressions - TOLD_MAX);
	m.out[m.len] = '\0';
	body->text = m.out;
	body->len = m.len;
}

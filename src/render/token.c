/* SPDX-License-Identifier: ISC */
#include "render/token.h"

#include "base/utf8.h"
#include "base/vec.h"
#include "render/bracket.h"
#include "render/hint.h"
#include "render/lines.h"

enum { TICKS_MAX = 1000 }; /* longer runs of backticks open no code span in cmark */

/* Where a scan stands. What was not found is not searched for again, so that the whole is
   linear. */
struct scan {
	struct arena *arena;
	struct str text;
	struct tokens *out;
	size_t at, end;  /* in the block that is scanned */
	unsigned line;   /* of at */
	size_t bol;      /* of that line */
	size_t counted;  /* up to here columns have been counted */
	unsigned column; /* of counted */
	size_t slash;    /* behind the last backslash before a brace */
	bool html;
	/* A search for backticks has come to the block's end; where it saw runs of each length
	   last. What is left there of an earlier block lies before this one. */
	bool all_seen;
	size_t seen[TICKS_MAX + 1];
	bool no_comment_end, no_endcomment, no_percents; /* in the rest of the text */
	size_t hint;    /* before it, from where it was looked for on, nothing begins */
	bool has_notes; /* footnotes, or references to them, were found */
};

/* The next place where a token may begin, remembered. */
static size_t next_hint(struct scan *s, size_t from)
{
	if (s->hint < from || s->hint == 0)
		s->hint = hint_next(s->text, from);
	return s->hint;
}

/* ---- moving ---- */

/* Goes to offset to, counting lines. */
static void pass(struct scan *s, size_t to)
{
	size_t lf = s->at;
	while ((lf = str_find_char(str_slice(s->text, 0, to), '\n', lf)) != STR_NONE) {
		s->line += s->line > 0;
		s->bol = ++lf;
	}
	s->at = to;
}

static unsigned column(struct scan *s)
{
	if (s->counted < s->bol || s->column == 0) {
		s->counted = s->bol;
		s->column = 1;
	}
	s->column += (unsigned)utf8_count(str_slice(s->text, s->counted, s->at));
	s->counted = s->at;
	return s->column;
}

static struct str ahead(const struct scan *s)
{
	return str_slice(s->text, s->at, s->end);
}

/* Adds a token from where the scan stands up to to, and goes behind it. A backslash before
   a brace goes with the token: it would undo the markup that takes its place. */
static struct token *add(struct scan *s, enum token_kind kind, size_t to)
{
	struct token *t = vec_push(s->arena, s->out);
	s->has_notes = s->has_notes || kind == TOKEN_MARK || kind == TOKEN_NOTE;
	t->kind = kind;
	t->from = s->at > 0 && s->slash == s->at ? s->at - 1 : s->at;
	t->to = to;
	t->bol = s->bol;
	t->line = s->line;
	t->column = column(s);
	t->name = str_slice(s->text, s->at, to);
	pass(s, to);
	return t;
}

/* ---- code spans ---- */

static size_t ticks_at(const struct scan *s, size_t at)
{
	size_t n = 0;
	while (at + n < s->end && s->text.data[at + n] == '`')
		n++;
	return n;
}

/* Where the code span ends whose n backticks end at at; STR_NONE: they open none. This
   searches and remembers as cmark 0.30 does, which after a search in vain takes some
   spans for text that it should not. */
static size_t span_end(struct scan *s, size_t at, size_t n)
{
	struct str block = str_slice(s->text, 0, s->end);
	if (s->html || n > TICKS_MAX || (s->all_seen && s->seen[n] <= at))
		return STR_NONE;
	while ((at = str_find_char(block, '`', at)) != STR_NONE) {
		size_t m = ticks_at(s, at);
		if (m <= TICKS_MAX)
			s->seen[m] = at;
		at += m;
		if (m == n)
			return at;
	}
	s->all_seen = true;
	return STR_NONE;
}

/* Goes over a code span, or over the backticks if they open none. */
static void scan_ticks(struct scan *s)
{
	size_t n = ticks_at(s, s->at), end = span_end(s, s->at + n, n);
	pass(s, end == STR_NONE ? s->at + n : end);
}

/* ---- marks in braces ---- */

/* The marks, longest first; the first of them only if it is closed. Where a '{' with one of
   the characters in stops behind it comes before close, close belongs to that one. */
static const struct mark {
	const char *open, *close, *stops;
	enum token_kind kind;
} marks[] = {
	{"{{{", "}}}", "{%", TOKEN_EXPRESSION},
	{"{{<", ">}}", "{", TOKEN_TAG},
	{"{{%", "%}}", "{", TOKEN_TAG},
	{"{{", "}}", "{%", TOKEN_EXPRESSION},
	{"{%", "%}", "%", TOKEN_TAG},
};

/* Offset of mark's close in the block; STR_NONE: it has none. */
static size_t find_close(const struct scan *s, const struct mark *mark)
{
	struct str block = str_slice(s->text, 0, s->end);
	for (size_t i = s->at + strlen(mark->open); i + 1 < s->end; i++) {
		char c = block.data[i];
		if (c == mark->close[0] &&
			str_starts(str_slice(block, i, s->end), mark->close))
			return i;
		if (c == '{' && strchr(mark->stops, block.data[i + 1]))
			break;
	}
	return STR_NONE;
}

static bool is_name_char(char c)
{
	return ascii_is_alnum(c) || c == '_' || c == '-' || c == '.' || c == '/' ||
	       (c & 0x80);
}

/* Takes the '-' of {%- and -%}, the '/' of {{< /x >}} and {{< x />}}, and the name off. */
static void split_tag(struct token *t, struct str inner)
{
	if (str_starts(inner, "-"))
		inner = str_slice(inner, 1, inner.len);
	if (str_ends(inner, "-") || str_ends(inner, " /"))
		inner = str_slice(inner, 0, inner.len - 1);
	inner = str_trim(inner);
	t->closing = str_starts(inner, "/");
	if (t->closing)
		inner = str_trim(str_slice(inner, 1, inner.len));
	size_t n = 0;
	while (n < inner.len && is_name_char(inner.data[n]))
		n++;
	t->name = str_slice(inner, 0, n);
	t->rest = str_trim(str_slice(inner, n, inner.len));
}

/* Is text[from, to) the word of a tag, between {% and %}? *end is then behind the tag. */
static bool is_tag_word(struct str text, size_t from, size_t to, size_t *end)
{
	while (from > 0 &&
		(ascii_is_space(text.data[from - 1]) || text.data[from - 1] == '-'))
		from--;
	while (to < text.len && (ascii_is_space(text.data[to]) || text.data[to] == '-'))
		to++;
	*end = to + 2;
	return from >= 2 && memcmp(text.data + from - 2, "{%", 2) == 0 &&
	       str_starts(str_slice(text, to, text.len), "%}");
}

/* The offset behind the next {% endcomment %}; STR_NONE: there is none. */
static size_t endcomment(struct scan *s, size_t at)
{
	static const char word[] = "endcomment";
	size_t end;
	while (!s->no_endcomment && (at = str_find(s->text, word, at)) != STR_NONE) {
		if (is_tag_word(s->text, at, at + strlen(word), &end))
			return end;
		at += strlen(word);
	}
	s->no_endcomment = true;
	return STR_NONE;
}

static void scan_mark(struct scan *s, const struct mark *mark)
{
	size_t n = strlen(mark->open), close = find_close(s, mark);
	if (close == STR_NONE) {
		add(s, TOKEN_OPEN, s->at + n);
		return;
	}
	struct str inner = str_slice(s->text, s->at + n, close);
	struct token t = {.kind = mark->kind};
	split_tag(&t, inner);
	size_t to = close + strlen(mark->close), end;
	if (mark->kind == TOKEN_TAG && str_is(t.name, "comment") &&
		(end = endcomment(s, to)) != STR_NONE) {
		add(s, TOKEN_COMMENT, end);
		return;
	}
	struct token *tag = add(s, mark->kind, to);
	if (mark->kind != TOKEN_TAG)
		return;
	tag->closing = t.closing;
	tag->name = t.name;
	tag->rest = t.rest;
}

/* Length of "{#id}" or "{:.class key=value}", as kramdown, Pandoc and Hugo have behind
   headings, links and images; 0: it is none. */
static size_t attributes(struct str s)
{
	if (s.len < 4 || (s.data[1] != '#' && s.data[1] != ':'))
		return 0;
	size_t first = s.data[1] == ':' && s.data[2] == ' ' ? 3 : 2;
	bool begins = ascii_is_alnum(s.data[first]) ||
		      (s.data[1] == ':' && strchr(".#", s.data[first]));
	for (size_t i = first; begins && i < s.len; i++) {
		char c = s.data[i];
		if (c == '}')
			return i + 1;
		if (c == '\n' || c == '{' || (s.data[1] == '#' && ascii_is_space(c)))
			break;
	}
	return 0;
}

static void scan_brace(struct scan *s)
{
	struct str rest = ahead(s);
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		if (str_starts(rest, marks[i].open) &&
			(i > 0 || find_close(s, &marks[i]) != STR_NONE)) {
			scan_mark(s, &marks[i]);
			return;
		}
	}
	size_t n = attributes(rest);
	if (n) {
		add(s, TOKEN_COMMENT, s->at + n);
		return;
	}
	if (str_starts(rest, "{#") && !s->no_comment_end) {
		size_t close = str_find(s->text, "#}", s->at + 2);
		s->no_comment_end = close == STR_NONE;
		if (close != STR_NONE) {
			add(s, TOKEN_COMMENT, close + 2);
			return;
		}
	}
	s->at++;
}

/* ---- per cent ---- */

/* Where the comment ends that %% opens; STR_NONE: nothing closes it. In a line it ends in its
   paragraph: two numbers in per cent far from each other are none. */
static size_t percents_end(struct scan *s, bool begins_line)
{
	size_t end = begins_line ? s->text.len : s->end, close;
	if (begins_line && s->no_percents)
		return STR_NONE;
	close = str_find(str_slice(s->text, 0, end), "%%", s->at + 2);
	s->no_percents = begins_line && close == STR_NONE;
	return close == STR_NONE ? STR_NONE : close + 2;
}

/* %% … %% is a comment of Obsidian's. Behind a letter or a digit it is text, and so is a row of
   more. */
static void scan_percents(struct scan *s, size_t n)
{
	char before = s->at > 0 ? s->text.data[s->at - 1] : '\n';
	struct str indent = str_slice(s->text, s->bol, s->at);
	bool begins_line = str_trim(indent).len == 0;
	size_t end =
		n > 2 || is_name_char(before) ? STR_NONE : percents_end(s, begins_line);
	if (end != STR_NONE)
		add(s, TOKEN_COMMENT, end);
	else if (n == 2 && begins_line)
		add(s, TOKEN_OPEN, s->at + n);
	else
		pass(s, s->at + n);
}

static void scan_percent(struct scan *s)
{
	struct str rest = ahead(s);
	size_t n = 1;
	while (n < rest.len && rest.data[n] == '%')
		n++;
	bool closes = n < rest.len && rest.data[n] == '}';
	if (n > 1 && !closes)
		scan_percents(s, n);
	else if (n > 1)
		pass(s, s->at + n - 1);
	else if (closes)
		add(s, TOKEN_CLOSE, s->at + 2);
	else
		pass(s, s->at + 1);
}

/* ---- a block ---- */

/* A footnote's mark, or a shortcode of WordPress. */
static bool scan_bracket(struct scan *s)
{
	struct str rest = ahead(s), id = lines_note_id(rest);
	struct bracket b;
	if (id.len) {
		add(s, TOKEN_MARK, s->at + id.len + 3)->name = id;
		return true;
	}
	if (!bracket_split(rest, &b))
		return false;
	struct token *tag = add(s, TOKEN_TAG, s->at + b.len);
	tag->closing = b.closing;
	tag->name = b.name;
	tag->rest = b.rest;
	return true;
}

/* What a backslash stands before is text, but for the bracket of a shortcode: exporters put
   one before every bracket. */
static void scan_backslash(struct scan *s)
{
	struct str rest = ahead(s);
	struct bracket b;
	s->slash = s->at + 1;
	bool bracket = rest.len > 1 && rest.data[1] == '[';
	if (bracket && bracket_split(str_slice(rest, 1, rest.len), &b)) {
		pass(s, s->at + 1);
		scan_bracket(s);
		return;
	}
	pass(s, s->at + (rest.len > 1 && strchr("`[\\%", rest.data[1]) ? 2 : 1));
}

static void scan_char(struct scan *s)
{
	struct str rest = ahead(s);
	switch (rest.data[0]) {
	case '`':
		scan_ticks(s);
		return;
	case '{':
		scan_brace(s);
		return;
	case '\\':
		scan_backslash(s);
		return;
	case '[':
		if (scan_bracket(s))
			return;
		break;
	case '%':
		scan_percent(s);
		return;
	}
	pass(s, s->at + 1);
}

/* Scans the block up to end. A comment may lead beyond. */
static void scan_block(struct scan *s, size_t end)
{
	s->end = end;
	s->all_seen = false;
	if (next_hint(s, s->at) >= end)
		pass(s, end);
	while (s->at < end) {
		/* The characters that may mean something; a body is mostly others. */
		pass(s, str_until(str_slice(s->text, 0, end), "{`[\\%", s->at));
		if (s->at < end)
			scan_char(s);
	}
}

/* ---- the text ---- */

/* Begins a footnote's definition, whose mark stands in line. */
static size_t open_note(struct scan *s, const struct line *line)
{
	size_t at = line->from;
	while (s->text.data[at] != '[')
		at++;
	pass(s, at);
	struct str id = lines_note_id(str_slice(s->text, at, line->to));
	struct token *t = add(s, TOKEN_NOTE, line->content);
	t->name = id;
	t->rest = str_slice(s->text, line->content, line->content);
	return s->out->len - 1;
}

static void close_note(struct scan *s, size_t note)
{
	struct token *t = &s->out->data[note];
	if (t->to < s->at)
		t->to = s->at;
	t->rest.len = t->to - (size_t)(t->rest.data - s->text.data);
	t->past = s->out->len;
}

/* The scan of all lines: the block and the footnote that are open in it. */
struct open {
	bool block;
	size_t block_end;
	size_t note; /* index of its token; STR_NONE: none */
};

/* Takes in what line begins, after all that was open before it has been closed. */
static void take(struct scan *s, struct open *open, const struct line *line)
{
	if (line->note_begins)
		open->note = open_note(s, line);
	if (open->note != STR_NONE && line->kind != LINE_BLANK)
		s->out->data[open->note].to = line->to;
	if (line->kind != LINE_TEXT)
		return;
	if (!open->block) {
		pass(s, line->content);
		s->html = line->html;
	}
	open->block = true;
	open->block_end = line->to;
}

/* Closes the note that is open if line, the next if there is one, does not go on with it. */
static void end_note(struct scan *s, struct open *open, const struct line *line)
{
	if (open->note == STR_NONE || (line && line->note && !line->note_begins))
		return;
	close_note(s, open->note);
	open->note = STR_NONE;
}

/* Is anything left to be found? What footnotes need to know goes on to the end. */
static bool goes_on(struct scan *s)
{
	return s->has_notes || next_hint(s, s->at) < s->text.len;
}

void token_scan(struct arena *a, struct str text, unsigned first_line, struct tokens *out)
{
	struct scan s = {.arena = a, .text = text, .out = out, .line = first_line};
	struct open open = {.note = STR_NONE};
	struct lines l, before;
	struct line line;
	bool more = true;
	lines_init(&l, text);
	while (more && goes_on(&s)) {
		before = l;
		more = lines_next(&l, &line);
		bool same_block = more && line.kind == LINE_TEXT && !line.fresh;
		if (open.block && !same_block) {
			open.block = false;
			scan_block(&s, open.block_end);
			if (s.at > open.block_end) {
				l = before;
				lines_skip(&l, s.at);
				more = true;
				continue;
			}
		}
		end_note(&s, &open, more ? &line : NULL);
		if (more)
			take(&s, &open, &line);
	}
	bool in_fence = l.depth == 0 && (l.leaf == '`' || l.leaf == '~');
	out->fence = in_fence ? l.leaf : '\0';
	out->fence_len = l.fence_len;
}

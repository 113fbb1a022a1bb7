/* SPDX-License-Identifier: ISC */
#include "render/speech.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/sbuf.h"
#include "base/timecode.h"
#include "base/vec.h"
#include "render/html.h"
#include "render/html_node.h"
#include "render/lines.h"
#include "render/markdown.h"
#include "render/token.h"
#include "render/turn.h"

enum { SAID_MAX = 16 << 20, NAME_MAX_BYTES = 60 };

struct speech {
	struct fg_run *run;
	struct fg_transcript *out;
	struct fg_turn turn;   /* the one at hand */
	bool begun;            /* … whose first line was met */
	struct sbuf said;      /* its text so far */
	struct sbuf paragraph; /* lines of the one at hand, as they are written */
	unsigned paragraph_line;
	bool plain;         /* nothing is Markdown */
	const char *before; /* who spoke last */
};

/* ---- text ---- */

static bool has_markup(struct str s)
{
	return str_until(s, "*_[]<>&`\\!{}~|", 0) < s.len;
}

/* The text of Markdown that has any; as it stands, if it cannot be read. */
static void add_rendered(struct arena *a, struct str markdown, struct sbuf *out)
{
	const char *problem;
	struct html_doc *doc = markdown_parse(a, markdown, &problem);
	if (doc)
		html_text(a, doc, out);
	else
		sbuf_slice(out, markdown);
}

/* text as one line without markup, in the arena. */
static const char *plain(struct speech *s, struct str text)
{
	struct arena *a = s->run->arena;
	struct sbuf rendered, line;
	sbuf_init(&rendered, SAID_MAX);
	sbuf_init(&line, SAID_MAX);
	if (!s->plain && has_markup(text))
		add_rendered(a, text, &rendered);
	else
		sbuf_slice(&rendered, text);
	html_collapse(&line, str_trim(sbuf_text(&rendered)));
	sbuf_need_memory(&rendered, a);
	sbuf_need_memory(&line, a);
	char *copy = arena_strndup(a, line.data, line.len);
	for (char *c = copy; *c; c++)
		*c = *c == '\n' ? ' ' : *c;
	sbuf_release(&rendered);
	sbuf_release(&line);
	return copy;
}

/* ---- turns ---- */

static void end_paragraph(struct speech *s)
{
	sbuf_need_memory(&s->paragraph, s->run->arena);
	struct str text = str_trim(sbuf_text(&s->paragraph));
	const char *line = text.len ? plain(s, text) : "";
	if (*line) {
		if (!s->begun)
			s->turn = (struct fg_turn){.start_ms = -1,
				.end_ms = -1,
				.speaker = s->before,
				.line = s->paragraph_line,
				.column = 1};
		s->begun = true;
		if (s->said.len)
			sbuf_char(&s->said, '\n');
		sbuf_str(&s->said, line);
	}
	sbuf_reset(&s->paragraph);
}

static void end_turn(struct speech *s)
{
	end_paragraph(s);
	sbuf_need_memory(&s->said, s->run->arena);
	if (s->said.len) {
		s->turn.text = arena_strndup(s->run->arena, s->said.data, s->said.len);
		*vec_push(s->run->arena, s->out) = s->turn;
		s->begun = false;
	}
	sbuf_reset(&s->said);
}

/* -1: there is none, or it cannot be. */
static int64_t time_of(struct speech *s, const struct turn *t, unsigned line)
{
	int64_t ms;
	if (t->time.len == 0)
		return -1;
	if (timecode_parse(t->time, &ms))
		return ms;
	struct fg_place at = {s->out->file, line, 1};
	diag_add(s->run->diags, FG_RULE_TRANSCRIPT_TIME_WRONG, at,
		"there is no time “%.*s”: minutes and seconds go to 59", STR_ARG(t->time))
		->element = "transcript";
	return -1;
}

/* A name and a time on lines of their own belong to what follows. */
static void begin_turn(struct speech *s, const struct turn *t, unsigned line)
{
	struct fg_turn last = s->turn;
	end_turn(s);
	bool goes_on = s->begun; /* the last one said nothing */
	s->turn = (struct fg_turn){.start_ms = time_of(s, t, line),
		.end_ms = -1,
		.speaker = goes_on ? last.speaker : s->before,
		.line = line,
		.column = 1};
	if (s->turn.start_ms < 0 && goes_on)
		s->turn.start_ms = last.start_ms;
	s->turn.written = s->turn.start_ms >= 0;
	if (t->speaker.len)
		s->turn.speaker = plain(s, t->speaker);
	s->before = s->turn.speaker;
	s->begun = true;
	s->paragraph_line = line;
	sbuf_slice(&s->paragraph, t->rest);
}

static void add_heading(struct speech *s, struct str text, unsigned line)
{
	while (text.len && (text.data[0] == '#' || ascii_is_space(text.data[0])))
		text = str_slice(text, 1, text.len);
	while (text.len &&
		(str_ends(text, "#") || ascii_is_space(text.data[text.len - 1])))
		text.len--;
	const char *words = plain(s, text);
	if (*words)
		*vec_push(s->run->arena, s->out) = (struct fg_turn){.start_ms = -1,
			.end_ms = -1,
			.text = words,
			.line = line,
			.column = 1,
			.heading = true};
}

/* ---- lines of Markdown ---- */

/* A name alone on its line is short and no sentence; and it begins a paragraph. */
static bool is_turn(struct str text, bool fresh, struct turn *t)
{
	if (!turn_at(text, t))
		return false;
	bool sentence = str_ends(t->speaker, ".") || str_ends(t->speaker, "!") ||
			str_ends(t->speaker, "?");
	return !t->alone || t->time.len ||
	       (fresh && !sentence && t->speaker.len <= NAME_MAX_BYTES);
}

/* "---" and its like: a line between things. */
static bool is_rule(struct str text)
{
	size_t marks = 0;
	for (size_t i = 0; i < text.len; i++) {
		if (!strchr("-*_ \t", text.data[i]))
			return false;
		marks += text.data[i] != ' ' && text.data[i] != '\t';
	}
	return marks >= 3;
}

static void add_line(struct speech *s, struct str text, unsigned line)
{
	if (s->paragraph.len)
		sbuf_char(&s->paragraph, '\n');
	else
		s->paragraph_line = line;
	sbuf_slice(&s->paragraph, text);
}

static void take_heading(struct speech *s, struct str text, unsigned line)
{
	struct turn t;
	struct str words = text;
	while (words.len && (words.data[0] == '#' || words.data[0] == ' '))
		words = str_slice(words, 1, words.len);
	if (turn_at(words, &t)) {
		begin_turn(s, &t, line);
		return;
	}
	end_turn(s);
	add_heading(s, text, line);
}

static void take_line(
	struct speech *s, struct str all, const struct line *l, unsigned line)
{
	struct str text = str_slice(all, l->content < l->to ? l->content : l->to, l->to);
	struct turn t;
	if (l->kind == LINE_BLANK) {
		end_paragraph(s);
	} else if (l->heading && l->underline) {
		sbuf_need_memory(&s->paragraph, s->run->arena);
		struct str above = str_trim(sbuf_text(&s->paragraph));
		const char *words = arena_strndup(s->run->arena, above.data, above.len);
		sbuf_reset(&s->paragraph);
		take_heading(s, str_of(words), s->paragraph_line);
	} else if (l->heading && l->depth == 0) {
		take_heading(s, text, line);
	} else if (l->kind == LINE_TEXT && is_rule(text)) {
		end_paragraph(s);
	} else if (l->kind == LINE_TEXT && is_turn(text, l->fresh, &t)) {
		begin_turn(s, &t, line);
	} else {
		if (l->fresh)
			end_paragraph(s);
		add_line(s, text, line);
	}
}

/* May template syntax, a comment or a footnote be in text? */
static bool may_have_tokens(struct str text)
{
	return str_find_char(text, '{', 0) != STR_NONE ||
	       str_find(text, "[^", 0) != STR_NONE || str_find(text, "%%", 0) != STR_NONE;
}

/* The section without template syntax, comments and footnotes; the line ends stay. */
static struct str without_tokens(struct fg_run *run, const struct fg_body *section)
{
	struct arena *a = run->arena;
	struct str text = {section->text, section->len};
	struct tokens tokens = {0};
	if (!may_have_tokens(text))
		return text;
	token_scan(a, text, section->line, &tokens);
	char *copy = arena_text(a, text.len);
	size_t len = 0, at = 0;
	for (size_t i = 0; i < tokens.len; i++) {
		const struct token *t = &tokens.data[i];
		if (t->kind == TOKEN_TEXT || t->to <= at)
			continue;
		size_t from = t->from > at ? t->from : at;
		memcpy(copy + len, text.data + at, from - at);
		len += from - at;
		for (; from < t->to; from++) {
			if (text.data[from] == '\n')
				copy[len++] = '\n';
		}
		at = t->to;
	}
	memcpy(copy + len, text.data + at, text.len - at);
	len += text.len - at;
	copy[len] = '\0';
	return (struct str){copy, len};
}

static void speech_open(struct speech *s, struct fg_run *run, struct fg_transcript *out)
{
	*s = (struct speech){.run = run, .out = out};
	sbuf_init(&s->said, SAID_MAX);
	sbuf_init(&s->paragraph, SAID_MAX);
}

static void speech_close(struct speech *s)
{
	end_turn(s);
	sbuf_release(&s->said);
	sbuf_release(&s->paragraph);
}

void speech_read(
	struct fg_run *run, const struct fg_body *section, struct fg_transcript *out)
{
	struct speech s;
	struct lines lines;
	struct line line;
	speech_open(&s, run, out);
	struct str text = without_tokens(run, section);
	lines_init(&lines, text);
	for (unsigned n = section->line; lines_next(&lines, &line); n++)
		take_line(&s, text, &line, n);
	speech_close(&s);
}

/* ---- plain text ---- */

enum { NAMES_MAX = 64 };

/* Those who seem to speak in a plain text, and how often. */
struct names {
	struct {
		struct str name;
		unsigned n;
	} data[NAMES_MAX];
	size_t len;
};

static unsigned *count_of(struct names *names, struct str name)
{
	for (size_t i = 0; i < names->len; i++) {
		if (str_eq(names->data[i].name, name))
			return &names->data[i].n;
	}
	if (names->len == NAMES_MAX)
		return NULL;
	names->data[names->len].name = name;
	return &names->data[names->len++].n;
}

static void count_names(struct str text, struct names *names)
{
	struct str line;
	struct turn t;
	*names = (struct names){0};
	while (str_line(&text, &line)) {
		if (!turn_in_text(line, &t) || t.speaker.len == 0)
			continue;
		unsigned *n = count_of(names, t.speaker);
		if (n)
			*n += t.time.len || t.alone ? 2 : 1;
	}
}

/* "Note: …" once is a sentence; who speaks does so twice, or stands alone, or has a time. */
static bool is_turn_in_text(struct names *names, struct str line, struct turn *t)
{
	if (!turn_in_text(line, t))
		return false;
	const unsigned *n = t->speaker.len ? count_of(names, t->speaker) : NULL;
	return t->speaker.len == 0 || (n && *n >= 2);
}

void speech_read_text(
	struct fg_run *run, const struct fg_body *body, struct fg_transcript *out)
{
	struct speech s;
	struct str rest = {body->text, body->len}, line;
	struct names names;
	struct turn t;
	speech_open(&s, run, out);
	s.plain = true;
	count_names(rest, &names);
	for (unsigned n = body->line; str_line(&rest, &line); n++) {
		if (str_trim(line).len == 0)
			end_paragraph(&s);
		else if (str_starts(line, "#"))
			take_heading(&s, line, n);
		else if (is_turn_in_text(&names, line, &t))
			begin_turn(&s, &t, n);
		else
			add_line(&s, line, n);
	}
	speech_close(&s);
}

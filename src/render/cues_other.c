/* SPDX-License-Identifier: ISC */
/* Transcripts as JSON, HTML and plain text. */
#include "render/cues.h"

#include "base/arena.h"
#include "base/jsonread.h"
#include "base/sbuf.h"
#include "base/timecode.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "render/html.h"
#include "render/html_node.h"
#include "render/speech.h"

enum { WORDS_MAX = 300, TEXT_MAX = 16 << 20 };

/* ---- JSON ---- */

struct segments {
	struct foreign *f;
	struct fg_transcript *out;
	struct jsonread r;
	struct fg_turn turn; /* the one at hand */
	bool wrong;          /* a value of it cannot be read, which is told */
};

static bool is_named(const struct segments *s, const char *a, const char *b)
{
	struct str name = sbuf_text(&s->r.name);
	return str_is(name, a) || str_is(name, b);
}

/* Within "segments[7]", and not deeper? */
static bool in_segment(const struct segments *s)
{
	struct str path = sbuf_text(&s->r.path);
	return s->r.depth == 3 && str_starts(path, "segments[");
}

/* Seconds; -1: it is no such number, and is told. */
static int64_t seconds(struct segments *s)
{
	int64_t ms;
	if (timecode_parse(sbuf_text(&s->r.text), &ms))
		return ms;
	if (!s->wrong)
		foreign_skip(s->f, s->r.line, s->r.column,
			"this is no number of seconds; the segment is left out");
	s->wrong = true;
	return -1;
}

static void take_number(struct segments *s)
{
	if (is_named(s, "startTime", "start"))
		s->turn.start_ms = seconds(s);
	else if (is_named(s, "endTime", "end"))
		s->turn.end_ms = seconds(s);
}

static void take_string(struct segments *s)
{
	struct str text = str_trim(sbuf_text(&s->r.text));
	if (utf8_clean_len(text) < text.len) {
		foreign_skip(s->f, s->r.line, s->r.column,
			"this text has characters that no feed can have; it is left out");
		return;
	}
	const char *copy = arena_strndup(s->f->run->arena, text.data, text.len);
	if (is_named(s, "body", "text"))
		s->turn.text = copy;
	else if (is_named(s, "speaker", "speaker") && *copy)
		s->turn.speaker = copy;
	else if (is_named(s, "startTime", "endTime"))
		take_number(s);
}

/* Is the segment the next word of what is said at the end of out? */
static bool is_next_word(const struct fg_turn *last, const struct fg_turn *word)
{
	struct str a = str_of(last->text);
	bool same = last->speaker == word->speaker ||
		    (last->speaker && word->speaker &&
			    str_is(str_of(last->speaker), word->speaker));
	bool sentence = str_ends(a, ".") || str_ends(a, "?") || str_ends(a, "!");
	return same && !sentence && a.len < WORDS_MAX && !strchr(word->text, ' ') &&
	       last->end_ms >= 0 && word->start_ms - last->end_ms < 2000;
}

static void end_segment(struct segments *s)
{
	struct arena *a = s->f->run->arena;
	struct fg_turn *t = &s->turn,
		       *last = s->out->len ? &s->out->data[s->out->len - 1] : NULL;
	if (!t->text || !*t->text || s->wrong)
		return;
	t->written = t->start_ms >= 0;
	if (last && t->written && is_next_word(last, t)) {
		last->text = arena_printf(a, "%s %s", last->text, t->text);
		last->end_ms = t->end_ms;
		return;
	}
	*vec_push(a, s->out) = *t;
}

static void take_event(struct segments *s, enum json_event e)
{
	struct str path = sbuf_text(&s->r.path);
	bool segment = s->r.depth == 2 && str_starts(path, "segments[");
	if (e == JSON_OBJECT && segment) {
		s->turn = (struct fg_turn){.start_ms = -1,
			.end_ms = -1,
			.line = s->r.line,
			.column = s->r.column};
		s->wrong = false;
	} else if (e == JSON_CLOSE && segment) {
		end_segment(s);
	} else if (e == JSON_STRING && in_segment(s)) {
		take_string(s);
	} else if (e == JSON_NUMBER && in_segment(s)) {
		take_number(s);
	}
}

bool cues_json(struct foreign *f, struct fg_transcript *out)
{
	struct segments s = {.f = f, .out = out};
	enum json_event e;
	bool good = true;
	jsonread_open_text(&s.r, f->run->arena, f->text);
	while (out->len < FOREIGN_PARTS_MAX && (e = jsonread_next(&s.r)) != JSON_END) {
		if (e == JSON_BROKEN) {
			good = foreign_fail(f, s.r.line, s.r.column, s.r.problem.data);
			break;
		}
		take_event(&s, e);
	}
	jsonread_close(&s.r);
	if (good && out->len == 0)
		return foreign_fail(f, 0, 0, "there is no segment in this file");
	return good;
}

/* ---- HTML ---- */

/* Marks headings in the text that is made of the tree, as Markdown does. */
static void mark_headings(struct arena *a, struct html_node *n)
{
	for (; n; n = n->next) {
		struct html_node *first = n->first;
		bool heading = n->tag >= TAG_H1 && n->tag <= TAG_H6;
		if (heading && first && first->tag == TAG_TEXT) {
			const char *text =
				arena_printf(a, "## %.*s", STR_ARG(first->text));
			first->text = str_of(text);
		}
		if (!heading)
			mark_headings(a, first);
	}
}

/* The lines of what a tree says are not those of the file. */
static void forget_lines(struct fg_transcript *t)
{
	for (size_t i = 0; i < t->len; i++)
		t->data[i].line = t->data[i].column = 0;
}

static struct str body_of(struct str text)
{
	size_t at = str_find(text, "<body", 0);
	at = at == STR_NONE ? str_find(text, "<BODY", 0) : at;
	return at == STR_NONE ? text : str_slice(text, at, text.len);
}

bool cues_html(struct foreign *f, struct fg_transcript *out)
{
	struct arena *a = f->run->arena;
	const char *problem;
	struct html_doc *doc = html_parse(a, body_of(f->text), &problem);
	if (!doc)
		return foreign_fail(f, 0, 0, arena_printf(a, "its HTML %s", problem));
	mark_headings(a, doc->root->first);
	struct sbuf text;
	sbuf_init(&text, TEXT_MAX);
	html_text(a, doc, &text);
	sbuf_need_memory(&text, a);
	struct fg_body body = {arena_strndup(a, text.data, text.len), text.len, 0};
	bool good = !text.failed;
	sbuf_release(&text);
	if (!good)
		return foreign_fail(f, 0, 0, "its text has more than 16 MB");
	speech_read_text(f->run, &body, out);
	forget_lines(out);
	return true;
}

/* ---- plain text ---- */

bool cues_text(struct foreign *f, struct fg_transcript *out)
{
	struct fg_body body = {f->text.data, f->text.len, 1};
	speech_read_text(f->run, &body, out);
	return true;
}

/* SPDX-License-Identifier: ISC */
/* WebVTT and SRT: blocks of lines with a line of times; and which format a file has. */
#include "render/cues.h"

#include "base/arena.h"
#include "base/sbuf.h"
#include "base/timecode.h"
#include "base/url.h"
#include "base/utf8.h"
#include "base/vec.h"
#include "render/turn.h"

enum { CUE_MAX = 64 * 1024, REFERENCE_MAX = 12 };

struct cues {
	struct foreign *f;
	struct fg_transcript *out;
	struct str rest, line; /* of the file, and the line at hand */
	unsigned n;            /* its number */
	bool voices;           /* names are in <v Name>, not before a colon */
	const char *speaker;   /* who spoke last */
	struct sbuf text;      /* of the turn at hand */
	struct fg_turn turn;
};

static bool next_line(struct cues *c)
{
	c->n++;
	return str_line(&c->rest, &c->line);
}

/* ---- text of cues ---- */

static void end_turn(struct cues *c)
{
	struct arena *a = c->f->run->arena;
	struct str text = str_trim(sbuf_text(&c->text));
	sbuf_need_memory(&c->text, a);
	if (text.len) {
		c->turn.text = arena_strndup(a, text.data, text.len);
		c->turn.speaker = c->speaker;
		*vec_push(a, c->out) = c->turn;
		/* What another says in the same cue has a share of its time. */
		c->turn.start_ms = c->turn.end_ms = -1;
		c->turn.written = false;
	}
	sbuf_reset(&c->text);
}

static void set_speaker(struct cues *c, struct str name)
{
	name = str_trim(name);
	if (name.len == 0 || (c->speaker && str_is(name, c->speaker)))
		return;
	end_turn(c);
	c->speaker = arena_strndup(c->f->run->arena, name.data, name.len);
}

/* A tag at the beginning of text; its length. <v.loud Name> says who speaks. */
static size_t take_tag(struct cues *c, struct str text)
{
	size_t end = str_find_char(text, '>', 0);
	if (end == STR_NONE)
		return text.len;
	struct str tag = str_slice(text, 1, end);
	bool voice = str_starts(tag, "v ") || str_starts(tag, "v.");
	size_t space = voice ? str_find_char(tag, ' ', 0) : STR_NONE;
	if (space != STR_NONE)
		set_speaker(c, str_slice(tag, space, tag.len));
	return end + 1;
}

/* "&amp;" and its like; its length, 1 for an & that is none. */
static size_t take_reference(struct cues *c, struct str text)
{
	static const struct {
		const char *name, *text;
	} known[] = {{"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""},
		{"&nbsp;", " "}, {"&lrm;", ""}, {"&rlm;", ""}, {"&#39;", "'"},
		{"&apos;", "'"}};
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		if (str_starts(text, known[i].name)) {
			sbuf_str(&c->text, known[i].text);
			return strlen(known[i].name);
		}
	}
	sbuf_char(&c->text, '&');
	return 1;
}

/* A line of a cue without markup: <i>, {\an8}. */
static void add_line(struct cues *c, struct str line)
{
	if (c->text.len)
		sbuf_char(&c->text, ' ');
	for (size_t i = 0; i < line.len;) {
		struct str rest = str_slice(line, i, line.len);
		size_t close;
		if (*rest.data == '<') {
			i += take_tag(c, rest);
		} else if (*rest.data == '&') {
			i += take_reference(c, rest);
		} else if (str_starts(rest, "{\\") &&
			   (close = str_find_char(rest, '}', 0)) != STR_NONE) {
			i += close + 1;
		} else {
			size_t plain = str_until(rest, "<&{", 1);
			sbuf_slice(&c->text, str_slice(rest, 0, plain));
			i += plain;
		}
	}
}

/* A line, behind the name of who begins to speak with it. */
static void take_text(struct cues *c, struct str line)
{
	struct turn t;
	line = str_trim(line);
	if (str_starts(line, "- ") || str_starts(line, "– "))
		line = str_trim(str_slice(line, str_find_char(line, ' ', 0), line.len));
	bool named =
		!c->voices && turn_in_text(line, &t) && t.speaker.len && t.time.len == 0;
	if (named) {
		set_speaker(c, t.speaker);
		line = t.rest;
	}
	add_line(c, line);
}

/* ---- times ---- */

/* The word at the beginning of *text, which is taken off. */
static struct str take_word(struct str *text)
{
	struct str s = str_trim(*text);
	size_t n = str_until(s, " \t", 0);
	*text = str_slice(s, n, s.len);
	return str_slice(s, 0, n);
}

static bool skip_cue(struct cues *c, const char *at, const char *message)
{
	foreign_skip(c->f, c->n, foreign_column(c->line, at), message);
	return false;
}

/* "00:01:02.500 --> 00:01:04.000 align:start". False: the cue is left out. */
static bool read_times(struct cues *c, size_t arrow)
{
	struct str line = c->line;
	struct str from = str_trim(str_slice(line, 0, arrow));
	struct str behind = str_slice(line, arrow + 3, line.len), to = take_word(&behind);
	struct fg_turn *t = &c->turn;
	*t = (struct fg_turn){.written = true, .line = c->n, .column = 1};
	if (!timecode_parse(from, &t->start_ms))
		return skip_cue(c, from.data, "here is no time");
	if (!timecode_parse(to, &t->end_ms))
		return skip_cue(c, to.data, "here is no time");
	if (t->end_ms <= t->start_ms) {
		foreign_skip(c->f, c->n, foreign_column(line, to.data),
			"a cue ends before it begins; its end is worked out");
		t->end_ms = -1;
	}
	return true;
}

/* The cue whose line of times is at hand, up to the next blank line. */
static void read_cue(struct cues *c, size_t arrow)
{
	bool good = read_times(c, arrow);
	while (next_line(c) && str_trim(c->line).len) {
		/* A cue behind which the blank line is missing. */
		size_t next = str_find(c->line, "-->", 0);
		if (next != STR_NONE) {
			end_turn(c);
			good = read_times(c, next);
		} else if (good) {
			take_text(c, c->line);
		}
	}
	end_turn(c);
}

static bool is_number(struct str s)
{
	size_t n = 0;
	while (n < s.len && ascii_is_digit(s.data[n]))
		n++;
	return n == s.len;
}

/* Lines of a block that has no times so far. */
struct stray {
	unsigned lines, first; /* how many, and which in the file the first is */
	bool number;           /* the first is one, as cues of SRT have */
};

/* A name or a number may stand before the times. What is more is text that nobody would hear. */
static void pass_line(struct cues *c, struct stray *s)
{
	struct str line = str_trim(c->line);
	bool ends = line.len == 0;
	bool lost = ends ? s->lines == 1 && !s->number : s->lines == 1;
	if (lost)
		foreign_skip(c->f, s->first, 1,
			"this belongs to no cue, as no times with --> stand before it; "
			"it is "
			"left out");
	if (ends)
		*s = (struct stray){0};
	else if (s->lines++ == 0)
		*s = (struct stray){1, c->n, is_number(line)};
}

static void read_blocks(struct cues *c)
{
	struct stray stray = {0};
	while (c->out->len < FOREIGN_PARTS_MAX && next_line(c)) {
		size_t arrow = str_find(c->line, "-->", 0);
		if (arrow != STR_NONE) {
			read_cue(c, arrow);
			stray.lines = 0;
			continue;
		}
		struct str word = str_trim(c->line);
		bool other = str_starts(word, "NOTE") || str_starts(word, "STYLE") ||
			     str_starts(word, "REGION");
		if (!other)
			pass_line(c, &stray);
		while (other && next_line(c) && str_trim(c->line).len)
			;
	}
	c->line = (struct str){"", 0};
	if (c->out->len > 0) /* else it is said that there is no cue at all */
		pass_line(c, &stray);
}

/* Does the file name who speaks in tags, <v Ann>? Then what stands before a colon is no name. */
static bool has_voices(struct str text)
{
	return str_find(text, "<v", 0) != STR_NONE;
}

static bool read_all(struct cues *c)
{
	sbuf_init(&c->text, CUE_MAX);
	c->voices = has_voices(c->rest);
	read_blocks(c);
	end_turn(c);
	sbuf_release(&c->text);
	return c->out->len > 0 ||
	       foreign_fail(c->f, 0, 0, "there is no cue in this file");
}

bool cues_vtt(struct foreign *f, struct fg_transcript *out)
{
	struct cues c = {.f = f, .out = out, .rest = f->text};
	bool good = next_line(&c) && str_starts(c.line, "WEBVTT") &&
		    (c.line.len == 6 || ascii_is_space(c.line.data[6]));
	if (!good)
		return foreign_fail(f, 1, 1, "a WebVTT file begins with WEBVTT");
	while (str_trim(c.line).len && str_find(c.line, "-->", 0) == STR_NONE) {
		if (!next_line(&c))
			break;
	}
	return read_all(&c);
}

bool cues_srt(struct foreign *f, struct fg_transcript *out)
{
	struct cues c = {.f = f, .out = out, .rest = f->text};
	return read_all(&c);
}

/* ---- which it is ---- */

static const struct {
	const char *extension;
	bool (*read)(struct foreign *f, struct fg_transcript *out);
} formats[] = {{"vtt", cues_vtt}, {"srt", cues_srt}, {"json", cues_json},
	{"html", cues_html}, {"htm", cues_html}, {"txt", cues_text}};

enum { FORMATS = sizeof formats / sizeof *formats };

static size_t format_of(const char *file)
{
	size_t i = 0;
	while (i < FORMATS && !str_case_is(url_extension(file), formats[i].extension))
		i++;
	return i;
}

bool cues_can_read(const char *file)
{
	return format_of(file) < FORMATS;
}

bool cues_read(struct foreign *f, struct fg_transcript *out)
{
	return formats[format_of(f->file)].read(f, out);
}

/* SPDX-License-Identifier: ISC */
#include "render/transcript.h"

#include "render/comments.h"
#include "render/lines.h"
#include "render/turn.h"

enum { SPEAKERS_MAX = 32 };

/* ---- headings ---- */

struct heading {
	unsigned level;
	struct str text;
	size_t from, past; /* offsets of its first line, and behind its last */
};

/* The body, line by line, with the paragraph that a setext underline would refer to. */
struct walk {
	struct comments comments;
	struct lines lines;
	struct line line;
	unsigned past;    /* lines taken so far */
	size_t paragraph; /* where the paragraph begins */
};

/* Is text a link's definition? Such paragraphs are no headings when underlined. */
static bool is_link_definition(struct str text)
{
	return str_starts(text, "[") && str_find(text, "]:", 0) != STR_NONE;
}

/* Is there another line? If it completes a heading that stands in nothing else, *h is
   that; else h->level is 0. */
static bool walk_next(struct walk *w, struct heading *h)
{
	h->level = 0;
	if (!lines_next(&w->lines, &w->line))
		return false;
	const struct line *line = &w->line;
	if (line->fresh)
		w->paragraph = line->from;
	w->past++;
	if (!line->heading || line->depth > 0)
		return true;
	size_t end = line->underline ? line->from - 1 : line->to;
	h->text = str_slice(w->lines.text, w->paragraph, end);
	h->from = w->paragraph;
	h->past = w->lines.next;
	if (!is_link_definition(h->text) && !comments_cut(&w->comments, h->from) &&
		!comments_cut(&w->comments, h->past))
		h->level = line->heading;
	return true;
}

/* A heading's words, without marks of headings, emphasis and attributes. */
static struct str words(struct str s)
{
	size_t id = str_find(s, "{#", 0);
	if (id != STR_NONE && str_ends(str_trim(s), "}"))
		s.len = id;
	while (s.len && strchr("# \t:*_", s.data[0]) && s.data[0])
		s = str_slice(s, 1, s.len);
	while (s.len && strchr("# \t:*_", s.data[s.len - 1]) && s.data[s.len - 1])
		s.len--;
	return s;
}

/* ---- the end of the section ---- */

struct section {
	struct str body;
	struct str speakers[SPEAKERS_MAX];
	size_t n_speakers;
	bool begun;       /* it has a line of text */
	size_t known;     /* up to this offset every heading is part of it */
	struct line held; /* the last line, which the next may make a heading */
};

static bool has_spoken(const struct section *s, struct str name)
{
	for (size_t i = 0; i < s->n_speakers; i++) {
		if (str_eq(s->speakers[i], name))
			return true;
	}
	return false;
}

/* Takes note of the line that is held, now that it is known to be no heading. */
static void settle(struct section *s)
{
	const struct line *line = &s->held;
	struct turn t;
	s->begun = s->begun || line->kind != LINE_BLANK;
	if (!line->fresh || s->n_speakers == SPEAKERS_MAX)
		return;
	struct str text = str_slice(s->body, line->content, line->to);
	if (turn_at(text, &t) && t.speaker.len && !has_spoken(s, t.speaker))
		s->speakers[s->n_speakers++] = t.speaker;
}

/* Goes on by one line. ends: it completes a heading that may end the section, so that
   a paragraph it underlines is no text of the transcript. */
static void take_line(struct section *s, const struct line *line, bool ends)
{
	if (!(ends && line->underline))
		settle(s);
	s->held = line->heading ? (struct line){.kind = LINE_BLANK} : *line;
}

static bool continues(const struct section *s, struct str line)
{
	struct turn t;
	if (!turn_at(line, &t))
		return false;
	return t.time.len > 0 || has_spoken(s, t.speaker) || (!s->begun && t.alone);
}

/* Does the transcript go on under the heading? */
static bool is_part(struct section *s, const struct heading *h)
{
	if (h->from < s->known || continues(s, h->text))
		return true;
	struct str rest = str_slice(s->body, h->past, s->body.len), line;
	while (str_line(&rest, &line)) {
		struct str text = str_trim(line);
		if (text.len == 0 || text.data[0] == '#')
			continue;
		s->known = (size_t)(line.data - s->body.data);
		return continues(s, text);
	}
	return false;
}

/* Could the line be a heading of that level or a higher one, or make one of those before it? */
static bool may_be_heading(struct str line, unsigned level)
{
	line = str_trim(line);
	char c = line.len ? line.data[0] : '\0';
	size_t n = 0;
	while (n < line.len && line.data[n] == c)
		n++;
	if (c == '#')
		return n <= level && (n == line.len || ascii_is_space(line.data[n]));
	return (c == '=' || c == '-') && n == line.len;
}

/* Could such a heading be in text? Most transcripts go on to the end of the body, and who speaks
   need not be known then. */
static bool may_have_heading(struct str text, unsigned level)
{
	struct str line;
	while (str_line(&text, &line)) {
		if (may_be_heading(line, level))
			return true;
	}
	return false;
}

bool transcript_find(
	struct arena *a, struct str body, const char *heading, struct transcript_cut *cut)
{
	struct walk w = {0};
	struct heading h, next;
	struct str title = words(str_of(heading));
	comments_find(a, body, &w.comments);
	lines_init(&w.lines, w.comments.blanked);
	do {
		if (title.len == 0 || !walk_next(&w, &h))
			return false;
	} while (!h.level || !str_case_eq(words(h.text), title));
	*cut = (struct transcript_cut){.before = str_slice(body, 0, h.from),
		.section = str_slice(body, h.past, body.len),
		.after = str_slice(body, body.len, body.len),
		.section_line = w.past};
	if (!may_have_heading(cut->section, h.level))
		return true;
	struct section s = {.body = w.comments.blanked};
	while (walk_next(&w, &next)) {
		bool ends = next.level > 0 && next.level <= h.level;
		take_line(&s, &w.line, ends);
		if (!ends || is_part(&s, &next))
			continue;
		cut->section = str_slice(body, h.past, next.from);
		cut->after = str_slice(body, next.from, body.len);
		return true;
	}
	return true;
}

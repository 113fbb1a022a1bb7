/* SPDX-License-Identifier: ISC */
/*
 * Transcripts in every format of the podcast namespace (transcripts.md there): WebVTT with
 * voices, SRT, JSON 1.0.0, HTML, plain text.
 */
#include "write/sidecars.h"

#include <string.h>
#include "base/jsonout.h"
#include "base/timecode.h"
#include "write/cards.h"

enum {
	VTT_LINES = 2,
	VTT_WIDTH = 65,
	SRT_LINES = 2,
	SRT_WIDTH = 32,
	PARAGRAPH = 600 /* bytes of HTML's paragraphs, if a file gives them in bits */
};

/* Is it heard, and when? Headings are not; nor is a note about the transcript. */
static bool is_heard(const struct fg_turn *t)
{
	return !t->heading && t->start_ms >= 0;
}

/* & < > as references, and one line. */
static void add_escaped(struct sbuf *out, struct str text)
{
	for (size_t i = 0; i < text.len;) {
		size_t plain = str_until(text, "&<>", i);
		sbuf_slice(out, str_slice(text, i, plain));
		if (plain < text.len)
			sbuf_str(out, text.data[plain] == '&'   ? "&amp;"
				      : text.data[plain] == '<' ? "&lt;"
								: "&gt;");
		i = plain + 1;
	}
}

/* ---- WebVTT and SRT: cards with times ---- */

struct timed {
	struct sbuf *out, card;
	unsigned number;  /* of SRT's cards */
	int64_t end;      /* of the card before */
	const char *last; /* who spoke last */
	struct fg_run *run;
	struct cards cards;
	void (*put)(struct timed *w, const struct fg_turn *t, int64_t start, int64_t end);
};

/* An arrow within a cue ends it: the name must not make one with what closes its tag. */
static void add_voice(struct sbuf *out, struct str name)
{
	while (str_ends(name, "-"))
		name.len--;
	sbuf_str(out, "<v ");
	add_escaped(out, name);
	sbuf_char(out, '>');
}

static void add_times(struct sbuf *out, int64_t start, int64_t end, char point)
{
	char time[TIMECODE_SIZE];
	sbuf_add(out, time, timecode_text(start, point, time));
	sbuf_add(out, " --> ", 5);
	sbuf_add(out, time, timecode_text(end, point, time));
	sbuf_char(out, '\n');
}

static void put_vtt(struct timed *w, const struct fg_turn *t, int64_t start, int64_t end)
{
	sbuf_char(w->out, '\n');
	add_times(w->out, start, end, '.');
	if (t->speaker)
		add_voice(w->out, str_of(t->speaker));
	add_escaped(w->out, sbuf_text(&w->card));
	sbuf_char(w->out, '\n');
}

static void add_number(struct sbuf *out, unsigned n)
{
	char text[16];
	size_t at = sizeof text;
	for (bool more = true; more; more = n > 0) {
		text[--at] = (char)('0' + n % 10);
		n /= 10;
	}
	sbuf_add(out, text + at, sizeof text - at);
}

static void put_srt(struct timed *w, const struct fg_turn *t, int64_t start, int64_t end)
{
	(void)t;
	if (w->number++ > 0)
		sbuf_char(w->out, '\n');
	add_number(w->out, w->number);
	sbuf_char(w->out, '\n');
	add_times(w->out, start, end, ',');
	sbuf_slice(w->out, sbuf_text(&w->card));
	sbuf_char(w->out, '\n');
}

/* A turn's time is shared out to its cards by their length. Every card lasts a millisecond
   at least, and none begins before the one in front of it. */
static void put_turn(struct timed *w, const struct fg_turn *t, struct str text)
{
	struct cards c = w->cards;
	int64_t length = t->end_ms - t->start_ms, all = (int64_t)text.len;
	int64_t start = t->start_ms;
	c.rest = text;
	while (cards_next(&c, &w->card)) {
		int64_t end = t->start_ms + length * (int64_t)c.done / all;
		start = start < w->end ? w->end : start;
		end = end > start ? end : start + 1;
		w->put(w, t, start, end);
		start = w->end = end;
	}
}

/* "Ada: Good evening.", for formats that have no place of their own for who speaks. */
static const char *with_name(struct arena *a, const struct fg_turn *t)
{
	size_t name = strlen(t->speaker), text = strlen(t->text);
	char *all = arena_text(a, name + 2 + text);
	memcpy(all, t->speaker, name);
	memcpy(all + name, ": ", 2);
	memcpy(all + name + 2, t->text, text + 1);
	return all;
}

static void put_all(struct timed *w, const struct fg_transcript *t, bool names)
{
	for (size_t i = 0; i < t->len; i++) {
		const struct fg_turn *turn = &t->data[i];
		if (!is_heard(turn))
			continue;
		bool changes = turn->speaker &&
			       (!w->last || strcmp(w->last, turn->speaker) != 0);
		const char *text = turn->text;
		if (names && changes)
			text = with_name(w->run->arena, turn);
		put_turn(w, turn, str_of(text));
		w->last = turn->speaker;
	}
}

static void write_timed(
	struct fg_run *run, const struct fg_transcript *t, struct timed *w, bool names)
{
	sbuf_init(&w->card, 4096);
	w->run = run;
	put_all(w, t, names);
	sbuf_need_memory(&w->card, run->arena);
	sbuf_release(&w->card);
}

void sidecar_vtt(struct fg_run *run, const struct fg_item *item, struct sbuf *out)
{
	struct timed w = {.out = out,
		.cards = {.lines = VTT_LINES, .width = VTT_WIDTH},
		.put = put_vtt};
	sbuf_str(out, "WEBVTT\n");
	write_timed(run, &item->notes->spoken, &w, false);
}

void sidecar_srt(struct fg_run *run, const struct fg_item *item, struct sbuf *out)
{
	struct timed w = {.out = out,
		.cards = {.lines = SRT_LINES, .width = SRT_WIDTH},
		.put = put_srt};
	write_timed(run, &item->notes->spoken, &w, true);
}

/* ---- JSON ---- */

void sidecar_json(struct fg_run *run, const struct fg_item *item, struct sbuf *out)
{
	const struct fg_transcript *t = &item->notes->spoken;
	const char *between = "\n";
	(void)run;
	jsonout_open(out, NULL);
	jsonout_text(out, "version", "1.0.0");
	jsonout_list(out, "segments");
	for (size_t i = 0; i < t->len; i++) {
		const struct fg_turn *turn = &t->data[i];
		if (!is_heard(turn))
			continue;
		sbuf_str(out, between);
		between = ",\n";
		jsonout_open(out, NULL);
		if (turn->speaker)
			jsonout_text(out, "speaker", turn->speaker);
		jsonout_seconds(out, "startTime", turn->start_ms);
		jsonout_seconds(out, "endTime", turn->end_ms);
		jsonout_text(out, "body", turn->text);
		jsonout_close(out);
	}
	sbuf_char(out, '\n');
	jsonout_end(out);
	jsonout_close(out);
	sbuf_char(out, '\n');
}

/* ---- HTML ---- */

static void add_paragraphs(struct sbuf *out, const char *text)
{
	struct str rest = str_of(text), line;
	while (str_line(&rest, &line)) {
		sbuf_str(out, "<p>");
		add_escaped(out, line);
		sbuf_str(out, "</p>\n");
	}
}

static void add_speaker(struct sbuf *out, const struct fg_turn *t, bool changes)
{
	char time[TIMECODE_SIZE];
	if (t->speaker && changes) {
		sbuf_str(out, "<cite>");
		add_escaped(out, str_of(t->speaker));
		sbuf_str(out, ":</cite>\n");
	}
	if (t->start_ms < 0 || !(t->written || changes))
		return;
	timecode_short(t->start_ms, time);
	sbuf_printf(out, "<time>%s</time>\n", time);
}

static bool same_speaker(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

/* Does b go on in a's paragraph? Files of captions have a sentence in several pieces. */
static bool goes_on(const struct fg_turn *a, const struct fg_turn *b, size_t len)
{
	size_t n = strlen(a->text);
	bool open = n && !strchr(".?!\"", a->text[n - 1]);
	return !a->heading && !b->heading && a->start_ms >= 0 &&
	       same_speaker(a->speaker, b->speaker) && len < PARAGRAPH &&
	       n < PARAGRAPH / 4 && (open || len < PARAGRAPH / 2);
}

/* The text of turn i and of those that go on in its paragraph; *i is the last of them. */
static const char *joined(struct fg_run *run, const struct fg_transcript *t, size_t *i)
{
	const char *text = t->data[*i].text;
	size_t len = strlen(text);
	if (*i + 1 == t->len || !goes_on(&t->data[*i], &t->data[*i + 1], len))
		return text;
	struct sbuf b;
	sbuf_init(&b, 2 * PARAGRAPH);
	sbuf_str(&b, text);
	while (*i + 1 < t->len && goes_on(&t->data[*i], &t->data[*i + 1], b.len) &&
		b.len + strlen(t->data[*i + 1].text) < PARAGRAPH * 3 / 2) {
		sbuf_char(&b, ' ');
		sbuf_str(&b, t->data[++*i].text);
	}
	sbuf_need_memory(&b, run->arena);
	text = arena_strndup(run->arena, b.data, b.len);
	sbuf_release(&b);
	return text;
}

static void add_page_head(const struct fg_item *item, struct sbuf *out)
{
	const char *language = item->show->language, *title = item->episode->title;
	sbuf_str(out, "<!DOCTYPE html>\n<html");
	if (language) {
		sbuf_str(out, " lang=\"");
		add_escaped(out, str_of(language));
		sbuf_char(out, '"');
	}
	sbuf_str(out, ">\n<head>\n<meta charset=\"utf-8\">\n<title>");
	add_escaped(out, str_of(title ? title : "Transcript"));
	sbuf_str(out, "</title>\n</head>\n<body>\n");
}

void sidecar_html(struct fg_run *run, const struct fg_item *item, struct sbuf *out)
{
	const struct fg_transcript *t = &item->notes->spoken;
	const char *last = NULL;
	add_page_head(item, out);
	for (size_t i = 0; i < t->len; i++) {
		const struct fg_turn *turn = &t->data[i];
		if (turn->heading) {
			sbuf_str(out, "<h2>");
			add_escaped(out, str_of(turn->text));
			sbuf_str(out, "</h2>\n");
			last = NULL;
			continue;
		}
		add_speaker(out, turn, !same_speaker(last, turn->speaker));
		last = turn->speaker;
		add_paragraphs(out, joined(run, t, &i));
	}
	sbuf_str(out, "</body>\n</html>\n");
}

/* ---- plain text ---- */

void sidecar_text(struct fg_run *run, const struct fg_item *item, struct sbuf *out)
{
	const struct fg_transcript *t = &item->notes->spoken;
	const char *last = NULL;
	(void)run;
	for (size_t i = 0; i < t->len; i++) {
		const struct fg_turn *turn = &t->data[i];
		struct str rest = str_of(turn->text), line;
		if (out->len)
			sbuf_char(out, '\n');
		if (turn->speaker && !same_speaker(last, turn->speaker))
			sbuf_printf(out, "%s: ", turn->speaker);
		last = turn->heading ? NULL : turn->speaker;
		for (bool first = true; str_line(&rest, &line); first = false) {
			sbuf_str(out, first ? "" : "\n");
			sbuf_slice(out, line);
			sbuf_char(out, '\n');
		}
	}
}

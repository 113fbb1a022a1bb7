/* SPDX-License-Identifier: ISC */
#include "render/chapters.h"

#include <stdlib.h>
#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"
#include "base/timecode.h"
#include "base/vec.h"
#include "render/chapters_file.h"

enum { SECOND = 1000, HEADINGS_LEAST = 2, TOLD_MAX = 10, CHAPTERS_LEAST = 3 };

static bool is_given(const struct fg_episode *ep)
{
	return ep->own_chapters.len > 0 || ep->at[FG_EP_CHAPTERS].origin != FG_ABSENT;
}

bool chapters_are_spoken(const struct fg_episode *ep)
{
	return !is_given(ep) && ep->embedded_chapters.len == 0;
}

/* ---- headings of the transcript ---- */

/* Of headings without speech between them the last is the nearest to it. One heading is a
   title, not a division. */
static void take_headings(
	struct arena *a, const struct fg_transcript *t, struct fg_chapters *out)
{
	int64_t first = -1;
	for (size_t i = 0; t->timed && i < t->len; i++) {
		const struct fg_turn *turn = &t->data[i];
		if (turn->start_ms >= 0 && first < 0)
			first = turn->start_ms;
		if (!turn->heading || turn->start_ms < 0)
			continue;
		struct fg_chapter *last = out->len ? &out->data[out->len - 1] : NULL;
		if (!last || last->start_ms != turn->start_ms)
			last = vec_push(a, out);
		*last = (struct fg_chapter){
			.start_ms = turn->start_ms, .title = turn->text};
	}
	if (out->len < HEADINGS_LEAST)
		out->len = 0;
	else if (out->data[0].start_ms == first)
		out->data[0].start_ms = 0; /* music before the first word is part of it */
}

/* ---- in order, and within the audio ---- */

struct settling {
	struct fg_run *run;
	const struct fg_episode *ep;
	const char *file; /* that they are written in */
	size_t told;
};

static const char *shown(const struct settling *s, int64_t ms)
{
	char text[TIMECODE_SIZE];
	timecode_short(ms, text);
	return arena_strdup(s->run->diags->arena, text);
}

static struct fg_place place_of(const struct settling *s, const struct fg_chapter *c)
{
	return (struct fg_place){s->file, c->at.line, c->at.column};
}

static int by_start(const void *a, const void *b)
{
	const struct fg_chapter *x = a, *y = b;
	if (x->start_ms != y->start_ms)
		return x->start_ms < y->start_ms ? -1 : 1;
	if (x->at.line != y->at.line)
		return x->at.line < y->at.line ? -1 : 1;
	return (x->at.column > y->at.column) - (x->at.column < y->at.column);
}

static void tell_disorder(struct settling *s, const struct fg_chapters *all)
{
	for (size_t i = 1; i < all->len && s->told < TOLD_MAX; i++) {
		const struct fg_chapter *before = &all->data[i - 1], *c = &all->data[i];
		if (c->start_ms > before->start_ms)
			continue;
		bool same = c->start_ms == before->start_ms;
		struct fg_diag *d =
			diag_add(s->run->diags, FG_RULE_CHAPTERS_ORDER, place_of(s, c),
				same ? "two chapters begin at %s%.0s"
				     : "the chapter at %s stands behind that at %s",
				shown(s, c->start_ms), shown(s, before->start_ms));
		d->related = place_of(s, before);
		d->element = "chapters";
		s->told++;
	}
}

/* Chapters behind the end, which no player can go to. */
static void drop_late(struct settling *s, struct fg_chapters *all)
{
	int64_t end = s->ep->duration * SECOND;
	unsigned kept = all->len;
	if (end <= 0)
		return;
	while (kept > 0 && all->data[kept - 1].start_ms >= end)
		kept--;
	if (kept == all->len)
		return;
	const struct fg_chapter *c = &all->data[kept];
	size_t more = all->len - kept - 1;
	const char *others = more == 0 ? ""
				       : arena_printf(s->run->diags->arena,
						 "; %zu more chapters do, too", more);
	diag_add(s->run->diags, FG_RULE_CHAPTERS_PAST_END, place_of(s, c),
		"the chapter at %s begins behind the end of the audio, which is %s "
		"long%s",
		shown(s, c->start_ms), shown(s, end), others)
		->element = "chapters";
	all->len = kept;
}

/* Of two that begin together the later one stays. */
static void drop_doubles(struct fg_chapters *all)
{
	unsigned kept = 0;
	for (size_t i = 0; i < all->len; i++) {
		if (kept > 0 && all->data[kept - 1].start_ms == all->data[i].start_ms)
			kept--;
		all->data[kept++] = all->data[i];
	}
	all->len = kept;
}

/* Ends are kept where they are ends. */
static void settle_ends(struct fg_chapters *all)
{
	for (size_t i = 0; i < all->len; i++) {
		struct fg_chapter *c = &all->data[i];
		if (c->end_ms <= c->start_ms)
			c->end_ms = 0;
	}
}

/* What Apple asks of chapters in notes is good for all. */
static void tell_few(const struct settling *s, const struct fg_chapters *all)
{
	const struct fg_chapter *first = all->data;
	if (all->len == 0 || (all->len >= CHAPTERS_LEAST && first->start_ms == 0))
		return;
	struct fg_diag *d =
		all->len < CHAPTERS_LEAST
			? diag_add(s->run->diags, FG_RULE_CHAPTERS_FEW,
				  place_of(s, first), "there %s %u chapter%s",
				  all->len == 1 ? "is" : "are", all->len,
				  all->len == 1 ? "" : "s")
			: diag_add(s->run->diags, FG_RULE_CHAPTERS_FEW,
				  place_of(s, first), "the first chapter begins at %s",
				  shown(s, first->start_ms));
	d->element = "chapters";
}

static void settle(struct settling *s, struct fg_chapters *all)
{
	tell_disorder(s, all);
	if (all->len > 1)
		qsort(all->data, all->len, sizeof *all->data, by_start);
	drop_doubles(all);
	drop_late(s, all);
	settle_ends(all);
	tell_few(s, all);
}

/* A copy, whose order may be changed: the episode's is const. */
static struct fg_chapters copied(struct arena *a, const struct fg_chapters *from)
{
	struct fg_chapters to = {0};
	for (size_t i = 0; i < from->len; i++)
		*vec_push(a, &to) = from->data[i];
	return to;
}

static bool read_file(const struct settling *s, struct fg_chapters *out)
{
	struct foreign f = {.run = s->run,
		.file = s->ep->chapters_file,
		.element = "chapters",
		.broken = FG_RULE_CHAPTERS_FILE,
		.skipped = FG_RULE_CHAPTERS_ENTRY};
	bool good = foreign_read(&f) && chapters_file_read(&f, out);
	foreign_end(&f);
	return good;
}

bool chapters_read(struct fg_run *run, const struct fg_episode *ep,
	const struct fg_transcript *spoken, struct fg_chapters *out)
{
	struct settling s = {run, ep, ep->file, 0};
	if (ep->own_chapters.len)
		*out = copied(run->arena, &ep->own_chapters);
	else if (ep->chapters_file && !read_file(&s, out))
		return false;
	else if (ep->chapters_file)
		s.file = ep->chapters_file;
	else if (is_given(ep))
		return true; /* somewhere else */
	else if (ep->embedded_chapters.len)
		*out = copied(run->arena, &ep->embedded_chapters);
	else
		take_headings(run->arena, spoken, out);
	settle(&s, out);
	return true;
}

/* ---- lists ---- */

static bool is_listed(const struct fg_chapter *c)
{
	return c->title && *c->title && !c->hidden;
}

static void add_title(struct sbuf *out, struct str text, bool html)
{
	for (size_t i = 0; i < text.len; i++) {
		char c = text.data[i];
		if (html && c == '&')
			sbuf_str(out, "&amp;");
		else if (html && c == '<')
			sbuf_str(out, "&lt;");
		else if (html && c == '>')
			sbuf_str(out, "&gt;");
		else
			sbuf_char(out, ascii_is_space(c) ? ' ' : c);
	}
}

static void add_list(const struct fg_chapters *chapters, struct sbuf *out, bool html)
{
	size_t n = 0;
	for (size_t i = 0; i < chapters->len; i++) {
		const struct fg_chapter *c = &chapters->data[i];
		char time[TIMECODE_SIZE];
		if (!is_listed(c))
			continue;
		timecode_text(c->start_ms, '\0', time);
		sbuf_str(out, n++ == 0 ? html ? "<p>" : "" : html ? "<br>" : "\n");
		sbuf_printf(out, "%s ", time);
		add_title(out, str_trim(str_of(c->title)), html);
	}
	if (n && html)
		sbuf_str(out, "</p>");
}

void chapters_list_html(const struct fg_chapters *chapters, struct sbuf *out)
{
	add_list(chapters, out, true);
}

void chapters_list_text(const struct fg_chapters *chapters, struct sbuf *out)
{
	add_list(chapters, out, false);
}

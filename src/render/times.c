/* SPDX-License-Identifier: ISC */
#include "render/times.h"

#include <string.h>
#include "base/arena.h"
#include "base/diag.h"
#include "base/timecode.h"

enum {
	TOLD_MAX = 20, /* times out of order that are told one by one */
	/* Bytes in a second: slower than anybody speaks, and as people speak. Audiobooks have
	   about 150 words a minute, which is 14 letters and spaces in a second. */
	SLOW = 8,
	USUAL = 14,
	PAUSE = 2000, /* milliseconds that a text may take beyond its length */
	SECOND = 1000
};

struct times {
	struct fg_run *run;
	struct fg_transcript *t;
	int64_t duration_ms; /* 0: not known */
};

static struct fg_place place_of(const struct times *w, const struct fg_turn *turn)
{
	return (struct fg_place){w->t->file, turn->line, turn->column};
}

static const char *shown(const struct times *w, int64_t ms)
{
	char text[TIMECODE_SIZE];
	timecode_short(ms, text);
	return arena_strdup(w->run->diags->arena, text);
}

static void forget(struct fg_turn *turn)
{
	turn->start_ms = turn->end_ms = -1;
	turn->written = false;
}

/* ---- times that cannot be ---- */

/* Times behind the end. A transcript of another recording has many: told once. */
static void drop_late(struct times *w)
{
	const struct fg_turn *first = NULL;
	int64_t start = 0;
	size_t n = 0;
	for (size_t i = 0; w->duration_ms && i < w->t->len; i++) {
		struct fg_turn *turn = &w->t->data[i];
		if (!turn->written || turn->start_ms <= w->duration_ms + SECOND)
			continue;
		if (n++ == 0) {
			first = turn;
			start = turn->start_ms;
		}
		forget(turn);
	}
	if (!first)
		return;
	const char *more = n == 1 ? ""
				  : arena_printf(w->run->diags->arena,
					    "; %zu more times do, too", n - 1);
	diag_add(w->run->diags, FG_RULE_TRANSCRIPT_PAST_END, place_of(w, first),
		"%s is behind the end of the audio, which is %s long%s", shown(w, start),
		shown(w, w->duration_ms), more)
		->element = "transcript";
}

/* The longest row of times that do not decrease (patience sorting): last[k] is the turn that
   a row of k + 1 ends with, and before[i] the one before turn i in its row. */
struct row {
	size_t *last, *before;
	size_t len;
};

static size_t row_place(const struct times *w, const struct row *row, int64_t start)
{
	size_t low = 0, high = row->len;
	while (low < high) {
		size_t mid = low + (high - low) / 2;
		if (w->t->data[row->last[mid]].start_ms <= start)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

/* kept: a time that stays, and with which this one cannot. */
static void tell_disorder(
	struct times *w, const struct fg_turn *turn, const struct fg_turn *kept)
{
	bool behind = kept->start_ms > turn->start_ms;
	struct fg_diag *d = diag_add(w->run->diags, FG_RULE_TRANSCRIPT_TIME_ORDER,
		place_of(w, turn), "%s stands %s %s", shown(w, turn->start_ms),
		behind ? "behind" : "before", shown(w, kept->start_ms));
	d->element = "transcript";
	d->related = place_of(w, kept);
}

/* Gives up what is not in the row; keep[i] says what is. What does not fit in is less than
   what is kept before it, or more than what is kept behind it: else it would be in the row. */
static void drop_others(struct times *w, const bool *keep)
{
	const struct fg_turn *before = NULL;
	size_t told = 0;
	for (size_t i = 0; i < w->t->len; i++) {
		struct fg_turn *turn = &w->t->data[i];
		before = keep[i] ? turn : before;
		if (!turn->written || keep[i])
			continue;
		bool late = before && before->start_ms > turn->start_ms;
		size_t next = i;
		while (!late && next + 1 < w->t->len && !keep[next])
			next++;
		if (told++ < TOLD_MAX)
			tell_disorder(w, turn, late ? before : &w->t->data[next]);
		forget(turn);
	}
}

static void drop_disorder(struct times *w)
{
	struct arena *a = w->run->arena;
	size_t n = w->t->len;
	struct row row = {
		arena_array(a, n, sizeof(size_t)), arena_array(a, n, sizeof(size_t)), 0};
	bool *keep = arena_array(a, n, sizeof *keep);
	size_t written = 0;
	for (size_t i = 0; i < n; i++) {
		if (!w->t->data[i].written)
			continue;
		size_t k = row_place(w, &row, w->t->data[i].start_ms);
		row.before[i] = k ? row.last[k - 1] : n;
		row.last[k] = i;
		row.len = k == row.len ? k + 1 : row.len;
		written++;
	}
	if (row.len == written)
		return;
	for (size_t i = row.last[row.len - 1]; i < n; i = row.before[i])
		keep[i] = true;
	drop_others(w, keep);
}

/* ---- beginnings and ends ---- */

static int64_t weight_of(const struct fg_turn *turn)
{
	return (int64_t)strlen(turn->text) + 1;
}

/* Turns that share one stretch of time: from, which begins it, up to past. */
struct stretch {
	size_t from, past;
	int64_t start, end; /* end -1: not known */
};

static void share(struct times *w, const struct stretch *s)
{
	int64_t total = 0, done = 0;
	for (size_t i = s->from; i < s->past; i++)
		total += w->t->data[i].heading ? 0 : weight_of(&w->t->data[i]);
	int64_t most = PAUSE + total * SECOND / SLOW;
	int64_t length = s->end < 0 ? SECOND + total * SECOND / USUAL : s->end - s->start;
	length = length > most ? most : length;
	for (size_t i = s->from; i < s->past; i++) {
		struct fg_turn *turn = &w->t->data[i];
		bool own = turn->end_ms > turn->start_ms && turn->written;
		turn->start_ms = s->start + length * done / total;
		if (turn->heading)
			continue;
		done += weight_of(turn);
		int64_t end = s->start + length * done / total;
		if (!own || turn->end_ms > end)
			turn->end_ms = end;
	}
}

/* The first turn from i on that is said and that begins a stretch after start: t->len if there
   is none. */
static size_t next_start(const struct fg_transcript *t, size_t i, int64_t start)
{
	while (i < t->len && (!t->data[i].written || t->data[i].start_ms <= start))
		i++;
	return i;
}

/* The first turn that somebody speaks, up to the first with a time. What stands before is a
   note about the transcript, which is nobody's and is not heard. */
static size_t first_speech(const struct fg_transcript *t, size_t timed)
{
	size_t i = 0;
	while (i < timed && !t->data[i].speaker)
		i++;
	return i;
}

/* Headings that end a stretch belong to the next: they get its start. */
static void settle_headings(struct fg_transcript *t)
{
	int64_t next = -1;
	for (size_t i = t->len; i-- > 0;) {
		struct fg_turn *turn = &t->data[i];
		if (turn->heading)
			turn->start_ms = next;
		else if (turn->start_ms >= 0)
			next = turn->start_ms;
	}
}

void times_settle(struct fg_run *run, int64_t duration, struct fg_transcript *t)
{
	struct times w = {run, t, duration > 0 ? duration * SECOND : 0};
	drop_late(&w);
	drop_disorder(&w);
	size_t first = next_start(t, 0, -1);
	t->timed = first < t->len;
	if (!t->timed)
		return;
	/* Who speaks before the first time does so from the beginning on. */
	struct stretch s = {.from = first_speech(t, first)};
	if (s.from == first || t->data[first].start_ms == 0)
		s = (struct stretch){.from = first, .start = t->data[first].start_ms};
	for (; s.from < t->len; s.from = s.past) {
		s.past = next_start(t, s.from, s.start);
		bool last = s.past == t->len;
		s.end = !last                     ? t->data[s.past].start_ms
			: w.duration_ms > s.start ? w.duration_ms
						  : -1;
		share(&w, &s);
		s.start = s.end;
	}
	settle_headings(t);
}

/* SPDX-License-Identifier: ISC */
#include "app/early.h"

#include "app/early_record.h"
#include "app/sidecars.h"
#include "base/handoff.h"
#include "base/pool.h"

/*
 * Jobs of a first walk, one for each episode, are for texts. If there are marks, as many jobs of
 * a second walk are for those, in the order in which the episodes' audio is heard: each waits
 * until one more is. On the shelf the episodes have places for what the first walk makes, and
 * behind them for the second.
 */
enum { FIRST, SECOND };

struct asking {
	struct line *line;
	struct fg_probing *probing;
	struct handoff *heard; /* the episodes, by their numbers; NULL: no second walk */
	enum fg_render_after after;
	bool xml; /* JSON escapes in its own way */
};

static size_t count(const struct asking *a)
{
	return a->line->show.episodes.len;
}

/* ---- while servers are asked ---- */

static void tell_heard(void *ctx, size_t i)
{
	const struct asking *a = ctx;
	handoff_give(a->heard, i);
}

static void ask(void *ctx)
{
	const struct asking *a = ctx;
	fg_probe_ask(a->probing, a->heard ? tell_heard : NULL, ctx);
	if (a->heard)
		handoff_end(a->heard);
}

/* Puts parts of an episode's notes aside, if they can be had. */
static void render(const struct asking *a, struct worker *w, const struct fg_episode *ep,
	unsigned parts)
{
	struct early_record r = {.notes = fg_no_notes, .parts = parts};
	const struct line *line = a->line;
	if (!worker_render(w, &line->show, ep, parts, &r.notes))
		return;
	if (parts & WORKER_MARKS) {
		r.heard = early_heard(ep);
		if (!sidecars_write(line, w, ep, &r.notes))
			return;
	}
	early_pack(&r, w, a->xml, &w->early[0]);
	w->done = !w->early[0].failed;
}

static void render_texts(const struct asking *a, struct worker *w, size_t i)
{
	w->early_place = i;
	if (a->after == FG_AFTER_NOTHING)
		render(a, w, a->line->show.episodes.data[i], WORKER_TEXTS);
}

static void render_heard(const struct asking *a, struct worker *w)
{
	size_t i;
	struct fg_episode ep;
	bool both = a->after == FG_AFTER_MARKS;
	if (!handoff_take(a->heard, &i))
		return;
	w->early_place = count(a) + i;
	fg_probe_foresee(a->probing, i, &w->arena, &ep);
	if (fg_render_has_marks(&a->line->show, &ep))
		render(a, w, &ep, both ? WORKER_NOTES : WORKER_MARKS);
}

static bool work(void *ctx, unsigned worker, size_t i)
{
	const struct asking *a = ctx;
	struct worker *w = &a->line->crew->workers[worker];
	worker_begin(w);
	if (i < count(a))
		render_texts(a, w, i);
	else
		render_heard(a, w);
	return true;
}

static bool put(void *ctx, unsigned worker, size_t i)
{
	const struct asking *a = ctx;
	const struct worker *w = &a->line->crew->workers[worker];
	(void)i;
	if (w->done)
		fg_shelf_put(a->line->early, w->early_place, w->early[0].data,
			w->early[0].len);
	return true; /* who is told to stop stops asking, and that ends this */
}

static bool has_marks(const struct fg_show *show)
{
	for (size_t i = 0; i < show->episodes.len; i++) {
		if (fg_render_has_marks(show, show->episodes.data[i]))
			return true;
	}
	return false;
}

/* Is there something to do, and room to put it? */
static bool prepare(struct asking *a, struct fg_run *run)
{
	struct line *line = a->line;
	bool marks = has_marks(&line->show);
	a->after = fg_render_texts_after(run, &line->show);
	if (fg_probe_left(a->probing) == 0 || (a->after != FG_AFTER_NOTHING && !marks))
		return false;
	a->xml = !outputs_have(line->outs, FG_JSON);
	a->heard = marks ? handoff_new(count(a)) : NULL;
	line->early = fg_shelf_open(run, count(a) * (marks ? 2 : 1));
	return line->early != NULL;
}

void early_ask(struct line *line, struct fg_probing *probing)
{
	struct asking a = {.line = line, .probing = probing};
	struct fg_settings settings = *line->run.settings;
	struct fg_run run = {line->run.arena, line->run.diags, &settings};
	struct crew_need need = {0};
	settings.traces = NULL; /* which threads may not leave */
	bool prepared = prepare(&a, &run);
	struct pool_jobs jobs = {.count = count(&a) * (a.heard ? 2 : 1),
		.ctx = &a,
		.work = work,
		.take = put,
		.beside = ask};
	if (prepared && crew_ready(line->crew, &run, line->crew->threads, &need))
		pool_run(line->crew->threads, &jobs);
	else
		ask(&a);
	handoff_free(a.heard);
}

/* ---- when they have answered ---- */

static bool look(const struct line *line, struct worker *w, size_t i, int walk,
	struct early_record *record)
{
	size_t place = i + (walk == SECOND ? line->show.episodes.len : 0);
	if (!line->early || !fg_shelf_get(line->early, place, &w->early[walk]))
		return false;
	early_peek(&w->early[walk], record);
	return true;
}

unsigned early_take(
	const struct line *line, struct worker *w, size_t i, struct fg_notes *notes)
{
	const struct fg_episode *ep = line->show.episodes.data[i];
	bool marks = fg_render_has_marks(&line->show, ep);
	unsigned taken = marks ? 0 : WORKER_MARKS; /* of none, all */
	struct early_record r;
	*notes = fg_no_notes;
	if (marks && look(line, w, i, SECOND, &r) && r.heard == early_heard(ep)) {
		early_unpack(&w->early[SECOND], w, notes);
		taken |= r.parts;
	}
	if (!(taken & WORKER_TEXTS) && look(line, w, i, FIRST, &r)) {
		early_unpack(&w->early[FIRST], w, notes);
		taken |= r.parts;
	}
	return taken;
}

void early_close(struct line *line)
{
	fg_shelf_close(line->early);
	line->early = NULL;
}

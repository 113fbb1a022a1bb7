/* SPDX-License-Identifier: ISC */
#include "app/crew.h"

#include <string.h>
#include "app/memory.h"
#include "base/pool.h"

void crew_open(struct crew *crew, unsigned threads)
{
	unsigned n = pool_workers(threads);
	arena_init(&crew->arena, memory_exhausted);
	crew->workers = arena_array(&crew->arena, n, sizeof *crew->workers);
	crew->threads = threads;
	crew->grammar = NULL;
	for (unsigned i = 0; i < n; i++) {
		struct worker *w = &crew->workers[i];
		arena_init(&w->arena, memory_exhausted);
		for (size_t k = 0; k < FG_SIDECARS; k++)
			sbuf_init(&w->texts[k], CREW_ITEM_MAX);
		sbuf_init(&w->early[0], CREW_ITEM_MAX);
		sbuf_init(&w->early[1], CREW_ITEM_MAX);
	}
}

static void grow(struct crew *crew, struct worker *w, size_t kinds)
{
	if (kinds <= w->kinds)
		return;
	struct sbuf *items = arena_array(&crew->arena, kinds, sizeof *items);
	for (size_t i = 0; i < kinds; i++) {
		if (i < w->kinds)
			items[i] = w->items[i];
		else
			sbuf_init(&items[i], CREW_ITEM_MAX);
	}
	w->items = items;
	w->kinds = kinds;
}

/* Has the worker a schema for the format? All share the grammar of the first. */
static bool learn(
	struct crew *crew, struct fg_run *own, struct worker *w, enum fg_format format)
{
	if (w->schemas[format])
		return true;
	struct fg_schema *schema = fg_schema_new(own, format, crew->grammar);
	w->schemas[format] = schema;
	if (!crew->grammar && format != FG_JSON)
		crew->grammar = schema;
	return schema != NULL;
}

/* ---- the grammar, beside something else ---- */

struct preparing {
	struct crew *crew;
	enum fg_format format;
	void (*beside)(void *ctx);
	void *ctx;
};

/* What goes wrong is told by crew_ready, which then tries again. */
static bool compile(void *ctx, unsigned worker, size_t i)
{
	struct preparing *p = ctx;
	(void)worker, (void)i;
	struct fg_diags diags = {.arena = &p->crew->arena};
	struct fg_run own = {&p->crew->arena, &diags, NULL};
	return learn(p->crew, &own, &p->crew->workers[0], p->format);
}

static bool is_compiled(void *ctx, unsigned worker, size_t i)
{
	(void)ctx, (void)worker, (void)i;
	return true;
}

static void go_beside(void *ctx)
{
	const struct preparing *p = ctx;
	p->beside(p->ctx);
}

void crew_prepare(
	struct crew *crew, unsigned formats, void (*beside)(void *ctx), void *ctx)
{
	struct preparing p = {crew, FG_RSS, beside, ctx};
	struct pool_jobs jobs = {.count = 1,
		.ctx = &p,
		.work = compile,
		.take = is_compiled,
		.beside = go_beside};
	if (!(formats & 1U << FG_RSS))
		p.format = FG_ATOM;
	if (crew->threads > 1 && !crew->grammar && formats & 1U << p.format)
		pool_run(1, &jobs);
	else
		beside(ctx);
}

/* ---- all ---- */

bool crew_ready(struct crew *crew, struct fg_run *run, unsigned threads,
	const struct crew_need *need)
{
	unsigned formats = need->formats, n = pool_workers(threads);
	struct fg_run own = {&crew->arena, run->diags, run->settings};
	bool good = true;
	for (unsigned i = 0; i < n; i++) {
		struct worker *w = &crew->workers[i];
		w->diags = (struct fg_diags){.arena = &w->arena};
		w->run = (struct fg_run){&w->arena, &w->diags, run->settings};
		grow(crew, w, need->kinds);
		for (size_t f = 0; f < FG_FORMATS; f++) {
			if (formats & 1U << f)
				good = learn(crew, &own, w, (enum fg_format)f) && good;
		}
	}
	return good;
}

void crew_rest(struct crew *crew)
{
	for (unsigned i = 0; i < pool_workers(crew->threads); i++) {
		struct worker *w = &crew->workers[i];
		for (size_t k = 0; k < w->kinds; k++)
			sbuf_release(&w->items[k]);
		for (size_t k = 0; k < FG_SIDECARS; k++)
			sbuf_release(&w->texts[k]);
		sbuf_release(&w->early[0]);
		sbuf_release(&w->early[1]);
		arena_release(&w->arena);
	}
}

void crew_close(struct crew *crew)
{
	crew_rest(crew);
	for (unsigned i = 0; i < pool_workers(crew->threads); i++) {
		for (size_t f = 0; f < FG_FORMATS; f++)
			fg_schema_free(crew->workers[i].schemas[f]);
	}
	arena_release(&crew->arena);
}

void worker_begin(struct worker *w)
{
	arena_reset(&w->arena);
	w->diags = (struct fg_diags){.arena = &w->arena};
	w->done = false;
	memset(w->files, 0, sizeof w->files);
}

bool worker_render(struct worker *w, const struct fg_show *show,
	const struct fg_episode *ep, unsigned parts, struct fg_notes *notes)
{
	static bool (*const render[])(struct fg_run * run, const struct fg_show *show,
		const struct fg_episode *ep, const struct fg_body *body,
		struct fg_notes *notes) = {
		[WORKER_TEXTS] = fg_render_texts,
		[WORKER_MARKS] = fg_render_marks,
		[WORKER_NOTES] = fg_render,
	};
	struct fg_body body;
	if (parts == 0)
		return true;
	if (!fg_read_body(&w->run, ep, &body) ||
		!render[parts](&w->run, show, ep, &body, notes))
		return false;
	if (parts & WORKER_TEXTS)
		fg_lint_notes(&w->run, show, ep, notes);
	return true;
}

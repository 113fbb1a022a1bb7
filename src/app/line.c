/* SPDX-License-Identifier: ISC */
#include "app/line.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include "app/early.h"
#include "app/finding.h"
#include "app/ignores.h"
#include "app/likely.h"
#include "app/pages.h"
#include "app/pins.h"
#include "app/sidecars.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/pool.h"
#include "base/sbuf.h"
#include "base/vec.h"

struct showing {
	struct line *line;
	const char *config, *dir;
};

static void read_and_resolve(void *ctx)
{
	const struct showing *s = ctx;
	struct line *line = s->line;
	struct fg_run *run = &line->run;
	line->stopped = !fg_read_show(run, s->config, &line->show) ||
			!fg_read_episodes(run, s->dir, &line->show);
	if (line->stopped)
		return;
	levels_of_show(&line->levels, line->cli, &line->show);
	pins_read(line, s->config);
	line->stopped = !fg_resolve(run, &line->show);
}

/* The probe room forks, and so has the process to itself until servers are asked. */
void line_show(struct line *line, const char *config, const char *dir)
{
	struct fg_run *run = &line->run;
	struct showing s = {line, config, dir};
	crew_prepare(line->crew, outputs_formats(line->outs), read_and_resolve, &s);
	if (line->stopped)
		return;
	likely_audio(line);
	pins_set(line);
	struct fg_probing *probing = fg_probe_begin(run, &line->show);
	early_ask(line, probing);
	fg_probe_end(probing);
	fg_lint_show(run, &line->show);
	findings_fold(line->cli, &line->levels, run->diags);
}

bool line_failed(const struct line *line)
{
	return line->stopped ||
	       levels_count(&line->levels, line->run.diags, FG_ERROR) > 0;
}

struct phase {
	struct line *line;
	struct outputs *outs;
	struct worker *workers;
	/* What differs in the items of the outputs. */
	struct {
		struct fg_feed *data;
		size_t len, cap;
	} kinds;
	bool writing;  /* the show phase left no error; const while the pool runs */
	bool complete; /* every item so far was written; only take touches it */
};

/* The item for each kind of feed that is asked for, once, however many files it goes to. */
static bool write_items(struct phase *p, struct worker *w, const struct fg_episode *ep,
	const struct fg_notes *notes)
{
	for (size_t k = 0; k < p->kinds.len; k++) {
		struct sbuf *item = &w->items[k];
		const struct fg_feed *feed = &p->kinds.data[k];
		sbuf_reset(item);
		if (!fg_write_item(&w->run, feed, ep, notes, item))
			return false;
		if (!fg_validate_item(
			    &w->run, w->schemas[feed->format], ep, item->data, item->len))
			return false;
	}
	return true;
}

static bool work(void *ctx, unsigned worker, size_t i)
{
	struct phase *p = ctx;
	struct worker *w = &p->workers[worker];
	const struct fg_episode *ep = p->line->show.episodes.data[i];
	struct fg_notes notes;
	worker_begin(w);
	unsigned left = WORKER_NOTES & ~early_take(p->line, w, i, &notes);
	if (!worker_render(w, &p->line->show, ep, left, &notes))
		return true;
	if (p->writing && levels_count(&p->line->levels, &w->diags, FG_ERROR) == 0)
		w->done = write_items(p, w, ep, &notes) &&
			  sidecars_write(p->line, w, ep, &notes) &&
			  sidecars_stage(p->line, w);
	return true;
}

static bool add_item(struct output *o, const struct worker *w)
{
	const struct sbuf *item = &w->items[o->kind];
	const char *between = o->items++ ? fg_between_items(o->format) : "";
	return fg_stage_add(o->stage, between, strlen(between)) &&
	       fg_stage_add(o->stage, item->data, item->len);
}

/* Does episode number i go into the output? All are read and judged, and lock and guard know
   them, which would take those behind the limit for lost; only what is written stops there.
   A feed with archives has its own: with fewer episodes they would be others. */
static bool belongs(const struct phase *p, const struct output *o, size_t i)
{
	unsigned limit = p->line->cli->limit;
	bool split = o->page && (o->page->archive || o->page->older);
	return pages_has(o, i) && (split || limit == 0 || i < limit);
}

static bool take(void *ctx, unsigned worker, size_t i)
{
	struct phase *p = ctx;
	struct worker *w = &p->workers[worker];
	const volatile sig_atomic_t *stop = p->line->run.settings->stop;
	findings_fold(p->line->cli, &p->line->levels, &w->diags);
	diag_move(p->line->run.diags, &w->diags, p->line->show.episodes.data[i]->file);
	/* When an item is missing nothing can be published any more, but go on judging. */
	p->complete = p->complete && w->done;
	if (p->complete)
		sidecars_take(p->line, w);
	for (size_t k = 0; p->complete && k < p->outs->len; k++) {
		if (belongs(p, &p->outs->data[k], i))
			p->complete = add_item(&p->outs->data[k], w);
	}
	return !(stop && *stop);
}

/* Reads back what was staged, while more of it is made. */
static void follow(void *ctx)
{
	const struct phase *p = ctx;
	for (size_t k = 0; k < p->outs->len; k++) {
		const struct output *o = &p->outs->data[k];
		if (o->readback)
			fg_readback_follow(o->readback, fg_stage_size(o->stage));
	}
}

/* Writes what is before the items (stage) and after them (tail), and has the two
   checked as a channel. */
static bool open_channel(struct phase *p, size_t k, struct sbuf *tail)
{
	struct fg_run *run = &p->line->run;
	struct output *o = &p->outs->data[k];
	struct fg_feed feed = {o->format, &p->line->show, o->page, o->variant};
	struct sbuf all;
	sbuf_init(&all, CREW_ITEM_MAX);
	/* Of archives there may be many, and each is small. */
	if (!o->page || !o->page->archive)
		o->readback = fg_readback_new(run, o->format, fg_stage_fd(o->stage));
	bool good = fg_write_head(run, &feed, &all) &&
		    fg_stage_add(o->stage, all.data, all.len) &&
		    fg_write_tail(run, &feed, tail);
	sbuf_slice(&all, sbuf_text(tail));
	sbuf_need_memory(&all, run->arena);
	const struct fg_show *show = &p->line->show;
	good = good && !all.failed &&
	       fg_validate_channel(
		       run, p->workers[0].schemas[o->format], show, all.data, all.len);
	sbuf_release(&all);
	return good;
}

enum { FEED_LARGE = 5000000 }; /* bytes that the W3C's validator reads */

/* What is on standard output, or checked only, is called by the show config. */
static void weigh(const struct phase *p, const struct output *o, int fd)
{
	struct stat st;
	if (fstat(fd, &st) != 0 || st.st_size <= FEED_LARGE)
		return;
	struct fg_place at = {.file = o->path ? o->path : p->line->show.file};
	diag_add(p->line->run.diags, FG_RULE_FEED_LARGE, at,
		"the feed has %lld bytes, and many apps read no more than 5,000,000",
		(long long)st.st_size);
}

static bool close_channel(struct phase *p, size_t k, const struct sbuf *tail)
{
	struct output *o = &p->outs->data[k];
	if (!fg_stage_add(o->stage, tail->data, tail->len))
		return false;
	int fd = fg_stage_fd(o->stage);
	if (fd < 0 || !(o->readback ? fg_readback_end(o->readback, o->items)
				    : fg_validate_whole(
					      &p->line->run, o->format, fd, o->items)))
		return false;
	weigh(p, o, fd);
	return true;
}

static void tell_left_out(struct phase *p, const struct crew_need *need)
{
	for (unsigned f = 0; f < FG_FORMATS; f++) {
		if (need->formats >> f & 1)
			fg_write_left_out(
				&p->line->run, &p->line->show, (enum fg_format)f);
	}
}

static bool walk_items(struct phase *p, unsigned n)
{
	size_t outs = p->outs->len;
	struct sbuf *tails = arena_array(p->line->run.arena, outs, sizeof *tails);
	for (size_t k = 0; k < outs; k++)
		sbuf_init(&tails[k], CREW_ITEM_MAX);
	for (size_t k = 0; p->writing && k < outs; k++)
		p->writing = open_channel(p, k, &tails[k]);
	struct pool_jobs jobs = {.count = p->line->show.episodes.len,
		.ctx = p,
		.work = work,
		.take = take,
		.follow = follow};
	p->complete = p->writing;
	p->complete = pool_run(n, &jobs) && p->complete;
	for (size_t k = 0; p->complete && k < outs; k++)
		p->complete = close_channel(p, k, &tails[k]);
	for (size_t k = 0; k < outs; k++)
		sbuf_release(&tails[k]);
	return p->complete;
}

static bool is_kind(const struct fg_feed *feed, const struct output *o)
{
	if (feed->format != o->format || !feed->variant != !o->variant)
		return false;
	return !o->variant || strcmp(feed->variant, o->variant) == 0;
}

/* Gives each output its kind. */
static struct crew_need find_kinds(struct phase *p)
{
	struct crew_need need = {.formats = outputs_formats(p->outs)};
	for (size_t k = 0; k < p->outs->len; k++) {
		struct output *o = &p->outs->data[k];
		for (o->kind = 0; o->kind < p->kinds.len; o->kind++) {
			if (is_kind(&p->kinds.data[o->kind], o))
				break;
		}
		if (o->kind == p->kinds.len)
			*vec_push(p->line->run.arena, &p->kinds) = (struct fg_feed){
				o->format, &p->line->show, NULL, o->variant};
	}
	need.kinds = p->kinds.len;
	return need;
}

bool line_items(struct line *line, struct outputs *outs)
{
	struct phase p = {.line = line, .outs = outs, .writing = !line_failed(line)};
	if (line->checks && levels_hide_error(&line->levels, line->run.diags))
		p.writing = false;
	unsigned n = line->crew->threads;
	if (n > line->show.episodes.len)
		n = line->show.episodes.len ? (unsigned)line->show.episodes.len : 1;
	struct crew_need need = find_kinds(&p);
	tell_left_out(&p, &need);
	p.workers = line->crew->workers;
	bool good = crew_ready(line->crew, &line->run, n, &need) && walk_items(&p, n);
	crew_rest(line->crew);
	ignores_judge(&line->run, &line->levels, &line->show);
	return good && !line_failed(line);
}

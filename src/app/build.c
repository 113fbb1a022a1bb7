/* SPDX-License-Identifier: ISC */
#include "app/build.h"

#include "app/discover.h"
#include "app/early.h"
#include "app/given.h"
#include "app/notices.h"
#include "app/pages.h"
#include "app/pins.h"
#include "app/sidecars.h"
#include "base/diag.h"

static int stopped_by(const struct build *b)
{
	return b->settings.stop ? (int)*b->settings.stop : 0;
}

static bool stages_open(struct build *b)
{
	for (size_t i = 0; i < b->outs.len; i++) {
		struct output *o = &b->outs.data[i];
		o->stage = fg_stage_new(
			&b->line.run, b->line.checks ? "/dev/null" : o->path);
		if (!o->stage)
			return false;
	}
	return sidecars_open(&b->line);
}

static void stages_drop(struct build *b)
{
	for (size_t i = 0; i < b->outs.len; i++) {
		fg_stage_drop(b->outs.data[i].stage);
		b->outs.data[i].stage = NULL;
	}
}

/* --against has to be there and be a feed: who names it relies on it. */
static int guard_against(struct build *b)
{
	struct given given;
	const struct cli *cli = b->line.cli;
	bool allowed = false;
	bool had = given_open(&b->line.run, cli->against, &given) &&
		   fg_guard_against(&b->line.run, &given.input, &b->line.show,
			   &cli->allow, &allowed);
	given_close(&given);
	return !had ? EXIT_SYSTEM : allowed ? EXIT_DONE : EXIT_REFUSED;
}

/* Is what would be published well beside what is? */
static int guard_published(struct build *b)
{
	bool allowed = true;
	for (size_t i = 0; i < b->outs.len; i++) {
		const struct output *o = &b->outs.data[i];
		const char *path = o->page && o->page->archive ? NULL : o->path;
		struct fg_feed feed = {o->format, &b->line.show, o->page, o->variant};
		if (path && !fg_guard(&b->line.run, path, &feed, &b->line.cli->allow))
			allowed = false;
	}
	int status = b->line.cli->against ? guard_against(b) : EXIT_DONE;
	return status != EXIT_DONE || allowed ? status : EXIT_REFUSED;
}

/* What feeds name comes first, then the lock (see app/pins.h), then the feeds; what they no
   longer name goes when they are in place. */
static bool commit(struct build *b)
{
	for (size_t i = 0; i < b->outs.len; i++) {
		if (!fg_stage_fits(b->outs.data[i].stage))
			return false;
	}
	if (!sidecars_publish(&b->line) || !pins_write(&b->line))
		return false;
	for (size_t i = 0; i < b->outs.len; i++) {
		struct output *o = &b->outs.data[i];
		o->result = fg_stage_commit(o->stage);
		o->stage = NULL;
		if (o->result == FG_EMIT_FAILED)
			return false;
	}
	sidecars_sweep(&b->line);
	return true;
}

/* Did the stage fail while items were added, as on a full disk? */
static bool could_not_write(const struct build *b)
{
	return diag_has(&b->diags, FG_RULE_EMIT_WRITE_FAILED);
}

/* Everything was read, and there is nothing: a folder that is not mounted, a glob that
   went wrong. Whether a published feed would suffer is for the guard to say. */
static bool would_empty(const struct build *b)
{
	return b->line.show.episodes.len == 0 && b->line.show.unread == 0;
}

/* From the complete model to published files. */
static int publish(struct build *b)
{
	if (!line_failed(&b->line) && !stages_open(b))
		return stopped_by(b) ? EXIT_SIGNAL + stopped_by(b) : EXIT_SYSTEM;
	bool good = line_items(&b->line, &b->outs);
	if (stopped_by(b))
		return EXIT_SIGNAL + stopped_by(b);
	if (!good && could_not_write(b))
		return EXIT_SYSTEM;
	if (b->line.checks)
		return line_failed(&b->line) ? EXIT_INPUT : EXIT_DONE;
	if (!good)
		return would_empty(b) && guard_published(b) == EXIT_REFUSED ? EXIT_REFUSED
									    : EXIT_INPUT;
	int guarded = guard_published(b);
	if (guarded != EXIT_DONE)
		return guarded;
	if (line_failed(&b->line)) /* by what the guard only remarked, under --strict */
		return EXIT_INPUT;
	if (!commit(b))
		return EXIT_SYSTEM;
	notices_send(b);
	return EXIT_DONE;
}

static int finish(struct build *b, int status)
{
	const struct cli *cli = b->line.cli;
	stages_drop(b);
	sidecars_close(&b->line);
	early_close(&b->line);
	if (status > EXIT_SIGNAL) {
		build_tell_stop(b, status - EXIT_SIGNAL);
		return status;
	}
	struct report_totals totals = report_all(cli, &b->line.levels, &b->diags);
	/* A finding that is an error only in this run's eyes stops a build as well. */
	if (status == EXIT_DONE && totals.errors)
		status = EXIT_INPUT;
	b->said = totals.shown;
	if (cli->diagnostics == CLI_TEXT)
		build_tell(b, &totals, status);
	return status;
}

void build_init(struct build *b, const struct cli *cli, struct build_shared *shared)
{
	*b = (struct build){.diags.arena = cli->arena, .settings = shared->settings};
	b->line.cli = cli;
	b->line.checks = cli->checks;
	b->line.crew = &shared->crew;
	b->line.outs = &b->outs;
	b->line.levels = shared->levels;
	b->line.levels.episodes.arena = cli->arena;
	b->line.run = (struct fg_run){cli->arena, &b->diags, &b->settings};
	b->stamp.began = shared->began;
	b->stamp.program = shared->program;
}

int build_refuse(struct build *b, int status)
{
	return finish(b, status);
}

int build_run(struct build *b, const char *dir)
{
	b->settings.plain_notes = outputs_have(&b->outs, FG_JSON);
	const char *config = discover_config(&b->line.run, b->line.cli, dir);
	if (!config || !notices_fit(b))
		return finish(b, EXIT_USAGE);
	stamp_open(&b->stamp, &b->line, config, dir);
	if (stamp_holds(&b->stamp, &b->line, &b->outs))
		return finish(b, EXIT_DONE);
	progress_init(&b->progress, b->line.cli, &b->settings);
	b->settings.traces = stamp_traces(&b->stamp);
	line_show(&b->line, config, dir);
	b->settings.traces = NULL; /* which threads may not leave */
	progress_end(&b->progress);
	if (stopped_by(b))
		return finish(b, EXIT_SIGNAL + stopped_by(b));
	if (b->line.stopped)
		return finish(b, EXIT_INPUT);
	pages_split(&b->line.run, &b->line.show, &b->outs, b->line.checks);
	int status = finish(b, publish(b));
	if (status == EXIT_DONE)
		stamp_leave(&b->stamp, &b->line);
	return status;
}

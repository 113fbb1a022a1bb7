/* SPDX-License-Identifier: ISC */
/* feedgen build and feedgen check: the line, and what becomes of its result. */
#include "app/cli.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>
#include "app/clock.h"
#include "app/discover.h"
#include "app/given.h"
#include "app/line.h"
#include "app/memory.h"
#include "app/outputs.h"
#include "app/pins.h"
#include "app/progress.h"
#include "app/report.h"
#include "base/arena.h"
#include "base/fs.h"
#include "base/str.h"
#include "base/when.h"

/* The signal that asked us to stop; 0: none. The only mutable state of the program. */
static volatile sig_atomic_t stop_signal;

static void on_signal(int number)
{
	stop_signal = number;
}

/* The first signal lets the run end cleanly, the second ends it (SA_RESETHAND). A
   closed pipe and a file-size limit are told by errno instead. */
static void catch_signals(void)
{
	struct sigaction stop = {.sa_handler = on_signal, .sa_flags = (int)SA_RESETHAND};
	struct sigaction ignore = {.sa_handler = SIG_IGN};
	sigaction(SIGINT, &stop, NULL);
	sigaction(SIGTERM, &stop, NULL);
	sigaction(SIGHUP, &stop, NULL);
	sigaction(SIGPIPE, &ignore, NULL);
	sigaction(SIGXFSZ, &ignore, NULL);
}

struct build {
	struct line line;
	struct fg_settings settings;
	struct fg_diags diags;
	struct outputs outs;
	struct progress progress;
};

static bool build_open(struct build *b, struct cli *cli)
{
	if (cli->args.len != 1 || !*cli->args.data[0]) {
		cli_complain(cli->args.len > 1
				     ? "one directory of episodes at a time, not %zu"
				     : "which directory of episodes?",
			cli->args.len);
		return false;
	}
	*b = (struct build){.diags.arena = cli->arena};
	b->settings = (struct fg_settings){
		.offline = cli->offline,
		.recheck = cli->recheck,
		.deadline_s = cli->deadline_s,
		.per_host = cli->per_host,
		.per_second = cli->per_second,
		.allow_private = cli->allow_private,
		.jobs = cli->jobs,
		.cache = discover_cache(cli),
		.stop = &stop_signal,
	};
	b->line.cli = cli;
	b->line.outs = &b->outs;
	b->line.run = (struct fg_run){cli->arena, &b->diags, &b->settings};
	if (!clock_read(&b->settings.now) || !levels_init(&b->line.levels, cli) ||
		!outputs_of(cli, &b->outs))
		return false;
	b->settings.plain_notes = outputs_have(&b->outs, FG_JSON);
	return true;
}

static const char *output_name(const struct output *o)
{
	return o->path ? o->path : "standard output";
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
	return true;
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
		const char *path = b->outs.data[i].path;
		if (path &&
			!fg_guard(&b->line.run, path, &b->line.show, &b->line.cli->allow))
			allowed = false;
	}
	int status = b->line.cli->against ? guard_against(b) : EXIT_DONE;
	return status != EXIT_DONE || allowed ? status : EXIT_REFUSED;
}

/* The feeds come last: see app/pins.h. */
static bool commit(struct build *b)
{
	if (!pins_write(&b->line))
		return false;
	for (size_t i = 0; i < b->outs.len; i++) {
		struct output *o = &b->outs.data[i];
		o->result = fg_stage_commit(o->stage);
		o->stage = NULL;
		if (o->result == FG_EMIT_FAILED)
			return false;
	}
	return true;
}

/* Did the stage fail while items were added, as on a full disk? */
static bool could_not_write(const struct build *b)
{
	for (size_t i = 0; i < b->diags.len; i++) {
		if (b->diags.data[i].rule == FG_RULE_EMIT_WRITE_FAILED)
			return true;
	}
	return false;
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
		return stop_signal ? EXIT_SIGNAL + (int)stop_signal : EXIT_SYSTEM;
	bool good = line_items(&b->line, &b->outs);
	if (stop_signal)
		return EXIT_SIGNAL + (int)stop_signal;
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
	return commit(b) ? EXIT_DONE : EXIT_SYSTEM;
}

static void tell_success(const struct build *b)
{
	const struct fg_show *show = &b->line.show;
	for (size_t i = 0; i < b->outs.len; i++) {
		const struct output *o = &b->outs.data[i];
		fprintf(stderr, "feedgen: %s: %s, %zu episode%s\n", output_name(o),
			o->result == FG_EMIT_UNCHANGED ? "unchanged" : "written",
			show->episodes.len, show->episodes.len == 1 ? "" : "s");
	}
	if (show->drafts || show->scheduled || show->left_out)
		fprintf(stderr,
			"feedgen: not taken: %zu drafts, %zu scheduled, %zu left out\n",
			show->drafts, show->scheduled, show->left_out);
	if (show->next_due) {
		char due[WHEN_TEXT_SIZE];
		when_rfc3339(show->next_due, due);
		fprintf(stderr, "feedgen: the next one is due %s\n", due);
	}
}

/* The shell has emptied the file behind > before we began; we can but say so. */
static const char *stdout_hint(void)
{
	struct stat st;
	bool file = fstat(STDOUT_FILENO, &st) == 0 && S_ISREG(st.st_mode);
	return file ? " (with -o FILE the old feed would have stayed)" : "";
}

static void tell_outputs(const struct build *b)
{
	for (size_t i = 0; i < b->outs.len; i++) {
		const struct output *o = &b->outs.data[i];
		if (o->result == FG_EMIT_WRITTEN)
			fprintf(stderr, "; %s was written", output_name(o));
		else if (o->path)
			fprintf(stderr, "; %s %s", o->path,
				fs_exists(o->path) ? "is unchanged" : "was not written");
		else
			fprintf(stderr, "; nothing was written%s", stdout_hint());
	}
	fputc('\n', stderr);
}

/* What there was, and what became of the outputs. */
static void tell_end(const struct build *b, const struct report_totals *totals)
{
	fputs("feedgen: ", stderr);
	report_counts(b->line.cli, totals, stderr);
	tell_outputs(b);
}

/* Findings of half a run would only mislead. */
static void tell_stop(const struct build *b, int number)
{
	const struct fg_settings *s = &b->settings;
	fprintf(stderr, "feedgen: stopped (%s)", strsignal(number));
	if (s->cache && !s->offline)
		fputs("; what servers have said is kept", stderr);
	if (b->line.checks)
		fputc('\n', stderr);
	else
		tell_outputs(b);
}

static void tell_verdict(const struct build *b, const struct report_totals *totals)
{
	fputs("feedgen: ", stderr);
	report_counts(b->line.cli, totals, stderr);
	fputc('\n', stderr);
	if (!b->line.stopped)
		report_verdict(b->line.cli, totals, stderr);
}

/* Success is silent but for what was found; check is asked for its verdict. */
static void tell(const struct build *b, const struct report_totals *totals, int status)
{
	bool checks = b->line.checks;
	const struct cli *cli = b->line.cli;
	bool shown = totals->errors || (!cli->quiet && totals->warnings) ||
		     (cli->verbose && totals->hints);
	if (checks && (shown || !cli->quiet))
		tell_verdict(b, totals);
	else if (!checks && (shown || status != EXIT_DONE))
		tell_end(b, totals);
	if (!checks && status == EXIT_DONE && cli->verbose)
		tell_success(b);
}

static int finish(struct build *b, int status)
{
	const struct cli *cli = b->line.cli;
	stages_drop(b);
	if (status > EXIT_SIGNAL) {
		tell_stop(b, status - EXIT_SIGNAL);
		return status;
	}
	struct report_totals totals = report_all(cli, &b->line.levels, &b->diags);
	/* A finding that is an error only in this run's eyes stops a build as well. */
	if (status == EXIT_DONE && totals.errors)
		status = EXIT_INPUT;
	if (cli->diagnostics == CLI_TEXT)
		tell(b, &totals, status);
	return status;
}

static int run_line(struct cli *cli, bool checks)
{
	struct build b;
	if (!build_open(&b, cli))
		return EXIT_USAGE;
	b.line.checks = checks;
	memory_init_curl(cli->offline);
	catch_signals();
	const char *dir = cli->args.data[0];
	const char *config = discover_config(&b.line.run, cli, dir);
	if (!config)
		return finish(&b, EXIT_USAGE);
	progress_init(&b.progress, cli, &b.settings);
	line_show(&b.line, config, dir);
	progress_end(&b.progress);
	if (stop_signal)
		return finish(&b, EXIT_SIGNAL + (int)stop_signal);
	if (b.line.stopped)
		return finish(&b, EXIT_INPUT);
	return finish(&b, publish(&b));
}

int command_build(struct cli *cli)
{
	return run_line(cli, false);
}

int command_check(struct cli *cli)
{
	return run_line(cli, true);
}

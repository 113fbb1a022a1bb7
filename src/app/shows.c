/* SPDX-License-Identifier: ISC */
#include "app/shows.h"

#include <stdio.h>
#include <string.h>
#include "app/memory.h"
#include "app/plan.h"
#include "base/arena.h"
#include "base/vec.h"

struct failure {
	const char *config;
	int status;
};

struct tally {
	size_t written, unchanged; /* those that failed are not among them */
	struct {
		struct failure *data;
		size_t len, cap;
	} failed;
	bool said; /* findings were shown */
	int worst;
};

struct shows {
	const struct cli *cli;
	struct build_shared *shared;
	struct plans plans;
	struct tally tally;
	struct arena arena; /* of one show */
};

static int signal_of(const struct shows *s)
{
	return (int)*s->shared->settings.stop;
}

/* ---- one show ---- */

/* Has the build put anything in place that was not there before? */
static bool has_written(const struct build *b)
{
	for (size_t i = 0; i < b->outs.len; i++) {
		if (b->outs.data[i].result == FG_EMIT_WRITTEN)
			return true;
	}
	return b->line.made.written > 0 || b->line.made.removed > 0;
}

static void count(struct shows *s, const struct build *b, const char *config, int status)
{
	struct tally *t = &s->tally;
	if (status != EXIT_DONE)
		*vec_push(s->cli->arena, &t->failed) = (struct failure){config, status};
	else if (has_written(b))
		t->written++;
	else
		t->unchanged++;
	t->said = t->said || b->said;
	t->worst = status > t->worst ? status : t->worst;
}

/* What had no sound plan is read again, for its findings to be told in its turn. */
static void run_one(struct shows *s, const struct plan *plan)
{
	struct cli own = *s->cli;
	struct build b;
	struct plan again;
	const char *config = plan->config;
	arena_reset(&s->arena);
	own.arena = &s->arena;
	own.config = config;
	own.args = (struct cli_words){&config, 1, 1};
	build_init(&b, &own, s->shared);
	b.name = s->plans.len > 1 ? config : NULL;
	if (plan->sound)
		again = *plan;
	else if (!plan_show(&b.line.run, s->cli, config, &again)) {
		count(s, &b, config, build_refuse(&b, EXIT_INPUT));
		return;
	}
	b.outs = again.outs;
	count(s, &b, config, build_run(&b, again.dir));
}

/* ---- all ---- */

static const char *reason(int status)
{
	switch (status) {
	case EXIT_SYSTEM:
		return "the environment failed";
	case EXIT_REFUSED:
		return "refused because it would harm the published feed";
	default:
		return status > EXIT_SIGNAL ? "stopped" : "errors in the input";
	}
}

static void tell_counts(const struct shows *s, size_t begun)
{
	const struct tally *t = &s->tally;
	fprintf(stderr, "feedgen: %zu shows: ", s->plans.len);
	if (s->cli->checks)
		fprintf(stderr, "%zu good, ", t->unchanged);
	else
		fprintf(stderr, "%zu built, %zu unchanged, ", t->written, t->unchanged);
	fprintf(stderr, "%zu failed", t->failed.len);
	if (begun < s->plans.len)
		fprintf(stderr, ", %zu not begun (%s)", s->plans.len - begun,
			strsignal(signal_of(s)));
	fputc('\n', stderr);
	for (size_t i = 0; i < t->failed.len; i++)
		fprintf(stderr, "feedgen: failed: %s: %s\n", t->failed.data[i].config,
			reason(t->failed.data[i].status));
}

static void tell(const struct shows *s, size_t begun)
{
	const struct cli *cli = s->cli;
	bool bad = s->tally.failed.len > 0 || begun < s->plans.len;
	if (cli->diagnostics == CLI_TEXT && s->plans.len > 1 &&
		(bad || s->tally.said || cli->verbose))
		tell_counts(s, begun);
}

static int run_all(struct shows *s)
{
	size_t i = 0;
	arena_init(&s->arena, memory_exhausted);
	while (i < s->plans.len && !signal_of(s))
		run_one(s, &s->plans.data[i++]);
	arena_release(&s->arena);
	tell(s, i);
	return signal_of(s) ? EXIT_SIGNAL + signal_of(s) : s->tally.worst;
}

int shows_run(const struct cli *cli, struct build_shared *shared)
{
	struct shows s = {.cli = cli, .shared = shared};
	struct fg_diags diags = {.arena = cli->arena};
	struct fg_run run = {cli->arena, &diags, &shared->settings};
	if (!plan_options_fit(cli))
		return EXIT_USAGE;
	if (plan_all(&run, cli, &s.plans)) {
		shared->settings.prober = fg_prober_new(cli->arena);
		int status = run_all(&s);
		fg_prober_free(shared->settings.prober);
		return status;
	}
	report_all(cli, &shared->levels, &diags);
	if (cli->diagnostics == CLI_TEXT)
		fputs("feedgen: no show was built\n", stderr);
	return EXIT_USAGE;
}

/* SPDX-License-Identifier: ISC */
#include "lint/lint.h"

#include "base/diag.h"
#include "base/pool.h"

enum scope {
	SCOPE_READ,
	SCOPE_RENDER,
	SCOPE_RESOLVE,
	SCOPE_PROBE,
	SCOPE_WRITE,
	SCOPE_VALIDATE,
	SCOPE_FEED,
	SCOPE_GUARD,
	SCOPE_EMIT,
	SCOPE_IMPORT,
	SCOPE_APP,
	SCOPE_SHOW,
	SCOPE_EPISODE,
	SCOPE_NOTES
};

/* By enum fg_rule_id. */
static const struct {
	enum scope scope;
	lint_check *check;
} rules[] = {
#define RULE(name, id, severity, scope, platforms, check, ...) {SCOPE_##scope, check},
#include "model/rules.def"
#undef RULE
};

void none(struct lint *l)
{
	(void)l;
}

static void check(struct lint *l, const struct fg_episode *ep)
{
	l->episode = ep;
	l->element = NULL;
	rules[l->rule].check(l);
	arena_reset(l->scratch);
}

/* ---- the show and its episodes ---- */

/* One of the workers: what its rule finds stays with it until it is told. */
struct checker {
	struct lint lint;
	struct fg_run run;
	struct fg_diags found;
	struct arena arena, scratch;
};

struct checking {
	struct fg_run *run;
	struct checker *checkers;
	int order[FG_RULE_COUNT]; /* of the rules: of the show, then of episodes */
	size_t len;
};

static bool check_rule(void *ctx, unsigned worker, size_t i)
{
	const struct checking *c = ctx;
	struct checker *own = &c->checkers[worker];
	const struct fg_episodes *episodes = &own->lint.show->episodes;
	arena_reset(&own->arena);
	own->found = (struct fg_diags){.arena = &own->arena};
	own->lint.rule = c->order[i];
	bool of_episodes = rules[own->lint.rule].scope == SCOPE_EPISODE;
	if (!of_episodes)
		check(&own->lint, NULL);
	for (size_t j = 0; of_episodes && j < episodes->len; j++)
		check(&own->lint, episodes->data[j]);
	return true;
}

/* The places are in the model: the texts alone have to be copied. */
static bool tell(void *ctx, unsigned worker, size_t i)
{
	const struct checking *c = ctx;
	const struct fg_diags *found = &c->checkers[worker].found;
	(void)i;
	for (size_t j = 0; j < found->len; j++) {
		const struct fg_diag *d = &found->data[j];
		struct fg_diag *told =
			diag_add(c->run->diags, d->rule, d->at, "%s", d->message);
		told->related = d->related;
		told->element = d->element;
		if (d->hint)
			diag_hint(c->run->diags, told, "%s", d->hint);
	}
	return true;
}

static void add_scope(struct checking *c, enum scope scope)
{
	for (int i = 0; i < FG_RULE_COUNT; i++) {
		if (rules[i].scope == scope)
			c->order[c->len++] = i;
	}
}

/* With fewer episodes a thread would hardly gain what it costs. */
enum { EPISODES_WORTH = 64 };

void fg_lint_show(struct fg_run *run, const struct fg_show *show)
{
	unsigned threads = show->episodes.len < EPISODES_WORTH ? 1 : run->settings->jobs;
	unsigned n = pool_workers(threads);
	struct arena arena;
	arena_init(&arena, run->arena->exhausted);
	struct checking c = {run, arena_array(&arena, n, sizeof *c.checkers), {0}, 0};
	for (unsigned i = 0; i < n; i++) {
		struct checker *own = &c.checkers[i];
		arena_init(&own->arena, run->arena->exhausted);
		arena_init(&own->scratch, run->arena->exhausted);
		own->run = (struct fg_run){&own->arena, &own->found, run->settings};
		own->lint = (struct lint){
			.run = &own->run, .show = show, .scratch = &own->scratch};
	}
	add_scope(&c, SCOPE_SHOW);
	add_scope(&c, SCOPE_EPISODE);
	struct pool_jobs jobs = {
		.count = c.len, .ctx = &c, .work = check_rule, .take = tell};
	if (!pool_run(threads, &jobs))
		run->arena->exhausted();
	for (unsigned i = 0; i < n; i++) {
		arena_release(&c.checkers[i].arena);
		arena_release(&c.checkers[i].scratch);
	}
	arena_release(&arena);
}

/* ---- notes ---- */

void fg_lint_notes(struct fg_run *run, const struct fg_show *show,
	const struct fg_episode *ep, const struct fg_notes *notes)
{
	struct arena scratch;
	arena_init(&scratch, run->arena->exhausted);
	struct lint l = {.run = run, .show = show, .notes = notes, .scratch = &scratch};
	for (int i = 0; i < FG_RULE_COUNT; i++) {
		if (rules[i].scope != SCOPE_NOTES)
			continue;
		l.rule = i;
		l.before = run->diags->len;
		check(&l, ep);
	}
	arena_release(&scratch);
}

/* SPDX-License-Identifier: ISC */
#include "lint/lint.h"

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

static void check(struct lint *l, int rule, const struct fg_episode *ep)
{
	l->episode = ep;
	l->element = NULL;
	rules[rule].check(l);
	arena_reset(l->scratch);
}

static void check_all(struct lint *l, enum scope scope)
{
	for (int i = 0; i < FG_RULE_COUNT; i++) {
		if (rules[i].scope != scope)
			continue;
		l->rule = i;
		l->before = l->run->diags->len;
		if (scope != SCOPE_EPISODE)
			check(l, i, l->episode);
		for (size_t j = 0; scope == SCOPE_EPISODE && j < l->show->episodes.len;
			j++)
			check(l, i, l->show->episodes.data[j]);
	}
}

void fg_lint_show(struct fg_run *run, const struct fg_show *show)
{
	struct arena scratch;
	arena_init(&scratch, run->arena->exhausted);
	struct lint l = {.run = run, .show = show, .scratch = &scratch};
	check_all(&l, SCOPE_SHOW);
	check_all(&l, SCOPE_EPISODE);
	arena_release(&scratch);
}

void fg_lint_notes(struct fg_run *run, const struct fg_show *show,
	const struct fg_episode *ep, const struct fg_notes *notes)
{
	struct arena scratch;
	arena_init(&scratch, run->arena->exhausted);
	struct lint l = {.run = run,
		.show = show,
		.episode = ep,
		.notes = notes,
		.scratch = &scratch};
	check_all(&l, SCOPE_NOTES);
	arena_release(&scratch);
}

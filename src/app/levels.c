/* SPDX-License-Identifier: ISC */
#include "app/levels.h"

#include <string.h>
#include "app/usage.h"
#include "base/arena.h"
#include "base/str.h"

static const char *const names[] = {"off", "hint", "warning", "error"};

/* A level by name; false if there is none. */
static bool level_of(const char *name, enum fg_severity *level)
{
	for (int i = FG_OFF; i <= FG_ERROR; i++) {
		if (strcmp(names[i], name) == 0) {
			*level = (enum fg_severity)i;
			return true;
		}
	}
	return false;
}

static void set(struct levels *l, int rule, enum fg_severity level)
{
	if (fg_rule_at((size_t)rule)->severity != FG_FATAL)
		l->of[rule] = level;
}

static bool set_option(struct levels *l, struct arena *arena, const char *option)
{
	size_t eq = str_find_char(str_of(option), '=', 0);
	if (eq == STR_NONE) {
		usage_error("--rule is ID=LEVEL, not '%s'", option);
		return false;
	}
	const char *id = arena_strndup(arena, option, eq);
	int rule = fg_rule_find(id);
	if (rule < 0) {
		const char *meant = fg_rule_nearest(id);
		usage_error(meant ? "there is no rule '%s'; did you mean '%s'?"
				  : "there is no rule '%s'; 'feedgen explain' lists them",
			id, meant);
		return false;
	}
	enum fg_severity level;
	if (!level_of(option + eq + 1, &level)) {
		usage_error(
			"the level of a rule is error, warning, hint or off, not '%s'",
			option + eq + 1);
		return false;
	}
	if (fg_rule_at((size_t)rule)->severity == FG_FATAL) {
		usage_error("rule '%s' cannot be changed: there is no feed with it", id);
		return false;
	}
	set(l, rule, level);
	return true;
}

static bool set_options(struct levels *l, const struct cli *cli)
{
	for (size_t i = 0; i < cli->rules.len; i++) {
		if (!set_option(l, cli->arena, cli->rules.data[i]))
			return false;
	}
	return true;
}

bool levels_init(struct levels *l, const struct cli *cli)
{
	*l = (struct levels){.episodes.arena = cli->arena,
		.profile = cli->profile,
		.strict = cli->strict};
	for (size_t i = 0; i < FG_RULE_COUNT; i++)
		l->of[i] = fg_rule_at(i)->severity;
	if (cli->allow.empty && l->of[FG_RULE_SHOW_NO_EPISODES] != FG_FATAL)
		l->of[FG_RULE_SHOW_NO_EPISODES] = FG_WARNING;
	return set_options(l, cli);
}

void levels_of_show(struct levels *l, const struct cli *cli, const struct fg_show *show)
{
	for (size_t i = 0; i < show->rules.len; i++) {
		const struct fg_entry *e = &show->rules.data[i];
		int rule = fg_rule_find(e->name);
		enum fg_severity level;
		if (rule >= 0 && level_of(e->text, &level))
			set(l, rule, level);
	}
	set_options(l, cli);
	for (size_t i = 0; i < show->episodes.len; i++) {
		struct fg_episode *ep = show->episodes.data[i];
		if (ep->lint_ignore.len)
			map_put(&l->episodes, ep->file, ep);
	}
}

static bool ignored(const struct levels *l, const struct fg_diag *d)
{
	const struct fg_episode *ep =
		d->at.file ? map_get(&l->episodes, d->at.file) : NULL;
	const char *id = fg_rule_at((size_t)d->rule)->id;
	for (size_t i = 0; ep && i < ep->lint_ignore.len; i++) {
		if (strcmp(ep->lint_ignore.data[i], id) == 0)
			return true;
	}
	return false;
}

/* Does the rule concern other platforms than those that count in this run? */
static bool is_foreign(const struct levels *l, int rule)
{
	unsigned platforms = fg_rule_at((size_t)rule)->platforms;
	return platforms && !(platforms & l->profile);
}

enum fg_severity levels_severity(const struct levels *l, const struct fg_diag *d)
{
	enum fg_severity s = l->of[d->rule];
	if (s == FG_FATAL)
		return FG_ERROR;
	if (s == FG_OFF || is_foreign(l, d->rule) || ignored(l, d))
		return FG_OFF;
	return s == FG_WARNING && l->strict ? FG_ERROR : s;
}

size_t levels_untold(const struct levels *l, size_t rule, enum fg_severity s)
{
	struct fg_diag d = {.rule = (int)rule};
	return l->untold[rule] > 0 && levels_severity(l, &d) == s ? l->untold[rule] : 0;
}

bool levels_hide_error(const struct levels *l, const struct fg_diags *diags)
{
	struct levels all = *l;
	all.profile = FG_EVERY_PLATFORM;
	return levels_count(&all, diags, FG_ERROR) > levels_count(l, diags, FG_ERROR);
}

size_t levels_count(
	const struct levels *l, const struct fg_diags *diags, enum fg_severity s)
{
	size_t n = 0;
	for (size_t i = 0; i < diags->len; i++)
		n += levels_severity(l, &diags->data[i]) == s;
	return n;
}

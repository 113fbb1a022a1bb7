/* SPDX-License-Identifier: ISC */
#include "app/ignores.h"

#include <string.h>
#include "base/arena.h"
#include "base/diag.h"
#include "base/map.h"

/* An episode that ignores rules. */
struct ignorer {
	const struct fg_episode *ep;
	bool *used; /* for each of its lint_ignore */
};

static struct map ignorers(struct arena *a, const struct fg_show *show)
{
	struct map map = {.arena = a};
	for (size_t i = 0; i < show->episodes.len; i++) {
		const struct fg_episode *ep = show->episodes.data[i];
		if (ep->lint_ignore.len == 0)
			continue;
		struct ignorer *who = arena_new(a, struct ignorer);
		who->ep = ep;
		who->used = arena_array(a, ep->lint_ignore.len, sizeof *who->used);
		map_put(&map, ep->file, who);
	}
	return map;
}

static void use(struct ignorer *who, int rule)
{
	const char *id = fg_rule_at((size_t)rule)->id;
	for (size_t i = 0; i < who->ep->lint_ignore.len; i++) {
		if (strcmp(who->ep->lint_ignore.data[i], id) == 0)
			who->used[i] = true;
	}
}

/* Where the episode has this id. */
static struct fg_place place_of(
	const struct fg_show *show, const struct fg_episode *ep, const char *id)
{
	struct fg_place at = fg_episode_place(show, ep, FG_EP_LINT_IGNORE);
	for (size_t i = 0; i < ep->entries.len; i++) {
		const struct fg_entry *e = &ep->entries.data[i];
		if (e->at.line >= at.line && strcmp(e->text, id) == 0)
			return (struct fg_place){at.file, e->at.line, e->at.column};
	}
	return at;
}

/* Could this rule have found something in this run? */
static bool could_fire(const struct fg_run *run, int rule)
{
	return !run->settings->offline ||
	       strcmp(fg_rule_at((size_t)rule)->scope, "PROBE") != 0;
}

static void judge(
	struct fg_run *run, const struct fg_show *show, const struct ignorer *who)
{
	for (size_t i = 0; i < who->ep->lint_ignore.len; i++) {
		const char *id = who->ep->lint_ignore.data[i];
		int rule = fg_rule_find(id);
		if (who->used[i] || rule < 0 || !could_fire(run, rule))
			continue;
		bool fixed = fg_rule_at((size_t)rule)->severity == FG_FATAL;
		diag_add(run->diags, FG_RULE_LINT_IGNORE_UNUSED,
			place_of(show, who->ep, id),
			fixed ? "the rule “%s” cannot be ignored"
			      : "the rule “%s” finds nothing here to ignore",
			id)
			->element = "lint_ignore";
	}
}

static void judge_episodes(struct fg_run *run, const struct fg_show *show)
{
	struct map map = ignorers(run->arena, show);
	if (map.len == 0)
		return;
	for (size_t i = 0; i < run->diags->len; i++) {
		const struct fg_diag *d = &run->diags->data[i];
		struct ignorer *who = d->at.file ? map_get(&map, d->at.file) : NULL;
		if (who)
			use(who, d->rule);
	}
	for (size_t i = 0; i < show->episodes.len; i++) {
		const struct ignorer *who = map_get(&map, show->episodes.data[i]->file);
		if (who)
			judge(run, show, who);
	}
}

/* ---- those of the whole show ---- */

/* What is found in what people write. What servers, disks and other runs do is another thing
   each time. */
static bool is_lasting(int rule)
{
	static const char *const scopes[] = {
		"READ", "RENDER", "RESOLVE", "SHOW", "EPISODE", "NOTES", "FEED"};
	for (size_t i = 0; i < sizeof scopes / sizeof *scopes; i++) {
		if (strcmp(fg_rule_at((size_t)rule)->scope, scopes[i]) == 0)
			return fg_rule_at((size_t)rule)->severity != FG_FATAL;
	}
	return false;
}

static void judge_show(
	struct fg_run *run, const struct levels *levels, const struct fg_show *show)
{
	for (size_t i = 0; i < show->rules.len; i++) {
		const struct fg_entry *e = &show->rules.data[i];
		int rule = fg_rule_find(e->name);
		if (rule < 0 || strcmp(e->text, "off") != 0 || !is_lasting(rule) ||
			levels->untold[rule] > 0 || diag_has(run->diags, rule))
			continue;
		struct fg_diag *d = diag_add(run->diags, FG_RULE_LINT_IGNORE_UNUSED,
			(struct fg_place){show->file, e->at.line, e->at.column},
			"the rule “%s” is off, and finds nothing in this show", e->name);
		diag_hint(run->diags, d, "delete it from rules");
		d->element = "rules";
	}
}

void ignores_judge(
	struct fg_run *run, const struct levels *levels, const struct fg_show *show)
{
	judge_episodes(run, show);
	judge_show(run, levels, show);
}

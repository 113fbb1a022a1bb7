/* SPDX-License-Identifier: ISC */
#include "app/plan.h"

#include <string.h>
#include "app/discover.h"
#include "app/samefile.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/fs.h"
#include "base/map.h"
#include "base/str.h"
#include "base/vec.h"

/* ---- what is typed ---- */

static bool is_config(const char *name)
{
	struct str s = str_of(name);
	return (str_ends(s, ".yaml") || str_ends(s, ".yml")) && !fs_is_dir(name);
}

bool plan_is_wanted(const struct cli *cli)
{
	for (size_t i = 0; i < cli->args.len; i++) {
		if (is_config(cli->args.data[i]))
			return true;
	}
	return false;
}

/* An option that says of one file what it is; NULL: none was given. */
static const char *lone_option(const struct cli *cli)
{
	if (cli->outputs.len > 0)
		return "output";
	if (cli->format)
		return "format";
	if (cli->lock && strcmp(cli->lock, "none") != 0)
		return "lock";
	return cli->against ? "against" : NULL;
}

static bool all_are_configs(const struct cli *cli)
{
	for (size_t i = 0; i < cli->args.len; i++) {
		if (is_config(cli->args.data[i]))
			continue;
		cli_complain("'%s' is no show config (*.yaml), as the others are",
			cli->args.data[i]);
		return false;
	}
	return true;
}

bool plan_options_fit(const struct cli *cli)
{
	struct outputs outs;
	const char *lone = lone_option(cli);
	if (!all_are_configs(cli))
		return false;
	if (cli->config)
		cli_complain("--config goes with a directory of episodes; '%s' is a show "
			     "config itself",
			cli->args.data[0]);
	else if (cli->args.len > 1 && lone)
		cli_complain(
			"--%s is for one show, and there are %zu", lone, cli->args.len);
	else if (cli->args.len > 1 && cli->diagnostics == CLI_SARIF)
		cli_complain(
			"--diagnostics sarif is one document for one show, and there "
			"are %zu; json has a line for each finding",
			cli->args.len);
	else
		return cli->args.len > 1 || outputs_of(cli, &outs);
	return false;
}

/* ---- one show ---- */

/* The folder of the episodes; around a feed.yaml, as discover_config finds it. */
static const char *episodes_of(struct fg_run *run, const struct fg_show *show)
{
	const char *folder = fs_dirname(run->arena, show->file);
	const char *slash = strrchr(show->file, '/');
	const char *name = slash ? slash + 1 : show->file;
	const char *dir = show->episodes_dir;
	if (dir && *dir)
		return fs_seen_from(run->arena, folder, dir);
	if (strcmp(name, "feed.yaml") == 0)
		return folder;
	diag_add(run->diags, FG_RULE_CONFIG_NO_EPISODES,
		(struct fg_place){.file = show->file},
		"it does not say where the episodes are");
	return NULL;
}

static bool find_outputs(struct fg_run *run, const struct cli *cli,
	const struct fg_show *show, struct outputs *outs)
{
	bool checks = cli_checks(cli);
	bool typed = cli->outputs.len > 0 || cli->format;
	if (!typed && show->outputs.len > 0)
		return outputs_of_show(run, show, outs);
	if (cli->args.len == 1 || checks)
		return outputs_of(cli, outs);
	diag_add(run->diags, FG_RULE_CONFIG_NO_OUTPUT,
		(struct fg_place){.file = show->file},
		"it does not say which file the feed goes to");
	return false;
}

bool plan_show(
	struct fg_run *run, const struct cli *cli, const char *config, struct plan *plan)
{
	struct fg_show show;
	*plan = (struct plan){.config = config};
	if (!fg_read_show(run, config, &show))
		return false;
	plan->dir = episodes_of(run, &show);
	bool had = find_outputs(run, cli, &show, &plan->outs);
	plan->sound = plan->dir && had;
	return plan->sound;
}

/* ---- all of them ---- */

/* Files that shows of this run write, by samefile_key, and whose each is. */
struct claims {
	struct fg_run *run;
	struct map files;
};
struct owner {
	const char *config;
};

static bool tell_shared(
	struct claims *c, const char *config, const struct owner *other, const char *what)
{
	struct fg_diag *d = diag_add(c->run->diags, FG_RULE_CONFIG_SHARED,
		(struct fg_place){.file = config}, "%s", what);
	d->related = (struct fg_place){.file = other->config};
	return false;
}

/* The show writes path. False: another does, and that is told. */
static bool claim(struct claims *c, const struct owner *self, const char *path)
{
	struct arena *a = c->run->arena;
	const char *key = path ? samefile_key(a, path) : NULL;
	struct owner *mine, *other = key ? map_get(&c->files, key) : NULL;
	if (other && strcmp(other->config, self->config) != 0)
		return tell_shared(c, self->config, other,
			arena_printf(a, "%s is written by %s too", path, other->config));
	if (key && !other) {
		mine = arena_new(a, struct owner);
		*mine = *self;
		map_put(&c->files, key, mine);
	}
	return true;
}

static bool claim_all(struct claims *c, const struct cli *cli, const struct plan *plan)
{
	struct owner *self = arena_new(c->run->arena, struct owner);
	self->config = plan->config;
	const char *key = samefile_key(c->run->arena, plan->config);
	const struct owner *twin = key ? map_get(&c->files, key) : NULL;
	if (twin)
		return tell_shared(
			c, plan->config, twin, "the show config is given twice");
	if (key)
		map_put(&c->files, key, self);
	bool good = claim(c, self, discover_lock(cli, plan->config));
	for (size_t i = 0; i < plan->outs.len; i++)
		good = claim(c, self, plan->outs.data[i].path) && good;
	return good;
}

/* What is in scratch is soon gone. */
static void keep(struct arena *a, struct plan *plan)
{
	struct outputs outs = {0};
	for (size_t i = 0; i < plan->outs.len; i++) {
		struct output o = plan->outs.data[i];
		o.path = o.path ? arena_strdup(a, o.path) : NULL;
		*vec_push(a, &outs) = o;
	}
	plan->outs = outs;
	plan->dir = plan->dir ? arena_strdup(a, plan->dir) : NULL;
}

bool plan_all(struct fg_run *run, const struct cli *cli, struct plans *plans)
{
	struct claims claims = {run, {.arena = run->arena}};
	struct arena scratch;
	bool good = true;
	arena_init(&scratch, run->arena->exhausted);
	for (size_t i = 0; i < cli->args.len; i++) {
		struct fg_diags ignored = {.arena = &scratch};
		struct fg_run own = {&scratch, &ignored, run->settings};
		struct plan *plan = vec_push(run->arena, plans);
		plan_show(&own, cli, cli->args.data[i], plan);
		keep(run->arena, plan);
		arena_reset(&scratch);
		good = claim_all(&claims, cli, plan) && good;
	}
	arena_release(&scratch);
	return good;
}

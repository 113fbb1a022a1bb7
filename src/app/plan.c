/* SPDX-License-Identifier: ISC */
#include "app/plan.h"

#include <string.h>
#include "app/claims.h"
#include "app/usage.h"
#include "base/arena.h"
#include "base/diag.h"
#include "base/fs.h"
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
		usage_error("'%s' is no show config (*.yaml), as the others are",
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
		usage_error("--config goes with a directory of episodes; '%s' is a show "
			    "config itself",
			cli->args.data[0]);
	else if (cli->args.len > 1 && lone)
		usage_error(
			"--%s is for one show, and there are %zu", lone, cli->args.len);
	else if (cli->args.len > 1 && cli->diagnostics == CLI_SARIF)
		usage_error("--diagnostics sarif is one document for one show, and there "
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
	bool checks = cli->checks;
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

/* The guid of a show that does not say it is made from its address. */
static void find_folders(
	struct fg_run *run, const struct fg_show *show, struct plan *plan)
{
	const char *folder = fs_dirname(run->arena, show->file);
	const char *const dirs[] = {show->transcript_dir, show->chapters_dir};
	const int fields[] = {FG_SHOW_TRANSCRIPT_DIR, FG_SHOW_CHAPTERS_DIR};
	plan->identity = show->guid ? show->guid : show->feed_url ? show->feed_url : "";
	for (size_t i = 0; i < PLAN_FOLDERS; i++) {
		plan->folders_at[i] = show->at[fields[i]];
		if (dirs[i])
			plan->folders[i] = fs_seen_from(run->arena, folder, dirs[i]);
	}
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
	find_folders(run, &show, plan);
	plan->archives = show.at[FG_SHOW_ARCHIVE_SIZE].origin != FG_ABSENT;
	plan->archive_at = show.at[FG_SHOW_ARCHIVE_SIZE];
	plan->outputs_at = show.at[FG_SHOW_OUTPUT];
	plan->sound = plan->dir && had;
	return plan->sound;
}

/* ---- all of them ---- */

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
	plan->identity = plan->identity ? arena_strdup(a, plan->identity) : "";
	for (size_t i = 0; i < PLAN_FOLDERS; i++) {
		if (plan->folders[i])
			plan->folders[i] = arena_strdup(a, plan->folders[i]);
	}
}

bool plan_all(struct fg_run *run, const struct cli *cli, struct plans *plans)
{
	struct claims claims;
	struct arena scratch;
	bool good = true;
	claims_open(&claims, run);
	arena_init(&scratch, run->arena->exhausted);
	for (size_t i = 0; i < cli->args.len; i++) {
		struct fg_diags ignored = {.arena = &scratch};
		struct fg_run own = {&scratch, &ignored, run->settings};
		struct plan *plan = vec_push(run->arena, plans);
		plan_show(&own, cli, cli->args.data[i], plan);
		keep(run->arena, plan);
		arena_reset(&scratch);
		good = claims_take(&claims, cli, plan) && good;
	}
	arena_release(&scratch);
	return good;
}

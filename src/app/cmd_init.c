/* SPDX-License-Identifier: ISC */
/* feedgen init: a show config, and a first episode if there is none, or a show of a feed. */
#include "app/cli.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include "app/clock.h"
#include "app/levels.h"
#include "app/report.h"
#include "app/shell.h"
#include "app/starter.h"
#include "app/takeover.h"
#include "app/usage.h"
#include "base/diag.h"
#include "base/fs.h"
#include "base/sbuf.h"

enum { TEXT_MAX = 64 * 1024 };
static const char config_name[] = "feed.yaml";
static const char episode_name[] = "01-first-episode.md";

/* How many episodes the folder has already: a show that another program keeps. What there is
   to be said about them, the first build says. */
static size_t episodes_there(const struct cli *cli, const char *dir)
{
	struct fg_diags unsaid = {.arena = cli->arena};
	struct fg_settings settings = {.offline = true, .jobs = 1};
	struct fg_run run = {cli->arena, &unsaid, &settings};
	struct fg_show show = {.file = fs_join(cli->arena, dir, config_name)};
	if (fs_is_dir(dir))
		fg_read_episodes(&run, dir, &show);
	return show.episodes.len;
}

static void tell(const char *dir, size_t episodes)
{
	if (episodes)
		fprintf(stderr,
			"feedgen: made %s for the %zu episode%s in this folder; replace "
			"what it says, then:\n",
			config_name, episodes, episodes == 1 ? "" : "s");
	else
		fprintf(stderr, "feedgen: made %s and %s; replace what they say, then:\n",
			config_name, episode_name);
	fputs("  feedgen check ", stderr);
	shell_put(dir, stderr);
	fputs("\n  feedgen -o feed.xml ", stderr);
	shell_put(dir, stderr);
	fputc('\n', stderr);
}

/* A wrong DIR is a slip of the command line; all else is the environment's. */
static int status_of(const struct fg_diags *diags)
{
	return diag_has(diags, FG_RULE_EMIT_EXISTS) ? EXIT_USAGE : EXIT_SYSTEM;
}

/* The example of an episode is made where there is none: beside others it would be published. */
static bool make_files(struct fg_run *run, const char *dir, bool with_episode)
{
	struct sbuf config, episode;
	sbuf_init(&config, TEXT_MAX);
	sbuf_init(&episode, TEXT_MAX);
	starter_config(&config);
	starter_episode(&episode, run->settings->now);
	sbuf_need_memory(&config, run->arena);
	sbuf_need_memory(&episode, run->arena);
	/* The config last: without it the folder is no show. */
	const struct fg_new_file files[] = {{episode_name, episode.data, episode.len},
		{config_name, config.data, config.len}};
	size_t first = with_episode ? 0 : 1, all = sizeof files / sizeof *files;
	bool made = fg_create_files(run, dir, files + first, all - first);
	sbuf_release(&config);
	sbuf_release(&episode);
	return made;
}

int command_init(struct cli *cli)
{
	struct levels levels;
	struct fg_diags diags = {.arena = cli->arena};
	struct fg_settings settings = {.offline = true, .jobs = 1};
	struct fg_run run = {cli->arena, &diags, &settings};
	if (cli->args.len != 1 || !*cli->args.data[0]) {
		usage_error(cli->args.len > 1 ? "one folder at a time, not %zu"
					      : "a new show in which folder?",
			cli->args.len);
		return EXIT_USAGE;
	}
	if (cli->from)
		return takeover(cli, cli->from, cli->args.data[0]);
	if (!clock_read(&settings.now) || !levels_init(&levels, cli))
		return EXIT_USAGE;
	signal(SIGXFSZ, SIG_IGN); /* a limit comes as an error of write */
	size_t episodes = episodes_there(cli, cli->args.data[0]);
	bool made = make_files(&run, cli->args.data[0], episodes == 0);
	report_all(cli, &levels, &diags);
	if (!made)
		return status_of(&diags);
	if (!cli->quiet)
		tell(cli->args.data[0], episodes);
	return EXIT_DONE;
}

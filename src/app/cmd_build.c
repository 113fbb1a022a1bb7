/* SPDX-License-Identifier: ISC */
/* feedgen build and feedgen check: from what is typed to a build. */
#include "app/cli.h"

#include <signal.h>
#include "app/build.h"
#include "app/clock.h"
#include "app/discover.h"
#include "app/plan.h"
#include "app/program.h"
#include "app/shows.h"
#include "app/usage.h"
#include "base/fs.h"

/* The signal that asked us to stop; 0: none. The only mutable state of the program, but for
   what is loaded late. */
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

static bool settings_of(struct fg_settings *s, const struct cli *cli)
{
	*s = (struct fg_settings){
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
	return clock_read(&s->now);
}

static bool has_folder(const struct cli *cli)
{
	if (cli->args.len == 1 && *cli->args.data[0])
		return true;
	if (cli->args.len > 1)
		usage_error("one directory of episodes at a time, not %zu; several shows "
			    "are named by their configs (*.yaml)",
			cli->args.len);
	else
		usage_error("which directory of episodes?");
	return false;
}

static int run_folder(struct cli *cli, struct build_shared *shared)
{
	struct build b;
	build_init(&b, cli, shared);
	if (!has_folder(cli) || !outputs_of(cli, &b.outs))
		return EXIT_USAGE;
	return build_run(&b, cli->args.data[0]);
}

static int run_line(struct cli *cli)
{
	struct build_shared shared = {
		.began = fs_clock(), .program = program_identity(cli->arena)};
	if (!settings_of(&shared.settings, cli) || !levels_init(&shared.levels, cli))
		return EXIT_USAGE;
	catch_signals();
	crew_open(&shared.crew, cli->jobs);
	int status =
		plan_is_wanted(cli) ? shows_run(cli, &shared) : run_folder(cli, &shared);
	crew_close(&shared.crew);
	return status;
}

int command_build(struct cli *cli)
{
	return run_line(cli);
}

int command_check(struct cli *cli)
{
	cli->checks = true;
	return run_line(cli);
}

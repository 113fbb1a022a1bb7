/* SPDX-License-Identifier: ISC */
/* feedgen validate: the findings about one finished feed, on stdout. */
#include "app/cli.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include "app/clock.h"
#include "app/levels.h"
#include "app/report.h"
#include "base/diag.h"
#include "base/url.h"

/* False: it cannot be opened, and a finding says so. */
static bool open_input(struct fg_run *run, struct fg_input *input)
{
	if (strcmp(input->name, "-") == 0) {
		input->fd = STDIN_FILENO;
		return true;
	}
	input->fd = open(input->name, O_RDONLY | O_CLOEXEC);
	if (input->fd >= 0)
		return true;
	struct fg_place at = {input->name, 0, 0};
	diag_add(run->diags, FG_RULE_FEED_UNREADABLE, at, "the feed cannot be read: %s",
		strerror(errno));
	return false;
}

/* Is it one feed, and a file? */
static bool is_asked_well(const struct cli *cli)
{
	if (cli->args.len != 1 || !*cli->args.data[0]) {
		cli_complain(
			cli->args.len > 1 ? "one feed at a time, not %zu" : "which feed?",
			cli->args.len);
		return false;
	}
	if (!url_is_web(cli->args.data[0]))
		return true;
	cli_complain("validate fetches nothing; give it the feed: "
		     "curl -L ADDRESS | feedgen validate -");
	return false;
}

static bool judge(struct fg_run *run, const char *name)
{
	struct fg_input input = {.name = name};
	if (!open_input(run, &input))
		return false;
	bool read = fg_validate_feed(run, &input);
	if (input.fd != STDIN_FILENO)
		close(input.fd);
	return read;
}

/* The last lines: how many findings, and for whom the feed is good. */
static void tell_verdict(const struct cli *cli, const struct report_totals *totals)
{
	if (cli->diagnostics != CLI_TEXT || cli->quiet)
		return;
	fputs("feedgen: ", stdout);
	report_counts(cli, totals, stdout);
	fputc('\n', stdout);
	report_verdict(cli, totals, stdout);
}

int command_validate(struct cli *cli)
{
	struct levels levels;
	struct fg_diags diags = {.arena = cli->arena};
	struct fg_settings settings = {.offline = cli->offline, .jobs = 1};
	struct fg_run run = {cli->arena, &diags, &settings};
	if (!is_asked_well(cli))
		return EXIT_USAGE;
	if (!clock_read(&settings.now) || !levels_init(&levels, cli))
		return EXIT_USAGE;
	bool read = judge(&run, cli->args.data[0]);
	struct report_totals totals = report_all(cli, &levels, &diags);
	if (!read)
		return EXIT_SYSTEM;
	tell_verdict(cli, &totals);
	return totals.errors ? EXIT_INPUT : EXIT_DONE;
}

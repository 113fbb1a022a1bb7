/* SPDX-License-Identifier: ISC */
/* feedgen validate: the findings about one finished feed, on stdout. */
#include "app/cli.h"

#include <stdio.h>
#include "app/clock.h"
#include "app/given.h"
#include "app/given_chapters.h"
#include "app/levels.h"
#include "app/report.h"
#include "app/source_text.h"
#include "app/usage.h"

/* Is it one feed? */
static bool is_asked_well(const struct cli *cli)
{
	if (cli->args.len == 1 && *cli->args.data[0])
		return true;
	usage_error(cli->args.len > 1 ? "one feed at a time, not %zu" : "which feed?",
		cli->args.len);
	return false;
}

/* *given stays open: its lines are shown with what is found. */
static bool judge(struct cli *cli, struct fg_run *run, struct given *given)
{
	struct fg_named_files chapters = {0};
	bool read = given_open(run, cli->args.data[0], given);
	const struct fg_input *input = &given->input;
	if (read)
		given_ask_manners(run, given);
	if (read && input->served)
		source_text_keep(cli, input->name, (struct str){input->data, input->len},
			input->served->charset);
	if (cli->with_files)
		given->input.chapters = &chapters;
	read = read && fg_validate_feed(run, input);
	given_judge_chapters(cli, run, &chapters);
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
	fputs("feedgen: ", stdout);
	report_verdict(cli, totals, stdout);
}

int command_validate(struct cli *cli)
{
	struct levels levels;
	struct fg_diags diags = {.arena = cli->arena};
	struct fg_settings settings = {
		.offline = cli->offline,
		.allow_private = cli->allow_private,
		.deadline_s = cli->deadline_s,
		.jobs = 1,
	};
	struct fg_run run = {cli->arena, &diags, &settings};
	cli->judges = true;
	if (!is_asked_well(cli))
		return EXIT_USAGE;
	if (!clock_read(&settings.now) || !levels_init(&levels, cli))
		return EXIT_USAGE;
	struct given given;
	bool read = judge(cli, &run, &given);
	struct report_totals totals = report_all(cli, &levels, &diags);
	given_close(&given);
	if (!read)
		return EXIT_SYSTEM;
	tell_verdict(cli, &totals);
	return totals.errors ? EXIT_INPUT : EXIT_DONE;
}

/* SPDX-License-Identifier: ISC */
/*
 * Plan: which shows a run builds, each with its folder of episodes and its outputs.
 *
 * All show configs are read before the first show is built, so that two that would write
 * one file are found while nothing has been written yet. Of what is read, only the names of
 * files are kept: a thousand shows take no more memory than their names.
 */
#ifndef APP_PLAN_H
#define APP_PLAN_H

#include <feedgen/feedgen.h>
#include "app/cli.h"
#include "app/outputs.h"

/* Folders of files that are made beside the feed: of transcripts, of chapters. */
enum { PLAN_FOLDERS = 2 };

struct plan {
	const char *config, *dir;
	struct outputs outs;
	const char *folders[PLAN_FOLDERS]; /* NULL: there is none */
	const char
		*identity; /* by which a folder of several shows knows this one's files */
	bool archives;     /* each output has some beside it */
	struct fg_pos outputs_at, archive_at, folders_at[PLAN_FOLDERS];
	bool sound; /* false: no more than config is known */
};
struct plans {
	struct plan *data;
	size_t len, cap;
};

/* Are shows named on the command line by their configs: is one of the arguments a *.yaml or
   *.yml that is no folder? */
bool plan_is_wanted(const struct cli *cli);
/* Do the options suit, and are all arguments show configs? False: stderr says what is wrong. */
bool plan_options_fit(const struct cli *cli);

/* What config says, in run->arena; -o and -f, which one show alone can have, go before it. False:
   findings say why it cannot be built; or, of those options, stderr does. */
bool plan_show(
	struct fg_run *run, const struct cli *cli, const char *config, struct plan *plan);
/* All shows, in cli->arena. What is wrong with one of them is left for its build to say. False:
   two of them write one file, and findings say which. */
bool plan_all(struct fg_run *run, const struct cli *cli, struct plans *plans);

#endif

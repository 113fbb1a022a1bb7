/* SPDX-License-Identifier: ISC */
/*
 * The line: walks the rooms for one show, in two phases.
 *
 * Show phase: the front matter of all episodes, resolved, probed and judged. Item
 * phase: each episode's body on its own through render, lint, write and validate, on
 * several threads, the finished items appended in order, and what was appended read back by
 * whichever thread has time. What has an error is still rendered and judged, so that one run
 * tells everything, but no longer written. While servers are asked the first steps of the second
 * phase are taken already (app/early.h).
 */
#ifndef APP_LINE_H
#define APP_LINE_H

#include <feedgen/feedgen.h>
#include "app/cli.h"
#include "app/crew.h"
#include "app/levels.h"
#include "app/outputs.h"

struct line {
	const struct cli *cli;
	struct fg_run run;
	struct levels levels;
	struct fg_show show;
	const struct outputs *outs;
	struct crew *crew;
	/* Files that are made beside the feeds, by enum fg_sidecar; NULL: no such file is made,
	   or none yet. Several may go to one folder. */
	struct fg_folder *folders[FG_SIDECARS];
	struct fg_shelf *early;       /* notes that are rendered already; NULL: none */
	struct fg_folder_counts made; /* of them all; when they are in place */
	const char *lock_path;        /* NULL: this run has none */
	struct fg_lock lock;
	bool checks;  /* nothing is to be published: feedgen check */
	bool stopped; /* a room could not go on: what it left is not worth more findings */
};

/* The show phase, from the directory of episodes. */
void line_show(struct line *line, const char *config, const char *dir);
/* Has this run an error so far? */
bool line_failed(const struct line *line);
/* The item phase: fills the stages of all outputs. The result is whether they are
   complete and good. The grammar wants all that any platform wants: where a check for one
   has passed over what others want, it would say that again, and is not asked. */
bool line_items(struct line *line, struct outputs *outs);

#endif

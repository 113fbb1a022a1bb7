/* SPDX-License-Identifier: ISC */
/*
 * Build: one show, from its files to its feeds, and what is said about it.
 *
 *     struct build b;
 *     build_init(&b, cli, &shared);
 *     … b.outs …
 *     status = build_run(&b, dir);
 *
 * All that a build makes is in cli->arena, which is to live until build_run has returned.
 * Nothing is left behind in the process: the next show is built the same way, with a cli
 * that has another arena.
 */
#ifndef APP_BUILD_H
#define APP_BUILD_H

#include "app/line.h"
#include "app/progress.h"
#include "app/report.h"
#include "app/stamp.h"

/* What all shows of a run have in common. */
struct build_shared {
	struct fg_settings settings; /* those of the command line; a build copies them, */
	struct levels levels;        /* and these (levels_init) */
	int64_t began;               /* fs_clock, before anything of a show was read */
	const char *program;         /* program_identity */
	struct crew crew;
};

struct build {
	struct line line;
	struct fg_settings settings;
	struct fg_diags diags;
	struct outputs outs;
	struct progress progress;
	struct stamp stamp;
	const char *name; /* that the last words go before; NULL: it is the only show */
	bool said;        /* findings were shown */
	size_t told;      /* notices that were taken */
};

void build_init(struct build *b, const struct cli *cli, struct build_shared *shared);
/* Reads, judges and publishes (check: does not publish) the show whose episodes are in dir, and
   says on stderr what there is to say. Its config is cli->config, or is looked for. The exit
   status; if settings->stop says so, EXIT_SIGNAL and the signal's number. */
int build_run(struct build *b, const char *dir);

/* Ends a build that cannot begin: says what was found, and that nothing was written. Returns
   status. */
int build_refuse(struct build *b, int status);

/* ---- build_tell.c ---- */

/* Success is silent but for what was found; check is asked for its verdict. */
void build_tell(const struct build *b, const struct report_totals *totals, int status);
/* Findings of half a run would only mislead. */
void build_tell_stop(const struct build *b, int number);

#endif

/* SPDX-License-Identifier: ISC */
/*
 * Progress of the probes, on stderr.
 *
 *     checked  312 of 1000 [#######--------------] 45 a second, 0:15 left
 *
 * On a terminal a line that is rewritten and in the end wiped, once probing takes longer than
 * a second; elsewhere, with -v, a line now and then; nothing otherwise, unless asked for.
 */
#ifndef APP_PROGRESS_H
#define APP_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>
#include <feedgen/feedgen.h>
#include "app/cli.h"

struct progress {
	bool terminal;
	int64_t patience_ms; /* before anything is shown */
	int64_t began_ms, shown_ms;
	bool shown;
	unsigned width; /* of what is on the terminal's line */
};

void progress_init(
	struct progress *p, const struct cli *cli, struct fg_settings *settings);
/* Wipes the line, if there is one. */
void progress_end(struct progress *p);

#endif

/* SPDX-License-Identifier: ISC */
/*
 * Progress of the probes, on stderr: a line that is rewritten, on a terminal, once
 * probing takes longer than a second; nothing otherwise (unless asked for).
 */
#ifndef APP_PROGRESS_H
#define APP_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>
#include <feedgen/feedgen.h>
#include "app/cli.h"

struct progress {
	bool terminal, always;
	bool drawn;
	int64_t began_ms, drawn_ms;
};

void progress_init(
	struct progress *p, const struct cli *cli, struct fg_settings *settings);
/* Wipes the line, if there is one. */
void progress_end(struct progress *p);

#endif

/* SPDX-License-Identifier: ISC */
/*
 * Outputs: what one run writes, and where to. All are made side by side, each in its own
 * stage, and published only when every one of them is complete and good.
 */
#ifndef APP_OUTPUTS_H
#define APP_OUTPUTS_H

#include <feedgen/feedgen.h>
#include "app/cli.h"

struct output {
	enum fg_format format;
	const char *path;           /* NULL: standard output */
	const struct fg_page *page; /* NULL: it holds the whole feed; see app/pages.h */
	size_t items;               /* that are in it by now */
	const char *variant;        /* format of audio that it wants; NULL: the usual */
	size_t kind;                /* which of the items of app/line.c are its */
	struct fg_stage *stage;
	struct fg_readback *readback; /* of it, while it is made; NULL: none is needed */
	enum fg_emitted result;
};

struct outputs {
	struct output *data;
	size_t len, cap;
};

/* From -o and -f: the format follows a FORMAT: prefix or the suffix. False: usage. */
bool outputs_of(const struct cli *cli, struct outputs *outs);
/* From output: of the show config, seen from its folder; in run->arena. False: one of them
   cannot be, and a finding says why. */
bool outputs_of_show(
	struct fg_run *run, const struct fg_show *show, struct outputs *outs);
/* The formats of all, as bits: 1 << FG_RSS … */
unsigned outputs_formats(const struct outputs *outs);
/* Is one of them in that format? */
bool outputs_have(const struct outputs *outs, enum fg_format format);

#endif

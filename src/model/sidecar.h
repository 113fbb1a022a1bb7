/* SPDX-License-Identifier: ISC */
/*
 * Sidecars: the files that feedgen makes beside a feed (enum fg_sidecar), as a table for
 * those who write, name or link them.
 */
#ifndef MODEL_SIDECAR_H
#define MODEL_SIDECAR_H

#include <feedgen/feedgen.h>

enum {
	/* Of a transcript whose times are known, and of one without. */
	SIDECARS_TIMED = 1 << FG_SIDECAR_VTT | 1 << FG_SIDECAR_SRT |
			 1 << FG_SIDECAR_JSON | 1 << FG_SIDECAR_HTML,
	SIDECARS_UNTIMED = 1 << FG_SIDECAR_HTML | 1 << FG_SIDECAR_TEXT,
	SIDECARS_TRANSCRIPT = SIDECARS_TIMED | SIDECARS_UNTIMED,
	SIDECARS_CHAPTERS = 1 << FG_SIDECAR_CHAPTERS
};

/* Its type as the podcast namespace has it. */
const char *sidecar_type(enum fg_sidecar kind);

#endif

/* SPDX-License-Identifier: ISC */
/*
 * Diagnostics: the one way in which any room complains.
 *
 * A room never prints and never exits. It adds a diagnostic to the list that it
 * was handed and, if it cannot go on, returns false. What a rule means, how
 * grave it is and what it says by default are in src/model/rules.def; who sees
 * the diagnostic, and as what, is decided by the app.
 *
 * Texts of a diagnostic live in the arena of its list.
 */
#ifndef FEEDGEN_DIAG_H
#define FEEDGEN_DIAG_H

#include <stddef.h>
#include <stdbool.h>

struct arena;

/* How grave a finding is. FATAL prints as "error" and cannot be turned down. */
enum fg_severity { FG_OFF, FG_HINT, FG_WARNING, FG_ERROR, FG_FATAL };

/* A point in a source. Lines and columns count from 1, columns in code points.
   line 0: the file as a whole; file NULL: the run as a whole. */
struct fg_place {
	const char *file;
	unsigned line;
	unsigned column;
};

struct fg_diag {
	int rule; /* enum fg_rule_id */
	struct fg_place at;
	struct fg_place related; /* file NULL: none */
	const char *
		element; /* what it is about: the element of a feed, the field of a source
	                        ("itunes:image", "audio"); NULL: the whole */
	const char *message; /* what is wrong, with the value; no final period */
	const char *hint;    /* what to do; NULL: the rule's own hint */
};

struct fg_diags {
	struct arena *arena;
	struct fg_diag *data;
	size_t len, cap;
};

#endif

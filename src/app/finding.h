/* SPDX-License-Identifier: ISC */
/*
 * Findings: diagnostics as they count in this run, and the forms they are told in, each
 * of which is a file of its own.
 */
#ifndef APP_FINDING_H
#define APP_FINDING_H

#include <stdio.h>
#include <feedgen/feedgen.h>
#include "base/arena.h"
#include "app/cli.h"
#include "app/levels.h"

struct finding {
	const struct fg_diag *diag;
	enum fg_severity severity; /* FG_HINT to FG_ERROR */
};
struct findings {
	struct finding *data;
	size_t len, cap;
	const struct levels *levels; /* of this run */
};

/* Those of diags that are not off, in the order of files (byte order), then of lines, columns
   and rules. The list is a's. */
struct findings findings_list(
	struct arena *a, const struct levels *levels, const struct fg_diags *diags);
/* "hint", "warning", "error" */
const char *finding_level(int severity);
/* What to do: its own hint, or else its rule's; "" if there is none. */
const char *finding_hint(const struct finding *f);

/* fold.c: does the report of this run show every finding? */
bool report_shows_all(const struct cli *cli);
/* So many findings of one rule with that severity it shows before it counts the others. */
size_t report_fold_at(const struct cli *cli, enum fg_severity s);
/* Is a finding of that severity, behind so many others of its rule, but counted by a report
   that does not show all? */
bool report_folds(enum fg_severity s, size_t others);
/* Takes those out of diags that are but counted, whatever else is found, and counts them in
   levels: a large show has some tens of thousands. */
void findings_fold(const struct cli *cli, struct levels *levels, struct fg_diags *diags);
/* For people: with the source line, a caret and what to do. Was there anything to show? */
bool report_text(const struct cli *cli, const struct findings *all, FILE *stream);
/* For programs: an object a line. */
void report_json(const struct findings *all, FILE *stream);
/* For code hosts: one document of SARIF 2.1.0. */
void report_sarif(const struct cli *cli, const struct findings *all, FILE *stream);

#endif

/* SPDX-License-Identifier: ISC */
/*
 * Levels: how grave each rule is in this run.
 *
 * The rules table's own severity, changed by the show config (`rules:`), then by
 * --rule, then for one episode by its lint_ignore. What concerns none of the platforms of
 * --profile is off then, and --strict makes errors of the warnings that are left. A FATAL
 * rule cannot be turned down by anybody.
 */
#ifndef APP_LEVELS_H
#define APP_LEVELS_H

#include <feedgen/feedgen.h>
#include "base/map.h"
#include "app/cli.h"

struct levels {
	enum fg_severity of[FG_RULE_COUNT];
	struct map
		episodes; /* file -> const struct fg_episode *, those that ignore rules */
	/* Of each rule, findings that are counted but not told: those that no report would show,
	   and those of an earlier run, in whose place this one stands. */
	size_t untold[FG_RULE_COUNT];
	unsigned profile; /* of enum fg_platform */
	bool strict;
};

/* From the table and --rule. False: a --rule is wrong, and stderr says so. */
bool levels_init(struct levels *l, const struct cli *cli);
/* Adds what the show config and its episodes say; --rule keeps the last word. */
void levels_of_show(struct levels *l, const struct cli *cli, const struct fg_show *show);
/* How many findings of this severity the rule has that are counted but not told. */
size_t levels_untold(const struct levels *l, size_t rule, enum fg_severity s);
/* What this finding is in this run: FG_OFF to FG_ERROR. */
enum fg_severity levels_severity(const struct levels *l, const struct fg_diag *d);
/* Are there findings that would be errors, were it not for the profile? */
bool levels_hide_error(const struct levels *l, const struct fg_diags *diags);
/* How many of these findings are of this severity. */
size_t levels_count(
	const struct levels *l, const struct fg_diags *diags, enum fg_severity s);

#endif

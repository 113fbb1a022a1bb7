/* SPDX-License-Identifier: ISC */
/* What a report counts without showing it. */
#include "app/finding.h"

#include <stdint.h>

enum {
	FOLD = 3, /* findings of one rule that are shown before they are counted … */
	FOLD_ERRORS = 50 /* … and errors, each of which has to be mended */
};

size_t report_fold_at(const struct cli *cli, enum fg_severity s)
{
	if (cli->verbose)
		return SIZE_MAX;
	return s == FG_ERROR ? FOLD_ERRORS : FOLD;
}

bool report_shows_all(const struct cli *cli)
{
	return cli->verbose || cli->diagnostics != CLI_TEXT;
}

bool report_folds(enum fg_severity s, size_t others)
{
	static const struct cli plain = {.diagnostics = CLI_TEXT};
	return s == FG_HINT || others >= report_fold_at(&plain, s);
}

void findings_fold(const struct cli *cli, struct levels *levels, struct fg_diags *diags)
{
	size_t kept = 0;
	if (report_shows_all(cli))
		return;
	for (size_t i = 0; i < diags->len; i++) {
		const struct fg_diag *d = &diags->data[i];
		enum fg_severity s = levels_severity(levels, d);
		if (s != FG_OFF && report_folds(s, 0))
			levels->untold[d->rule]++;
		else
			diags->data[kept++] = *d;
	}
	diags->len = kept;
}

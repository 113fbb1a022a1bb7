/* SPDX-License-Identifier: ISC */
/*
 * Report: diagnostics as people and programs read them, on stderr.
 *
 * Text:   file:line:col: severity: message [rule]
 *         the line of the source with a caret under the column
 *         hint: what to do
 * JSON:   one object a line: severity, rule, file, line, column, message, hint, source,
 *         and related {file, line, column}
 *
 * Findings come in the order of files (byte order), then of lines and columns. In text,
 * more than a few of one rule are folded into a count, unless verbose; hints are shown only
 * when verbose. Control characters of the input never reach the terminal.
 */
#ifndef APP_REPORT_H
#define APP_REPORT_H

#include <feedgen/feedgen.h>
#include "app/cli.h"
#include "app/levels.h"

struct report_totals {
	size_t errors, warnings, hints;
};

struct report_totals report_all(
	const struct cli *cli, const struct levels *levels, const struct fg_diags *diags);

#endif

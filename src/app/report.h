/* SPDX-License-Identifier: ISC */
/*
 * Report: diagnostics as people and programs read them, on stderr; those of validate, which
 * is asked for nothing else, on stdout.
 *
 * Text:   file:line:col: severity: message [rule; who breaks]
 *         the line of the source with a caret under the column
 *         hint: what to do
 * JSON:   one object a line: severity, rule, platforms, file, line, column, element,
 *         message, hint, source, and related {file, line, column}
 * SARIF:  one document of version 2.1.0
 *
 * Findings come in the order of files (byte order), then of lines and columns. In text,
 * more than a few of one rule are folded into a count, unless verbose; hints are shown only
 * when verbose. Control characters of the input never reach the terminal.
 */
#ifndef APP_REPORT_H
#define APP_REPORT_H

#include <stdio.h>
#include <feedgen/feedgen.h>
#include "app/cli.h"
#include "app/levels.h"

struct report_totals {
	size_t errors, warnings, hints;
	bool shown; /* there is text of some of them */
	size_t barred
		[FG_PLATFORM_COUNT]; /* errors that keep the feed from each platform */
	unsigned unread; /* the bits of those that do not read a feed of this format */
	bool as_is; /* elements of xml: take the place of feedgen's, and are not judged */
};

struct report_totals report_all(
	const struct cli *cli, const struct levels *levels, const struct fg_diags *diags);
/* "2 errors, 5 warnings, 3 hints (-v shows them)" */
void report_counts(
	const struct cli *cli, const struct report_totals *totals, FILE *stream);
/* "valid for Apple, PSP-1; …", and the end of the line: for which platforms of the profile the
   feed is valid, and what stands in the way. */
void report_verdict(
	const struct cli *cli, const struct report_totals *totals, FILE *stream);

#endif

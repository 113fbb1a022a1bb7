/* SPDX-License-Identifier: ISC */
/*
 * TOML 1.0 as front matter uses it, by our own hand: tables, arrays of tables, dotted
 * names, all four kinds of strings, arrays, inline tables; numbers, booleans and dates
 * are kept as text (an underscore between digits is left out). A number may begin with
 * a zero, which TOML forbids: the field says what 08 means.
 *
 * The first fault ends the reading.
 */
#ifndef READ_TOML_H
#define READ_TOML_H

#include <feedgen/feedgen.h>
#include "read/passage.h"

/* The top table, in the scratch arena; NULL after a diagnostic. */
struct node *toml_read(
	struct fg_run *run, struct arena *scratch, const struct passage *in);

#endif

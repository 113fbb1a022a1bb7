/* SPDX-License-Identifier: ISC */
/*
 * Header lines: "Name: value" without any fence, as Pelican writes them. An indented
 * line goes on with the value above it. They end at the first line that is neither.
 */
#ifndef READ_HEADER_LINES_H
#define READ_HEADER_LINES_H

#include <feedgen/feedgen.h>
#include "read/passage.h"

/* How many bytes of header lines text begins with; 0 unless a title or a date is among
   them, so that no prose is taken for names and values. */
size_t header_lines_len(struct str text);
/* The map of them, in the scratch arena; NULL after a diagnostic. */
struct node *header_lines_read(
	struct fg_run *run, struct arena *scratch, const struct passage *in);

#endif

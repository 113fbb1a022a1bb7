/* SPDX-License-Identifier: ISC */
/*
 * The headers of an answer, line by line: pure text work, no I/O.
 *
 *     struct probe_answer answer;
 *     header_begin(&answer);
 *     header_line(&answer, line);      for each, the status line and the empty one too
 *
 * A new status line (behind a redirect, a 100) begins the headers anew; lines behind the
 * empty one (trailers) are ignored. Everything in a line is the server's word: a value
 * that is not what it should be counts as absent.
 */
#ifndef PROBE_HEADER_H
#define PROBE_HEADER_H

#include "probe/policy.h"

/* Retry-After that is there but says nothing we can use, in seconds. */
enum { HEADER_PAUSE_DEFAULT = 60 };

void header_begin(struct probe_answer *answer);
/* line: with or without its CR LF. */
void header_line(struct probe_answer *answer, struct str line);

#endif

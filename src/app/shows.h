/* SPDX-License-Identifier: ISC */
/*
 * Shows: several in one run, one after the other.
 *
 * A show is finished, and its memory given back, before the next one begins. What fails in
 * one does not keep the others from being built. At the end stderr says how many were
 * built, had not changed or failed, and which failed; if there is nothing else to say, and
 * all went well, that is said only to who asks (-v).
 */
#ifndef APP_SHOWS_H
#define APP_SHOWS_H

#include "app/build.h"

/* Builds (checks) the shows whose configs are the arguments of cli (app/plan.h). The exit
   status: the highest of theirs; that of a signal, which ends the run after the show that it
   met; EXIT_USAGE, and nothing is written, if two of them write one file. */
int shows_run(const struct cli *cli, struct build_shared *shared);

#endif

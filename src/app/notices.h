/* SPDX-License-Identifier: ISC */
/*
 * Notices: who is told that feeds have changed, with --notify. Nothing is said before the
 * feeds are in place, and nothing that happens here changes them.
 */
#ifndef APP_NOTICES_H
#define APP_NOTICES_H

#include "app/build.h"

/* Can this build know when its feeds are in place? False: stderr says why not. */
bool notices_fit(const struct build *b);
/* Tells of the outputs that were written. What fails is a finding. */
void notices_send(struct build *b);

#endif

/* SPDX-License-Identifier: ISC */
/* Ignores: rules that an episode ignores and that find nothing in it; rules that are off in the
   show config and find nothing in the show. */
#ifndef APP_IGNORES_H
#define APP_IGNORES_H

#include <feedgen/feedgen.h>
#include "app/levels.h"

/* Adds a hint (lint-ignore/unused) for each. Call it when the whole line was walked; a rule
   that needs a network says nothing of itself when the run is offline. */
void ignores_judge(
	struct fg_run *run, const struct levels *levels, const struct fg_show *show);

#endif

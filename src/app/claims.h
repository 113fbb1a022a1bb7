/* SPDX-License-Identifier: ISC */
/*
 * Claims: what the shows of one run write, and whose each is, so that two that would write one
 * file are found before anything is written: outputs, archives of them, lock files; and folders
 * of transcripts and chapters of two shows that feedgen could not tell apart there.
 */
#ifndef APP_CLAIMS_H
#define APP_CLAIMS_H

#include "app/plan.h"
#include "base/map.h"

struct claims {
	struct fg_run *run;
	struct map files;    /* by samefile_key */
	struct map archives; /* by place, with * for the number: feed-*.xml */
	struct map numbered; /* outputs that have such a name */
	struct map folders;
};

void claims_open(struct claims *c, struct fg_run *run);
/* False: another show has claimed something of it, and findings at both places say so. What is
   in the plan must live as long as the claims. */
bool claims_take(struct claims *c, const struct cli *cli, const struct plan *plan);

#endif

/* SPDX-License-Identifier: ISC */
/*
 * settle: what was found goes into the model, or against what is written there.
 *
 * Written values stand; a difference is a warning. Where nothing is written, the length is
 * the local file's (it is what will be served), else the server's; the type is the
 * extension's, which decides at Apple, else the server's.
 */
#ifndef PROBE_SETTLE_H
#define PROBE_SETTLE_H

#include <feedgen/feedgen.h>
#include "probe/local.h"
#include "probe/policy.h"

/* What is known about an episode's audio. */
struct settle_facts {
	struct local_facts local;
	const struct probe_finding
		*server; /* PROBE_GOOD, of now or from the cache; NULL: nothing */
};

/* Completes ep's length and type, and tells of differences. */
void settle_episode(struct fg_run *run, const struct fg_show *show, struct fg_episode *ep,
	const struct settle_facts *facts);

/* Does what the server said disagree with what is written or with the local file? */
bool settle_disagrees(const struct fg_episode *ep, const struct settle_facts *facts);

#endif

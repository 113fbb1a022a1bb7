/* SPDX-License-Identifier: ISC */
/*
 * findings: what is said to people about servers and the audio that they did or did not give.
 *
 *     struct findings f = {.run = run, .show = show, .no_network = …};
 *     for each episode: findings_count(&f, url, finding);
 *     for each episode: findings_tell(&f, place, url, finding);
 *
 * What is the matter with one file is said at its episode. What is the matter with a host (it
 * is down, its certificate is bad) is said once, at the first of its episodes, with the number
 * of the others: that is why everything is counted before anything is told. What is the matter
 * with the run is said once.
 */
#ifndef PROBE_FINDINGS_H
#define PROBE_FINDINGS_H

#include <feedgen/feedgen.h>
#include "base/map.h"
#include "probe/policy.h"

struct findings {
	struct fg_run *run;
	const struct probe_limits *limits;
	bool no_network; /* no host at all could be reached */
	struct map groups;
};

void findings_count(
	struct findings *f, const char *url, const struct probe_finding *finding);
void findings_tell(struct findings *f, struct fg_place audio, const char *url,
	const struct probe_finding *finding);

#endif

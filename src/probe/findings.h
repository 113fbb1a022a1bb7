/* SPDX-License-Identifier: ISC */
/*
 * findings: what is said to people about servers and what they did or did not give.
 *
 *     struct findings f = {.run = run, .words = &words, .limits = limits, …};
 *     for each episode: findings_count(&f, source);
 *     for each episode: findings_tell(&f, place, source);
 *
 * What is the matter with one file is said at its episode; with a picture that many episodes
 * show, at the first of them. What is the matter with a host (it is down, its certificate is
 * bad) is said once, at the first of its episodes, with the number of the others: that is why
 * everything is counted before anything is told. What is the matter with the run is said once.
 */
#ifndef PROBE_FINDINGS_H
#define PROBE_FINDINGS_H

#include <feedgen/feedgen.h>
#include "base/map.h"
#include "probe/source.h"

struct findings {
	struct fg_run *run;
	struct arena *words; /* an arena for what is to be said next */
	const struct probe_limits *limits;
	bool no_network;    /* no host at all could be reached */
	const char *portal; /* host whose pages came instead of everything; NULL: none */
	struct map groups;
};

/* A source without news, or NULL, is passed over. */
void findings_count(struct findings *f, const struct source *s);
void findings_tell(struct findings *f, struct fg_place at, const struct source *s);

#endif

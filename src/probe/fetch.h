/* SPDX-License-Identifier: ISC */
/*
 * fetch: fg_fetch (feedgen.h) with limits of one's own, for tests.
 *
 * One document is one ask (ask.h): the same queue, retries, pauses, redirects and refusals of
 * private addresses as the probes have. What is different is here: how long it may take, and
 * how its failure is told.
 */
#ifndef PROBE_FETCH_H
#define PROBE_FETCH_H

#include <feedgen/feedgen.h>
#include "probe/policy.h"

/* More patient than probes: a server may need seconds to make a feed. */
extern const struct probe_limits fetch_limits;

bool fetch_document(struct fg_run *run, const struct probe_limits *limits,
	const char *url, struct sbuf *into, struct fg_fetched *fetched);

/* What fetching may take that begins now; milliseconds. */
int64_t fetch_time(const struct fg_settings *settings, int64_t most);
/* … and it has taken the time since then. */
void fetch_spend(const struct fg_settings *settings, int64_t since);

/* What to say of a request that failed, but for the address: "the server answers 503". */
const char *fetch_words(struct arena *a, const struct probe_limits *limits,
	const struct probe_finding *finding, size_t max);

#endif

/* SPDX-License-Identifier: ISC */
/*
 * ask: many URLs are asked about, politely, and each gets its finding.
 *
 *     struct ask ask = {.url = …}, *asks[] = {&ask, …};
 *     struct ask_order order = {.arena = …, .http = …, .limits = …, .answered = f, .ctx = x};
 *     if (!ask_all(&order, asks, n, &problem)) …
 *
 * Every host has a queue of its own, and as many requests are under way as hosts, handles
 * and the deadline allow. The order of answers is anybody's guess; the findings lie where
 * the questions were.
 */
#ifndef PROBE_ASK_H
#define PROBE_ASK_H

#include "probe/host.h"
#include "probe/http.h"

struct ask {
	const char *url;              /* a web URL (url_is_web) */
	void *tag;                    /* the caller's */
	struct probe_finding finding; /* texts in the arena, printable ASCII */

	/* ask.c's own */
	struct probe_course course;
	struct host *host;
	struct ask *next;
	int64_t due;
};

struct ask_order {
	struct arena *arena;
	struct http_settings http;
	/* Called for each ask when its finding is there. */
	void (*answered)(void *ctx, struct ask *ask);
	void *ctx;
};

/* Returns when each of the n asks has its finding. False if nothing can be asked on this
   machine; *problem then says why, and no finding is set. */
bool ask_all(
	const struct ask_order *order, struct ask **asks, size_t n, const char **problem);

#endif

/* SPDX-License-Identifier: ISC */
/*
 * A host and what politeness owes it: at most limits->per_host requests at once, at most
 * limits->per_second begun in any second, none while it asked for a pause, and none any
 * more after it failed too often (circuit breaker).
 *
 * Pure book-keeping: the time is an argument, in milliseconds of any steady clock that
 * never shows 0.
 *
 *     if (host_wait(h, limits, now) == 0) host_begin(h, now), …;
 *     host_end(h);
 */
#ifndef PROBE_HOST_H
#define PROBE_HOST_H

#include <stddef.h>
#include "probe/policy.h"

struct ask;

enum { HOST_WINDOW = 64 }; /* most that per_second can be */
#define HOST_BUSY (-1)     /* host_wait: not before one of its requests has ended */

struct host {
	const char *name;
	unsigned live;
	int64_t begun[HOST_WINDOW]; /* when the last requests began: a ring */
	size_t n_begun;             /* ever */
	int64_t paused_until;
	unsigned failures;                  /* URLs given up in a row */
	const struct probe_finding *broken; /* why it is left alone; NULL: it is not */

	/* What is still to be asked of it (ask.c's own). */
	bool waits;                /* it is among those with a queue */
	size_t open;               /* asks without a finding */
	struct ask *first, **last; /* in order */
	struct ask *retries;       /* each has its time */
};

/* Milliseconds that politeness alone takes until all that is open has been asked. */
int64_t host_ahead(const struct host *h, const struct probe_limits *limits, int64_t now);
/* Milliseconds until the host may be asked again; 0: now; HOST_BUSY. */
int64_t host_wait(const struct host *h, const struct probe_limits *limits, int64_t now);
void host_begin(struct host *h, int64_t now);
void host_end(struct host *h);
void host_pause(struct host *h, int64_t until);

/* Counts how one of its URLs ended. direct: the host itself answered or failed, not one
   that it redirected to. It is broken after a failed look-up or connection at once, since
   all its URLs share that, else after limits->breaker failures in a row; *finding must then
   live as long as the host. */
void host_judge(struct host *h, const struct probe_limits *limits,
	const struct probe_finding *finding, bool direct);

#endif

/* SPDX-License-Identifier: ISC */
/*
 * A host and what politeness owes it: at most limits->per_host requests at once, at most
 * limits->per_second begun in any second, none while it asked for a pause, and none any
 * more after it failed too often (circuit breaker). One that ever said 429 gets one request
 * at once and one a second.
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

enum { HOST_WINDOW = 64 }; /* beginnings that are remembered */
#define HOST_BUSY (-1)     /* host_wait: not before one of its requests has ended */

/* What a host wishes beyond this run. Times in seconds since 1970; 0: never. */
struct host_wishes {
	int64_t not_before; /* it asked to be left alone (Retry-After) */
	int64_t slow_until; /* it said 429 */
	int64_t get_until;  /* it refuses HEAD: the ranged GET comes first */
	int head_status;    /* … with this status */
};

struct host {
	const char *name;
	unsigned live;
	int64_t begun[HOST_WINDOW]; /* when the last requests began: a ring */
	size_t n_begun;             /* ever */
	int64_t paused_until;
	bool slow;     /* it said 429 */
	int skip_head; /* as earlier runs know, it refuses HEAD with this status; 0: no */
	int refuses_head;   /* as this run knows */
	bool answers_head;  /* it has answered one well */
	unsigned failures;  /* URLs given up in a row */
	unsigned unreached; /* rounds of requests in a row that reached nobody */
	const struct probe_finding *broken; /* why it is left alone; NULL: it is not */
	struct host_wishes wishes;

	/* What is still to be asked of it (queue.c's own). */
	struct ask *first, **last; /* in order */
	struct ask *retries;       /* by their time */
	size_t waiting;            /* so many */
	int64_t ready;             /* the next may begin then */
	uint64_t turn;             /* hosts that are ready at once take turns */
	size_t heap_at;            /* place in the heap, from 1; 0: not in it */
};

/* Milliseconds until the host may be asked again; 0: now; HOST_BUSY. */
int64_t host_wait(const struct host *h, const struct probe_limits *limits, int64_t now);
/* Milliseconds that politeness alone takes until all that waits has been asked. */
int64_t host_ahead(const struct host *h, const struct probe_limits *limits, int64_t now);
void host_begin(struct host *h, int64_t now);
void host_end(struct host *h);
void host_pause(struct host *h, int64_t until);

/* h, of which nobody knows anything yet, goes on where was stood when all its requests had
   ended. What waits for it, and its name, are its own. */
void host_resume(struct host *h, const struct host *was);

/* Counts how one of its URLs ended. It is broken after a failed look-up or connection at
   once, since all its URLs share that, else after limits->breaker failures in a row;
   *finding must then live as long as the host. */
void host_judge(struct host *h, const struct probe_limits *limits,
	const struct probe_finding *finding);

/* A request reached nobody (policy_is_unreached). Requests that were under way together are
   one round, and share the pause behind it. Returns the rounds before this one: the retries
   that the host, rather than the URL, has had. */
unsigned host_note_unreached(struct host *h, int64_t now);

/* Takes over what is known from earlier runs. What lies further in the future than anything
   is remembered for comes from a wrong clock, and is forgotten. Returns the milliseconds for
   which the host is still to be left alone. */
int64_t host_recall(struct host *h, const struct host_wishes *wishes, int64_t now_s);

/* What is remembered after an answer with this status, and after a pause was asked for: the
   wishes change, and are to be kept. */
void host_note_busy(struct host *h, int status, int64_t pause_ms, int64_t now_s);
/* The same after HEAD ended with head_status where GET was good; 200: HEAD was as good.
   False: nothing has changed. */
bool host_note_head(struct host *h, int head_status, int64_t now_s);

#endif

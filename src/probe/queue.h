/* SPDX-License-Identifier: ISC */
/*
 * queue: asks that wait for their hosts. Every host has a line of its own, and hosts take
 * turns; whose next ask may begin soonest stands at the top of a heap, so that nothing is
 * searched however many hosts there are.
 *
 *     struct queue q = {.arena = …, .limits = …};
 *     ask->host = queue_host(&q, url);
 *     queue_add(&q, ask, 0);
 *     while ((h = queue_ready(&q, now))) ask = queue_take(&q, h, now), …;
 *     queue_update(&q, h);             after anything else has changed about a host
 */
#ifndef PROBE_QUEUE_H
#define PROBE_QUEUE_H

#include "base/arena.h"
#include "base/map.h"
#include "probe/ask.h"

struct queue {
	struct arena *arena;
	const struct probe_limits *limits;
	struct map by_name;
	struct {
		struct host **data;
		size_t len, cap;
	} hosts, heap; /* all; those with an ask that need not wait for an answer */
	uint64_t turns;
	int64_t now; /* as it was told last */
};

/* The host of a URL, made if it is new: then *is_new. scratch is reset. */
struct host *queue_host(
	struct queue *q, struct arena *scratch, const char *url, bool *is_new);

/* ask waits at ask->host, not to be taken before due; 0: behind those that wait there. */
void queue_add(struct queue *q, struct ask *ask, int64_t due);
/* The host whose turn it is; NULL: none may be asked now. One that is broken is ready. */
struct host *queue_ready(struct queue *q, int64_t now);
/* Takes the next ask of a host that is ready; of any other, some ask. NULL: none waits. */
struct ask *queue_take(struct queue *q, struct host *h);
/* To be called when h has begun or ended a request, was paused, or broke. */
void queue_update(struct queue *q, struct host *h);
/* Milliseconds until a host is ready, at most most. */
int64_t queue_wait(const struct queue *q, int64_t now, int64_t most);

#endif

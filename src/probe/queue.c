/* SPDX-License-Identifier: ISC */
#include "probe/queue.h"

#include "base/url.h"
#include "base/vec.h"

/* ---- the heap ---- */

static bool is_before(const struct host *a, const struct host *b)
{
	return a->ready != b->ready ? a->ready < b->ready : a->turn < b->turn;
}

static void put(struct queue *q, size_t at, struct host *h)
{
	q->heap.data[at - 1] = h;
	h->heap_at = at;
}

static struct host *get(const struct queue *q, size_t at)
{
	return q->heap.data[at - 1];
}

static void rise(struct queue *q, struct host *h)
{
	size_t at = h->heap_at;
	for (; at > 1 && is_before(h, get(q, at / 2)); at /= 2)
		put(q, at, get(q, at / 2));
	put(q, at, h);
}

static void sink(struct queue *q, struct host *h)
{
	size_t at = h->heap_at, child;
	for (; (child = 2 * at) <= q->heap.len; at = child) {
		if (child < q->heap.len && is_before(get(q, child + 1), get(q, child)))
			child++;
		if (!is_before(get(q, child), h))
			break;
		put(q, at, get(q, child));
	}
	put(q, at, h);
}

static void leave(struct queue *q, struct host *h)
{
	struct host *last = get(q, q->heap.len--);
	if (last != h) {
		put(q, h->heap_at, last);
		rise(q, last);
		sink(q, last);
	}
	h->heap_at = 0;
}

static void enter(struct queue *q, struct host *h)
{
	if (!h->heap_at) {
		*vec_push(q->arena, &q->heap) = h;
		h->heap_at = q->heap.len;
	}
	rise(q, h);
	sink(q, h);
}

/* ---- hosts ---- */

struct host *queue_host(
	struct queue *q, struct arena *scratch, const char *url, bool *is_new)
{
	struct url_parts parts;
	arena_reset(scratch);
	const char *name = url_split(scratch, url, &parts) ? parts.host : "";
	struct host *h = map_get(&q->by_name, name);
	*is_new = !h;
	if (!h) {
		q->by_name.arena = q->arena;
		h = arena_new(q->arena, struct host);
		h->name = arena_strdup(q->arena, name);
		map_put(&q->by_name, h->name, h);
		*vec_push(q->arena, &q->hosts) = h;
	}
	return h;
}

/* When the next of its asks may begin; HOST_BUSY. */
static int64_t ready_at(const struct queue *q, const struct host *h)
{
	if (h->broken)
		return 0;
	int64_t wait = host_wait(h, q->limits, q->now);
	if (wait == HOST_BUSY)
		return HOST_BUSY;
	int64_t at = q->now + wait;
	if (!h->first && h->retries->due > at)
		at = h->retries->due;
	return at;
}

void queue_update(struct queue *q, struct host *h)
{
	int64_t ready = h->waiting > 0 ? ready_at(q, h) : HOST_BUSY;
	if (ready != HOST_BUSY) {
		h->ready = ready;
		enter(q, h);
	} else if (h->heap_at) {
		leave(q, h);
	}
}

struct host *queue_ready(struct queue *q, int64_t now)
{
	q->now = now;
	struct host *h = q->heap.len > 0 ? get(q, 1) : NULL;
	return h && h->ready <= now ? h : NULL;
}

int64_t queue_wait(const struct queue *q, int64_t now, int64_t most)
{
	if (q->heap.len == 0)
		return most;
	int64_t wait = get(q, 1)->ready - now;
	return wait < 0 ? 0 : wait < most ? wait : most;
}

/* ---- asks ---- */

static void add_retry(struct host *h, struct ask *ask)
{
	struct ask **at = &h->retries;
	while (*at && (*at)->due <= ask->due)
		at = &(*at)->next;
	ask->next = *at;
	*at = ask;
}

void queue_add(struct queue *q, struct ask *ask, int64_t due)
{
	struct host *h = ask->host;
	ask->due = due;
	ask->next = NULL;
	h->waiting++;
	if (due) {
		add_retry(h, ask);
	} else {
		h->last = h->first ? h->last : &h->first;
		*h->last = ask;
		h->last = &ask->next;
	}
	if (!h->heap_at)
		h->turn = ++q->turns;
	queue_update(q, h);
}

struct ask *queue_take(struct queue *q, struct host *h)
{
	/* A retry whose time has come goes first. */
	bool retry = h->retries && (!h->first || h->retries->due <= q->now);
	struct ask **from = retry ? &h->retries : &h->first, *ask = *from;
	if (!ask)
		return NULL;
	*from = ask->next;
	h->waiting--;
	h->turn = ++q->turns;
	queue_update(q, h);
	return ask;
}

/* SPDX-License-Identifier: ISC */
#include "probe/ask.h"

#include <time.h>
#include "base/map.h"
#include "base/url.h"
#include "base/vec.h"

/* Longest nap: nothing else wakes the loop when only the clock can bring it on. */
enum { NAP_MAX_MS = 1000, TELL_MS = 100 };

struct asker {
	const struct ask_order *order;
	const struct probe_limits *limits;
	struct http *http;
	struct map hosts; /* by name */
	struct arena scratch;
	/* Hosts with something in their queues, in no order. */
	struct {
		struct host **data;
		size_t len, cap;
	} waiting;
	size_t cursor; /* the host in waiting to look at next */
	/* Hosts that have just answered: each has a connection to spare. */
	struct {
		struct host **data;
		size_t len, cap;
	} ended;
	/* All hosts. */
	struct {
		struct host **data;
		size_t len, cap;
	} known;
	int64_t told; /* when order->waiting was called last */
	size_t open;  /* asks without a finding */
	int64_t deadline;
};

/* Milliseconds of a clock that nobody sets. */
static int64_t clock_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* ---- findings ---- */

/* A copy that can be shown: what comes from a server may hold anything. */
static const char *printable(struct arena *a, const char *text)
{
	if (!text)
		return NULL;
	char *copy = arena_strdup(a, text);
	for (char *c = copy; *c; c++) {
		if (*c < ' ' || *c > '~')
			*c = '?';
	}
	return copy;
}

static void note(struct asker *a, struct ask *ask, const struct probe_finding *finding)
{
	ask->finding = *finding;
	ask->finding.type = printable(a->order->arena, finding->type);
	ask->finding.detail = printable(a->order->arena, finding->detail);
	ask->finding.url = printable(a->order->arena, finding->url);
}

static void finish(struct asker *a, struct ask *ask)
{
	ask->concluded = true;
	ask->host->open--;
	a->open--;
	a->order->answered(a->order->ctx, ask);
}

/* Nothing more is asked. What is known already stays known. */
static void conclude(
	struct asker *a, struct ask *ask, const struct probe_finding *finding)
{
	if (ask->range.len == 0)
		note(a, ask, finding);
	finish(a, ask);
}

static struct host *host_of(struct asker *a, const char *url)
{
	struct url_parts parts;
	arena_reset(&a->scratch);
	const char *name = url_split(&a->scratch, url, &parts) ? parts.host : "";
	struct host *h = map_get(&a->hosts, name);
	if (!h) {
		h = arena_new(a->order->arena, struct host);
		h->name = arena_strdup(a->order->arena, name);
		map_put(&a->hosts, h->name, h);
		*vec_push(a->order->arena, &a->known) = h;
	}
	return h;
}

/* ---- queues ---- */

static bool has_asks(const struct host *h)
{
	return h->first || h->retries;
}

static void enqueue(struct asker *a, struct ask *ask, int64_t due)
{
	struct host *h = ask->host;
	if (!h->waits)
		*vec_push(a->order->arena, &a->waiting) = h;
	h->waits = true;
	ask->due = due;
	ask->next = NULL;
	if (due) {
		ask->next = h->retries;
		h->retries = ask;
		return;
	}
	if (!h->first)
		h->last = &h->first;
	*h->last = ask;
	h->last = &ask->next;
}

/* Takes the next ask whose time has come off the host's queues, retries first; NULL if
   there is none yet: *wait is then lowered to the time until there is. */
static struct ask *dequeue(struct host *h, int64_t now, int64_t *wait)
{
	struct ask *ask;
	for (struct ask **at = &h->retries; (ask = *at); at = &ask->next) {
		if (ask->due <= now) {
			*at = ask->next;
			return ask;
		}
		if (ask->due - now < *wait)
			*wait = ask->due - now;
	}
	ask = h->first;
	if (ask)
		h->first = ask->next;
	return ask;
}

/* Gives all that waits at this host the same finding. */
static void drain(struct asker *a, struct host *h, const struct probe_finding *finding)
{
	int64_t forever = INT64_MAX, wait = 0;
	for (struct ask *ask; (ask = dequeue(h, forever, &wait));)
		conclude(a, ask, finding);
}

/* ---- answers ---- */

/* What is known about URLs at a host that asks for a pause nobody will sit out. */
static const struct probe_finding *busy_finding(
	struct arena *a, const struct probe_answer *answer)
{
	struct probe_finding *busy = arena_new(a, struct probe_finding);
	busy->verdict = PROBE_BUSY;
	busy->status = answer->status;
	busy->url = answer->redirects > 0 ? printable(a, answer->url) : NULL;
	return busy;
}

/* Goes on with a good ask: another range, or the end. */
static void follow(struct asker *a, struct ask *ask)
{
	const struct ask_order *order = a->order;
	struct ask_range range = {0};
	if (!order->follow || !order->follow(order->ctx, ask, &range) || range.len == 0) {
		finish(a, ask);
		return;
	}
	ask->range = range;
	enqueue(a, ask, 0);
}

/* The answer to a GET of ask->range. */
static void on_range(struct asker *a, struct ask *ask, const struct probe_answer *answer)
{
	const struct ask_order *order = a->order;
	struct ask_bytes bytes = {ask->range.first, answer->body, answer->body_len};
	bool asked_for = answer->status == 206 && answer->range_first == bytes.first;
	/* Who ignores Range sends all from the first byte on, and some of it was read. */
	bool from_start = answer->status == 200 && bytes.first == 0;
	if (answer->failure || answer->encoded || bytes.len == 0 ||
		!(asked_for || from_start)) {
		finish(a, ask);
		return;
	}
	order->received(order->ctx, ask, &bytes);
	follow(a, ask);
}

static void on_answer(void *ctx, void *tag, const struct probe_answer *answer)
{
	struct asker *a = ctx;
	struct ask *ask = tag;
	struct host *h = ask->host;
	struct probe_finding finding = {0};
	int64_t now = clock_ms();
	host_end(h);
	*vec_push(a->order->arena, &a->ended) = h;
	if (ask->range.len > 0) {
		on_range(a, ask, answer);
		return;
	}
	struct probe_next next =
		policy_next(a->limits, &ask->course, answer, a->deadline - now, &finding);
	if (next.pause_host)
		host_pause(h, now + next.wait_ms);
	if (next.leave_host && !h->broken)
		h->broken = busy_finding(a->order->arena, answer);
	if (next.step == PROBE_AGAIN) {
		enqueue(a, ask, now + next.wait_ms);
		return;
	}
	note(a, ask, &finding);
	host_judge(h, a->limits, &ask->finding, answer->redirects == 0);
	if (finding.verdict != PROBE_GOOD) {
		finish(a, ask);
		return;
	}
	if (answer->redirects > 0) {
		ask->end = arena_strdup(a->order->arena, answer->url);
		ask->host->open--;
		ask->host = host_of(a, ask->end);
		ask->host->open++;
	}
	follow(a, ask);
}

static void begin(struct asker *a, struct ask *ask, int64_t now)
{
	struct http_request request = {
		.url = ask->end ? ask->end : ask->url,
		.get = ask->course.get,
		.fresh = ask->course.retries > 0,
		.tag = ask,
	};
	if (ask->range.len > 0) {
		request.get = true;
		request.first = ask->range.first;
		request.last = ask->range.first + (int64_t)ask->range.len - 1;
		request.keep = ask->range.len;
	}
	if (http_start(a->http, &request))
		host_begin(ask->host, now);
	else
		conclude(a, ask,
			&(struct probe_finding){.verdict = PROBE_UNABLE,
				.detail = "a request cannot be started"});
}

/* ---- the loop ---- */

/* Begins one request at a host, if it may be asked now; else lowers *wait to the time until
   it may. */
static bool serve(struct asker *a, struct host *h, int64_t now, int64_t *wait)
{
	int64_t left = host_wait(h, a->limits, now);
	if (left > 0 && left < *wait)
		*wait = left;
	if (left != 0)
		return false;
	struct ask *ask = dequeue(h, now, wait);
	if (ask)
		begin(a, ask, now);
	return ask;
}

/* Can this host not be asked any more? Then what waits there is concluded. */
static bool is_over(struct asker *a, struct host *h, int64_t now)
{
	static const struct probe_finding late = {.verdict = PROBE_NOT_ASKED};
	if (h->broken)
		drain(a, h, h->broken);
	else if (now >= a->deadline)
		drain(a, h, &late);
	return !has_asks(h);
}

/* One request at each host in turn, so that the first does not take all connections. False:
   none could begin. */
static bool begin_round(struct asker *a, int64_t now, int64_t *wait)
{
	bool begun = false;
	for (size_t n = a->waiting.len; n > 0 && http_has_room(a->http); n--) {
		a->cursor %= a->waiting.len;
		struct host **h = &a->waiting.data[a->cursor];
		if (!is_over(a, *h, now) && serve(a, *h, now, wait))
			begun = true;
		if (has_asks(*h)) {
			a->cursor++;
			continue;
		}
		(*h)->waits = false;
		*h = a->waiting.data[--a->waiting.len];
	}
	return begun;
}

/* Begins what may begin; returns the milliseconds after which there may be more. Hosts with a
   connection to spare come first: a new one, with TLS, costs more than the request. */
static int64_t begin_all(struct asker *a)
{
	int64_t now = clock_ms(), wait = NAP_MAX_MS;
	if (a->deadline > now && a->deadline - now < wait)
		wait = a->deadline - now;
	for (size_t i = 0; i < a->ended.len && http_has_room(a->http); i++) {
		struct host *h = a->ended.data[i];
		if (has_asks(h) && !is_over(a, h, now))
			serve(a, h, now, &wait);
	}
	a->ended.len = 0;
	while (http_has_room(a->http) && begin_round(a, now, &wait)) {
	}
	return wait;
}

static void enqueue_all(struct asker *a, struct ask **asks, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct ask *ask = asks[i];
		ask->course = (struct probe_course){
			.url = ask->url, .want = ask->want, .head_length = -1};
		ask->host = host_of(a, ask->url);
		ask->host->open++;
		enqueue(a, ask, 0);
	}
}

/* The host that will be ready last is the one that people wait for. */
static void tell(struct asker *a)
{
	struct fg_progress p = {.slow_ms = -1};
	int64_t now = clock_ms();
	if (!a->order->waiting || now - a->told < TELL_MS)
		return;
	a->told = now;
	for (size_t i = 0; i < a->known.len; i++) {
		const struct host *h = a->known.data[i];
		int64_t ahead = host_ahead(h, a->limits, now);
		p.hosts += h->open > 0;
		if (h->open == 0 || ahead < p.slow_ms ||
			(ahead == p.slow_ms && h->open <= p.slow_left))
			continue;
		p.slow = h->name;
		p.slow_left = h->open;
		p.slow_ms = ahead;
	}
	if (p.slow)
		a->order->waiting(a->order->ctx, &p);
}

static bool is_stopped(const struct asker *a)
{
	return a->order->stop && *a->order->stop;
}

/* What is still open when the run is stopped. */
static void abandon(struct asker *a, struct ask **asks, size_t n)
{
	static const struct probe_finding stopped = {.verdict = PROBE_NOT_ASKED};
	for (size_t i = 0; i < n; i++) {
		if (!asks[i]->concluded)
			conclude(a, asks[i], &stopped);
	}
}

bool ask_all(
	const struct ask_order *order, struct ask **asks, size_t n, const char **problem)
{
	struct asker a = {.order = order, .limits = order->http.limits, .open = n};
	a.http = http_new(order->arena, &order->http, problem);
	if (!a.http)
		return false;
	a.hosts.arena = order->arena;
	arena_init(&a.scratch, order->arena->exhausted);
	a.deadline = clock_ms() + policy_deadline(a.limits, n);
	enqueue_all(&a, asks, n);
	while (a.open > 0 && !is_stopped(&a)) {
		int64_t wait = begin_all(&a);
		if (a.open > 0)
			http_run(a.http, (int)wait, on_answer, &a);
		tell(&a);
	}
	arena_release(&a.scratch);
	http_free(a.http);
	abandon(&a, asks, n);
	return true;
}

/* SPDX-License-Identifier: ISC */
#include "probe/ask.h"

#include <time.h>
#include "base/url.h"
#include "base/vec.h"
#include "probe/clock.h"
#include "probe/prober.h"
#include "probe/queue.h"
#include "probe/sockets.h"

/* Longest nap: nothing else wakes the loop when only the clock, or a signal, can bring it
   on. */
enum { NAP_MAX_MS = 250 };
/* Retries of the whole run: these, and a tenth of all requests. */
enum { RETRIES_FREE = 10, RETRIES_SHARE = 10 };
/* So many connections are begun before those under way are looked at again: their servers
   work on the first while the last begin, and the first answers are not waiting. */
enum { CONNECT_MOST = 4 };
/* So often hosts are looked through for the one that is waited for. */
enum { TELL_MS = 100 };

struct asker {
	const struct ask_order *order;
	const struct probe_limits *limits;
	struct http *http;
	struct queue queue;
	struct arena scratch;
	/* Hosts that have just answered: each has a connection to spare. */
	struct {
		struct host **data;
		size_t len, cap;
	} ended;
	size_t open;           /* asks without an answer */
	size_t begun, retried; /* requests */
	int64_t deadline;
	int64_t told; /* when order->waiting was called last */
};

/* Seconds since 1970, for what hosts wish: a server's pause passes by its clock and ours,
   not by the date for which a feed is built. */
static int64_t date_s(void)
{
	struct timespec t;
	clock_gettime(CLOCK_REALTIME, &t);
	return t.tv_sec;
}

/* The host that will be ready last is the one that people wait for. */
static void tell(struct asker *a)
{
	struct fg_progress p = {.slow_ms = -1};
	int64_t now = sockets_clock();
	if (!a->order->waiting || now - a->told < TELL_MS)
		return;
	a->told = now;
	for (size_t i = 0; i < a->queue.hosts.len; i++) {
		const struct host *h = a->queue.hosts.data[i];
		int64_t ahead = host_ahead(h, a->limits, now);
		size_t open = h->waiting + h->live;
		p.hosts += open > 0;
		if (open == 0 || ahead < p.slow_ms ||
			(ahead == p.slow_ms && open <= p.slow_left))
			continue;
		p.slow = h->name;
		p.slow_left = open;
		p.slow_ms = ahead;
	}
	if (p.slow)
		a->order->waiting(a->order->ctx, &p);
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
	ask->finding.charset = printable(a->order->arena, finding->charset);
	ask->finding.unless = printable(a->order->arena, finding->unless);
}

static void finish(struct asker *a, struct ask *ask)
{
	a->open--;
	http_keep(a->http, a->open);
	ask->answered = true;
	a->order->answered(a->order->ctx, ask);
}

/* Nothing more is asked. What is known already stays known. */
static void conclude(
	struct asker *a, struct ask *ask, const struct probe_finding *finding)
{
	struct probe_finding own = *finding;
	own.url = ask->course.redirects > 0 ? ask->course.at : NULL;
	if (ask->range.len == 0)
		note(a, ask, &own);
	finish(a, ask);
}

/* ---- hosts ---- */

/* Why a host is left alone that earlier runs were asked to leave alone. */
static const struct probe_finding *asked_for_pause(struct arena *a, int64_t left_ms)
{
	struct probe_finding *busy = arena_new(a, struct probe_finding);
	int minutes = (int)((left_ms + 59999) / 60000);
	busy->verdict = PROBE_BUSY;
	busy->detail = arena_printf(a, "asked to be left alone for %d more minute%s",
		minutes, minutes == 1 ? "" : "s");
	return busy;
}

static void meet(struct asker *a, struct host *h)
{
	const struct ask_order *order = a->order;
	struct host_wishes wishes = {0};
	int64_t now = sockets_clock();
	if (prober_recall(order->prober, h, now))
		return;
	if (!order->recall || !order->recall(order->ctx, h->name, &wishes))
		return;
	int64_t left = host_recall(h, &wishes, date_s());
	if (left > a->limits->patience_ms || (left > 0 && left > a->deadline - now))
		h->broken = asked_for_pause(order->arena, left);
	else if (left > 0)
		host_pause(h, now + left);
}

/* The ask waits where its course has led. */
static void enqueue(struct asker *a, struct ask *ask, int64_t due)
{
	bool is_new;
	ask->host = queue_host(&a->queue, &a->scratch, ask->course.at, &is_new);
	if (is_new)
		meet(a, ask->host);
	if (ask->host->skip_head && !ask->course.get)
		policy_skip_head(&ask->course, ask->host->skip_head);
	queue_add(&a->queue, ask, due);
}

static void remember(struct asker *a, const struct host *h)
{
	if (a->order->remember)
		a->order->remember(a->order->ctx, h->name, &h->wishes);
}

/* What is known about URLs at a host that asks for a pause nobody will sit out. */
static const struct probe_finding *busy_finding(struct arena *a, int status)
{
	struct probe_finding *busy = arena_new(a, struct probe_finding);
	busy->verdict = PROBE_BUSY;
	busy->status = status;
	return busy;
}

static void heed(struct asker *a, struct host *h, const struct probe_next *next,
	const struct probe_answer *answer)
{
	int64_t pause = next->pause_host ? next->wait_ms : 0;
	if (!answer->failure && (answer->status == 429 || pause > 0)) {
		host_note_busy(h, answer->status, pause, date_s());
		remember(a, h);
	}
	if (pause > 0)
		host_pause(h, sockets_clock() + pause);
	if (next->leave_host && !h->broken)
		h->broken = busy_finding(a->order->arena, answer->status);
}

/* ---- answers ---- */

/* Goes on with a good ask: another range, or the end. due as for queue_add: somebody may keep
   what has come so far, and who has begun is therefore to end before others begin. */
static void follow(struct asker *a, struct ask *ask, int64_t due)
{
	const struct ask_order *order = a->order;
	struct ask_range range = {0};
	if (!order->follow || !order->follow(order->ctx, ask, &range) || range.len == 0) {
		finish(a, ask);
		return;
	}
	ask->range = range;
	enqueue(a, ask, due);
}

/* The answer to a GET of ask->range. */
static void on_range(struct asker *a, struct ask *ask, const struct probe_answer *answer)
{
	const struct ask_order *order = a->order;
	struct ask_bytes bytes = {ask->range.first, answer->body, answer->body_len};
	bool asked_for = answer->status == 206 && answer->range_first == bytes.first;
	/* Who ignores Range sends all from the first byte on, and some of it was read. */
	bool from_start = answer->status == 200 && bytes.first == 0;
	if (!answer->failure && answer->status == 200)
		ask->finding.notes |= PROBE_NO_RANGES;
	if (answer->failure || answer->encoded || bytes.len == 0 ||
		!(asked_for || from_start)) {
		finish(a, ask);
		return;
	}
	order->received(order->ctx, ask, &bytes);
	follow(a, ask, sockets_clock());
}

/* Whether this host, or that of the HEAD request, answers HEAD. */
static void learn_head(struct asker *a, struct ask *ask)
{
	const struct probe_finding *f = &ask->finding;
	int status = f->head_status ? f->head_status : 200;
	struct host *h = ask->head_host ? ask->head_host : ask->host;
	bool refused = (f->notes & PROBE_HEAD_REFUSED) != 0;
	if (ask->into || h->skip_head || refused == (status == 200))
		return; /* not asked, or asked and lied to, or it broke down */
	if (host_note_head(h, status, date_s()))
		remember(a, h);
}

/* In a network of one's own, any port will do. */
static bool is_led_to_odd_port(const struct ask *ask)
{
	return ask->course.redirects > 0 && url_port_is_odd(ask->course.at) &&
	       !url_host_is_private(ask->host->name);
}

static void on_end(struct asker *a, struct ask *ask, const struct probe_finding *finding)
{
	note(a, ask, finding);
	if (is_led_to_odd_port(ask))
		ask->finding.notes |= PROBE_ODD_PORT;
	host_judge(ask->host, a->limits, &ask->finding);
	if (finding->verdict != PROBE_GOOD) {
		finish(a, ask);
		return;
	}
	learn_head(a, ask);
	follow(a, ask, 0);
}

/* Looking a name up, or knocking, once more for each URL would only repeat the question. */
static void share_retries(struct ask *ask, const struct probe_answer *answer, int64_t now)
{
	struct host *h = ask->host;
	if (!policy_is_unreached(answer->failure)) {
		h->unreached = 0;
		return;
	}
	unsigned had = host_note_unreached(h, now);
	if (had > ask->course.retries)
		ask->course.retries = had;
}

static void on_probe(struct asker *a, struct ask *ask, const struct probe_answer *answer)
{
	struct probe_course *course = &ask->course;
	struct probe_finding finding = {0};
	int64_t now = sockets_clock();
	bool head = !course->get;
	share_retries(ask, answer, now);
	course->no_retry = a->retried >= RETRIES_FREE + a->begun / RETRIES_SHARE;
	struct probe_next next =
		policy_next(a->limits, course, answer, a->deadline - now, &finding);
	a->retried += next.retry;
	heed(a, ask->host, &next, answer);
	if (head && course->get)
		ask->head_host = ask->host;
	switch (next.step) {
	case PROBE_FOLLOW:
		course->at = arena_strdup(a->order->arena, course->at);
		enqueue(a, ask, 0);
		return;
	case PROBE_AGAIN:
		enqueue(a, ask, now + next.wait_ms);
		return;
	case PROBE_DONE:
		on_end(a, ask, &finding);
	}
}

static void on_answer(void *ctx, void *tag, const struct probe_answer *answer)
{
	struct asker *a = ctx;
	struct ask *ask = tag;
	struct host *h = ask->host;
	host_end(h);
	if (ask->range.len > 0)
		on_range(a, ask, answer);
	else
		on_probe(a, ask, answer);
	queue_update(&a->queue, h);
	*vec_push(a->order->arena, &a->ended) = h;
}

/* ---- the loop ---- */

static void begin(struct asker *a, struct ask *ask, int64_t now)
{
	static const struct probe_finding unable = {
		.verdict = PROBE_UNABLE, .detail = "a request cannot be started"};
	struct http_request request = {
		.url = ask->course.at,
		.get = ask->course.get,
		.page = ask->want == PROBE_WANT_TEXT,
		.fresh = ask->course.retries > 0,
		.into = ask->into,
		.tag = ask,
	};
	if (ask->range.len > 0) {
		request.get = true;
		request.first = ask->range.first;
		request.last = ask->range.first + (int64_t)ask->range.len - 1;
		request.keep = ask->range.len;
	}
	if (!http_start(a->http, &request)) {
		conclude(a, ask, &unable);
		return;
	}
	a->begun++;
	host_begin(ask->host, now);
	queue_update(&a->queue, ask->host);
}

static void drain(struct asker *a, struct host *h, const struct probe_finding *finding)
{
	for (struct ask *ask; (ask = queue_take(&a->queue, h));)
		conclude(a, ask, finding);
}

/* Begins what may begin. Hosts with a connection to spare come first: a new one, with TLS,
   costs more than the request. */
static void begin_all(struct asker *a)
{
	static const struct probe_finding late = {.verdict = PROBE_NOT_ASKED};
	int64_t now = sockets_clock();
	for (size_t i = 0; now >= a->deadline && i < a->queue.hosts.len; i++)
		drain(a, a->queue.hosts.data[i], &late);
	queue_ready(&a->queue, now); /* tells it the time */
	for (size_t i = 0; i < a->ended.len && http_has_room(a->http); i++) {
		struct host *h = a->ended.data[i];
		if (h->heap_at && h->ready <= now && !h->broken)
			begin(a, queue_take(&a->queue, h), now);
	}
	a->ended.len = 0;
	size_t begun = 0;
	for (struct host *h; (h = queue_ready(&a->queue, now));) {
		if (h->broken) {
			drain(a, h, h->broken);
			continue;
		}
		if (begun++ == CONNECT_MOST || !http_has_room(a->http))
			return;
		begin(a, queue_take(&a->queue, h), now);
	}
}

/* Must even what is under way be left? */
static bool is_over(const struct asker *a)
{
	if (a->order->stop && *a->order->stop)
		return true;
	return a->limits->deadline_fixed && sockets_clock() >= a->deadline;
}

static int nap(const struct asker *a)
{
	int64_t now = sockets_clock(), most = NAP_MAX_MS;
	if (a->deadline > now && a->deadline - now < most)
		most = a->deadline - now;
	return (int)(http_has_room(a->http) ? queue_wait(&a->queue, now, most) : most);
}

static void work(struct asker *a)
{
	while (a->open > 0 && !is_over(a)) {
		begin_all(a);
		if (a->open > 0)
			http_run(a->http, nap(a), on_answer, a);
		tell(a);
	}
}

/* A deadline that people have set is for all shows of the run. */
static int64_t time_left(const struct asker *a, size_t urls)
{
	int64_t time = policy_deadline(a->limits, urls);
	int64_t spent = a->limits->deadline_fixed ? prober_spent(a->order->prober) : 0;
	return spent < time ? time - spent : 0;
}

bool ask_all(
	const struct ask_order *order, struct ask **asks, size_t n, const char **problem)
{
	struct asker a = {.order = order, .limits = order->http.limits, .open = n};
	a.http = http_new(order->arena, &order->http, problem);
	if (!a.http)
		return false;
	a.queue = (struct queue){.arena = order->arena, .limits = a.limits};
	arena_init(&a.scratch, order->arena->exhausted);
	int64_t began = sockets_clock();
	a.deadline = began + time_left(&a, n);
	for (size_t i = 0; i < n; i++) {
		struct ask *ask = asks[i];
		ask->course = (struct probe_course){.url = ask->url,
			.at = ask->url,
			.want = ask->want,
			.get = ask->want == PROBE_WANT_DOCUMENT,
			.head_length = -1};
		ask->finding = (struct probe_finding){.verdict = PROBE_NOT_ASKED};
		enqueue(&a, ask, 0);
	}
	work(&a);
	for (size_t i = 0; i < n && a.open > 0; i++) {
		if (!asks[i]->answered)
			finish(&a, asks[i]);
	}
	for (size_t i = 0; i < a.queue.hosts.len; i++)
		prober_keep(order->prober, a.queue.hosts.data[i], sockets_clock());
	prober_spend(order->prober, sockets_clock() - began);
	arena_release(&a.scratch);
	http_free(a.http);
	return true;
}

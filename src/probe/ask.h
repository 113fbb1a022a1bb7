/* SPDX-License-Identifier: ISC */
/*
 * ask: many URLs are asked about, politely, and each gets its finding.
 *
 *     struct ask ask = {.url = …}, *asks[] = {&ask, …};
 *     struct ask_order order = {.arena = …, .http = …, .limits = …, .answered = f, .ctx = x};
 *     if (!ask_all(&order, asks, n, &problem)) …
 *
 * Of a URL that is good, bytes can be had too: order.follow says which, order.received gets
 * them, range after range. They are asked of where the redirects ended: a service that
 * counts downloads on the way must not count these. A document is fetched whole, with the
 * asking (fetch.h).
 *
 * Every host has a queue of its own, and as many requests are under way as hosts, handles
 * and the deadline allow. A redirect leads into the queue of another host: nobody is asked
 * faster because somebody else sends us. The order of answers is anybody's guess; the
 * findings lie where the questions were.
 */
#ifndef PROBE_ASK_H
#define PROBE_ASK_H

#include <feedgen/feedgen.h>
#include "probe/host.h"
#include "probe/http.h"

/* Which bytes are wanted, and which came. */
struct ask_range {
	int64_t first;
	size_t len; /* at most HTTP_KEEP_MAX */
};
struct ask_bytes {
	int64_t first;
	const char *data;
	size_t len; /* may be less than was wanted */
};

struct ask {
	const char *url; /* a web URL (url_is_web); where it is asked */
	enum probe_want want;
	/* PROBE_WANT_DOCUMENT: gets the document, decoded, as far as it holds; what came of an
	   attempt that failed may be left in it. NULL: only asked about. */
	struct sbuf *into;
	void *tag;                    /* the caller's */
	struct probe_finding finding; /* texts in the arena, printable ASCII */

	/* ask.c's and queue.c's own */
	struct probe_course course;
	struct host *host;
	struct host *head_host; /* where HEAD was not answered well */
	struct ask_range
		range; /* what is asked for once the finding is good; len 0: none */
	bool answered;
	struct ask *next;
	int64_t due;
};

struct ask_order {
	struct arena *arena;
	struct http_settings http;
	/* When this is set, what has no finding yet gets PROBE_NOT_ASKED at once. May be NULL. */
	const volatile sig_atomic_t *stop;
	/* Called last for each ask, once: its finding is there, and all bytes have come. */
	void (*answered)(void *ctx, struct ask *ask);
	/* Called when a finding is good, and again after each range that came: is there
	   (another) range to fetch? NULL: never. */
	bool (*follow)(void *ctx, struct ask *ask, struct ask_range *range);
	/* The bytes that came, good during the call alone. When none come, or others than
	   were asked for, that ends the following and no more: the finding stays good. */
	void (*received)(void *ctx, struct ask *ask, const struct ask_bytes *bytes);
	/* What earlier shows of this run know of hosts goes before the next. May be NULL. */
	struct fg_prober *prober;
	/* What earlier runs know of a host: called when it is met. False: nothing. May be
	   NULL, as the next. */
	bool (*recall)(void *ctx, const char *host, struct host_wishes *wishes);
	/* It has wished for something: for later runs. */
	void (*remember)(void *ctx, const char *host, const struct host_wishes *wishes);
	/* Called now and then with what is waited for (done and total are the caller's to
	   fill). May be NULL. */
	void (*waiting)(void *ctx, const struct fg_progress *progress);
	void *ctx;
};

/* Returns when each of the n asks has its finding, or was told to stop: those that are left
   are PROBE_NOT_ASKED, and answered is called for them too. False if nothing can be asked on this
   machine; *problem then says why, and no finding is set. */
bool ask_all(
	const struct ask_order *order, struct ask **asks, size_t n, const char **problem);

#endif

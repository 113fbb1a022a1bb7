/* SPDX-License-Identifier: ISC */
/*
 * http: HEAD requests, GET requests of a few bytes and of whole documents, POST requests of a
 * form, many at once, by libcurl's multi interface. The only file of the program that speaks
 * to the network.
 *
 *     struct http *h = http_new(arena, &settings, &problem);
 *     while (http_has_room(h)) http_start(h, &request);
 *     http_run(h, wait_ms, done, ctx);      waits, works, calls done for each that ended
 *     http_free(h);
 *
 * It knows how, not whether: how often a host may be asked and what an answer means is
 * decided elsewhere (host.c, policy.c). It has no queue: libcurl counts the time that a
 * transfer waits in the multi handle against its time-out, so never more are given to it
 * than can begin.
 *
 * Safe against the server: only http and https; redirects are told, not followed; no private
 * address (every socket is checked after name look-up, and every connection again before the
 * request); at most 64 KiB of a body (of a document, as much as its buffer takes, counted as
 * it is unpacked) and 256 KiB of headers are read; no cookies, no .netrc, no credentials, no
 * proxy of the environment (the check of addresses would see only the proxy's), nothing older
 * than TLS 1.2.
 */
#ifndef PROBE_HTTP_H
#define PROBE_HTTP_H

#include <stdint.h>
#include <stdbool.h>
#include "base/arena.h"
#include "base/sbuf.h"
#include "probe/policy.h"

struct http;

enum { HTTP_KEEP_MAX = 64 * 1024 };

struct http_settings {
	const struct probe_limits *limits;
	bool allow_private;
	const char *ca_file; /* PEM bundle; NULL: the system's */
	const char *agent;   /* User-Agent: policy_agent */
	/* A header of each document's request, by which the server may answer 304. NULL: none */
	const char *unless;
};
struct http_request {
	const char *url;     /* must live until done is called */
	bool get;            /* GET with "Range: bytes=first-last"; else HEAD */
	int64_t first, last; /* of the range */
	size_t keep;         /* bytes of the body to hand over; at most HTTP_KEEP_MAX */
	bool page;           /* as a script of a web page asks: with an Origin */
	bool fresh;          /* on a new connection: the old ones may be to blame */
	/* GET without a range, gzip allowed: gets the body of a 200, from its beginning. More
	   than it takes is PROBE_TOO_LARGE, an end that comes too early PROBE_BROKEN. NULL: as
	   above. */
	struct sbuf *into;
	/* POST of this form, without anything of the above; must live until done is called. */
	const char *post;
	void *tag; /* handed to done */
};
/* The answer and its texts are good during the call alone. */
typedef void http_done(void *ctx, void *tag, const struct probe_answer *answer);

/* NULL if libcurl cannot work here; *problem then says why. */
struct http *http_new(
	struct arena *a, const struct http_settings *settings, const char **problem);
/* Ends what is under way without calling done. */
void http_free(struct http *h);

/* So many connections are enough for what is still to be asked: as requests end, those that
   have been idle longest are closed, while others are waited for. */
void http_keep(struct http *h, size_t connections);

/* May another request be started? */
bool http_has_room(const struct http *h);
/* False if this machine cannot; then done is not called. */
bool http_start(struct http *h, const struct http_request *request);
/* Waits for at most wait_ms until something happens, and works on it. */
void http_run(struct http *h, int wait_ms, http_done *done, void *ctx);

#endif

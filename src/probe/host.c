/* SPDX-License-Identifier: ISC */
#include "probe/host.h"

#include <string.h>

/* How long a host is remembered for what it said, in seconds. */
enum { MEMORY_S = 30 * 24 * 3600, PAUSE_MAX_S = 15 * 60 };

static unsigned rate_of(const struct host *h, const struct probe_limits *limits)
{
	return h->slow ? 1 : limits->per_second;
}

/* Beginnings that are counted, of which the oldest must be window * 1000 / rate old: those of
   a whole second if they are few, since servers are used to small bursts; else those of a
   millisecond. */
static size_t window_of(unsigned rate)
{
	if (rate <= HOST_WINDOW)
		return rate;
	return rate < 1000 ? 1 : rate / 1000 < HOST_WINDOW ? rate / 1000 : HOST_WINDOW;
}

int64_t host_wait(const struct host *h, const struct probe_limits *limits, int64_t now)
{
	unsigned per_host = h->slow ? 1 : limits->per_host;
	unsigned rate = rate_of(h, limits);
	size_t window = window_of(rate);
	int64_t until = h->paused_until;
	if (h->live >= per_host)
		return HOST_BUSY;
	if (window > 0 && h->n_begun >= window) {
		/* The request that must be old enough before the next one begins. */
		int64_t oldest = h->begun[(h->n_begun - window) % HOST_WINDOW];
		int64_t free_at = oldest + ((int64_t)window * 1000 + rate - 1) / rate;
		until = free_at > until ? free_at : until;
	}
	return until > now ? until - now : 0;
}

int64_t host_ahead(const struct host *h, const struct probe_limits *limits, int64_t now)
{
	int64_t pause = h->paused_until > now ? h->paused_until - now : 0;
	unsigned rate = rate_of(h, limits);
	return pause + (rate ? (int64_t)(h->waiting * 1000 / rate) : 0);
}

void host_begin(struct host *h, int64_t now)
{
	h->live++;
	h->begun[h->n_begun++ % HOST_WINDOW] = now;
}

void host_end(struct host *h)
{
	h->live--;
}

void host_pause(struct host *h, int64_t until)
{
	if (until > h->paused_until)
		h->paused_until = until;
}

void host_resume(struct host *h, const struct host *was)
{
	memcpy(h->begun, was->begun, sizeof h->begun);
	h->n_begun = was->n_begun;
	h->paused_until = was->paused_until;
	h->slow = was->slow;
	h->skip_head = h->refuses_head = was->refuses_head;
	h->answers_head = was->answers_head;
	h->failures = was->failures;
	h->unreached = was->unreached;
	h->broken = was->broken;
	h->wishes = was->wishes;
}

/* Does this tell of the host's health, and not of one file? */
static bool is_failure(enum probe_verdict verdict)
{
	return policy_may_pass(verdict) && verdict != PROBE_DENIED &&
	       verdict != PROBE_REDIRECTS && verdict != PROBE_UNABLE;
}

void host_judge(struct host *h, const struct probe_limits *limits,
	const struct probe_finding *finding)
{
	if (!is_failure(finding->verdict)) {
		h->failures = 0;
		return;
	}
	h->failures++;
	if (h->failures >= limits->breaker || policy_is_unreached(finding->verdict))
		h->broken = finding;
}

unsigned host_note_unreached(struct host *h, int64_t now)
{
	if (h->unreached == 0 || now >= h->paused_until)
		h->unreached++;
	return h->unreached - 1;
}

/* ---- from run to run ---- */

static int64_t believed(int64_t until, int64_t now_s, int64_t most)
{
	return until > now_s && until <= now_s + most ? until : 0;
}

int64_t host_recall(struct host *h, const struct host_wishes *wishes, int64_t now_s)
{
	h->wishes.not_before = believed(wishes->not_before, now_s, PAUSE_MAX_S);
	h->wishes.slow_until = believed(wishes->slow_until, now_s, MEMORY_S);
	h->wishes.get_until = believed(wishes->get_until, now_s, MEMORY_S);
	if (h->wishes.get_until)
		h->wishes.head_status = wishes->head_status;
	h->slow = h->wishes.slow_until > 0;
	h->skip_head = h->refuses_head = h->wishes.head_status;
	return h->wishes.not_before ? (h->wishes.not_before - now_s) * 1000 : 0;
}

void host_note_busy(struct host *h, int status, int64_t pause_ms, int64_t now_s)
{
	if (status == 429) {
		h->slow = true;
		h->wishes.slow_until = now_s + MEMORY_S;
	}
	if (pause_ms > 0)
		h->wishes.not_before = now_s + (pause_ms + 999) / 1000;
}

bool host_note_head(struct host *h, int head_status, int64_t now_s)
{
	/* Some files of many: what refused them is not the host. */
	h->answers_head = h->answers_head || head_status == 200;
	int refuses = h->answers_head ? 0 : head_status;
	if (refuses == h->refuses_head)
		return false;
	h->refuses_head = refuses;
	h->wishes.head_status = refuses;
	h->wishes.get_until = refuses ? now_s + MEMORY_S : 0;
	return true;
}

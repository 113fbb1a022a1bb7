/* SPDX-License-Identifier: ISC */
#include "probe/host.h"

static size_t window(const struct probe_limits *limits)
{
	return limits->per_second < HOST_WINDOW ? limits->per_second : HOST_WINDOW;
}

int64_t host_wait(const struct host *h, const struct probe_limits *limits, int64_t now)
{
	size_t most = window(limits);
	int64_t until = h->paused_until;
	if (h->live >= limits->per_host)
		return HOST_BUSY;
	if (most > 0 && h->n_begun >= most) {
		/* The request that must be a second old before the next one begins. */
		int64_t oldest = h->begun[(h->n_begun - most) % HOST_WINDOW];
		if (oldest + 1000 > until)
			until = oldest + 1000;
	}
	return until > now ? until - now : 0;
}

int64_t host_ahead(const struct host *h, const struct probe_limits *limits, int64_t now)
{
	int64_t pause = h->paused_until > now ? h->paused_until - now : 0;
	size_t queued = h->open - h->live;
	size_t rate = window(limits);
	return pause + (rate ? (int64_t)(queued * 1000 / rate) : 0);
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

/* Does this tell of the host's health, and not of one file? */
static bool is_failure(enum probe_verdict verdict)
{
	return policy_may_pass(verdict) && verdict != PROBE_DENIED &&
	       verdict != PROBE_REDIRECTS && verdict != PROBE_UNABLE;
}

void host_judge(struct host *h, const struct probe_limits *limits,
	const struct probe_finding *finding, bool direct)
{
	if (!is_failure(finding->verdict)) {
		h->failures = 0;
		return;
	}
	h->failures++;
	if (h->failures >= limits->breaker ||
		(direct && policy_is_unreached(finding->verdict)))
		h->broken = finding;
}

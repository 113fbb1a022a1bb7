/* SPDX-License-Identifier: ISC */
/*
 * ask_cli: asks about one URL and, if it is good, for ranges of its bytes.
 *
 *     ask_cli URL [FIRST LEN]…
 *
 * Prints "VERDICT STATUS LENGTH" (numbers), then "FIRST LEN BYTE" for each range that came:
 * how many bytes, and the first of them. Private addresses are allowed, the rate is not
 * limited.
 */
#include <stdio.h>
#include <stdlib.h>
#include "probe/ask.h"

struct wanted {
	char **next; /* FIRST LEN …, NULL at the end */
};

static void exhausted(void)
{
	abort();
}

static bool follow(void *ctx, struct ask *ask, struct ask_range *range)
{
	struct wanted *w = ctx;
	(void)ask;
	if (!w->next[0] || !w->next[1])
		return false;
	range->first = strtoll(w->next[0], NULL, 10);
	range->len = strtoul(w->next[1], NULL, 10);
	w->next += 2;
	return true;
}

static void received(void *ctx, struct ask *ask, const struct ask_bytes *bytes)
{
	(void)ctx, (void)ask;
	printf("%lld %zu %c\n", (long long)bytes->first, bytes->len, bytes->data[0]);
}

static void answered(void *ctx, struct ask *ask)
{
	(void)ctx;
	printf("%d %d %lld\n", (int)ask->finding.verdict, ask->finding.status,
		(long long)ask->finding.length);
}

int main(int argc, char **argv)
{
	struct arena arena;
	struct wanted wanted = {argv + 2};
	struct ask ask = {.url = argv[1]}, *asks[] = {&ask};
	struct probe_limits limits = probe_limits_default;
	const char *problem = NULL;
	if (argc < 2)
		return 2;
	limits.per_second = 0;
	limits.retry_ms = 10;
	arena_init(&arena, exhausted);
	struct ask_order order = {.arena = &arena,
		.http = {&limits, true, NULL},
		.answered = answered,
		.follow = follow,
		.received = received,
		.ctx = &wanted};
	bool asked = ask_all(&order, asks, 1, &problem);
	arena_release(&arena);
	return asked ? 0 : 1;
}

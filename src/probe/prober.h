/* SPDX-License-Identifier: ISC */
/*
 * prober: what probing keeps from one show of a run to the next, so that a host is asked as if
 * all shows were one: what politeness owes it, whether it is down, how much of a fixed deadline
 * is left. The cache is opened once.
 *
 *     cache = prober_cache(run, wait_ms);         a show begins: run->settings->prober
 *     prober_recall(p, h, now); prober_keep(p, h, now);
 *     prober_cache_end(run, cache);               a show ends
 *
 * The prober may be NULL everywhere: then nothing is kept.
 */
#ifndef PROBE_PROBER_H
#define PROBE_PROBER_H

#include <feedgen/feedgen.h>
#include "probe/cache.h"
#include "probe/host.h"

/* Gives h, just made, what is known of a host of that name. False: nothing. */
bool prober_recall(const struct fg_prober *p, struct host *h, int64_t now);
/* Remembers h, of which no request is under way any more. Texts are copied. now as for host.h. */
void prober_keep(struct fg_prober *p, const struct host *h, int64_t now);

/* Milliseconds that shows have spent asking; and one more that did. */
int64_t prober_spent(const struct fg_prober *p);
void prober_spend(struct fg_prober *p, int64_t ms);

/* As cache_open and cache_close. A cache that cannot be used is told in the first show. */
struct cache *prober_cache(struct fg_run *run, int wait_ms);
void prober_cache_end(struct fg_run *run, struct cache *cache);

#endif

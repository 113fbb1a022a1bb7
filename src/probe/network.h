/* SPDX-License-Identifier: ISC */
/*
 * network: is what went wrong the servers' fault, or that of the network around this
 * machine? Then it is said once, and nothing of it is remembered.
 */
#ifndef PROBE_NETWORK_H
#define PROBE_NETWORK_H

#include "probe/ask.h"

/* Is this machine connected to anything: is there an interface with an address, that is up
   and not loopback? True if that cannot be told. */
bool network_is_connected(void);

/* Was no host at all reached? Those that were not asked do not count. If there is but one, it
   may as well be that one's fault: a host that refuses is there, and a name may be misspelt. */
bool network_is_down(struct ask *const *asks, size_t n);

/* The host of a captive portal: the one from which the web pages of three or more hosts
   came; or, if three or more hosts gave nothing but web pages, the first of them. NULL:
   there is no sign of one. */
const char *network_portal(struct arena *a, struct ask *const *asks, size_t n);

#endif

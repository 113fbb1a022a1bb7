/* SPDX-License-Identifier: ISC */
/*
 * notify: fg_notify (feedgen.h) with limits of one's own, for tests.
 *
 * A hub is asked once: who publishes from cron has the next run, and apps that no hub tells
 * of an episode look for themselves.
 */
#ifndef PROBE_NOTIFY_H
#define PROBE_NOTIFY_H

#include <feedgen/feedgen.h>
#include "probe/policy.h"

/* Short: a feed that is in place does not wait for those who are told of it. */
extern const struct probe_limits notify_limits;

size_t notify_all(struct fg_run *run, const struct probe_limits *limits,
	const struct fg_show *show, const struct fg_list *feeds);

#endif

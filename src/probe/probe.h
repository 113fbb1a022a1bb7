/* SPDX-License-Identifier: ISC */
/*
 * probe: the room's walk. fg_probe (<feedgen/feedgen.h>) is probe_show with the limits that
 * policy.h documents, or people set; tests give others.
 */
#ifndef PROBE_PROBE_H
#define PROBE_PROBE_H

#include <feedgen/feedgen.h>
#include "probe/policy.h"

void probe_show(
	struct fg_run *run, struct fg_show *show, const struct probe_limits *limits);

#endif

/* SPDX-License-Identifier: ISC */
#include "probe/source.h"

const struct probe_finding *source_known(const struct source *s)
{
	if (s && s->asked && s->ask.finding.verdict == PROBE_GOOD)
		return &s->ask.finding;
	return s && s->cached ? &s->entry.finding : NULL;
}

const struct probe_finding *source_news(const struct source *s)
{
	return s && s->asked ? &s->ask.finding : source_known(s);
}

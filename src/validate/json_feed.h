/* SPDX-License-Identifier: ISC */
/*
 * json_feed: a JSON Feed as it streams by, held against the members that it may have
 * (json_members.def) and the rules that are about more than one of them.
 *
 *     json_feed_judge(run, "feed.json", source, arg);
 *
 * Findings are in run->diags, each at the line and column of its value, with the path of
 * the member ("items[3].attachments[0].url") for its element. Objects whose name begins
 * with “_” are extensions, which nobody here judges.
 */
#ifndef VALIDATE_JSON_FEED_H
#define VALIDATE_JSON_FEED_H

#include <feedgen/feedgen.h>
#include "base/jsonread.h"

/* At most so many findings of one rule are told; one more counts the rest. */
enum { JSON_FEED_TOLD_MAX = 1000 };

void json_feed_judge(struct fg_run *run, const char *file, json_source source, void *arg);

#endif

/* SPDX-License-Identifier: ISC */
/*
 * Publish: putting the finished temp in the place of the old file.
 *
 * The steps, each of which leaves the old file as it is when it fails: compare (a feed
 * that did not change is not replaced: its time stamp and so its ETag stay), mode and
 * owner, fsync, rename. Only the last step, fsync of the folder, comes after.
 */
#ifndef EMIT_PUBLISH_H
#define EMIT_PUBLISH_H

#include <feedgen/feedgen.h>
#include "emit/target.h"
#include "emit/temp.h"

/* temp holds size bytes, all written. After FG_EMIT_WRITTEN it has no name any more. */
enum fg_emitted publish(
	struct fg_run *run, const struct target *target, struct temp *temp, int64_t size);

/* Has the target a file, and is it, byte for byte, what temp holds? */
bool publish_has_file(const struct target *t);
bool publish_is_unchanged(const struct target *t, const struct temp *temp, int64_t size);

/* "cannot <step>: <errno>; feed.xml is unchanged", as emit/write-failed. */
void publish_failed(struct fg_run *run, const struct target *target, const char *step);

#endif

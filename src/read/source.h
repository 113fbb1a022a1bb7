/* SPDX-License-Identifier: ISC */
/*
 * A file as normalised text: without byte order mark, lines end in LF, every byte
 * is part of a UTF-8 character that XML 1.0 allows. Text is checked here, once;
 * everything behind trusts it.
 *
 *     struct source src;
 *     if (source_read(run, scratch, path, FG_EPISODE_MAX, &src) != SOURCE_OK)
 *             …                       it has been told, but for SOURCE_GONE
 */
#ifndef READ_SOURCE_H
#define READ_SOURCE_H

#include <feedgen/feedgen.h>
#include "base/arena.h"
#include "base/fs.h"
#include "base/str.h"

struct source {
	const char *file; /* the path, for messages */
	struct str text;  /* normalised, NUL-terminated, in the arena */
	struct fs_facts facts;
};

enum source_result {
	SOURCE_OK,
	SOURCE_BAD, /* why is in run->diags */
	SOURCE_GONE /* there is no such file; nothing was said */
};

/* Reads path, of at most max bytes, into a. */
enum source_result source_read(struct fg_run *run, struct arena *a, const char *path,
	int64_t max, struct source *out);

/* The same of an episode, without the text behind its front matter where the two can be told apart:
   that is read and checked when it is its turn (fg_read_body). */
enum source_result source_read_front(
	struct fg_run *run, struct arena *a, const char *path, struct source *out);

/* Makes src->text of what is in memory: normalises and checks it. src->file is set. */
bool source_take(
	struct fg_run *run, struct arena *a, struct str bytes, struct source *src);

#endif

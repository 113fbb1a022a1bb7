/* SPDX-License-Identifier: ISC */
/*
 * listen: what the bytes of audio tell: which ranges are fetched (media_plan.h), and what
 * two readers, our own and TagLib (media.h), make of them.
 *
 *     struct listen l = {.run = run, .limits = limits};
 *     listen_file(&l, "audio/1.mp3", &heard);
 *
 *     while (listen_next(s->listening, size, true, &range))     of a file behind a server
 *             listen_add(&l, &s->listening, size, &came, bytes);
 *     listen_end(&l, &s->listening, &heard);
 *
 *     listen_release(&l);
 */
#ifndef PROBE_LISTEN_H
#define PROBE_LISTEN_H

#include <feedgen/feedgen.h>
#include "probe/facts.h"
#include "probe/media.h"
#include "probe/policy.h"

struct listen {
	struct fg_run *run;
	const struct probe_limits *limits;
	struct media *media; /* NULL: nothing has been read yet */
};

/* What was heard of one file. */
struct heard {
	struct probe_facts facts;
	struct fg_chapters chapters;
	const char
		*trouble; /* what the file did to its reader, in words; NULL: nothing */
	bool is_pointer;  /* it is a Git LFS pointer in the place of the file */
};

/* A file behind a server that is being listened to; NULL: none is. */
struct listening;

void listen_release(struct listen *l);
/* Files behind servers are to come, and other threads: has TagLib ready before. */
void listen_prepare(struct listen *l);

/* Reads a file on this machine. One that cannot be read tells nothing. */
void listen_file(struct listen *l, const char *path, struct heard *heard);

/* The next range to fetch of a file of size bytes; of which none have come while at is NULL.
   parts: as far as is known, the server gives them. */
bool listen_next(
	struct listening *at, int64_t size, bool parts, struct pieces_range *range);
/* Bytes that came. Many files wait for their first: only from then on *at is there. */
void listen_add(struct listen *l, struct listening **at, int64_t size,
	const struct pieces_range *range, const void *data);
/* What came of it, if bytes came; frees *at. */
void listen_end(struct listen *l, struct listening **at, struct heard *heard);

#endif

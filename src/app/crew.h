/* SPDX-License-Identifier: ISC */
/*
 * Crew: the workers of the item phase, with what is dear to make and stays from show to
 * show: a compiled grammar for each format, buffers, arenas.
 *
 *     struct crew crew;
 *     crew_open(&crew, jobs);
 *     crew_prepare(&crew, formats, beside, ctx);                  if there is time before
 *     if (crew_ready(&crew, run, threads, &need)) … crew.workers[i] …    for each show
 *     crew_close(&crew);
 */
#ifndef APP_CREW_H
#define APP_CREW_H

#include <feedgen/feedgen.h>
#include "base/arena.h"
#include "base/sbuf.h"

/* No episode's item is larger than this; render has its own, smaller bounds. */
enum { CREW_ITEM_MAX = 64 * 1024 * 1024 };

/* What a job of a pool has for its own, from when it is begun until it was taken. */
struct worker {
	struct arena arena; /* of one item */
	struct fg_diags diags;
	struct fg_run run;
	struct sbuf *items; /* one for each kind of feed: a format, with some audio */
	size_t kinds;
	struct fg_schema *schemas[FG_FORMATS]; /* NULL: not asked for yet */
	bool done;                             /* the items are good */
	struct sbuf texts[FG_SIDECARS]; /* of the files that are made for the item */
	struct fg_folder_file files[FG_SIDECARS]; /* by kind; name NULL: there is none */
	struct sbuf early[2]; /* notes that are put aside, or were: app/early.h */
	size_t early_place;   /* where they go */
};

struct crew {
	struct arena arena;
	struct worker *workers; /* pool_workers(threads) */
	unsigned threads;
	struct fg_schema *grammar; /* a worker's, compiled, for the others to share */
};

/* For as many threads as there may ever be: workers cost nothing until they are ready. */
void crew_open(struct crew *crew, unsigned threads);
/* Calls beside(ctx), and has a thread compile meanwhile the grammar that formats (bits: 1 <<
   FG_RSS …) need, if there may be one and it is not there yet. beside is not to fork. */
void crew_prepare(
	struct crew *crew, unsigned formats, void (*beside)(void *ctx), void *ctx);
/* What the feeds of a run need of each worker. */
struct crew_need {
	unsigned formats; /* bits: 1 << FG_RSS … */
	size_t kinds;     /* buffers for items */
};
/* Has the workers of so many threads, at most crew->threads, serve this run, with a grammar for
   each format. False: one cannot be made, and a finding says why. */
bool crew_ready(struct crew *crew, struct fg_run *run, unsigned threads,
	const struct crew_need *need);
/* When the last item was taken: gives back what items have taken, for reports need memory, too.
   Grammars stay. */
void crew_rest(struct crew *crew);
void crew_close(struct crew *crew);

/* Makes the worker free for the next item. */
void worker_begin(struct worker *w);
/* Reads the body of an episode and makes these parts of its notes, the texts of which are judged,
   too; what is found is in w->diags. *notes begins as fg_no_notes. */
enum worker_parts { WORKER_TEXTS = 1, WORKER_MARKS = 2, WORKER_NOTES = 3 };
bool worker_render(struct worker *w, const struct fg_show *show,
	const struct fg_episode *ep, unsigned parts, struct fg_notes *notes);

#endif

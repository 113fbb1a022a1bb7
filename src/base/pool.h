/* SPDX-License-Identifier: ISC */
/*
 * Pool: numbered jobs on several threads, their results taken in order.
 *
 * work(ctx, worker, i) runs on any of the threads, at most one job per worker at a
 * time, so that what belongs to a worker needs no lock. take(ctx, worker, i) is then
 * called for i = 0, 1, 2 … without overlap, on whatever thread, as soon as job i and
 * all before it are done; worker is the one that did the job.
 *
 * A worker that has finished job i begins no other before i was taken: its result can
 * stay in the worker's own memory. There are more workers than threads, so that a thread need
 * not stand still until a longer job before its own is done; and at most as many jobs as there
 * are workers are begun and not yet taken.
 *
 * follow(ctx) goes over what takes have left behind: it is called after takes, without overlap
 * with itself, on whatever thread comes by, while other jobs are done and taken. One call may
 * stand for several takes, and behind the last of them there may be none.
 *
 * work or take returns false to stop: no new job is begun, take and follow are not called
 * again, and pool_run returns false.
 */
#ifndef BASE_POOL_H
#define BASE_POOL_H

#include <stddef.h>
#include <stdbool.h>

struct pool_jobs {
	size_t count;
	void *ctx;
	bool (*work)(void *ctx, unsigned worker, size_t i);
	bool (*take)(void *ctx, unsigned worker, size_t i);
	void (*follow)(void *ctx); /* NULL: nothing is to be done */
	/* What the caller's thread does in the place of jobs: it is called once, in any case,
	   and when it returns no more jobs are begun. NULL: it works like the others. */
	void (*beside)(void *ctx);
};

/* How many workers jobs on so many threads have; they are numbered from 0. */
unsigned pool_workers(unsigned threads);
/* Runs all jobs on so many threads, the caller's being one of them unless it has something
   to do beside (0 counts as 1); threads that cannot be had are done without. False if one
   said stop, some were not begun, or memory for the pool itself ran out. */
bool pool_run(unsigned threads, const struct pool_jobs *jobs);

#endif

/* SPDX-License-Identifier: ISC */
#include "base/pool.h"

#include <pthread.h>
#include <stdlib.h>

/*
 * Jobs are begun in the order of their numbers, and no worker begins a second one
 * before its first was taken: at most n_workers jobs are begun and not yet taken.
 * That is the window, and why a ring of so many places is enough.
 */
struct pool {
	const struct pool_jobs *jobs;
	unsigned n_workers;
	pthread_mutex_t mutex;
	pthread_cond_t moved; /* taken or stopped has changed */
	size_t next, taken;   /* the next job to begin; to take */
	unsigned *done_by;    /* [i % n_workers]: who did job i, plus one; 0: not done */
	bool stopped;
};

struct seat {
	struct pool *pool;
	unsigned worker;
	pthread_t thread;
};

/* Takes what is ready, with the mutex held but not while taking. Only the worker whose
   job is the next to be taken comes here, so that there is never a second taker. */
static void take_ready(struct pool *p)
{
	unsigned by;
	while (!p->stopped && (by = p->done_by[p->taken % p->n_workers]) != 0) {
		size_t i = p->taken;
		pthread_mutex_unlock(&p->mutex);
		bool go_on = p->jobs->take(p->jobs->ctx, by - 1, i);
		pthread_mutex_lock(&p->mutex);
		p->done_by[i % p->n_workers] = 0;
		p->taken = i + 1;
		p->stopped = p->stopped || !go_on;
		pthread_cond_broadcast(&p->moved);
	}
}

/* One job, with the mutex held on entry and return. */
static void do_next(struct pool *p, unsigned worker)
{
	size_t i = p->next++;
	pthread_mutex_unlock(&p->mutex);
	bool go_on = p->jobs->work(p->jobs->ctx, worker, i);
	pthread_mutex_lock(&p->mutex);
	if (!go_on) {
		p->stopped = true;
		pthread_cond_broadcast(&p->moved);
		return;
	}
	p->done_by[i % p->n_workers] = worker + 1;
	if (i == p->taken)
		take_ready(p);
	while (!p->stopped && p->taken <= i)
		pthread_cond_wait(&p->moved, &p->mutex);
}

static void *worker_main(void *arg)
{
	struct seat *seat = arg;
	struct pool *p = seat->pool;
	pthread_mutex_lock(&p->mutex);
	while (!p->stopped && p->next < p->jobs->count)
		do_next(p, seat->worker);
	pthread_mutex_unlock(&p->mutex);
	return NULL;
}

static bool run_alone(const struct pool_jobs *jobs)
{
	for (size_t i = 0; i < jobs->count; i++) {
		if (!jobs->work(jobs->ctx, 0, i) || !jobs->take(jobs->ctx, 0, i))
			return false;
	}
	return true;
}

/* What comes to its end while jobs are left makes them superfluous. */
static void run_beside(struct pool *p)
{
	p->jobs->beside(p->jobs->ctx);
	pthread_mutex_lock(&p->mutex);
	p->stopped = p->stopped || p->taken < p->jobs->count;
	pthread_cond_broadcast(&p->moved);
	pthread_mutex_unlock(&p->mutex);
}

/* The caller is worker 0, or none; a thread that cannot be had is done without. */
static void run_seats(struct pool *p, struct seat *seats)
{
	unsigned first = p->jobs->beside ? 0 : 1, started = first;
	seats[0] = (struct seat){.pool = p};
	while (started < p->n_workers) {
		struct seat *seat = &seats[started];
		*seat = (struct seat){.pool = p, .worker = started};
		if (pthread_create(&seat->thread, NULL, worker_main, seat) != 0)
			break;
		started++;
	}
	if (p->jobs->beside)
		run_beside(p);
	else
		worker_main(&seats[0]);
	for (unsigned i = first; i < started; i++)
		pthread_join(seats[i].thread, NULL);
}

bool pool_run(unsigned threads, const struct pool_jobs *jobs)
{
	struct pool p = {.jobs = jobs, .n_workers = threads ? threads : 1};
	if (p.n_workers > jobs->count)
		p.n_workers = jobs->count ? (unsigned)jobs->count : 1;
	if (p.n_workers == 1 && !jobs->beside)
		return run_alone(jobs);
	struct seat *seats = calloc(p.n_workers, sizeof *seats);
	p.done_by = calloc(p.n_workers, sizeof *p.done_by);
	bool ready = seats && p.done_by && pthread_mutex_init(&p.mutex, NULL) == 0;
	if (ready && pthread_cond_init(&p.moved, NULL) != 0) {
		pthread_mutex_destroy(&p.mutex);
		ready = false;
	}
	if (ready) {
		run_seats(&p, seats);
		pthread_cond_destroy(&p.moved);
		pthread_mutex_destroy(&p.mutex);
	} else if (jobs->beside) {
		jobs->beside(jobs->ctx);
	}
	free(seats);
	free(p.done_by);
	return ready && !p.stopped;
}

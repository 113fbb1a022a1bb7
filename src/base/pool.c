/* SPDX-License-Identifier: ISC */
#include "base/pool.h"

#include <pthread.h>
#include <stdlib.h>

/*
 * Job i is that of worker i % n_workers, and is begun when that one's last was taken: this is the
 * window. Jobs are begun in the order of their numbers.
 */
struct pool {
	const struct pool_jobs *jobs;
	unsigned n_threads, n_workers;
	pthread_mutex_t mutex;
	pthread_cond_t moved; /* taken or stopped has changed */
	size_t next, taken;   /* the next job to begin; to take */
	bool *done;           /* of a worker: its job waits to be taken */
	bool behind;          /* something was taken that nobody has followed */
	bool following;       /* somebody does */
	bool stopped;
};

/* With half as many more than threads, hardly any thread waits. */
unsigned pool_workers(unsigned threads)
{
	return threads ? threads + threads / 2 : 1;
}

static unsigned worker_of(const struct pool *p, size_t i)
{
	return (unsigned)(i % p->n_workers);
}

/* Takes what is ready, with the mutex held but not while taking. Only who has done the job that
   is the next to be taken comes here, so that there is never a second taker. */
static void take_ready(struct pool *p)
{
	while (!p->stopped && p->done[worker_of(p, p->taken)]) {
		size_t i = p->taken;
		unsigned worker = worker_of(p, i);
		pthread_mutex_unlock(&p->mutex);
		bool go_on = p->jobs->take(p->jobs->ctx, worker, i);
		pthread_mutex_lock(&p->mutex);
		p->done[worker] = false;
		p->taken = i + 1;
		p->behind = p->jobs->follow != NULL;
		p->stopped = p->stopped || !go_on;
		pthread_cond_broadcast(&p->moved);
	}
}

/* One job, with the mutex held on entry and return. */
static void do_next(struct pool *p)
{
	size_t i = p->next++;
	unsigned worker = worker_of(p, i);
	pthread_mutex_unlock(&p->mutex);
	bool go_on = p->jobs->work(p->jobs->ctx, worker, i);
	pthread_mutex_lock(&p->mutex);
	p->done[worker] = go_on;
	if (!go_on) {
		p->stopped = true;
		pthread_cond_broadcast(&p->moved);
	} else if (i == p->taken) {
		take_ready(p);
	}
}

/* Follows what was taken, with the mutex held on entry and return. */
static void catch_up(struct pool *p)
{
	p->behind = false;
	p->following = true;
	pthread_mutex_unlock(&p->mutex);
	p->jobs->follow(p->jobs->ctx);
	pthread_mutex_lock(&p->mutex);
	p->following = false;
}

/* Who comes from a job, or has none to begin, catches up first: there is less to do then, and
   what was taken is still in the processor's cache. */
static void *thread_main(void *arg)
{
	struct pool *p = arg;
	pthread_mutex_lock(&p->mutex);
	while (!p->stopped && p->next < p->jobs->count) {
		if (p->behind && !p->following)
			catch_up(p);
		else if (p->next - p->taken < p->n_workers)
			do_next(p);
		else
			pthread_cond_wait(&p->moved, &p->mutex);
	}
	pthread_mutex_unlock(&p->mutex);
	return NULL;
}

static bool run_alone(const struct pool_jobs *jobs)
{
	for (size_t i = 0; i < jobs->count; i++) {
		if (!jobs->work(jobs->ctx, 0, i) || !jobs->take(jobs->ctx, 0, i))
			return false;
		if (jobs->follow)
			jobs->follow(jobs->ctx);
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

/* The caller's is one of the threads, or none of them; one that cannot be had is done without. */
static void run_threads(struct pool *p, pthread_t *threads)
{
	unsigned first = p->jobs->beside ? 0 : 1, started = first;
	while (started < p->n_threads &&
		pthread_create(&threads[started], NULL, thread_main, p) == 0)
		started++;
	if (p->jobs->beside)
		run_beside(p);
	else
		thread_main(p);
	for (unsigned i = first; i < started; i++)
		pthread_join(threads[i], NULL);
}

bool pool_run(unsigned threads, const struct pool_jobs *jobs)
{
	struct pool p = {.jobs = jobs, .n_threads = threads ? threads : 1};
	if (p.n_threads > jobs->count)
		p.n_threads = jobs->count ? (unsigned)jobs->count : 1;
	if (p.n_threads == 1 && !jobs->beside)
		return run_alone(jobs);
	p.n_workers = pool_workers(p.n_threads);
	pthread_t *ids = calloc(p.n_threads, sizeof *ids);
	p.done = calloc(p.n_workers, sizeof *p.done);
	bool ready = ids && p.done && pthread_mutex_init(&p.mutex, NULL) == 0;
	if (ready && pthread_cond_init(&p.moved, NULL) != 0) {
		pthread_mutex_destroy(&p.mutex);
		ready = false;
	}
	if (ready) {
		run_threads(&p, ids);
		pthread_cond_destroy(&p.moved);
		pthread_mutex_destroy(&p.mutex);
	} else if (jobs->beside) {
		jobs->beside(jobs->ctx);
	}
	free(ids);
	free(p.done);
	return ready && !p.stopped;
}

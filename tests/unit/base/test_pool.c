/* SPDX-License-Identifier: ISC */
#include "unit.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <unistd.h>
#include "base/pool.h"

/* A pool that waits for ever is a failure too. */
enum { HANG_SECONDS = 120, THREADS = 8, WORKERS = 12, NEVER = 1 << 30 };

/* What a worker owns: no lock, so that TSan sees any overlap. */
struct desk {
	size_t job;
	bool busy; /* its job was done and not yet taken */
};

struct bench {
	struct desk desks[WORKERS];
	unsigned threads, workers;
	atomic_size_t begun;
	size_t taken; /* written by takers only, which never overlap */
	size_t fail_work, fail_take;
	atomic_size_t begun_after_stop;
	atomic_bool stopped;
};

/* Unequal jobs, so that they end in another order than they began in. */
static void toil(size_t i)
{
	volatile size_t x = 0;
	for (size_t k = 0; k < (i * 7919) % 20000; k++)
		x += k;
}

static bool work(void *ctx, unsigned worker, size_t i)
{
	struct bench *b = ctx;
	struct desk *desk = &b->desks[worker];
	atomic_fetch_add(&b->begun, 1);
	if (atomic_load(&b->stopped))
		atomic_fetch_add(&b->begun_after_stop, 1);
	/* cmocka's assertions jump, which no thread but the first may do. */
	if (worker >= b->workers || desk->busy)
		return false;
	toil(i);
	desk->job = i;
	desk->busy = true;
	return i != b->fail_work;
}

static bool take(void *ctx, unsigned worker, size_t i)
{
	struct bench *b = ctx;
	struct desk *desk = &b->desks[worker];
	size_t begun = atomic_load(&b->begun);
	if (i != b->taken || !desk->busy || desk->job != i || begun > i + b->workers)
		return false;
	if (i == b->fail_take) {
		atomic_store(&b->stopped, true);
		return false;
	}
	desk->busy = false;
	b->taken++;
	return true;
}

static struct bench bench_of(unsigned threads)
{
	return (struct bench){.threads = threads,
		.workers = pool_workers(threads),
		.fail_work = NEVER,
		.fail_take = NEVER};
}

static bool run(struct bench *b, size_t count)
{
	struct pool_jobs jobs = {.count = count, .ctx = b, .work = work, .take = take};
	alarm(HANG_SECONDS);
	bool ok = pool_run(b->threads, &jobs);
	alarm(0);
	return ok;
}

static void all_jobs_are_taken_in_order(void **state)
{
	(void)state;
	for (unsigned threads = 1; threads <= THREADS; threads++) {
		struct bench b = bench_of(threads);
		assert_true(run(&b, 3000));
		assert_int_equal(b.taken, 3000);
		assert_int_equal(b.begun, 3000);
	}
}

static void fewer_jobs_than_threads(void **state)
{
	(void)state;
	for (size_t count = 0; count <= THREADS; count++) {
		struct bench b = bench_of(THREADS);
		assert_true(run(&b, count));
		assert_int_equal(b.taken, count);
	}
}

static void no_threads_means_one(void **state)
{
	(void)state;
	struct bench b = bench_of(1);
	b.threads = 1;
	struct pool_jobs jobs = {.count = 5, .ctx = &b, .work = work, .take = take};
	assert_true(pool_run(0, &jobs));
	assert_int_equal(b.taken, 5);
}

static void work_that_fails_stops_the_pool(void **state)
{
	(void)state;
	for (unsigned threads = 1; threads <= THREADS; threads++) {
		struct bench b = bench_of(threads);
		b.fail_work = 500;
		assert_false(run(&b, 100000));
		assert_true(b.taken <= 500);
		/* At most what was under way when it failed. */
		assert_true(b.begun <= 501 + b.workers);
	}
}

static void a_take_that_fails_stops_the_pool(void **state)
{
	(void)state;
	for (unsigned threads = 1; threads <= THREADS; threads++) {
		struct bench b = bench_of(threads);
		b.fail_take = 500;
		assert_false(run(&b, 100000));
		assert_int_equal(b.taken, 500);
		assert_true(b.begun <= 501 + b.workers);
	}
}

static void the_first_and_the_last_job_may_fail(void **state)
{
	(void)state;
	const size_t last = 99;
	for (unsigned threads = 1; threads <= THREADS; threads++) {
		struct bench first = bench_of(threads), end = bench_of(threads);
		first.fail_work = 0;
		assert_false(run(&first, last + 1));
		assert_int_equal(first.taken, 0);
		end.fail_take = last;
		assert_false(run(&end, last + 1));
		assert_int_equal(end.taken, last);
	}
}

/* ---- takes without overlap ---- */

static bool just_work(void *ctx, unsigned worker, size_t i)
{
	(void)ctx;
	(void)worker;
	(void)i;
	return true;
}

static bool add_up(void *ctx, unsigned worker, size_t i)
{
	size_t *sum = ctx; /* no lock: takes do not overlap */
	(void)worker;
	*sum += i;
	return true;
}

static void takes_need_no_lock(void **state)
{
	(void)state;
	size_t sum = 0;
	struct pool_jobs jobs = {
		.count = 20000, .ctx = &sum, .work = just_work, .take = add_up};
	alarm(HANG_SECONDS);
	assert_true(pool_run(THREADS, &jobs));
	alarm(0);
	assert_int_equal(sum, (size_t)20000 * 19999 / 2);
}

/* ---- what follows ---- */

struct trail {
	struct bench bench;
	atomic_size_t left;       /* by takes */
	size_t followed, follows; /* no lock: calls do not overlap */
	bool lost;                /* less was left than before */
};

static bool work_ahead(void *ctx, unsigned worker, size_t i)
{
	struct trail *t = ctx;
	return work(&t->bench, worker, i);
}

static bool leave(void *ctx, unsigned worker, size_t i)
{
	struct trail *t = ctx;
	atomic_store(&t->left, i + 1);
	return take(&t->bench, worker, i);
}

static void follow(void *ctx)
{
	struct trail *t = ctx;
	size_t left = atomic_load(&t->left);
	t->lost = t->lost || left < t->followed;
	t->followed = left;
	t->follows++;
	toil(left);
}

static bool run_followed(struct trail *t, size_t count)
{
	struct pool_jobs jobs = {.count = count,
		.ctx = t,
		.work = work_ahead,
		.take = leave,
		.follow = follow};
	alarm(HANG_SECONDS);
	bool ok = pool_run(t->bench.threads, &jobs);
	alarm(0);
	return ok;
}

static void what_was_taken_is_followed(void **state)
{
	(void)state;
	for (unsigned threads = 1; threads <= THREADS; threads++) {
		struct trail t = {.bench = bench_of(threads)};
		assert_true(run_followed(&t, 3000));
		assert_int_equal(t.bench.taken, 3000);
		assert_false(t.lost);
		assert_in_range(t.follows, 1, 3000);
		assert_true(threads > 1 || t.follows == 3000);
	}
}

static void nobody_follows_what_was_stopped(void **state)
{
	(void)state;
	for (unsigned threads = 1; threads <= THREADS; threads++) {
		struct trail first = {.bench = bench_of(threads)}, later = first;
		first.bench.fail_take = 0;
		assert_false(run_followed(&first, 3000));
		assert_int_equal(first.follows, 0);
		later.bench.fail_work = 500;
		assert_false(run_followed(&later, 3000));
		assert_int_equal(later.bench.taken, later.left);
		assert_true(later.followed <= later.left && !later.lost);
	}
}

/* ---- something beside ---- */

struct beside {
	struct bench bench;
	pthread_t caller;
	size_t wait_for; /* jobs begun before it returns */
	unsigned calls;
	atomic_bool worked_in_it;
};

static bool work_elsewhere(void *ctx, unsigned worker, size_t i)
{
	struct beside *b = ctx;
	if (pthread_equal(pthread_self(), b->caller))
		atomic_store(&b->worked_in_it, true);
	return work(&b->bench, worker, i);
}

static bool take_elsewhere(void *ctx, unsigned worker, size_t i)
{
	struct beside *b = ctx;
	return take(&b->bench, worker, i);
}

static void do_beside(void *ctx)
{
	struct beside *b = ctx;
	b->calls++;
	while (atomic_load(&b->bench.begun) < b->wait_for)
		sched_yield();
}

static bool run_with(struct beside *b, size_t count)
{
	struct pool_jobs jobs = {.count = count,
		.ctx = b,
		.work = work_elsewhere,
		.take = take_elsewhere,
		.beside = do_beside};
	b->caller = pthread_self();
	alarm(HANG_SECONDS);
	bool ok = pool_run(b->bench.threads, &jobs);
	alarm(0);
	return ok;
}

/* The last job has begun, and may or may not have been taken. */
static void jobs_are_done_beside_the_caller(void **state)
{
	(void)state;
	for (unsigned threads = 1; threads <= THREADS; threads++) {
		struct beside b = {.bench = bench_of(threads), .wait_for = 1000};
		bool all = run_with(&b, 1000);
		assert_int_equal(b.calls, 1);
		assert_false(b.worked_in_it);
		assert_int_equal(b.bench.begun, 1000);
		assert_true(all == (b.bench.taken == 1000));
		assert_true(b.bench.taken >= 1000 - b.bench.workers);
	}
}

static void the_end_of_the_caller_is_theirs(void **state)
{
	(void)state;
	for (unsigned threads = 1; threads <= THREADS; threads++) {
		struct beside b = {.bench = bench_of(threads), .wait_for = 10};
		assert_false(run_with(&b, 10000000));
		assert_true(b.bench.begun >= 10 && b.bench.begun < 10000000);
		assert_true(b.bench.taken + b.bench.workers >= b.bench.begun);
	}
}

static void the_caller_is_called_without_jobs(void **state)
{
	(void)state;
	struct beside b = {.bench = bench_of(3)};
	assert_true(run_with(&b, 0));
	assert_int_equal(b.calls, 1);
}

/* ---- a job that takes long ---- */

struct long_job {
	atomic_size_t done;
	size_t others; /* done while the first still was not */
};

/* The first ends when all others are done that there are workers for. */
static bool wait_for_others(void *ctx, unsigned worker, size_t i)
{
	struct long_job *j = ctx;
	(void)worker;
	while (i == 0 && atomic_load(&j->done) < pool_workers(2) - 1)
		sched_yield();
	if (i == 0)
		j->others = atomic_load(&j->done);
	atomic_fetch_add(&j->done, 1);
	return true;
}

static bool just_take(void *ctx, unsigned worker, size_t i)
{
	return just_work(ctx, worker, i);
}

static void others_go_on_beside_a_long_job(void **state)
{
	(void)state;
	struct long_job j = {0};
	struct pool_jobs jobs = {
		.count = 100, .ctx = &j, .work = wait_for_others, .take = just_take};
	alarm(HANG_SECONDS);
	assert_true(pool_run(2, &jobs));
	alarm(0);
	assert_int_equal(j.others, pool_workers(2) - 1);
	assert_int_equal(j.done, 100);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(all_jobs_are_taken_in_order),
		cmocka_unit_test(fewer_jobs_than_threads),
		cmocka_unit_test(no_threads_means_one),
		cmocka_unit_test(work_that_fails_stops_the_pool),
		cmocka_unit_test(a_take_that_fails_stops_the_pool),
		cmocka_unit_test(the_first_and_the_last_job_may_fail),
		cmocka_unit_test(takes_need_no_lock),
		cmocka_unit_test(what_was_taken_is_followed),
		cmocka_unit_test(nobody_follows_what_was_stopped),
		cmocka_unit_test(others_go_on_beside_a_long_job),
		cmocka_unit_test(jobs_are_done_beside_the_caller),
		cmocka_unit_test(the_end_of_the_caller_is_theirs),
		cmocka_unit_test(the_caller_is_called_without_jobs),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: ISC */
#include "unit.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <unistd.h>
#include "base/handoff.h"

/* One that waits for ever is a failure too. */
enum { HANG_SECONDS = 120, MANY = 2000, THREADS = 4 };

static void test_order(void **state)
{
	(void)state;
	struct handoff *h = handoff_new(3);
	size_t i = 99;
	assert_non_null(h);
	handoff_give(h, 7);
	handoff_give(h, 0);
	assert_true(handoff_take(h, &i));
	assert_int_equal(i, 7);
	handoff_give(h, 5);
	handoff_end(h);
	assert_true(handoff_take(h, &i));
	assert_int_equal(i, 0);
	assert_true(handoff_take(h, &i));
	assert_int_equal(i, 5);
	assert_false(handoff_take(h, &i));
	assert_false(handoff_take(h, &i));
	assert_int_equal(i, 5);
	handoff_free(h);
}

static void test_none(void **state)
{
	(void)state;
	struct handoff *h = handoff_new(0);
	size_t i;
	assert_non_null(h);
	handoff_give(h, 1); /* which has no room, and goes nowhere */
	handoff_end(h);
	assert_false(handoff_take(h, &i));
	handoff_free(h);
	handoff_free(NULL);
	assert_null(handoff_new(SIZE_MAX));
}

struct bench {
	struct handoff *h;
	atomic_int times[MANY]; /* that each number was taken */
	atomic_size_t waiting;
};

static void *taker(void *arg)
{
	struct bench *b = arg;
	size_t i;
	atomic_fetch_add(&b->waiting, 1);
	while (handoff_take(b->h, &i))
		atomic_fetch_add(&b->times[i], 1);
	return NULL;
}

static void test_threads(void **state)
{
	static struct bench b;
	pthread_t threads[THREADS];
	(void)state;
	b.h = handoff_new(MANY);
	assert_non_null(b.h);
	for (size_t i = 0; i < THREADS; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, taker, &b), 0);
	while (atomic_load(&b.waiting) < THREADS)
		sched_yield(); /* some wait before there is a number, and some for the end */
	for (size_t i = 0; i < MANY; i++)
		handoff_give(b.h, MANY - 1 - i);
	handoff_end(b.h);
	for (size_t i = 0; i < THREADS; i++)
		assert_int_equal(pthread_join(threads[i], NULL), 0);
	for (size_t i = 0; i < MANY; i++)
		assert_int_equal(atomic_load(&b.times[i]), 1);
	handoff_free(b.h);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_none),
		cmocka_unit_test(test_threads),
	};
	alarm(HANG_SECONDS);
	return cmocka_run_group_tests(tests, NULL, NULL);
}

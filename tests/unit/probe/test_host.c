/* SPDX-License-Identifier: ISC */
#include "unit.h"

#include "probe/host.h"

static struct probe_limits limits(unsigned per_host, unsigned per_second)
{
	struct probe_limits l = probe_limits_default;
	l.per_host = per_host;
	l.per_second = per_second;
	return l;
}

static void test_at_most_two_at_once(void **state)
{
	(void)state;
	struct probe_limits l = limits(2, 0);
	struct host h = {0};
	assert_int_equal(host_wait(&h, &l, 1), 0);
	host_begin(&h, 1);
	assert_int_equal(host_wait(&h, &l, 1), 0);
	host_begin(&h, 1);
	assert_int_equal(host_wait(&h, &l, 1), HOST_BUSY);
	host_end(&h);
	assert_int_equal(host_wait(&h, &l, 1), 0);
}

/* In no second, wherever it begins, more than the rate. */
static void check_rate(unsigned rate)
{
	struct probe_limits l = limits(1, rate);
	struct host h = {0};
	int64_t begun[1000];
	size_t n = 0;
	for (int64_t now = 1; now < 5000 && n < 1000; now++) {
		if (host_wait(&h, &l, now) != 0)
			continue;
		host_begin(&h, now);
		host_end(&h);
		begun[n++] = now;
	}
	assert_in_range(n, 5 * rate - rate, 5 * rate);
	for (size_t i = rate; i < n; i++)
		assert_true(begun[i] - begun[i - rate] >= 1000);
}

static void test_rate(void **state)
{
	(void)state;
	check_rate(1);
	check_rate(5);
	check_rate(HOST_WINDOW);
	check_rate(200);
}

static void test_wait_says_how_long(void **state)
{
	(void)state;
	struct probe_limits l = limits(9, 2);
	struct host h = {0};
	host_begin(&h, 100);
	host_begin(&h, 300);
	assert_int_equal(host_wait(&h, &l, 400), 700);
	assert_int_equal(host_wait(&h, &l, 1099), 1);
	assert_int_equal(host_wait(&h, &l, 1100), 0);
	host_pause(&h, 5000);
	host_pause(&h, 3000);
	assert_int_equal(host_wait(&h, &l, 1100), 3900);
}

static void test_breaker(void **state)
{
	(void)state;
	struct probe_limits l = limits(2, 5);
	struct probe_finding bad = {.verdict = PROBE_TIMEOUT},
			     good = {.verdict = PROBE_GOOD};
	struct probe_finding missing = {.verdict = PROBE_NOT_FOUND};
	struct host h = {0};
	for (int i = 0; i < 4; i++)
		host_judge(&h, &l, &bad);
	host_judge(&h, &l, &good);
	for (int i = 0; i < 4; i++)
		host_judge(&h, &l, &bad);
	assert_null(h.broken);
	host_judge(&h, &l, &missing);
	for (int i = 0; i < 5; i++)
		host_judge(&h, &l, &bad);
	assert_ptr_equal(h.broken, &bad);
}

/* All URLs of a host share its name and address. */
static void test_unreached_breaks_at_once(void **state)
{
	(void)state;
	struct probe_limits l = limits(2, 5);
	struct probe_finding unknown = {.verdict = PROBE_UNRESOLVED};
	struct host h = {0};
	host_judge(&h, &l, &unknown);
	assert_ptr_equal(h.broken, &unknown);
}

static void test_slow_after_429(void **state)
{
	(void)state;
	struct probe_limits l = limits(2, 0);
	struct host h = {0}, next = {0};
	host_note_busy(&h, 503, 0, 1000);
	assert_false(h.slow);
	host_note_busy(&h, 429, 2500, 1000);
	host_begin(&h, 1);
	assert_int_equal(host_wait(&h, &l, 2000), HOST_BUSY);
	host_end(&h);
	assert_int_equal(host_wait(&h, &l, 500), 501);
	assert_int_equal(host_wait(&h, &l, 1001), 0);
	/* The next run, two seconds later. */
	assert_int_equal(host_recall(&next, &h.wishes, 1002), 1000);
	assert_true(next.slow);
	/* Much later, and after the clock went wrong. */
	next = (struct host){0};
	assert_int_equal(host_recall(&next, &h.wishes, 1000 + 31 * 86400), 0);
	assert_false(next.slow);
	assert_int_equal(host_recall(&next, &h.wishes, 1000 - 86400), 0);
	assert_false(next.slow);
}

static void test_head_is_remembered(void **state)
{
	(void)state;
	struct host h = {0}, next = {0};
	assert_false(host_note_head(&h, 200, 1000));
	assert_false(host_note_head(&h, 403, 1000)); /* some files of many */
	h = (struct host){0};
	assert_true(host_note_head(&h, 405, 1000));
	assert_false(host_note_head(&h, 405, 1000));
	host_recall(&next, &h.wishes, 2000);
	assert_int_equal(next.skip_head, 405);
	next = (struct host){0};
	host_recall(&next, &h.wishes, 1001 + 30 * 86400);
	assert_int_equal(next.skip_head, 0);
	/* One file of it has answered after all. */
	assert_true(host_note_head(&h, 200, 1000));
	assert_int_equal(h.wishes.get_until, 0);
}

static void test_ahead(void **state)
{
	(void)state;
	struct probe_limits l = limits(2, 5);
	struct host h = {.waiting = 10};
	assert_int_equal(host_ahead(&h, &l, 1), 2000);
	host_pause(&h, 5001);
	assert_int_equal(host_ahead(&h, &l, 1), 7000);
	l.per_second = 0;
	assert_int_equal(host_ahead(&h, &l, 6000), 0);
}

/* Two requests at once that reach nobody are one try of the host, not two. */
static void test_rounds(void **state)
{
	(void)state;
	struct host h = {0};
	assert_int_equal(host_note_unreached(&h, 100), 0);
	host_pause(&h, 200);
	assert_int_equal(host_note_unreached(&h, 150), 0);
	assert_int_equal(host_note_unreached(&h, 200), 1);
	host_pause(&h, 300);
	assert_int_equal(host_note_unreached(&h, 299), 1);
	assert_int_equal(host_note_unreached(&h, 300), 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_at_most_two_at_once),
		cmocka_unit_test(test_rate),
		cmocka_unit_test(test_wait_says_how_long),
		cmocka_unit_test(test_breaker),
		cmocka_unit_test(test_unreached_breaks_at_once),
		cmocka_unit_test(test_slow_after_429),
		cmocka_unit_test(test_head_is_remembered),
		cmocka_unit_test(test_ahead),
		cmocka_unit_test(test_rounds),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

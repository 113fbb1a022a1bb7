/* SPDX-License-Identifier: ISC */
#include "unit.h"

#include "probe/prober.h"

struct world {
	struct unit u;
	struct fg_prober *prober;
};

static int setup(void **state)
{
	struct world *w = calloc(1, sizeof *w);
	unit_open(&w->u);
	w->prober = fg_prober_new(&w->u.arena);
	w->u.settings.prober = w->prober;
	*state = w;
	return 0;
}

static int teardown(void **state)
{
	struct world *w = *state;
	fg_prober_free(w->prober);
	unit_close(&w->u);
	free(w);
	return 0;
}

static void test_nobody_keeps_nothing(void **state)
{
	(void)state;
	struct host h = {.name = "a"};
	prober_keep(NULL, &h, 1);
	prober_spend(NULL, 5);
	assert_int_equal(prober_spent(NULL), 0);
	assert_false(prober_recall(NULL, &h, 1));
	fg_prober_free(NULL);
}

/* The rate holds from one show to the next. */
static void test_rate_goes_on(void **state)
{
	struct world *w = *state;
	struct probe_limits l = probe_limits_default;
	l.per_second = 2;
	struct host one = {.name = "a", .live = 1}, two = {.name = "a"},
		    other = {.name = "b"};
	host_begin(&one, 1000);
	host_begin(&one, 1100);
	prober_keep(w->prober, &one, 1200);
	assert_true(prober_recall(w->prober, &two, 1200));
	assert_int_equal(host_wait(&two, &l, 1200), 800);
	assert_false(prober_recall(w->prober, &other, 1200));
	assert_int_equal(host_wait(&other, &l, 1200), 0);
}

static void test_wishes_go_on(void **state)
{
	struct world *w = *state;
	struct host one = {.name = "a"}, two = {.name = "a"};
	host_note_busy(&one, 429, 3000, 100);
	host_note_head(&one, 405, 100);
	host_pause(&one, 4000);
	prober_keep(w->prober, &one, 1000);
	assert_true(prober_recall(w->prober, &two, 1500));
	assert_true(two.slow);
	assert_int_equal(two.skip_head, 405);
	assert_int_equal(host_wait(&two, &probe_limits_default, 1500), 2500);
	assert_int_equal(two.wishes.not_before, 103);
}

/* A host that is down is left alone by the next shows, for a while, with the same words. */
static void test_broken_for_a_while(void **state)
{
	struct world *w = *state;
	char words[] = "connection refused";
	struct probe_finding refused = {.verdict = PROBE_REFUSED, .detail = words};
	struct host one = {.name = "a"}, two = {.name = "a"}, three = {.name = "a"},
		    four = {.name = "a"};
	host_judge(&one, &probe_limits_default, &refused);
	assert_non_null(one.broken);
	prober_keep(w->prober, &one, 1000);
	memset(words, 'x', sizeof words - 1);
	assert_true(prober_recall(w->prober, &two, 200 * 1000));
	assert_non_null(two.broken);
	assert_int_equal(two.broken->verdict, PROBE_REFUSED);
	assert_string_equal(two.broken->detail, "connection refused");
	/* Who only heard of it does not make it last longer. */
	prober_keep(w->prober, &two, 200 * 1000);
	assert_true(prober_recall(w->prober, &three, 300 * 1000 + 1000));
	assert_null(three.broken);
	assert_int_equal(three.failures, 0);
	prober_keep(w->prober, &three, 300 * 1000 + 1000);
	assert_true(prober_recall(w->prober, &four, 300 * 1000 + 2000));
	assert_null(four.broken);
}

static void test_time_adds_up(void **state)
{
	struct world *w = *state;
	prober_spend(w->prober, 300);
	prober_spend(w->prober, 40);
	assert_int_equal(prober_spent(w->prober), 340);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_nobody_keeps_nothing),
		cmocka_unit_test_setup_teardown(test_rate_goes_on, setup, teardown),
		cmocka_unit_test_setup_teardown(test_wishes_go_on, setup, teardown),
		cmocka_unit_test_setup_teardown(test_broken_for_a_while, setup, teardown),
		cmocka_unit_test_setup_teardown(test_time_adds_up, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: ISC */
#include "unit.h"

#include "base/vec.h"

struct numbers {
	int64_t *data;
	size_t len, cap;
};

static void elements_survive_growth(void **state)
{
	(void)state;
	struct unit u;
	struct numbers v = {0};
	unit_open(&u);
	for (int64_t i = 0; i < 1000; i++)
		*vec_push(&u.arena, &v) = i;
	assert_int_equal(v.len, 1000);
	assert_true(v.cap >= v.len);
	for (int64_t i = 0; i < 1000; i++)
		assert_int_equal(v.data[i], i);
	unit_close(&u);
}

static void new_elements_are_zeroed(void **state)
{
	(void)state;
	struct unit u;
	struct numbers v = {0};
	unit_open(&u);
	for (int i = 0; i < 100; i++) {
		int64_t *e = vec_push(&u.arena, &v);
		assert_int_equal(*e, 0);
		*e = -1;
	}
	unit_close(&u);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(elements_survive_growth),
		cmocka_unit_test(new_elements_are_zeroed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

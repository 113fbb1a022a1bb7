/* SPDX-License-Identifier: ISC */
#include "unit.h"

#include "base/map.h"

static void an_empty_map_has_nothing(void **state)
{
	(void)state;
	struct map m = {0};
	assert_null(map_get(&m, "x"));
	assert_null(map_get(&m, ""));
}

static void all_keys_are_found_again(void **state)
{
	(void)state;
	enum { N = 5000 };
	struct unit u;
	unit_open(&u);
	struct map m = {.arena = &u.arena};
	int *values = arena_array(&u.arena, N, sizeof *values);
	for (int i = 0; i < N; i++)
		map_put(&m, arena_printf(&u.arena, "guid-%d", i), &values[i]);
	assert_int_equal(m.len, N);
	for (int i = 0; i < N; i++)
		assert_ptr_equal(
			map_get(&m, arena_printf(&u.arena, "guid-%d", i)), &values[i]);
	assert_null(map_get(&m, "guid-5000"));
	assert_null(map_get(&m, "guid"));
	unit_close(&u);
}

static void putting_again_replaces(void **state)
{
	(void)state;
	struct unit u;
	int a, b;
	unit_open(&u);
	struct map m = {.arena = &u.arena};
	map_put(&m, "", &a);
	map_put(&m, "key", &a);
	map_put(&m, "key", &b);
	assert_int_equal(m.len, 2);
	assert_ptr_equal(map_get(&m, "key"), &b);
	assert_ptr_equal(map_get(&m, ""), &a);
	unit_close(&u);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_empty_map_has_nothing),
		cmocka_unit_test(all_keys_are_found_again),
		cmocka_unit_test(putting_again_replaces),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: ISC */
#include "unit.h"
#include "base/arena.h"
#include "validate/seen.h"

static void exhausted(void)
{
	fail_msg("out of memory");
}

static void keeps_the_first_place(void **state)
{
	(void)state;
	enum { TEXTS = 20000 };
	struct arena arena;
	struct seen s;
	struct xmlscan_place first;
	arena_init(&arena, exhausted);
	seen_init(&s, &arena);
	for (unsigned i = 0; i < TEXTS; i++) {
		const char *text = arena_printf(&arena, "episode-%u", i);
		assert_false(seen_before(
			&s, text, (struct xmlscan_place){i + 1, i % 7}, &first));
	}
	for (unsigned i = 0; i < TEXTS; i++) {
		const char *text = arena_printf(&arena, "episode-%u", i);
		assert_true(seen_before(&s, text, (struct xmlscan_place){1, 1}, &first));
		assert_int_equal(first.line, i + 1);
		assert_int_equal(first.column, i % 7);
	}
	assert_false(seen_before(&s, "", (struct xmlscan_place){3, 1}, &first));
	assert_true(seen_before(&s, "", (struct xmlscan_place){4, 1}, &first));
	assert_int_equal(first.line, 3);
	seen_release(&s);
	assert_false(seen_before(&s, "episode-1", (struct xmlscan_place){1, 1}, &first));
	seen_release(&s);
	arena_release(&arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(keeps_the_first_place)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

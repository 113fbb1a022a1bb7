/* SPDX-License-Identifier: ISC */
#include "unit.h"

static void text_grows_and_stays_terminated(void **state)
{
	(void)state;
	struct sbuf b;
	sbuf_init(&b, 100000);
	assert_string_equal(b.data, "");
	for (int i = 0; i < 1000; i++) {
		sbuf_char(&b, 'a');
		sbuf_str(&b, "bc");
		sbuf_slice(&b, str_slice(str_of("xdex"), 1, 3));
		sbuf_printf(&b, "%03d", i);
		assert_int_equal(b.len, (i + 1) * 8);
		assert_int_equal(b.data[b.len], '\0');
	}
	assert_false(b.failed);
	assert_memory_equal(b.data + 7992, "abcde999", 9);
	assert_int_equal(sbuf_text(&b).len, 8000);
	sbuf_release(&b);
	assert_string_equal(b.data, "");
	assert_int_equal(b.len, 0);
}

static void nul_bytes_are_bytes(void **state)
{
	(void)state;
	struct sbuf b;
	sbuf_init(&b, 10);
	sbuf_add(&b, "a\0b", 3);
	assert_int_equal(b.len, 3);
	assert_memory_equal(b.data, "a\0b", 4);
	sbuf_release(&b);
}

static void the_cap_is_exact(void **state)
{
	(void)state;
	struct sbuf b;
	sbuf_init(&b, 4);
	sbuf_str(&b, "abcd");
	assert_false(b.failed);
	sbuf_char(&b, 'e');
	assert_true(b.failed);
	assert_string_equal(b.data, "abcd");
	sbuf_release(&b);
}

static void failure_sticks_until_reset(void **state)
{
	(void)state;
	struct sbuf b;
	sbuf_init(&b, 4);
	sbuf_str(&b, "ab");
	sbuf_printf(&b, "%s", "cde");
	assert_true(b.failed);
	sbuf_str(&b, "c");
	assert_string_equal(b.data, "ab");
	sbuf_reset(&b);
	assert_false(b.failed);
	sbuf_str(&b, "c");
	assert_string_equal(b.data, "c");
	sbuf_release(&b);
}

static void cutting_never_lengthens(void **state)
{
	(void)state;
	struct sbuf b;
	sbuf_init(&b, 10);
	sbuf_cut(&b, 3);
	assert_int_equal(b.len, 0);
	sbuf_str(&b, "abc");
	sbuf_cut(&b, 5);
	assert_string_equal(b.data, "abc");
	sbuf_cut(&b, 1);
	assert_string_equal(b.data, "a");
	sbuf_release(&b);
}

static void nothing_added_needs_no_memory(void **state)
{
	(void)state;
	struct sbuf b;
	sbuf_init(&b, 0);
	sbuf_add(&b, NULL, 0);
	sbuf_str(&b, "");
	sbuf_printf(&b, "%s", "");
	assert_false(b.failed);
	assert_int_equal(b.cap, 0);
	sbuf_char(&b, 'x');
	assert_true(b.failed);
	sbuf_release(&b);
}

static jmp_buf ended;

static void on_exhausted(void)
{
	longjmp(ended, 1);
}

static bool ends(const struct sbuf *b)
{
	struct arena a;
	arena_init(&a, on_exhausted);
	if (setjmp(ended))
		return true;
	sbuf_need_memory(b, &a);
	return false;
}

static void a_text_that_is_too_long_lacks_no_memory(void **state)
{
	(void)state;
	struct sbuf b;
	sbuf_init(&b, 2);
	sbuf_str(&b, "abc");
	assert_true(b.failed);
	assert_false(ends(&b));
	sbuf_release(&b);
}

static void lack_of_memory_is_not_forgiven(void **state)
{
	(void)state;
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
	skip(); /* their allocators end the program */
#endif
	volatile size_t more_than_there_is = SIZE_MAX / 4;
	struct sbuf b;
	sbuf_init(&b, SIZE_MAX / 2);
	sbuf_str(&b, "ab");
	assert_false(ends(&b));
	sbuf_add(&b, "c", more_than_there_is);
	assert_true(b.failed);
	assert_string_equal(b.data, "ab");
	assert_true(ends(&b));
	sbuf_reset(&b);
	sbuf_str(&b, "c");
	assert_string_equal(b.data, "");
	assert_true(ends(&b));
	sbuf_release(&b);
	assert_false(ends(&b));
}

/* The text stays where it is when the buffer is gone. */
static void a_text_in_an_arena_outlives_its_buffer(void **state)
{
	(void)state;
	struct arena a;
	struct sbuf b;
	arena_init(&a, abort);
	sbuf_init_in(&b, &a, 1 << 20);
	assert_true(sbuf_reserve(&b, 10));
	assert_string_equal(b.data, "");
	const char *first = arena_strdup(&a, "between");
	for (int i = 0; i < 50000; i++)
		sbuf_printf(&b, "%05d", i);
	const char *text = b.data;
	sbuf_release(&b);
	assert_string_equal(b.data, "");
	assert_int_equal(strlen(text), 250000);
	assert_memory_equal(text + 5 * 4321, "04321", 5);
	assert_string_equal(text + 5 * 49999, "49999");
	assert_string_equal(first, "between");
	arena_release(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_grows_and_stays_terminated),
		cmocka_unit_test(nul_bytes_are_bytes),
		cmocka_unit_test(the_cap_is_exact),
		cmocka_unit_test(failure_sticks_until_reset),
		cmocka_unit_test(cutting_never_lengthens),
		cmocka_unit_test(nothing_added_needs_no_memory),
		cmocka_unit_test(a_text_that_is_too_long_lacks_no_memory),
		cmocka_unit_test(lack_of_memory_is_not_forgiven),
		cmocka_unit_test(a_text_in_an_arena_outlives_its_buffer),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: ISC */
#include "unit.h"

#include <malloc.h>

static struct arena arena;
static jmp_buf out_of_memory;

static void give_up(void)
{
	longjmp(out_of_memory, 1);
}

static int open_arena(void **state)
{
	(void)state;
	arena_init(&arena, give_up);
	return 0;
}

static int close_arena(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

static void memory_is_zeroed_and_aligned(void **state)
{
	(void)state;
	for (size_t size = 0; size < 200; size++) {
		unsigned char *p = arena_alloc(&arena, size);
		assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
		for (size_t i = 0; i < size; i++) {
			assert_int_equal(p[i], 0);
			p[i] = 0xff;
		}
	}
}

static void memory_is_zeroed_after_reset(void **state)
{
	(void)state;
	memset(arena_alloc(&arena, 1000), 0xff, 1000);
	arena_reset(&arena);
	unsigned char *p = arena_alloc(&arena, 1000);
	for (size_t i = 0; i < 1000; i++)
		assert_int_equal(p[i], 0);
}

static void large_objects_leave_the_small_ones_their_block(void **state)
{
	(void)state;
	char *first = arena_strdup(&arena, "first");
	char *large = arena_alloc(&arena, 1 << 20);
	char *second = arena_strdup(&arena, "second");
	memset(large, 'x', 1 << 20);
	assert_string_equal(first, "first");
	assert_string_equal(second, "second");
	/* Not behind the megabyte: in the block of the first. */
	assert_true(second > first && second < first + 64);
}

static void what_grows_keeps_what_it_had(void **state)
{
	(void)state;
	enum { MOST = 1 << 20 };
	const char *small = arena_strdup(&arena, "small");
	size_t was = 8;
	char *grown = arena_grow(&arena, NULL, 0, was);
	memset(grown, 'x', was);
	for (; was < MOST; was *= 2) {
		arena_alloc(&arena, 100); /* somebody else, in between */
		grown = arena_grow(&arena, grown, was, 2 * was);
		assert_int_equal((uintptr_t)grown % _Alignof(max_align_t), 0);
		for (size_t i = 0; i < was; i++)
			assert_int_equal(grown[i], 'x');
		memset(grown + was, 'x', was);
	}
	assert_string_equal(small, "small");
}

static size_t memory_in_use(void)
{
	struct mallinfo2 info = mallinfo2();
	return info.uordblks + info.hblkhd;
}

/* … and gives its old place back. */
static void what_is_large_moves(void **state)
{
	(void)state;
	enum { LARGE = 1 << 20 };
	arena_alloc(&arena, 8);
	size_t before = memory_in_use();
	char *grown = arena_alloc(&arena, LARGE);
	grown = arena_grow(&arena, grown, LARGE, 2 * LARGE);
	arena_grow(&arena, grown, 2 * LARGE, 4 * LARGE);
	assert_true(memory_in_use() - before < 5 * LARGE);
}

static void texts_stand_close(void **state)
{
	(void)state;
	const char *first = arena_strdup(&arena, "ab"),
		   *second = arena_strdup(&arena, "c");
	assert_ptr_equal(second, first + 3);
	assert_int_equal((uintptr_t)arena_alloc(&arena, 1) % _Alignof(max_align_t), 0);
}

static void texts_are_copied(void **state)
{
	(void)state;
	char source[] = "episode";
	char *copy = arena_strdup(&arena, source);
	char *part = arena_strndup(&arena, source, 3);
	source[0] = 'X';
	assert_string_equal(copy, "episode");
	assert_string_equal(part, "epi");
	assert_string_equal(arena_strndup(&arena, NULL, 0), "");
	assert_string_equal(arena_printf(&arena, "%s-%03d", "ep", 7), "ep-007");
	assert_string_equal(arena_printf(&arena, "%s", ""), "");
}

/* What was in two arenas is in one, which goes on in its own block. */
static void arenas_are_joined(void **state)
{
	(void)state;
	struct arena other;
	arena_init(&other, give_up);
	arena_join(&arena, &other);
	assert_null(arena.head);
	const char *first = arena_strdup(&other, "first");
	arena_join(&arena, &other);
	assert_null(other.head);
	const char *second = arena_strdup(&arena, "second");
	const char *third = arena_strdup(&other, "third");
	const char *large = memset(arena_text(&other, 100000), 'x', 100000);
	arena_join(&arena, &other);
	assert_ptr_equal(arena_strdup(&arena, "fourth"), second + sizeof "second");
	assert_string_equal(first, "first");
	assert_string_equal(third, "third");
	assert_int_equal(strlen(large), 100000);
}

static void too_much_calls_the_handler(void **state)
{
	(void)state;
	/* Volatile: they are looked at after the jump. */
	volatile int calls = 0;
	const size_t counts[] = {SIZE_MAX, SIZE_MAX / 2, SIZE_MAX / 8 + 1};
	for (volatile size_t i = 0; i < 3; i++) {
		if (setjmp(out_of_memory) == 0) {
			arena_array(&arena, counts[i], 8);
			fail_msg("%zu objects of 8 bytes were had", counts[i]);
		}
		calls++;
	}
	assert_int_equal(calls, 3);
	assert_non_null(arena_alloc(&arena, 8));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			memory_is_zeroed_and_aligned, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(
			memory_is_zeroed_after_reset, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(
			large_objects_leave_the_small_ones_their_block, open_arena,
			close_arena),
		cmocka_unit_test_setup_teardown(
			texts_are_copied, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(
			texts_stand_close, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(
			what_grows_keeps_what_it_had, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(
			what_is_large_moves, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(
			arenas_are_joined, open_arena, close_arena),
		cmocka_unit_test_setup_teardown(
			too_much_calls_the_handler, open_arena, close_arena),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

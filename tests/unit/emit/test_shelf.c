/* SPDX-License-Identifier: ISC */
/* Shelves: what is put on one is there, or it is said that it is not. */
#include "scratch.h"

#include <sys/resource.h>
#include "base/sbuf.h"

enum { PLACES = 4, LARGE = 100 * 1000 };

/* A shelf in the working folder; NULL: there are no files without names here. */
static struct fg_shelf *shelf_here(struct unit *u)
{
	setenv("TMPDIR", ".", 1);
	return fg_shelf_open(&u->run, PLACES);
}

static void what_is_put_is_there(void **state)
{
	struct unit *u = &((struct scratch *)*state)->u;
	struct fg_shelf *s = shelf_here(u);
	struct sbuf text;
	char *large = arena_text(&u->arena, LARGE);
	if (!s)
		skip();
	memset(large, 'x', LARGE);
	sbuf_init(&text, LARGE);
	fg_shelf_put(s, 2, "two\0three", 9);
	fg_shelf_put(s, 0, large, LARGE);
	fg_shelf_put(s, 3, "", 0);
	assert_true(fg_shelf_get(s, 0, &text));
	assert_int_equal(text.len, LARGE);
	assert_string_equal(text.data, large);
	assert_true(fg_shelf_get(s, 2, &text));
	assert_int_equal(text.len, 9);
	assert_memory_equal(text.data, "two\0three", 10);
	assert_false(fg_shelf_get(s, 1, &text));
	assert_false(fg_shelf_get(s, 3, &text));
	assert_int_equal(names_here(u), 0);
	assert_int_equal(u->diags.len, 0);
	sbuf_release(&text);
	fg_shelf_close(s);
}

static void nothing_comes_back_that_is_longer_than_wanted(void **state)
{
	struct unit *u = &((struct scratch *)*state)->u;
	struct fg_shelf *s = shelf_here(u);
	struct sbuf text;
	if (!s)
		skip();
	sbuf_init(&text, 3);
	fg_shelf_put(s, 0, "four", 4);
	assert_false(fg_shelf_get(s, 0, &text));
	sbuf_release(&text);
	fg_shelf_close(s);
}

/* Then nothing is there any more: the space is for who needs it. */
static void a_full_disk_takes_all_of_it_back(void **state)
{
	struct unit *u = &((struct scratch *)*state)->u;
	struct fg_shelf *s = shelf_here(u);
	struct rlimit most = {6, RLIM_INFINITY}, old;
	struct sbuf text;
	if (!s)
		skip();
	sbuf_init(&text, 100);
	fg_shelf_put(s, 0, "four", 4);
	assert_true(fg_shelf_get(s, 0, &text));
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &most), 0);
	fg_shelf_put(s, 1, "three", 5);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
	fg_shelf_put(s, 2, "two", 3);
	for (size_t i = 0; i < PLACES; i++)
		assert_false(fg_shelf_get(s, i, &text));
	assert_int_equal(u->diags.len, 0);
	sbuf_release(&text);
	fg_shelf_close(s);
}

static void without_a_folder_there_is_none(void **state)
{
	struct unit *u = &((struct scratch *)*state)->u;
	setenv("TMPDIR", "./there/is/none", 1);
	assert_null(fg_shelf_open(&u->run, PLACES));
	fg_shelf_close(NULL);
	assert_int_equal(u->diags.len, 0);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_is_put_is_there),
		TEST(nothing_comes_back_that_is_longer_than_wanted),
		TEST(a_full_disk_takes_all_of_it_back),
		TEST(without_a_folder_there_is_none),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

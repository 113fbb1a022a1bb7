/* SPDX-License-Identifier: ISC */
#include "../tempdir.h"

static void check_file(struct unit *u, const char *path, const char *want)
{
	struct str text;
	struct fs_facts facts;
	assert_int_equal(fs_read(&u->arena, path, 100, &text, &facts), FS_OK);
	assert_string_equal(text.data, want);
}

static size_t count_names(struct unit *u, const char *dir)
{
	struct fs_names names;
	assert_true(fs_list(&u->arena, dir, &names));
	return names.len;
}

static void test_keep(void **state)
{
	struct unit u;
	struct tempdir dir;
	struct stat st;
	(void)state;
	unit_open(&u);
	assert_true(tempdir_enter(&dir));
	assert_true(fg_keep_file(&u.arena, "deep/er/file", "one", 3));
	check_file(&u, "deep/er/file", "one");
	assert_int_equal(stat("deep", &st), 0);
	assert_int_equal(st.st_mode & 0777, 0700);
	assert_int_equal(stat("deep/er/file", &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_true(fg_keep_file(&u.arena, "deep/er/file", "two", 3));
	check_file(&u, "deep/er/file", "two");
	assert_int_equal(count_names(&u, "deep/er"), 1);
	assert_true(tempdir_leave(&dir, &u));
	unit_close(&u);
}

/* Nothing is left behind by what fails. */
static void test_fail(void **state)
{
	struct unit u;
	struct tempdir dir;
	(void)state;
	unit_open(&u);
	assert_true(tempdir_enter(&dir));
	put_file("file", "x");
	assert_false(fg_keep_file(&u.arena, "file/below", "one", 3));
	assert_int_equal(mkdir("folder", 0700), 0);
	assert_false(fg_keep_file(&u.arena, "folder", "one", 3));
	assert_int_equal(count_names(&u, "."), 2);
	assert_int_equal(u.diags.len, 0);
	assert_true(tempdir_leave(&dir, &u));
	unit_close(&u);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_keep),
		cmocka_unit_test(test_fail),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

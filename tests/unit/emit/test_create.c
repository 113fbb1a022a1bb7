/* SPDX-License-Identifier: ISC */
/* New files in a folder: all or none, and what a run leaves that was killed. */
#include "scratch.h"

#include <fcntl.h>
#include <stdio.h>
#include <sys/file.h>

static const struct fg_new_file two[] = {{"a", "A", 1}, {"z", "Z", 1}};

static bool make(struct unit *u, const char *dir)
{
	return fg_create_files(&u->run, dir, two, 2);
}

static void put(const char *path, const char *text)
{
	FILE *f = fopen(path, "w");
	assert_non_null(f);
	assert_true(fputs(text, f) >= 0);
	assert_int_equal(fclose(f), 0);
}

static size_t names_in(struct unit *u, const char *dir)
{
	struct fs_names names = {0};
	assert_true(fs_list(&u->arena, dir, &names));
	return names.len;
}

static void expect_two(struct unit *u, const char *dir, size_t names)
{
	expect_file(u, fs_join(&u->arena, dir, "a"), "A");
	expect_file(u, fs_join(&u->arena, dir, "z"), "Z");
	assert_int_equal(names_in(u, dir), names);
}

static void a_folder_is_made_whole(void **state)
{
	struct unit *u = &((struct scratch *)*state)->u;
	assert_true(make(u, "new"));
	expect_two(u, "new", 2);
	assert_int_equal(mode_of("new"), 0755);
	assert_int_equal(mode_of("new/a"), 0644);
	assert_true(make(u, "new/inner///"));
	expect_two(u, "new/inner", 2);
	assert_int_equal(names_here(u), 1);
	assert_int_equal(u->diags.len, 0);
}

static void a_folder_that_is_there_gets_them(void **state)
{
	struct unit *u = &((struct scratch *)*state)->u;
	put("mine", "mine");
	assert_true(make(u, "."));
	expect_two(u, ".", 3);
	expect_file(u, "mine", "mine");
	assert_int_equal(facts("a").st_nlink, 1);
	assert_int_equal(u->diags.len, 0);
}

static void what_is_there_stays(void **state)
{
	struct unit *u = &((struct scratch *)*state)->u;
	put("z", "mine");
	assert_false(make(u, "."));
	expect_only(u, FG_RULE_EMIT_EXISTS);
	expect_file(u, "z", "mine");
	assert_int_equal(names_here(u), 1);
}

/* Between the look and the end. */
static void what_appears_stays(void **state)
{
	struct unit *u = &((struct scratch *)*state)->u;
	struct fg_creation *c = fg_creation_open(&u->run, ".");
	assert_true(fg_creation_claim(c, "a") && fg_creation_claim(c, "z"));
	assert_true(fg_creation_add(c, &two[0]) && fg_creation_add(c, &two[1]));
	put("z", "mine");
	assert_false(fg_creation_commit(c));
	expect_only(u, FG_RULE_EMIT_EXISTS);
	expect_file(u, "z", "mine");
	assert_int_equal(names_here(u), 1);
}

static void a_folder_that_appears_stays(void **state)
{
	struct unit *u = &((struct scratch *)*state)->u;
	struct fg_creation *c = fg_creation_open(&u->run, "new");
	assert_true(fg_creation_add(c, &two[0]));
	assert_int_equal(mkdir("new", 0755), 0);
	put("new/mine", "mine");
	assert_false(fg_creation_commit(c));
	expect_only(u, FG_RULE_EMIT_EXISTS);
	assert_int_equal(names_in(u, "new"), 1);
	assert_int_equal(names_here(u), 1);
}

static void no_folder_is_said(void **state)
{
	struct unit *u = &((struct scratch *)*state)->u;
	put("file", "text");
	assert_false(make(u, "file"));
	expect_only(u, FG_RULE_EMIT_EXISTS);
	u->diags.len = 0;
	assert_int_equal(symlink("nowhere", "link"), 0);
	assert_false(make(u, "link"));
	expect_only(u, FG_RULE_EMIT_EXISTS);
	u->diags.len = 0;
	assert_false(make(u, "no/parent"));
	expect_only(u, FG_RULE_EMIT_WRITE_FAILED);
	assert_int_equal(names_here(u), 2);
}

static void dropping_leaves_nothing(void **state)
{
	struct unit *u = &((struct scratch *)*state)->u;
	struct fg_creation *c = fg_creation_open(&u->run, "new");
	assert_true(fg_creation_add(c, &two[0]));
	assert_int_equal(names_here(u), 1);
	fg_creation_drop(c);
	assert_int_equal(names_here(u), 0);
}

static void two_runs_do_not_meet(void **state)
{
	struct unit *u = &((struct scratch *)*state)->u;
	struct fg_creation *c = fg_creation_open(&u->run, "new");
	assert_true(fg_creation_add(c, &two[0]));
	assert_null(fg_creation_open(&u->run, "new"));
	expect_only(u, FG_RULE_EMIT_LOCKED);
	assert_true(fg_creation_add(c, &two[1]));
	assert_true(fg_creation_commit(c));
	expect_two(u, "new", 2);
}

/* Opened before the other had made anything. */
static void the_second_of_two_is_told(void **state)
{
	struct unit *u = &((struct scratch *)*state)->u;
	struct fg_creation *a = fg_creation_open(&u->run, ".");
	struct fg_creation *b = fg_creation_open(&u->run, ".");
	assert_true(fg_creation_add(a, &two[0]));
	assert_false(fg_creation_add(b, &two[0]));
	expect_only(u, FG_RULE_EMIT_LOCKED);
	fg_creation_drop(b);
	assert_true(fg_creation_commit(a));
	expect_file(u, "a", "A");
}

/* ---- what a killed run leaves ---- */

static void it_was_killed_before_anything_was_in_place(void **state)
{
	struct unit *u = &((struct scratch *)*state)->u;
	assert_int_equal(mkdir(".new.feedgen", 0755), 0);
	put(".new.feedgen/old", "half");
	assert_true(make(u, "new"));
	expect_two(u, "new", 2);
	assert_int_equal(names_here(u), 1);
}

/* Two of three are in place, of which the last is not. */
static void leave_halfway(void)
{
	assert_int_equal(mkdir(".feedgen-new", 0755), 0);
	put(".feedgen-new/a", "A");
	put(".feedgen-new/b", "B");
	put(".feedgen-new/z", "Z");
	assert_int_equal(symlink("z", ".feedgen-new/.last"), 0);
	assert_int_equal(link(".feedgen-new/a", "a"), 0);
	assert_int_equal(link(".feedgen-new/b", "b"), 0);
}

static void it_was_killed_halfway(void **state)
{
	struct unit *u = &((struct scratch *)*state)->u;
	put("mine", "mine");
	leave_halfway();
	assert_true(make(u, "."));
	expect_two(u, ".", 3);
	assert_int_equal(u->diags.len, 0);
}

static void what_was_changed_since_stays(void **state)
{
	struct unit *u = &((struct scratch *)*state)->u;
	leave_halfway();
	const struct timespec later[] = {{0, UTIME_OMIT}, {4000000000, 0}};
	assert_int_equal(utimensat(AT_FDCWD, "a", later, 0), 0);
	assert_int_equal(unlink("b"), 0);
	put("b", "mine");
	assert_false(make(u, "."));
	expect_only(u, FG_RULE_EMIT_EXISTS);
	expect_file(u, "a", "A");
	expect_file(u, "b", "mine");
	assert_int_equal(names_here(u), 2);
}

/* All was in place, and the run had only to tidy up. */
static void it_was_killed_at_the_end(void **state)
{
	struct unit *u = &((struct scratch *)*state)->u;
	leave_halfway();
	assert_int_equal(link(".feedgen-new/z", "z"), 0);
	assert_false(make(u, "."));
	assert_int_equal(u->diags.len, 2);
	expect_two(u, ".", 3);
}

static void what_is_in_the_way_is_not_touched(void **state)
{
	struct unit *u = &((struct scratch *)*state)->u;
	put(".feedgen-new", "mine");
	assert_false(make(u, "."));
	expect_only(u, FG_RULE_EMIT_TEMP_FOREIGN);
	expect_file(u, ".feedgen-new", "mine");
	u->diags.len = 0;
	assert_int_equal(unlink(".feedgen-new"), 0);
	assert_int_equal(mkdir("other", 0755), 0);
	assert_int_equal(symlink("other", ".feedgen-new"), 0);
	assert_false(make(u, "."));
	expect_only(u, FG_RULE_EMIT_TEMP_FOREIGN);
	assert_int_equal(names_in(u, "other"), 0);
}

/* Not a file of ours, so nothing is taken for rubbish. */
static void a_folder_in_it_is_not_removed(void **state)
{
	struct unit *u = &((struct scratch *)*state)->u;
	assert_int_equal(mkdir(".feedgen-new", 0755), 0);
	assert_int_equal(mkdir(".feedgen-new/dir", 0755), 0);
	assert_false(make(u, "."));
	expect_only(u, FG_RULE_EMIT_WRITE_FAILED);
	assert_int_equal(names_here(u), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_folder_is_made_whole, setup, teardown),
		cmocka_unit_test_setup_teardown(
			a_folder_that_is_there_gets_them, setup, teardown),
		cmocka_unit_test_setup_teardown(what_is_there_stays, setup, teardown),
		cmocka_unit_test_setup_teardown(what_appears_stays, setup, teardown),
		cmocka_unit_test_setup_teardown(
			a_folder_that_appears_stays, setup, teardown),
		cmocka_unit_test_setup_teardown(no_folder_is_said, setup, teardown),
		cmocka_unit_test_setup_teardown(dropping_leaves_nothing, setup, teardown),
		cmocka_unit_test_setup_teardown(two_runs_do_not_meet, setup, teardown),
		cmocka_unit_test_setup_teardown(
			the_second_of_two_is_told, setup, teardown),
		cmocka_unit_test_setup_teardown(
			it_was_killed_before_anything_was_in_place, setup, teardown),
		cmocka_unit_test_setup_teardown(it_was_killed_halfway, setup, teardown),
		cmocka_unit_test_setup_teardown(
			what_was_changed_since_stays, setup, teardown),
		cmocka_unit_test_setup_teardown(
			it_was_killed_at_the_end, setup, teardown),
		cmocka_unit_test_setup_teardown(
			what_is_in_the_way_is_not_touched, setup, teardown),
		cmocka_unit_test_setup_teardown(
			a_folder_in_it_is_not_removed, setup, teardown),
	};
	return cmocka_run_group_tests_name("emit/create", tests, NULL, NULL);
}

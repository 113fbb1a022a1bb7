/* SPDX-License-Identifier: ISC */
/* A folder of files that are made for a show. */
#include "scratch.h"

#include <sys/file.h>

struct want {
	const char *name, *text;
};

static bool stage_all(struct unit *u, struct fg_folder *f, const struct want *files)
{
	for (; files->name; files++) {
		struct fg_folder_file file = {.name = files->name,
			.text = files->text,
			.len = strlen(files->text)};
		if (!fg_folder_stage(f, &u->run, &file))
			return false;
		fg_folder_add(f, &file);
	}
	return true;
}

/* A whole run. */
static struct fg_folder_counts make(struct unit *u, const struct want *files)
{
	struct fg_folder *f = fg_folder_open(&u->run, "t", "show");
	assert_non_null(f);
	assert_true(stage_all(u, f, files));
	assert_true(fg_folder_publish(f));
	fg_folder_sweep(f);
	struct fg_folder_counts n = fg_folder_counts(f);
	fg_folder_close(f);
	return n;
}

static void expect_counts(struct fg_folder_counts n, size_t w, size_t same, size_t gone)
{
	assert_int_equal(n.written, w);
	assert_int_equal(n.unchanged, same);
	assert_int_equal(n.removed, gone);
}

static bool is_there(const char *path)
{
	struct stat st;
	return lstat(path, &st) == 0;
}

static void files_are_made_and_kept(void **state)
{
	struct unit *u = &((struct scratch *)*state)->u;
	const struct want two[] = {{"a.vtt", "A"}, {"b.vtt", "B"}, {NULL, NULL}};
	expect_counts(make(u, two), 2, 0, 0);
	expect_file(u, "t/a.vtt", "A");
	expect_file(u, "t/b.vtt", "B");
	assert_int_equal(mode_of("t/a.vtt"), 0644);
	struct stat list = facts("t/.feedgen-show/files"), a = facts("t/a.vtt");
	expect_counts(make(u, two), 0, 2, 0);
	assert_int_equal(facts("t/a.vtt").st_ino, a.st_ino);
	assert_int_equal(facts("t/.feedgen-show/files").st_ino, list.st_ino);
	assert_int_equal(u->diags.len, 0);
}

static void what_changed_is_replaced_with_its_mode(void **state)
{
	struct unit *u = &((struct scratch *)*state)->u;
	make(u, (const struct want[]){{"a.vtt", "A"}, {"b.vtt", "B"}, {NULL, NULL}});
	assert_int_equal(chmod("t/a.vtt", 0640), 0);
	const struct want next[] = {{"a.vtt", "A2"}, {"b.vtt", "B"}, {NULL, NULL}};
	expect_counts(make(u, next), 1, 1, 0);
	expect_file(u, "t/a.vtt", "A2");
	assert_int_equal(mode_of("t/a.vtt"), 0640);
	/* And again: the list knows the new version. */
	make(u, (const struct want[]){{"a.vtt", "A3"}, {"b.vtt", "B"}, {NULL, NULL}});
	expect_file(u, "t/a.vtt", "A3");
	assert_int_equal(u->diags.len, 0);
}

static void what_is_not_made_any_more_goes(void **state)
{
	struct unit *u = &((struct scratch *)*state)->u;
	make(u, (const struct want[]){{"a.vtt", "A"}, {"b.vtt", "B"}, {NULL, NULL}});
	put_file("t/c.vtt", "C");
	const struct want rest[] = {{"b.vtt", "B"}, {NULL, NULL}};
	expect_counts(make(u, rest), 0, 1, 1);
	assert_false(is_there("t/a.vtt"));
	expect_file(u, "t/b.vtt", "B");
	expect_file(u, "t/c.vtt", "C");
	expect_counts(make(u, rest), 0, 1, 0);
	assert_int_equal(u->diags.len, 0);
}

static void what_somebody_changed_stays(void **state)
{
	struct unit *u = &((struct scratch *)*state)->u;
	const struct want none[] = {{NULL, NULL}};
	make(u, (const struct want[]){{"a.vtt", "A"}, {NULL, NULL}});
	put_file("t/a.vtt", "mine");
	expect_counts(make(u, none), 0, 0, 0);
	expect_file(u, "t/a.vtt", "mine");
	assert_string_equal(unit_diag(u, FG_RULE_EMIT_KEPT)->at.file, "t/a.vtt");
	/* Said once: it is theirs from now on. */
	make(u, none);
	assert_int_equal(unit_count(u, FG_RULE_EMIT_KEPT), 1);
	expect_file(u, "t/a.vtt", "mine");
}

static void refuse(struct unit *u, const char *name)
{
	struct fg_folder *f = fg_folder_open(&u->run, "t", "show");
	assert_non_null(f);
	assert_false(stage_all(u, f, (const struct want[]){{name, "A"}, {NULL, NULL}}));
	const struct fg_diag *last = &u->diags.data[u->diags.len - 1];
	assert_int_equal(last->rule, FG_RULE_EMIT_NOT_OURS);
	assert_non_null(strstr(last->at.file, name));
	fg_folder_close(f);
}

static void what_is_not_ours_is_not_replaced(void **state)
{
	struct unit *u = &((struct scratch *)*state)->u;
	assert_int_equal(mkdir("t", 0755), 0);
	put_file("t/a.vtt", "mine");
	refuse(u, "a.vtt");
	expect_file(u, "t/a.vtt", "mine");
	assert_int_equal(mkdir("t/d.vtt", 0755), 0);
	refuse(u, "d.vtt");
	assert_int_equal(symlink("/dev/null", "t/l.vtt"), 0);
	refuse(u, "l.vtt");
	assert_true(is_there("t/l.vtt"));
	assert_false(is_there("t/.feedgen-show"));
	/* Also if feedgen made it first, and somebody changed it. */
	make(u, (const struct want[]){{"b.vtt", "B"}, {NULL, NULL}});
	put_file("t/b.vtt", "mine");
	refuse(u, "b.vtt");
	expect_file(u, "t/b.vtt", "mine");
}

static void the_same_bytes_count_as_made(void **state)
{
	struct unit *u = &((struct scratch *)*state)->u;
	assert_int_equal(mkdir("t", 0755), 0);
	put_file("t/a.vtt", "A");
	expect_counts(
		make(u, (const struct want[]){{"a.vtt", "A"}, {NULL, NULL}}), 0, 1, 0);
	expect_counts(
		make(u, (const struct want[]){{"a.vtt", "B"}, {NULL, NULL}}), 1, 0, 0);
	expect_file(u, "t/a.vtt", "B");
}

static void a_run_that_fails_leaves_nothing(void **state)
{
	struct unit *u = &((struct scratch *)*state)->u;
	const struct want files[] = {{"a.vtt", "A"}, {NULL, NULL}};
	struct fg_folder *f = fg_folder_open(&u->run, "x/y/t", "show");
	assert_non_null(f);
	assert_true(stage_all(u, f, files));
	fg_folder_close(f);
	assert_false(is_there("x/y/t"));
	make(u, files);
	f = fg_folder_open(&u->run, "t", "show");
	assert_true(stage_all(u, f, (const struct want[]){{"a.vtt", "B"}, {NULL, NULL}}));
	fg_folder_close(f);
	expect_file(u, "t/a.vtt", "A");
	assert_false(is_there("t/.feedgen-show/a.vtt"));
	assert_int_equal(u->diags.len, 0);
}

static void leftovers_of_a_killed_run_go(void **state)
{
	struct unit *u = &((struct scratch *)*state)->u;
	const struct want files[] = {{"a.vtt", "A"}, {NULL, NULL}};
	make(u, files);
	put_file("t/.feedgen-show/z.vtt", "half");
	put_file("t/.feedgen-show/files.new", "half");
	expect_counts(make(u, files), 0, 1, 0);
	assert_false(is_there("t/.feedgen-show/z.vtt"));
	assert_false(is_there("t/.feedgen-show/files.new"));
	assert_false(is_there("t/z.vtt"));
}

/* Killed between the list and the files: the list has both versions, the old one is there. */
static void a_run_killed_in_the_middle_is_taken_up(void **state)
{
	struct unit *u = &((struct scratch *)*state)->u;
	make(u, (const struct want[]){{"a.vtt", "A"}, {NULL, NULL}});
	struct fg_folder *f = fg_folder_open(&u->run, "t", "show");
	assert_true(stage_all(u, f, (const struct want[]){{"a.vtt", "B"}, {NULL, NULL}}));
	assert_true(fg_folder_publish(f));
	fg_folder_close(f);
	put_file("t/a.vtt", "A"); /* as if it had not been replaced */
	make(u, (const struct want[]){{"a.vtt", "C"}, {NULL, NULL}});
	expect_file(u, "t/a.vtt", "C");
	assert_int_equal(u->diags.len, 0);
}

static void a_second_run_is_refused(void **state)
{
	struct unit *u = &((struct scratch *)*state)->u;
	struct fg_folder *f = fg_folder_open(&u->run, "t", "show");
	assert_null(fg_folder_open(&u->run, "t", "show"));
	assert_int_equal(unit_count(u, FG_RULE_EMIT_LOCKED), 1);
	/* Another show is none of its business. */
	struct fg_folder *other = fg_folder_open(&u->run, "t", "another/../show");
	assert_non_null(other);
	fg_folder_close(other);
	fg_folder_close(f);
}

static void shows_do_not_remove_each_others_files(void **state)
{
	struct unit *u = &((struct scratch *)*state)->u;
	make(u, (const struct want[]){{"a.vtt", "A"}, {NULL, NULL}});
	struct fg_folder *f = fg_folder_open(&u->run, "t", "other");
	assert_true(stage_all(u, f, (const struct want[]){{"b.vtt", "B"}, {NULL, NULL}}));
	assert_true(fg_folder_publish(f));
	fg_folder_sweep(f);
	struct fg_folder_file a = {.name = "a.vtt", .text = "X", .len = 1};
	assert_false(fg_folder_stage(f, &u->run, &a));
	fg_folder_close(f);
	expect_file(u, "t/a.vtt", "A");
	expect_file(u, "t/b.vtt", "B");
}

/* A list that somebody wrote leads nowhere else. */
static void a_hostile_list_is_harmless(void **state)
{
	struct unit *u = &((struct scratch *)*state)->u;
	char text[512];
	make(u, (const struct want[]){{"a.vtt", "A"}, {NULL, NULL}});
	put_file("outside", "");
	const char *empty =
		"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
	snprintf(text, sizeof text, "%s  ../outside\n%s  /etc/passwd\nx\n%s  .\n", empty,
		empty, empty);
	put_file("t/.feedgen-show/files", text);
	make(u, (const struct want[]){{NULL, NULL}});
	assert_true(is_there("outside"));
	expect_file(u, "t/a.vtt", "A");
}

static void a_folder_that_cannot_be(void **state)
{
	struct unit *u = &((struct scratch *)*state)->u;
	put_file("t", "a file");
	assert_null(fg_folder_open(&u->run, "t", "show"));
	assert_null(fg_folder_open(&u->run, "t/below", "show"));
	assert_int_equal(unit_count(u, FG_RULE_EMIT_WRITE_FAILED), 2);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(files_are_made_and_kept),
		TEST(what_changed_is_replaced_with_its_mode),
		TEST(what_is_not_made_any_more_goes),
		TEST(what_somebody_changed_stays),
		TEST(what_is_not_ours_is_not_replaced),
		TEST(the_same_bytes_count_as_made),
		TEST(a_run_that_fails_leaves_nothing),
		TEST(leftovers_of_a_killed_run_go),
		TEST(a_run_killed_in_the_middle_is_taken_up),
		TEST(a_second_run_is_refused),
		TEST(shows_do_not_remove_each_others_files),
		TEST(a_hostile_list_is_harmless),
		TEST(a_folder_that_cannot_be),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: ISC */
/* Outputs that are files. */
#include "scratch.h"

#include <sys/resource.h>
#include <sys/time.h>

static void new_file_is_readable_for_all(void **state)
{
	struct unit *u = &((struct scratch *)*state)->u;
	assert_int_equal(emit(u, "feed.xml", "<rss/>\n"), FG_EMIT_WRITTEN);
	expect_file(u, "feed.xml", "<rss/>\n");
	assert_int_equal(mode_of("feed.xml"), 0644);
	assert_int_equal(names_here(u), 1);
	assert_int_equal(u->diags.len, 0);
}

static void new_file_heeds_the_umask(void **state)
{
	struct unit *u = &((struct scratch *)*state)->u;
	umask(027);
	assert_int_equal(emit(u, "feed.xml", "x"), FG_EMIT_WRITTEN);
	assert_int_equal(mode_of("feed.xml"), 0640);
	assert_int_equal(umask(022), 027);
}

static void mode_of_the_old_file_stays(void **state)
{
	static const mode_t modes[] = {0644, 0640, 0600, 0664, 0444};
	struct unit *u = &((struct scratch *)*state)->u;
	for (size_t i = 0; i < sizeof modes / sizeof *modes; i++) {
		unlink("feed.xml");
		put_file("feed.xml", "old");
		assert_int_equal(chmod("feed.xml", modes[i]), 0);
		assert_int_equal(emit(u, "feed.xml", "new"), FG_EMIT_WRITTEN);
		assert_int_equal(mode_of("feed.xml"), modes[i]);
		expect_file(u, "feed.xml", "new");
	}
}

static void same_content_leaves_the_file_alone(void **state)
{
	struct unit *u = &((struct scratch *)*state)->u;
	put_file("feed.xml", "same\n");
	struct timeval then[2] = {{.tv_sec = 1000000000}, {.tv_sec = 1000000000}};
	assert_int_equal(utimes("feed.xml", then), 0);
	struct stat before = facts("feed.xml");
	assert_int_equal(emit(u, "feed.xml", "same\n"), FG_EMIT_UNCHANGED);
	struct stat after = facts("feed.xml");
	assert_int_equal(after.st_ino, before.st_ino);
	assert_int_equal(after.st_mtime, 1000000000);
	assert_int_equal(names_here(u), 1);
}

/* Equal length, one byte other, at the first, a middle and the last place of a file
   larger than every buffer. */
static void one_byte_makes_a_difference(void **state)
{
	enum { SIZE = 200 * 1000 };
	struct unit *u = &((struct scratch *)*state)->u;
	char *text = arena_alloc(&u->arena, SIZE + 1);
	memset(text, 'a', SIZE);
	static const size_t places[] = {0, SIZE / 2, SIZE - 1};
	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		put_file("feed.xml", text);
		assert_int_equal(emit(u, "feed.xml", text), FG_EMIT_UNCHANGED);
		text[places[i]] = 'b';
		assert_int_equal(emit(u, "feed.xml", text), FG_EMIT_WRITTEN);
		expect_file(u, "feed.xml", text);
	}
}

static void pieces_of_any_size_arrive_in_order(void **state)
{
	enum { SIZE = 400 * 1000 };
	struct unit *u = &((struct scratch *)*state)->u;
	char *text = arena_alloc(&u->arena, SIZE + 1);
	for (size_t i = 0; i < SIZE; i++)
		text[i] = (char)('a' + i * i % 23);
	struct fg_stage *s = fg_stage_new(&u->run, "feed.xml");
	assert_non_null(s);
	size_t at = 0;
	for (size_t step = 1; at < SIZE; step = step * 3 + 1) {
		size_t n = step < SIZE - at ? step : SIZE - at;
		assert_true(fg_stage_add(s, text + at, n));
		assert_true(fg_stage_add(s, NULL, 0));
		at += n;
	}
	char back[1000];
	int fd = fg_stage_fd(s);
	assert_int_equal(pread(fd, back, sizeof back, SIZE - 1000), 1000);
	assert_memory_equal(back, text + SIZE - 1000, 1000);
	assert_true(fg_stage_add(s, "end", 3));
	assert_int_equal(fg_stage_commit(s), FG_EMIT_WRITTEN);
	expect_file(u, "feed.xml", arena_printf(&u->arena, "%send", text));
}

static void an_empty_stage_makes_an_empty_file(void **state)
{
	struct unit *u = &((struct scratch *)*state)->u;
	assert_int_equal(emit(u, "feed.xml", ""), FG_EMIT_WRITTEN);
	assert_int_equal(facts("feed.xml").st_size, 0);
	assert_int_equal(emit(u, "feed.xml", ""), FG_EMIT_UNCHANGED);
}

static void a_dropped_stage_leaves_nothing(void **state)
{
	struct unit *u = &((struct scratch *)*state)->u;
	put_file("feed.xml", "old");
	struct fg_stage *s = fg_stage_new(&u->run, "feed.xml");
	assert_non_null(s);
	assert_int_equal(names_here(u), 2);
	assert_true(fg_stage_add(s, "half", 4));
	fg_stage_drop(s);
	fg_stage_drop(NULL);
	assert_int_equal(names_here(u), 1);
	expect_file(u, "feed.xml", "old");
}

static void a_link_stays_and_its_file_is_replaced(void **state)
{
	struct unit *u = &((struct scratch *)*state)->u;
	assert_int_equal(mkdir("site", 0755), 0);
	put_file("site/feed.xml", "old");
	assert_int_equal(symlink("site/feed.xml", "one"), 0);
	assert_int_equal(symlink("one", "two"), 0);
	assert_int_equal(emit(u, "two", "new"), FG_EMIT_WRITTEN);
	assert_true(S_ISLNK(facts("one").st_mode) && S_ISLNK(facts("two").st_mode));
	assert_true(S_ISREG(facts("site/feed.xml").st_mode));
	expect_file(u, "site/feed.xml", "new");
	assert_int_equal(names_here(u), 3);
}

static void a_link_to_nothing_makes_the_file(void **state)
{
	struct scratch *scratch = *state;
	struct unit *u = &scratch->u;
	assert_int_equal(mkdir("site", 0755), 0);
	assert_int_equal(
		symlink(arena_printf(&u->arena, "%s/site/feed.xml", scratch->folder.path),
			"feed.xml"),
		0);
	assert_int_equal(emit(u, "feed.xml", "new"), FG_EMIT_WRITTEN);
	expect_file(u, "site/feed.xml", "new");
	assert_true(S_ISLNK(facts("feed.xml").st_mode));
}

static void a_loop_of_links_is_an_error(void **state)
{
	struct unit *u = &((struct scratch *)*state)->u;
	assert_int_equal(symlink("b", "a"), 0);
	assert_int_equal(symlink("a", "b"), 0);
	assert_int_equal(emit(u, "a", "new"), FG_EMIT_FAILED);
	expect_only(u, FG_RULE_EMIT_WRITE_FAILED);
	assert_non_null(strstr(u->diags.data[0].message, strerror(ELOOP)));
}

static void a_foreign_link_in_a_shared_folder_is_refused(void **state)
{
	struct unit *u = &((struct scratch *)*state)->u;
	if (geteuid() != 0)
		skip();
	assert_int_equal(mkdir("shared", 0755), 0);
	assert_int_equal(chmod("shared", 01777), 0);
	put_file("mine", "precious");
	assert_int_equal(symlink("../mine", "shared/feed.xml"), 0);
	assert_int_equal(lchown("shared/feed.xml", NOBODY, NOBODY), 0);
	assert_int_equal(emit(u, "shared/feed.xml", "new"), FG_EMIT_FAILED);
	expect_only(u, FG_RULE_EMIT_LINK_REFUSED);
	expect_file(u, "mine", "precious");
	/* The near miss: the same link, made by the folder's owner. */
	assert_int_equal(lchown("shared/feed.xml", 0, 0), 0);
	assert_int_equal(emit(u, "shared/feed.xml", "new"), FG_EMIT_WRITTEN);
	expect_file(u, "mine", "new");
}

static void what_cannot_hold_a_feed_is_refused(void **state)
{
	static const char *const paths[] = {"folder", "folder/", ".", "folder/no/"};
	struct unit *u = &((struct scratch *)*state)->u;
	assert_int_equal(mkdir("folder", 0755), 0);
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
		u->diags.len = 0;
		assert_int_equal(emit(u, paths[i], "x"), FG_EMIT_FAILED);
		expect_only(u, FG_RULE_EMIT_NOT_A_FILE);
		assert_string_equal(u->diags.data[0].at.file, paths[i]);
	}
}

static void a_missing_folder_is_named(void **state)
{
	struct unit *u = &((struct scratch *)*state)->u;
	assert_int_equal(emit(u, "no/feed.xml", "x"), FG_EMIT_FAILED);
	expect_only(u, FG_RULE_EMIT_WRITE_FAILED);
	assert_string_equal(u->diags.data[0].message,
		"cannot open the folder no: No such file or directory");
	assert_string_equal(
		u->diags.data[0].hint, "make the folder, or correct its name");
}

static void a_second_stage_is_locked_out(void **state)
{
	struct unit *u = &((struct scratch *)*state)->u;
	put_file("feed.xml", "old");
	assert_int_equal(symlink("feed.xml", "other-name"), 0);
	struct fg_stage *first = fg_stage_new(&u->run, "feed.xml");
	assert_non_null(first);
	assert_null(fg_stage_new(&u->run, "other-name"));
	expect_only(u, FG_RULE_EMIT_LOCKED);
	assert_string_equal(u->diags.data[0].message, "another run is writing feed.xml");
	assert_true(fg_stage_add(first, "new", 3));
	assert_int_equal(fg_stage_commit(first), FG_EMIT_WRITTEN);
	expect_file(u, "feed.xml", "new");
	assert_int_equal(emit(u, "other-name", "newer"), FG_EMIT_WRITTEN);
	expect_file(u, "feed.xml", "newer");
}

static void what_a_killed_run_left_is_taken_over(void **state)
{
	struct unit *u = &((struct scratch *)*state)->u;
	put_file(".feed.xml.feedgen", "much longer than what comes now");
	assert_int_equal(emit(u, "feed.xml", "new"), FG_EMIT_WRITTEN);
	expect_file(u, "feed.xml", "new");
	assert_int_equal(names_here(u), 1);
}

static void a_second_name_of_the_leftover_keeps_its_content(void **state)
{
	struct unit *u = &((struct scratch *)*state)->u;
	put_file("backup", "kept");
	assert_int_equal(link("backup", ".feed.xml.feedgen"), 0);
	assert_int_equal(emit(u, "feed.xml", "new"), FG_EMIT_WRITTEN);
	expect_file(u, "backup", "kept");
	expect_file(u, "feed.xml", "new");
}

/* Runs as nobody, because root may write everywhere. */
static void a_read_only_leftover_is_replaced(void **state)
{
	struct unit *u = &((struct scratch *)*state)->u;
	put_file(".feed.xml.feedgen", "left");
	assert_int_equal(chmod(".feed.xml.feedgen", 0444), 0);
	bool root = geteuid() == 0;
	if (root) {
		assert_int_equal(chown(".", NOBODY, NOBODY), 0);
		assert_int_equal(chown(".feed.xml.feedgen", NOBODY, NOBODY), 0);
		assert_int_equal(seteuid(NOBODY), 0);
	}
	enum fg_emitted result = emit(u, "feed.xml", "new");
	if (root)
		assert_int_equal(seteuid(0), 0);
	assert_int_equal(result, FG_EMIT_WRITTEN);
	expect_file(u, "feed.xml", "new");
	assert_int_equal(names_here(u), 1);
}

static void a_taken_temp_name_is_an_error(void **state)
{
	struct unit *u = &((struct scratch *)*state)->u;
	put_file("victim", "precious");
	assert_int_equal(symlink("victim", ".feed.xml.feedgen"), 0);
	assert_int_equal(emit(u, "feed.xml", "new"), FG_EMIT_FAILED);
	expect_only(u, FG_RULE_EMIT_TEMP_FOREIGN);
	expect_file(u, "victim", "precious");
	assert_int_equal(unlink(".feed.xml.feedgen"), 0);

	u->diags.len = 0;
	assert_int_equal(mkdir(".feed.xml.feedgen", 0755), 0);
	assert_int_equal(emit(u, "feed.xml", "new"), FG_EMIT_FAILED);
	expect_only(u, FG_RULE_EMIT_TEMP_FOREIGN);
	assert_int_equal(rmdir(".feed.xml.feedgen"), 0);
	if (geteuid() != 0)
		return;

	u->diags.len = 0;
	put_file(".feed.xml.feedgen", "of nobody");
	assert_int_equal(chown(".feed.xml.feedgen", NOBODY, NOBODY), 0);
	assert_int_equal(emit(u, "feed.xml", "new"), FG_EMIT_FAILED);
	expect_only(u, FG_RULE_EMIT_TEMP_FOREIGN);
	expect_file(u, ".feed.xml.feedgen", "of nobody");
}

static void a_temp_that_was_swapped_is_not_published(void **state)
{
	struct unit *u = &((struct scratch *)*state)->u;
	put_file("feed.xml", "old");
	struct fg_stage *s = fg_stage_new(&u->run, "feed.xml");
	assert_non_null(s);
	assert_true(fg_stage_add(s, "new", 3));
	assert_int_equal(unlink(".feed.xml.feedgen"), 0);
	put_file(".feed.xml.feedgen", "half of another's");
	assert_int_equal(fg_stage_commit(s), FG_EMIT_FAILED);
	expect_only(u, FG_RULE_EMIT_WRITE_FAILED);
	expect_file(u, "feed.xml", "old");
	expect_file(u, ".feed.xml.feedgen", "half of another's");
}

static void a_failed_write_is_said_once_and_for_all(void **state)
{
	enum { LIMIT = 100 * 1000 };
	struct unit *u = &((struct scratch *)*state)->u;
	put_file("feed.xml", "old");
	struct rlimit old, small;
	getrlimit(RLIMIT_FSIZE, &old);
	small = (struct rlimit){LIMIT, old.rlim_max};
	char *text = arena_alloc(&u->arena, LIMIT);
	memset(text, 'x', LIMIT);
	struct fg_stage *s = fg_stage_new(&u->run, "feed.xml");
	assert_non_null(s);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	assert_true(fg_stage_add(s, text, LIMIT));
	assert_false(fg_stage_add(s, text, LIMIT));
	assert_false(fg_stage_add(s, "x", 1));
	assert_int_equal(fg_stage_fd(s), -1);
	enum fg_emitted result = fg_stage_commit(s);
	setrlimit(RLIMIT_FSIZE, &old);
	assert_int_equal(result, FG_EMIT_FAILED);
	expect_only(u, FG_RULE_EMIT_WRITE_FAILED);
	assert_string_equal(u->diags.data[0].message,
		"cannot write the new file: File too large; feed.xml is unchanged");
	expect_file(u, "feed.xml", "old");
	assert_int_equal(names_here(u), 1);
}

static void a_target_that_became_a_folder_is_an_error(void **state)
{
	struct unit *u = &((struct scratch *)*state)->u;
	struct fg_stage *s = fg_stage_new(&u->run, "feed.xml");
	assert_non_null(s);
	assert_int_equal(mkdir("feed.xml", 0755), 0);
	assert_int_equal(fg_stage_commit(s), FG_EMIT_FAILED);
	expect_only(u, FG_RULE_EMIT_NOT_A_FILE);
	assert_int_equal(names_here(u), 1);
}

static void a_second_name_of_the_feed_is_mentioned(void **state)
{
	struct unit *u = &((struct scratch *)*state)->u;
	put_file("feed.xml", "old");
	assert_int_equal(link("feed.xml", "also.xml"), 0);
	assert_int_equal(emit(u, "feed.xml", "old"), FG_EMIT_UNCHANGED);
	assert_int_equal(u->diags.len, 0);
	assert_int_equal(emit(u, "feed.xml", "new"), FG_EMIT_WRITTEN);
	expect_only(u, FG_RULE_EMIT_HARD_LINK);
	expect_file(u, "also.xml", "old");
}

/* Writes feed.xml, of a group that nobody is not in, as nobody. */
static void emit_as_nobody(struct unit *u, mode_t mode)
{
	put_file("feed.xml", "old");
	assert_int_equal(chown("feed.xml", NOBODY, FOREIGN_GROUP), 0);
	assert_int_equal(chmod("feed.xml", mode), 0);
	assert_int_equal(chown(".", NOBODY, NOBODY), 0);
	assert_int_equal(setegid(NOBODY), 0);
	assert_int_equal(seteuid(NOBODY), 0);
	enum fg_emitted result = emit(u, "feed.xml", "new");
	assert_int_equal(seteuid(0), 0);
	assert_int_equal(setegid(0), 0);
	assert_int_equal(result, FG_EMIT_WRITTEN);
	assert_int_equal(mode_of("feed.xml"), mode);
}

static void a_lost_group_is_told_if_it_matters(void **state)
{
	struct unit *u = &((struct scratch *)*state)->u;
	if (geteuid() != 0)
		skip();
	emit_as_nobody(u, 0644);
	assert_int_equal(u->diags.len, 0);
	emit_as_nobody(u, 0640);
	expect_only(u, FG_RULE_EMIT_GROUP_LOST);
}

static void owner_and_group_stay_when_permitted(void **state)
{
	struct unit *u = &((struct scratch *)*state)->u;
	if (geteuid() != 0)
		skip();
	put_file("feed.xml", "old");
	assert_int_equal(chown("feed.xml", NOBODY, 7), 0);
	assert_int_equal(chmod("feed.xml", 0640), 0);
	assert_int_equal(emit(u, "feed.xml", "new"), FG_EMIT_WRITTEN);
	assert_int_equal(facts("feed.xml").st_uid, NOBODY);
	assert_int_equal(facts("feed.xml").st_gid, 7);
	assert_int_equal(mode_of("feed.xml"), 0640);
}

#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(new_file_is_readable_for_all),
		T(new_file_heeds_the_umask),
		T(mode_of_the_old_file_stays),
		T(same_content_leaves_the_file_alone),
		T(one_byte_makes_a_difference),
		T(pieces_of_any_size_arrive_in_order),
		T(an_empty_stage_makes_an_empty_file),
		T(a_dropped_stage_leaves_nothing),
		T(a_link_stays_and_its_file_is_replaced),
		T(a_link_to_nothing_makes_the_file),
		T(a_loop_of_links_is_an_error),
		T(a_foreign_link_in_a_shared_folder_is_refused),
		T(what_cannot_hold_a_feed_is_refused),
		T(a_missing_folder_is_named),
		T(a_second_stage_is_locked_out),
		T(what_a_killed_run_left_is_taken_over),
		T(a_second_name_of_the_leftover_keeps_its_content),
		T(a_read_only_leftover_is_replaced),
		T(a_taken_temp_name_is_an_error),
		T(a_temp_that_was_swapped_is_not_published),
		T(a_failed_write_is_said_once_and_for_all),
		T(a_target_that_became_a_folder_is_an_error),
		T(a_second_name_of_the_feed_is_mentioned),
		T(a_lost_group_is_told_if_it_matters),
		T(owner_and_group_stay_when_permitted),
	};
	return cmocka_run_group_tests_name("emit/stage", tests, NULL, NULL);
}

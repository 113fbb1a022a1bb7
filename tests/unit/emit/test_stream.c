/* SPDX-License-Identifier: ISC */
/* Outputs that are pipes, devices and standard output. */
#include "scratch.h"

static void a_fifo_gets_all_at_once(void **state)
{
	struct unit *u = &((struct scratch *)*state)->u;
	assert_int_equal(mkfifo("pipe", 0644), 0);
	int reader = open("pipe", O_RDONLY | O_NONBLOCK);
	struct fg_stage *s = fg_stage_new(&u->run, "pipe");
	assert_non_null(s);
	assert_true(fg_stage_add(s, "feed", 4));
	assert_true(fg_stage_fd(s) >= 0);
	char got[16];
	errno = 0;
	assert_int_equal(read(reader, got, sizeof got), -1);
	assert_int_equal(errno, EAGAIN);
	assert_int_equal(fg_stage_commit(s), FG_EMIT_WRITTEN);
	assert_int_equal(read(reader, got, sizeof got), 4);
	assert_memory_equal(got, "feed", 4);
	assert_int_equal(read(reader, got, sizeof got), 0);
	close(reader);
	assert_int_equal(names_here(u), 1);
}

static void a_reader_that_left_is_an_error(void **state)
{
	struct unit *u = &((struct scratch *)*state)->u;
	assert_int_equal(mkfifo("pipe", 0644), 0);
	int reader = open("pipe", O_RDONLY | O_NONBLOCK);
	struct fg_stage *s = fg_stage_new(&u->run, "pipe");
	assert_non_null(s);
	assert_true(fg_stage_add(s, "feed", 4));
	close(reader);
	assert_int_equal(fg_stage_commit(s), FG_EMIT_FAILED);
	expect_only(u, FG_RULE_EMIT_PIPE_CLOSED);
}

/* Emits to standard output while descriptor fd (-1: nothing) is in its place. */
static enum fg_emitted emit_to_stdout(struct unit *u, const char *path, int fd)
{
	fflush(stdout);
	int saved = dup(STDOUT_FILENO);
	if (fd >= 0)
		dup2(fd, STDOUT_FILENO);
	else
		close(STDOUT_FILENO);
	enum fg_emitted result = emit(u, path, "feed");
	dup2(saved, STDOUT_FILENO);
	close(saved);
	return result;
}

static void standard_output_has_many_names(void **state)
{
	static const char *const names[] = {
		NULL, "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"};
	struct unit *u = &((struct scratch *)*state)->u;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		put_file("out", "before ");
		int fd = open("out", O_WRONLY | O_APPEND);
		struct stat before = facts("out");
		assert_int_equal(emit_to_stdout(u, names[i], fd), FG_EMIT_WRITTEN);
		close(fd);
		expect_file(u, "out", "before feed");
		assert_int_equal(facts("out").st_ino, before.st_ino);
	}
}

static void a_closed_standard_output_is_an_error(void **state)
{
	struct unit *u = &((struct scratch *)*state)->u;
	assert_int_equal(emit_to_stdout(u, NULL, -1), FG_EMIT_FAILED);
	expect_only(u, FG_RULE_EMIT_STDOUT_CLOSED);
	assert_null(u->diags.data[0].at.file);

	/* As a program has it that filled the gap. */
	u->diags.len = 0;
	int fd = open("/dev/null", O_RDONLY);
	assert_int_equal(emit_to_stdout(u, NULL, fd), FG_EMIT_FAILED);
	close(fd);
	expect_only(u, FG_RULE_EMIT_STDOUT_CLOSED);
}

static void a_full_device_is_an_error(void **state)
{
	struct unit *u = &((struct scratch *)*state)->u;
	assert_int_equal(emit(u, "/dev/full", "feed"), FG_EMIT_FAILED);
	expect_only(u, FG_RULE_EMIT_WRITE_FAILED);
	assert_string_equal(u->diags.data[0].message,
		"cannot write: No space left on device; "
		"nothing was written to /dev/full");
	assert_int_equal(emit(u, "/dev/null", "feed"), FG_EMIT_WRITTEN);
}

#define T(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		T(a_fifo_gets_all_at_once),
		T(a_reader_that_left_is_an_error),
		T(standard_output_has_many_names),
		T(a_closed_standard_output_is_an_error),
		T(a_full_device_is_an_error),
	};
	return cmocka_run_group_tests_name("emit/stream", tests, NULL, NULL);
}

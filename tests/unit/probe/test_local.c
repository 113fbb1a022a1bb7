/* SPDX-License-Identifier: ISC */
#include "unit.h"

#include <sys/stat.h>
#include <unistd.h>
#include "probe/local.h"

static struct local_facts look(const char *file)
{
	struct unit u;
	unit_open(&u);
	struct listen listen = {.run = &u.run, .limits = &probe_limits_default};
	struct local_facts local = local_look(&listen, file);
	listen_release(&listen);
	unit_close(&u);
	return local;
}

static void write_file(const char *name, const char *text)
{
	FILE *f = fopen(name, "w");
	assert_non_null(f);
	fputs(text, f);
	assert_int_equal(fclose(f), 0);
}

static int enter_scratch(void **state)
{
	static char dir[] = "feedgen-local-XXXXXX";
	const char *base = getenv("TMPDIR");
	*state = dir;
	return chdir(base ? base : P_tmpdir) != 0 || !mkdtemp(dir) || chdir(dir) != 0;
}

static int leave_scratch(void **state)
{
	unlink("a.mp3");
	unlink("b.M4A");
	unlink("empty.mp3");
	rmdir("folder.mp3");
	return chdir("..") != 0 || rmdir(*state) != 0;
}

static void test_a_file(void **state)
{
	(void)state;
	write_file("a.mp3", "12345");
	struct local_facts l = look("a.mp3");
	assert_int_equal(l.length, 5);
	assert_string_equal(l.type, "audio/mpeg");
	assert_null(l.problem);
	write_file("b.M4A", "1");
	assert_string_equal(look("b.M4A").type, "audio/x-m4a");
}

static void test_no_file(void **state)
{
	(void)state;
	struct local_facts l = look(NULL);
	assert_int_equal(l.length, 0);
	assert_null(l.type);
	assert_null(l.problem);
}

static void test_what_is_wrong(void **state)
{
	(void)state;
	write_file("empty.mp3", "");
	assert_int_equal(mkdir("folder.mp3", 0700), 0);
	assert_string_equal(look("empty.mp3").problem, "it is empty");
	assert_string_equal(look("folder.mp3").problem, "it is not a file");
	struct local_facts l = look("none.mp3");
	assert_string_equal(l.problem, "there is no such file");
	assert_string_equal(l.type, "audio/mpeg");
	assert_int_equal(l.length, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_file),
		cmocka_unit_test(test_no_file),
		cmocka_unit_test(test_what_is_wrong),
	};
	return cmocka_run_group_tests(tests, enter_scratch, leave_scratch);
}

/* SPDX-License-Identifier: ISC */
#include "html_unit.h"

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include "render/markdown.h"

/* Without memory a body is rendered whole or the run ends: never less than all of it, never
   a crash. cmark and libxml2 have ideas of their own about that. */

enum { DONE = 0, ENDED = 3, DIFFERENT = 9 };

static void end(void)
{
	_exit(ENDED);
}

/* Bytes of address space that this process has; 0: it is not told. */
static rlim_t address_space(void)
{
	char line[256] = "";
	FILE *statm = fopen("/proc/self/statm", "r");
	if (!statm)
		return 0;
	if (!fgets(line, sizeof line, statm))
		line[0] = '\0';
	fclose(statm);
	return strtoul(line, NULL, 10) * (rlim_t)sysconf(_SC_PAGESIZE);
}

/* Renders text as a process of so much more memory than it has now. */
static void render_in(const char *text, const char *expected, size_t bytes)
{
	struct arena a;
	struct sbuf out;
	const char *problem;
	const struct html_rules full = {.full = true};
	const struct rlimit limit = {address_space() + bytes, RLIM_INFINITY};
	setrlimit(RLIMIT_AS, &limit);
	arena_init(&a, end);
	sbuf_init(&out, 1 << 24);
	struct html_doc *doc = markdown_parse(&a, str_of(text), &problem);
	if (!doc)
		_exit(DIFFERENT);
	html_write(&a, doc, &full, &out);
	if (out.failed)
		_exit(ENDED);
	_exit(strcmp(out.data, expected) == 0 ? DONE : DIFFERENT);
}

static void try_all(const char *text, size_t step, size_t most)
{
	struct unit u;
	struct sbuf expected;
	const char *problem;
	const struct html_rules full = {.full = true};
	bool ended = false, done = false;
	unit_open(&u);
	sbuf_init(&expected, 1 << 24);
	html_write(&u.arena, markdown_parse(&u.arena, str_of(text), &problem), &full,
		&expected);
	for (size_t bytes = 0; bytes <= most; bytes += step) {
		int status = 0;
		pid_t child = fork();
		assert_true(child >= 0);
		if (child == 0)
			render_in(text, expected.data, bytes);
		assert_int_equal(waitpid(child, &status, 0), child);
		if (!WIFEXITED(status))
			fail_msg("with %zu bytes: signal %d", bytes, WTERMSIG(status));
		if (WEXITSTATUS(status) != DONE)
			assert_int_equal(WEXITSTATUS(status), ENDED);
		ended = ended || WEXITSTATUS(status) == ENDED;
		done = done || WEXITSTATUS(status) == DONE;
	}
	assert_true(ended && done);
	sbuf_release(&expected);
	unit_close(&u);
}

static char *repeat(struct unit *u, const char *piece, size_t n)
{
	size_t len = strlen(piece);
	char *text = arena_alloc(&u->arena, n * len + 1);
	for (size_t i = 0; i < n; i++)
		memcpy(text + i * len, piece, len);
	return text;
}

static void test_out_of_memory(void **state)
{
	struct unit u;
	(void)state;
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
	skip(); /* they need more address space than there is */
#endif
	unit_open(&u);
	const char *plain = "*some* [text](https://a.test/) `with` **all** "
			    "https://b.test/\n\n- of\n- it\n\n";
	const char *raw = "<div>\n\nsome <b>text</b> &copy; <a "
			  "href='https://a.test/'>x</a>\n\n</div>\n\n";
	try_all(repeat(&u, plain, 2000), 300 * 1024, 10 * 1024 * 1024);
	try_all(repeat(&u, raw, 2000), 300 * 1024, 10 * 1024 * 1024);
	unit_close(&u);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_out_of_memory),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

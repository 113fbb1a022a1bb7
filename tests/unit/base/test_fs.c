/* SPDX-License-Identifier: ISC */
#include "unit.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>
#include "base/fs.h"

/* No call here may block; if one does, the test dies. */
enum { HANG_SECONDS = 60, LIMIT = 1000 };

struct bench {
	struct unit u;
	const char *dir;
};

static int open_bench(void **state)
{
	struct bench *b = calloc(1, sizeof *b);
	const char *tmp = getenv("TMPDIR");
	unit_open(&b->u);
	char *dir = arena_printf(&b->u.arena, "%s/test_fs_XXXXXX", tmp ? tmp : P_tmpdir);
	b->dir = mkdtemp(dir);
	assert_non_null(b->dir);
	signal(SIGPIPE, SIG_IGN);
	alarm(HANG_SECONDS);
	*state = b;
	return 0;
}

static int close_bench(void **state)
{
	struct bench *b = *state;
	struct fs_names names;
	assert_true(fs_list(&b->u.arena, b->dir, &names));
	for (size_t i = 0; i < names.len; i++) {
		const char *path = fs_join(&b->u.arena, b->dir, names.data[i]);
		if (unlink(path) != 0)
			rmdir(path);
	}
	rmdir(b->dir);
	unit_close(&b->u);
	free(b);
	alarm(0);
	return 0;
}

static const char *in(struct bench *b, const char *name)
{
	return fs_join(&b->u.arena, b->dir, name);
}

static const char *put(struct bench *b, const char *name, const char *data, size_t len)
{
	const char *path = in(b, name);
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	assert_true(fd >= 0);
	assert_true(fs_write_all(fd, data, len));
	close(fd);
	return path;
}

static enum fs_result read_file(struct bench *b, const char *path, struct str *text)
{
	struct fs_facts facts;
	return fs_read(&b->u.arena, path, LIMIT, text, &facts);
}

static void a_file_is_read_whole(void **state)
{
	struct bench *b = *state;
	struct fs_facts facts, again;
	struct str text;
	const char *path = put(b, "a.md", "one\0two", 7);
	assert_int_equal(fs_read(&b->u.arena, path, LIMIT, &text, &facts), FS_OK);
	assert_int_equal(text.len, 7);
	assert_memory_equal(text.data, "one\0two\0", 8);
	assert_int_equal(facts.size, 7);
	assert_int_equal(fs_stat(path, &again), FS_OK);
	assert_int_equal(again.inode, facts.inode);
	assert_int_equal(again.mtime_ns, facts.mtime_ns);
	assert_int_equal(again.size, 7);
}

static void of_a_long_file_the_head_is_read(void **state)
{
	struct bench *b = *state;
	struct fs_facts facts;
	struct str text;
	const char *path = put(b, "head", "0123456789", 10);
	for (size_t head = 0; head < 13; head++) {
		assert_int_equal(
			fs_read_head(&b->u.arena, path, head, &text, &facts), FS_OK);
		assert_int_equal(text.len, head < 10 ? head : 10);
		assert_memory_equal(text.data, "0123456789", text.len);
		assert_int_equal(text.data[text.len], '\0');
		assert_int_equal(facts.size, 10);
	}
}

static void an_empty_file_is_an_empty_text(void **state)
{
	struct bench *b = *state;
	struct str text;
	assert_int_equal(read_file(b, put(b, "empty", "", 0), &text), FS_OK);
	assert_int_equal(text.len, 0);
	assert_string_equal(text.data, "");
}

static void the_limit_is_exact(void **state)
{
	struct bench *b = *state;
	struct str text;
	char data[LIMIT + 1];
	memset(data, 'x', sizeof data);
	assert_int_equal(read_file(b, put(b, "fits", data, LIMIT), &text), FS_OK);
	assert_int_equal(text.len, LIMIT);
	assert_int_equal(
		read_file(b, put(b, "more", data, LIMIT + 1), &text), FS_TOO_LARGE);
}

static void a_huge_file_is_not_read(void **state)
{
	struct bench *b = *state;
	struct str text;
	const char *path = put(b, "huge", "", 0);
	assert_int_equal(truncate(path, (off_t)1 << 40), 0);
	assert_int_equal(read_file(b, path, &text), FS_TOO_LARGE);
}

static void what_cannot_be_read_says_why(void **state)
{
	struct bench *b = *state;
	struct str text;
	struct fs_facts facts;
	errno = 0;
	assert_int_equal(read_file(b, in(b, "missing"), &text), FS_FAILED);
	assert_int_equal(errno, ENOENT);
	errno = 0;
	assert_int_equal(fs_stat(in(b, "missing"), &facts), FS_FAILED);
	assert_int_equal(errno, ENOENT);
	assert_int_equal(symlink("loop", in(b, "loop")), 0);
	errno = 0;
	assert_int_equal(read_file(b, in(b, "loop"), &text), FS_FAILED);
	assert_int_equal(errno, ELOOP);
}

static void only_files_are_read(void **state)
{
	struct bench *b = *state;
	struct str text;
	struct fs_facts facts;
	struct sockaddr_un name = {.sun_family = AF_UNIX};
	assert_int_equal(mkfifo(in(b, "fifo"), 0600), 0);
	assert_int_equal(mkdir(in(b, "folder"), 0700), 0);
	snprintf(name.sun_path, sizeof name.sun_path, "%s", in(b, "socket"));
	int s = socket(AF_UNIX, SOCK_STREAM, 0);
	assert_int_equal(bind(s, (const struct sockaddr *)&name, sizeof name), 0);
	const char *paths[] = {in(b, "fifo"), in(b, "folder"), in(b, "socket"),
		"/dev/null", "/dev/zero"};
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
		assert_int_equal(read_file(b, paths[i], &text), FS_NOT_FILE);
		assert_int_equal(fs_stat(paths[i], &facts), FS_NOT_FILE);
	}
	close(s);
}

static void links_are_followed(void **state)
{
	struct bench *b = *state;
	struct str text;
	put(b, "target", "text", 4);
	assert_int_equal(symlink("target", in(b, "link")), 0);
	assert_int_equal(read_file(b, in(b, "link"), &text), FS_OK);
	assert_string_equal(text.data, "text");
}

static void a_file_that_lies_about_its_size_is_not_believed(void **state)
{
	struct bench *b = *state;
	struct str text;
	/* The kernel says that it has no bytes, and then gives some. */
	if (!fs_exists("/proc/self/status"))
		skip();
	assert_int_equal(read_file(b, "/proc/self/status", &text), FS_CHANGING);
}

static void names_come_in_byte_order(void **state)
{
	struct bench *b = *state;
	struct fs_names names;
	const char *expected[] = {".hidden", "10.md", "9.md", "A.md", "a\nb.md", "a.md",
		"b.md", "\xc3\xa9.md", "\xff.md"};
	const size_t n = sizeof expected / sizeof *expected;
	for (size_t i = n; i > 0; i--)
		put(b, expected[i - 1], "", 0);
	assert_true(fs_list(&b->u.arena, b->dir, &names));
	assert_int_equal(names.len, n);
	for (size_t i = 0; i < n; i++)
		assert_string_equal(names.data[i], expected[i]);
}

static void a_folder_that_is_none_has_no_names(void **state)
{
	struct bench *b = *state;
	struct fs_names names;
	const char *file = put(b, "file", "", 0);
	errno = 0;
	assert_false(fs_list(&b->u.arena, in(b, "missing"), &names));
	assert_int_equal(errno, ENOENT);
	errno = 0;
	assert_false(fs_list(&b->u.arena, file, &names));
	assert_int_equal(errno, ENOTDIR);
	assert_int_equal(mkdir(in(b, "empty"), 0700), 0);
	assert_true(fs_list(&b->u.arena, in(b, "empty"), &names));
	assert_int_equal(names.len, 0);
}

static void kinds(void **state)
{
	struct bench *b = *state;
	const char *file = put(b, "file", "", 0);
	assert_true(fs_is_dir(b->dir));
	assert_false(fs_is_dir(file));
	assert_false(fs_is_dir(in(b, "missing")));
	assert_true(fs_exists(file));
	assert_true(fs_exists(b->dir));
	assert_false(fs_exists(in(b, "missing")));
}

static void paths(void **state)
{
	struct bench *b = *state;
	struct arena *a = &b->u.arena;
	assert_string_equal(fs_join(a, "episodes", "1.md"), "episodes/1.md");
	assert_string_equal(fs_join(a, "episodes/", "1.md"), "episodes/1.md");
	assert_string_equal(fs_join(a, "/", "1.md"), "/1.md");
	assert_string_equal(fs_join(a, "", "1.md"), "1.md");
	assert_string_equal(fs_join(a, ".", "1.md"), "1.md");
	assert_string_equal(fs_dirname(a, "episodes/1.md"), "episodes");
	assert_string_equal(fs_dirname(a, "a/b/c"), "a/b");
	assert_string_equal(fs_dirname(a, "a//b"), "a");
	assert_string_equal(fs_dirname(a, "episodes/"), ".");
	assert_string_equal(fs_dirname(a, "1.md"), ".");
	assert_string_equal(fs_dirname(a, ""), ".");
	assert_string_equal(fs_dirname(a, "/1.md"), "/");
	assert_string_equal(fs_dirname(a, "/"), "/");
}

/* ---- writing ---- */

struct drain {
	int fd;
	size_t len;
	bool intact; /* the bytes were those that were sent */
};

static void *drain_main(void *arg)
{
	struct drain *d = arg;
	char data[700];
	ssize_t n;
	d->intact = true;
	while ((n = read(d->fd, data, sizeof data)) > 0) {
		for (ssize_t i = 0; i < n; i++, d->len++)
			d->intact = d->intact && data[i] == (char)('a' + d->len % 26);
	}
	return NULL;
}

static void short_writes_are_continued(void **state)
{
	struct bench *b = *state;
	enum { SIZE = 1 << 20 };
	int ends[2];
	pthread_t thread;
	char *data = arena_alloc(&b->u.arena, SIZE);
	for (size_t i = 0; i < SIZE; i++)
		data[i] = (char)('a' + i % 26);
	assert_int_equal(pipe(ends), 0);
	/* A pipe that does not block: writes are cut short and refused (EAGAIN). */
	assert_int_equal(fcntl(ends[1], F_SETFL, O_NONBLOCK), 0);
	struct drain d = {.fd = ends[0]};
	assert_int_equal(pthread_create(&thread, NULL, drain_main, &d), 0);
	bool ok = fs_write_all(ends[1], data, SIZE);
	close(ends[1]);
	pthread_join(thread, NULL);
	close(ends[0]);
	assert_true(ok);
	assert_int_equal(d.len, SIZE);
	assert_true(d.intact);
}

static void a_write_that_fails_says_why(void **state)
{
	(void)state;
	int ends[2];
	assert_int_equal(pipe(ends), 0);
	close(ends[0]);
	errno = 0;
	assert_false(fs_write_all(ends[1], "x", 1));
	assert_int_equal(errno, EPIPE);
	assert_true(fs_write_all(ends[1], "", 0));
	close(ends[1]);
	int full = open("/dev/full", O_WRONLY | O_CLOEXEC);
	if (full < 0)
		return;
	errno = 0;
	assert_false(fs_write_all(full, "x", 1));
	assert_int_equal(errno, ENOSPC);
	close(full);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, open_bench, close_bench)

/* Some file systems tell of a full disk when a file is closed. */
static void what_fails_first_is_what_closing_says(void **state)
{
	(void)state;
	int fd = open("/dev/null", O_WRONLY | O_CLOEXEC);
	assert_true(fs_close_written(fd, true));
	errno = ENOSPC;
	assert_false(fs_close_written(fd, true)); /* it is closed already */
	assert_int_equal(errno, EBADF);
	errno = ENOSPC;
	assert_false(fs_close_written(fd, false));
	assert_int_equal(errno, ENOSPC);
}

static void seen_from_a_folder(void **state)
{
	struct bench *b = *state;
	struct arena *a = &b->u.arena;
	static const struct {
		const char *dir, *path, *seen; /* the folders in the bench's */
	} rows[] = {
		{"a", "c", "a/c"},
		{"a", "../c", "c"},
		{"a", "..//c/../d", "c/../d"},
		{"a", "..", "a/.."},
		{"link", "../c", "link/../c"},
		{"none", "../c", "none/../c"},
		{"a/..", "../c", "a/../../c"},
	};
	assert_int_equal(mkdir(fs_join(a, b->dir, "a"), 0700), 0);
	assert_int_equal(symlink("a", fs_join(a, b->dir, "link")), 0);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_string_equal(
			fs_seen_from(a, fs_join(a, b->dir, rows[i].dir), rows[i].path),
			fs_join(a, b->dir, rows[i].seen));
	assert_string_equal(fs_seen_from(a, "a", "/c"), "/c");
	assert_string_equal(fs_seen_from(a, ".", "../c"), "../c");
	assert_string_equal(fs_seen_from(a, "/", "../c"), "/../c");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_file_is_read_whole),
		TEST(of_a_long_file_the_head_is_read),
		TEST(an_empty_file_is_an_empty_text),
		TEST(the_limit_is_exact),
		TEST(a_huge_file_is_not_read),
		TEST(what_cannot_be_read_says_why),
		TEST(only_files_are_read),
		TEST(links_are_followed),
		TEST(a_file_that_lies_about_its_size_is_not_believed),
		TEST(names_come_in_byte_order),
		TEST(a_folder_that_is_none_has_no_names),
		TEST(kinds),
		TEST(paths),
		TEST(seen_from_a_folder),
		TEST(short_writes_are_continued),
		TEST(a_write_that_fails_says_why),
		TEST(what_fails_first_is_what_closing_says),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: ISC */
#include "../tempdir.h"

#include "base/hash.h"
#include "base/trace.h"

enum { NOW = 1717243200, DAY = 24 * 60 * 60 };

struct bench {
	struct unit u;
	struct tempdir dir;
	struct traces traces;
	enum fg_severity levels[FG_RULE_COUNT];
	struct fg_stamp stamp;
	struct sbuf text;
};

/* A build at NOW that has looked at a.md, at b.md, which is not there, and at the folder. */
static void open_bench(struct bench *b)
{
	struct fs_names names;
	memset(b, 0, sizeof *b);
	unit_open(&b->u);
	assert_true(tempdir_enter(&b->dir));
	put_file("a.md", "text");
	traces_init(&b->traces, &b->u.arena);
	b->u.settings.traces = &b->traces;
	trace_file(&b->traces, "a.md");
	trace_file(&b->traces, "b.md");
	trace_file(&b->traces, "a.md");
	assert_true(fs_list(&b->u.arena, ".", &names));
	trace_list(&b->traces, ".", &names);
	b->stamp = (struct fg_stamp){.key = "k",
		.from = NOW,
		.until = NOW + DAY,
		.episodes = 3,
		.scheduled = 1,
		.next_due = -5,
		.levels = b->levels,
		.diags.arena = &b->u.arena};
	sbuf_init(&b->text, 1 << 20);
}

static void close_bench(struct bench *b)
{
	sbuf_release(&b->text);
	assert_true(tempdir_leave(&b->dir, &b->u));
	unit_close(&b->u);
}

/* Long after everything here was written. */
static bool leave(struct bench *b)
{
	int64_t later = fs_clock() + 10 * (int64_t)1000000000;
	sbuf_reset(&b->text);
	return fg_stamp_text(&b->u.run, &b->stamp, later, &b->text);
}

static bool holds_for(struct bench *b, const char *key, struct fg_stamp *was)
{
	return fg_stamp_holds(&b->u.run, b->text.data, b->text.len, key, was);
}

static bool holds(struct bench *b)
{
	struct fg_stamp was;
	return holds_for(b, "k", &was);
}

static void test_holds(void **state)
{
	struct bench b;
	struct fg_stamp was;
	(void)state;
	open_bench(&b);
	assert_int_equal(b.traces.files.len, 2);
	assert_true(leave(&b));
	assert_true(holds_for(&b, "k", &was));
	assert_int_equal(was.episodes, 3);
	assert_int_equal(was.scheduled, 1);
	assert_int_equal(was.next_due, -5);
	assert_int_equal(was.diags.len, 0);
	assert_false(holds_for(&b, "another", &was));
	close_bench(&b);
}

/* What is said comes back with each of its parts. */
static void test_findings(void **state)
{
	struct bench b;
	struct fg_stamp was;
	struct fg_diag said = {.rule = FG_RULE_URL_RELATIVE,
		.at = {"dir/a b.md", 3, 7},
		.related = {"b.md", 4, 0},
		.element = "audio",
		.message = "tab\there, \\x41, \xc3\xa9 and\nline"};
	(void)state;
	open_bench(&b);
	b.stamp.diags.data = &said;
	b.stamp.diags.len = 1;
	b.levels[FG_RULE_URL_RELATIVE] = FG_HINT;
	assert_true(leave(&b));
	assert_true(holds_for(&b, "k", &was));
	assert_int_equal(was.diags.len, 1);
	const struct fg_diag *d = &was.diags.data[0];
	assert_int_equal(d->rule, FG_RULE_URL_RELATIVE);
	assert_string_equal(d->at.file, "dir/a b.md");
	assert_int_equal(d->at.line, 3);
	assert_int_equal(d->at.column, 7);
	assert_string_equal(d->related.file, "b.md");
	assert_int_equal(d->related.line, 4);
	assert_string_equal(d->element, "audio");
	assert_string_equal(d->message, said.message);
	assert_null(d->hint);
	assert_int_equal(was.levels[FG_RULE_URL_RELATIVE], FG_HINT);
	assert_int_equal(was.levels[FG_RULE_FILE_CHANGED], FG_OFF);
	close_bench(&b);
}

/* Of one of these rules all findings are counted, of the other some. */
static void test_untold(void **state)
{
	struct bench b;
	struct fg_stamp was;
	struct fg_diag said = {.rule = FG_RULE_URL_RELATIVE, .message = "one"};
	size_t untold[FG_RULE_COUNT] = {0};
	(void)state;
	open_bench(&b);
	b.stamp.diags.data = &said;
	b.stamp.diags.len = 1;
	b.stamp.untold = untold;
	untold[FG_RULE_URL_RELATIVE] = 41;
	untold[FG_RULE_FILE_CHANGED] = 50000;
	b.levels[FG_RULE_URL_RELATIVE] = FG_WARNING;
	b.levels[FG_RULE_FILE_CHANGED] = FG_HINT;
	assert_true(leave(&b));
	assert_true(holds_for(&b, "k", &was));
	assert_int_equal(was.diags.len, 1);
	for (size_t i = 0; i < FG_RULE_COUNT; i++) {
		assert_int_equal(was.untold[i], untold[i]);
		assert_int_equal(was.levels[i], b.levels[i]);
	}
	close_bench(&b);
}

static void test_clock(void **state)
{
	struct bench b;
	(void)state;
	open_bench(&b);
	trace_until(&b.traces, NOW + 60);
	assert_true(leave(&b));
	b.u.settings.now = NOW + 59;
	assert_true(holds(&b));
	b.u.settings.now = NOW + 60;
	assert_false(holds(&b));
	b.u.settings.now = NOW - 1;
	assert_false(holds(&b));
	b.u.settings.now = NOW;
	b.traces.until = INT64_MAX;
	assert_true(leave(&b));
	b.u.settings.now = NOW + DAY - 1;
	assert_true(holds(&b));
	b.u.settings.now = NOW + DAY;
	assert_false(holds(&b));
	close_bench(&b);
}

/* Each with the stamp of before. */
static void test_changes(void **state)
{
	struct bench b;
	(void)state;
	open_bench(&b);
	assert_true(leave(&b));
	put_file("c.md", "one more name");
	assert_false(holds(&b));
	unlink("c.md");
	assert_true(holds(&b));
	assert_int_equal(rename("a.md", "c.md"), 0);
	assert_false(holds(&b));
	close_bench(&b);

	open_bench(&b);
	assert_true(leave(&b));
	put_file("a.md", "longer text");
	assert_false(holds(&b));
	close_bench(&b);
}

static void test_absent_appears(void **state)
{
	struct bench b;
	(void)state;
	open_bench(&b);
	b.traces.names.len = 0;
	assert_true(leave(&b));
	assert_true(holds(&b));
	put_file("b.md", "");
	assert_false(holds(&b));
	close_bench(&b);
}

/* The time of the content can be set back; that of the change cannot. */
static void test_same_size_and_time(void **state)
{
	struct bench b;
	struct stat st;
	(void)state;
	open_bench(&b);
	assert_true(leave(&b));
	assert_int_equal(stat("a.md", &st), 0);
	int64_t before = fs_clock();
	while (fs_clock() == before) {
	}
	put_file("a.md", "Text");
	const struct timespec times[] = {st.st_atim, st.st_mtim};
	assert_int_equal(utimensat(AT_FDCWD, "a.md", times, 0), 0);
	assert_false(holds(&b));
	close_bench(&b);
}

static void test_link(void **state)
{
	struct bench b;
	(void)state;
	open_bench(&b);
	b.traces.names.len = 0;
	put_file("one", "1");
	assert_int_equal(link("one", "two"), 0);
	assert_int_equal(symlink("one", "link"), 0);
	char *real = realpath("link", NULL);
	trace_real(&b.traces, "link", real);
	free(real);
	assert_true(leave(&b));
	assert_true(holds(&b));
	assert_int_equal(unlink("link"), 0);
	assert_int_equal(symlink("two", "link"), 0);
	assert_false(holds(&b));
	close_bench(&b);
}

/* No stamp is left when one more change might not show, or by who asked a server. */
static void test_not_left(void **state)
{
	struct bench b;
	struct fs_mark mark;
	(void)state;
	open_bench(&b);
	mark = fs_mark("a.md");
	sbuf_reset(&b.text);
	assert_false(fg_stamp_text(&b.u.run, &b.stamp, mark.ctime_ns, &b.text));
	sbuf_reset(&b.text);
	assert_true(fg_stamp_text(&b.u.run, &b.stamp,
		mark.ctime_ns + 2 * (int64_t)1000000000 + 1, &b.text));
	trace_once(&b.traces);
	assert_false(leave(&b));
	b.u.settings.traces = NULL;
	assert_false(leave(&b));
	close_bench(&b);
}

/* Whatever byte is another, or missing. */
static void test_damage(void **state)
{
	struct bench b;
	struct fg_stamp was;
	(void)state;
	open_bench(&b);
	assert_true(leave(&b));
	char *bytes = arena_strndup(&b.u.arena, b.text.data, b.text.len);
	for (size_t i = 0; i < b.text.len; i++) {
		assert_false(fg_stamp_holds(&b.u.run, bytes, i, "k", &was));
		bytes[i] ^= 1;
		assert_false(fg_stamp_holds(&b.u.run, bytes, b.text.len, "k", &was));
		bytes[i] ^= 1;
	}
	assert_true(fg_stamp_holds(&b.u.run, bytes, b.text.len, "k", &was));
	close_bench(&b);
}

/* The sum is right, what it is of is not. */
static void test_foreign(void **state)
{
#define KEYED "feedgen-stamp 2\nkey\tk\n"
#define HEAD  KEYED "from\t0\tuntil\t9999999999\ncounts\t0\t0\t0\t0\t0\n"
	static const char *const texts[] = {"", "\n", "feedgen-stamp 2\n", KEYED,
		KEYED "from\t0\tuntil\t9999999999\n", HEAD "\n", HEAD "folder\ta\n",
		HEAD "file\t1\n", HEAD "file\t0\t0\t0\t0\t0\t2\t-\n",
		HEAD "file\t0\t0\t0\t0\t0\t99999999999\t=a\n",
		HEAD "file\t0\t0\t0\t0\t0\t2\t=\\x0\n",
		HEAD "file\t0\t0\t0\t0\t0\t2\t=\\x00\n", HEAD "rule\t4\t0\tno/such\n",
		HEAD "rule\t0\t0\turl/relative\n", HEAD "rule\t5\t0\turl/relative\n",
		HEAD "found\t0\t1\t1\t0\t0\t-\t-\t-\t=m\t-\n",
		HEAD "rule\t2\t0\turl/relative\nfound\t0\t1\t1\t0\t0\t-\t-\t-\t-\t-\n",
		HEAD "rule\t2\t0\turl/relative\nfound\t-1\t1\t1\t0\t0\t-\t-\t-\t=m\t-\n",
		HEAD "real\t=nowhere\t=nowhere\n", HEAD "names\tx\t=nowhere\n",
		KEYED "from\t0\tuntil\t9999999999\ncounts\t-1\t0\t0\t0\t0\n"};
	struct bench b;
	struct fg_stamp was;
	char hash[SHA256_TEXT_SIZE];
	(void)state;
	open_bench(&b);
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		assert_true(sha256_text(texts[i], strlen(texts[i]), hash));
		const char *whole =
			arena_printf(&b.u.arena, "%send\t%s\n", texts[i], hash);
		if (fg_stamp_holds(&b.u.run, whole, strlen(whole), "k", &was))
			fail_msg("number %zu is believed: %s", i, texts[i]);
	}
	const char *good = HEAD "file\t0\t0\t0\t0\t0\t2\t=nowhere\n"
				"rule\t2\t0\turl/relative\n"
				"found\t0\t1\t1\t0\t0\t-\t-\t-\t=m\t-\n";
	assert_true(sha256_text(good, strlen(good), hash));
	good = arena_printf(&b.u.arena, "%send\t%s\n", good, hash);
	assert_true(fg_stamp_holds(&b.u.run, good, strlen(good), "k", &was));
	close_bench(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_holds),
		cmocka_unit_test(test_findings),
		cmocka_unit_test(test_untold),
		cmocka_unit_test(test_clock),
		cmocka_unit_test(test_changes),
		cmocka_unit_test(test_absent_appears),
		cmocka_unit_test(test_same_size_and_time),
		cmocka_unit_test(test_link),
		cmocka_unit_test(test_not_left),
		cmocka_unit_test(test_damage),
		cmocka_unit_test(test_foreign),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: ISC */
/* Where front matter begins and ends, and what text may hold. */
#include "folder.h"

#define UNCLOSED  FG_RULE_FRONT_MATTER_UNCLOSED
#define NONE      FG_RULE_FILE_NO_FRONT_MATTER
#define ENCODING  FG_RULE_FILE_ENCODING
#define CHARACTER FG_RULE_FILE_CHARACTER

struct fault {
	const char *text;
	size_t len; /* 0: up to its NUL */
	struct expected is;
};

#define BYTES(text) text, sizeof text - 1

static const struct fault faults[] = {
	/* Y12: closed by a line that is exactly the fence */
	{"---\ntitle: x\n", 0, {UNCLOSED, 1, 1, "never closed", "exactly ---"}},
	{"---\ntitle: x\n --- \ny: z", 0, {UNCLOSED, 1, 1, "never closed", NULL}},
	{"---", 0, {UNCLOSED, 1, 1, "never closed", NULL}},
	{"+++\ntitle = 1\n---\n", 0, {UNCLOSED, 1, 1, "+++ opens", "exactly +++"}},
	{"+++\n...\n", 0, {UNCLOSED, 1, 1, "+++ opens", NULL}},
	{"---\na: b\n--- \nx\n---\n", 0,
		{UNCLOSED, 3, 1, "“--- ” does not", "nothing behind"}},
	{"---\na: b\n---\t\nx\n", 0, {UNCLOSED, 3, 1, "does not close", NULL}},
	{"---\na: b\n----\nx\n", 0, {UNCLOSED, 3, 1, "“----” does not", NULL}},
	{"+++\na = 1\n++++\nx\n", 0, {UNCLOSED, 3, 1, "“++++” does not", NULL}},
	/* F29: no front matter */
	{"", 0, {NONE, 0, 0, "is empty", NULL}},
	{" \n\n", 0, {NONE, 0, 0, "is empty", NULL}},
	{"# Notes\n", 0, {NONE, 1, 1, "does not begin", NULL}},
	{"----\na: b\n---\n", 0, {NONE, 1, 1, NULL, "exactly three"}},
	{"\n---\na: b\n---\n", 0, {NONE, 1, 1, NULL, "first column of the first line"}},
	{" ---\na: b\n---\n", 0, {NONE, 1, 1, NULL, "first column of the first line"}},
	{"{\"title\": \"x\"}\n", 0, {NONE, 1, 1, NULL, "JSON"}},
	{"{% include x %}\n", 0, {NONE, 1, 1, NULL, NULL}},
	{"---js\n{ title: \"x\" }\n---\n", 0,
		{FG_RULE_FRONT_MATTER_UNSUPPORTED, 1, 4, "language “js”",
			"between lines of ---"}},
	{"--- coffee \ntitle: x\n---\n", 0,
		{FG_RULE_FRONT_MATTER_UNSUPPORTED, 1, 4, "language “coffee”", NULL}},
	{"---toml\ntitle = 'x'\n+++\n", 0, {UNCLOSED, 1, 1, NULL, "exactly ---"}},
	{"--- a text, said she\n---\n", 0, {NONE, 1, 1, NULL, NULL}},
	{"{\n\"title\": \"x\"\n }\n", 0, {UNCLOSED, 1, 1, "{ opens", "exactly }"}},
	{"---json\n{\"a\": 1}\n", 0, {UNCLOSED, 1, 1, "--- opens", "exactly ---"}},
	{"{\n\"title\": \"x\"\n\"date\": \"y\"\n}\n", 0,
		{FG_RULE_FRONT_MATTER_SYNTAX, 3, 1, "a comma is missing",
			"behind what stands before"}},
	/* halves of a pair, and what stands behind a whole one */
	{"{\n\"title\": \"a\\ud83d\"\n}\n", 0,
		{FG_RULE_FRONT_MATTER_SYNTAX, 2, 12, "\\ud83d is half of a pair",
			"UTF-8"}},
	{"{\n\"title\": \"\\uD83D\\uDE00\\uDE00\"\n}\n", 0,
		{FG_RULE_FRONT_MATTER_SYNTAX, 2, 23, "\\uDE00 is half of a pair", NULL}},
	{"---json\n{\"title\": \"\\uD83D\\u0041\"}\n---\n", 0,
		{FG_RULE_FRONT_MATTER_SYNTAX, 2, 12, "\\uD83D is half", NULL}},
	{"{\n\"title\": \"\\uD83D\\uDE00\" \"date\": 1\n}\n", 0,
		{FG_RULE_FRONT_MATTER_SYNTAX, 2, 25, "a comma is missing", NULL}},
	{"{\n\"ä\": \"\\uD83D\\uDE00\", \"title\": \"ö\\uD83D\\uDE00 "
	 "\\uD83D\\uDE00\\q\"\n}\n",
		0, {FG_RULE_FRONT_MATTER_SYNTAX, 2, 58, "an unknown escape", NULL}},
	{"{\n\"title\": \"\\uD83D\\uDE00\\\\ud83d\\u12\"\n}\n", 0,
		{FG_RULE_FRONT_MATTER_SYNTAX, 2, 32, "hexdecimal", NULL}},
	{"{\n\"title\": \"\\uD83D\\uDE00 a\nb\" \"c\": 1\n}\n", 0,
		{FG_RULE_FRONT_MATTER_SYNTAX, 3, 4, "comma", NULL}},
	{"{\n\"title\": \"\\uD83D\\uDE00 a\\\nb\"\n}\n", 0,
		{FG_RULE_FRONT_MATTER_SYNTAX, 2, 25, "a backslash ends the line", NULL}},
	{"{\n\"title\": \"\\uD83D\\uDE00\\u\n", 0, {UNCLOSED, 1, 1, "{ opens", NULL}},
	{"Note: all prose\n\nMore.\n", 0, {NONE, 1, 1, NULL, NULL}},
	{"title of it: x\n", 0, {NONE, 1, 1, NULL, NULL}},
	{"Title:x\n", 0, {NONE, 1, 1, NULL, NULL}},
	/* F25: other encodings */
	{"---\na: caf\xe9 x\n---\n", 0,
		{ENCODING, 2, 7, "byte 0xE9 is not UTF-8",
			"Windows-1252, where this byte is é"}},
	{"---\na: \x81\n---\n", 0,
		{ENCODING, 2, 4, "byte 0x81", "save the file as UTF-8"}},
	{"---\na: \xe2\x80x\n---\n", 0, {ENCODING, 2, 4, "byte 0xE2", "save the file"}},
	{"---\na: \xed\xa0\x80\n---\n", 0, {ENCODING, 2, 4, "byte 0xED", NULL}},
	{"---\na: \xc0\xaf\n---\n", 0, {ENCODING, 2, 4, "byte 0xC0", NULL}},
	{BYTES("\xff\xfe-\0-\0-\0\n\0"), {ENCODING, 1, 1, "UTF-16", "iconv -f UTF-16"}},
	{BYTES("\xfe\xff\0-\0-\0-\0\n"), {ENCODING, 1, 1, "UTF-16", NULL}},
	{BYTES("-\0-\0-\0\n\0"), {ENCODING, 1, 1, "UTF-16", NULL}},
	/* F28 and what else XML cannot hold */
	{BYTES("---\ntitle: x\0y\n---\n"), {CHARACTER, 2, 9, "a NUL byte", NULL}},
	{"---\na: \xef\xbf\xbe\n---\n", 0, {CHARACTER, 2, 4, "U+FFFE", NULL}},
	/* header lines */
	{"Title: a\nTitle: b\n", 0,
		{FG_RULE_FRONT_MATTER_DUPLICATE_KEY, 2, 1, "“Title” is given twice",
			NULL}},
};

static void finds_faults(void **state)
{
	struct folder *f = *state;
	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++) {
		const struct fault *t = &faults[i];
		put_bytes("a.md", t->text, t->len ? t->len : strlen(t->text));
		assert_int_equal(read_folder(f)->len, 0);
		expect_only(&f->u, &t->is);
	}
}

/* In the text behind the front matter: found when that is read. */
static const struct fault body_faults[] = {
	{"---\na: b\n---\n\xc3\xa9 \x93x\n", 0,
		{ENCODING, 4, 3, "byte 0x93", "this byte is “: convert"}},
	{BYTES("---\na: b\n---\n\xc3\xa9\xc3\xa9\0"),
		{CHARACTER, 4, 3, "a NUL byte", NULL}},
	{"---\na: b\n---\nx \x0b y\n", 0, {CHARACTER, 4, 3, "U+000B", NULL}},
	{"---\na: b\n---\r\n\r\n\x1bx\n", 0, {CHARACTER, 5, 1, "U+001B", NULL}},
	{"Title: x\n\n\xe9\n", 0, {ENCODING, 3, 1, "byte 0xE9", NULL}},
};

static void finds_faults_of_the_body(void **state)
{
	struct folder *f = *state;
	for (size_t i = 0; i < sizeof body_faults / sizeof *body_faults; i++) {
		const struct fault *t = &body_faults[i];
		struct fg_body body;
		put_bytes("a.md", t->text, t->len ? t->len : strlen(t->text));
		const struct fg_episodes *all = read_folder(f);
		assert_true(
			all->len == 0 || !fg_read_body(&f->u.run, all->data[0], &body));
		expect_only(&f->u, &t->is);
	}
}

/* Front matter that is longer than what is read of a file at first. */
static void reads_long_front_matter(void **state)
{
	struct folder *f = *state;
	char text[16 * 1024];
	struct fg_body body;
	for (int pad = 4040; pad < 4100; pad++) {
		snprintf(text, sizeof text, "---\ntitle: x\n#%0*d\n---\nbody\n---\n", pad,
			0);
		put_file("a.md", text);
		const struct fg_episodes *all = read_folder(f);
		expect_none(&f->u);
		assert_int_equal(all->len, 1);
		assert_string_equal(all->data[0]->title, "x");
		assert_true(fg_read_body(&f->u.run, all->data[0], &body));
		assert_string_equal(body.text, "body\n---\n");
		assert_int_equal(body.line, 5);
	}
}

struct split {
	const char *text;
	const char *title; /* NULL: none */
	unsigned body_line;
	const char *body;
};

static const struct split splits[] = {
	{"---\ntitle: x\n---\nbody\n", "x", 4, "body\n"},
	{"---\ntitle: x\n...\nbody\n", "x", 4, "body\n"},
	{"--- \t\ntitle: x\n---\nbody\n", "x", 4, "body\n"},
	{"+++\ntitle = 'x'\n+++\n\nbody", "x", 4, "\nbody"},
	/* JSON */
	{"{\n\t\"title\": \"a\\/\\u00e9\",\n\t\"x\":{\n\t}\n}\nbody\n", "a/é", 6,
		"body\n"},
	{"{\n\"title\": \"a\\\\ud83d\\ud83D\\uDe00\\uD83D\\uDE01!\", \"y\": 1\n}\nbody\n",
		"a\\ud83d😀😁!", 4, "body\n"},
	{"{\n}\n{\n}\n", NULL, 3, "{\n}\n"},
	{"---json\n{\"title\":\"x\",\n \"y\": [1, null]}\n---\nbody\n", "x", 5, "body\n"},
	{"---toml\ntitle = 'x'\n---\nbody\n", "x", 4, "body\n"},
	{"---yaml\ntitle: x\n---\nbody\n", "x", 4, "body\n"},
	{"---\ntitle: x\n---\nbody\n\n---\n\nmore\n", "x", 4, "body\n\n---\n\nmore\n"},
	{"---\n---\nbody\n", NULL, 3, "body\n"},
	{"---\n---", NULL, 3, ""},
	{"---\n# only a comment\n---\n", NULL, 4, ""},
	{"---\ntitle: x\n---", "x", 4, ""},
	{"---\ntitle: |\n  x\n   ---\n---\n", "x\n ---", 6, ""},
	/* F26, F27: byte order mark; CRLF, CR and a mixture */
	{"\xef\xbb\xbf---\ntitle: x\n---\nbody\n", "x", 4, "body\n"},
	{"---\r\ntitle: x\r\n---\r\nbody\r\nmore\r\n", "x", 4, "body\nmore\n"},
	{"---\rtitle: x\r---\rbody\rmore\r", "x", 4, "body\nmore\n"},
	{"\xef\xbb\xbf---\r\ntitle: x\n---\rbody\r\n\nmore", "x", 4, "body\n\nmore"},
	/* header lines */
	{"Title: x\nDate: 2020-01-02\n\nbody\n", "x", 3, "\nbody\n"},
	{"title:   x y \n", "x y", 2, ""},
	{"Title: x\n    y\n\tz\nbody\n", "x y z", 4, "body\n"},
	{"date: 2020-01-02\nTitle:\nbody\n", NULL, 3, "body\n"},
	{"Title: null\n\nbody\n", "null", 2, "\nbody\n"},
};

static void splits_files(void **state)
{
	struct folder *f = *state;
	for (size_t i = 0; i < sizeof splits / sizeof *splits; i++) {
		const struct split *t = &splits[i];
		struct fg_body body;
		put_file("a.md", t->text);
		const struct fg_episodes *all = read_folder(f);
		expect_none(&f->u);
		assert_int_equal(all->len, 1);
		const struct fg_episode *ep = all->data[0];
		if (t->title)
			assert_string_equal(ep->title, t->title);
		else
			assert_null(ep->title);
		assert_int_equal(ep->body_line, t->body_line);
		assert_true(fg_read_body(&f->u.run, ep, &body));
		assert_string_equal(body.text, t->body);
		assert_int_equal(body.len, strlen(t->body));
		assert_int_equal(body.line, t->body_line);
	}
}

static void places_header_lines(void **state)
{
	struct folder *f = *state;
	const struct fg_episode *ep = read_file(f, "a.md",
		"Title: é\nSummary:  two\n    lines\nDate: 2020-01-02\n\nbody\n");
	expect_none(&f->u);
	expect_at(ep->at[FG_EP_TITLE], 1, 8, FG_WRITTEN);
	expect_at(ep->at[FG_EP_DESCRIPTION], 2, 11, FG_WRITTEN);
	expect_at(ep->at[FG_EP_DATE], 4, 7, FG_WRITTEN);
	assert_string_equal(ep->description, "two lines");
}

static void reads_whole_yaml_files(void **state)
{
	struct folder *f = *state;
	const struct fg_episode *ep = read_file(f, "a.yaml", "title: x\naudio: a.mp3\n");
	expect_none(&f->u);
	assert_string_equal(ep->title, "x");
	expect_at(ep->at[FG_EP_AUDIO], 2, 8, FG_WRITTEN);
	assert_non_null(read_file(f, "a.YML", "---\ntitle: x\n"));
	assert_null(read_file(f, "a.yaml", "layout: x\n"));
	expect_only(&f->u,
		&(struct expected){FG_RULE_FILE_NO_EPISODE, 0, 0, "is left out", NULL});
	/* What is wrong with a file that is none of ours is none of our business. */
	assert_null(read_file(f, "a.yaml", "duration: [x]\nexplicit: maybe\n"));
	expect_only(&f->u, &(struct expected){FG_RULE_FILE_NO_EPISODE, 0, 0, NULL, NULL});
	assert_null(read_file(f, "a.yaml", ""));
	assert_null(read_file(f, "a.yaml", "kind: show\nmetadata: {name: x}\n"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(finds_faults, folder_open, folder_close),
		cmocka_unit_test_setup_teardown(
			finds_faults_of_the_body, folder_open, folder_close),
		cmocka_unit_test_setup_teardown(
			reads_long_front_matter, folder_open, folder_close),
		cmocka_unit_test_setup_teardown(splits_files, folder_open, folder_close),
		cmocka_unit_test_setup_teardown(
			places_header_lines, folder_open, folder_close),
		cmocka_unit_test_setup_teardown(
			reads_whole_yaml_files, folder_open, folder_close),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

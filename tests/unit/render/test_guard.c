/* SPDX-License-Identifier: ISC */
#include "unit.h"

#include <sys/resource.h>
#include <time.h>
#include "render/guard.h"

enum { LINE = 10, SIZE = 64 * 1024 };

/* ---- limits ---- */

static bool passes(struct unit *u, const char *text)
{
	struct fg_episode ep = {.file = "e.md"};
	u->diags.len = 0;
	struct fg_body body = {text, strlen(text), LINE};
	bool ok = guard_notes(&u->run, &ep, &body, NOTES_MAX);
	assert_int_equal(u->diags.len, !ok);
	return ok;
}

/* before, piece so many times, after; in u's arena. */
static const char *repeat(struct unit *u, const char *before, const char *piece,
	size_t times, const char *after)
{
	struct sbuf s;
	sbuf_init(&s, 16 << 20);
	sbuf_str(&s, before);
	for (size_t i = 0; i < times; i++)
		sbuf_str(&s, piece);
	sbuf_str(&s, after);
	const char *text = arena_strndup(&u->arena, s.data, s.len);
	sbuf_release(&s);
	return text;
}

static void assert_refused(struct unit *u, int rule, unsigned line, const char *message)
{
	const struct fg_diag *d = unit_diag(u, rule);
	assert_string_equal(d->message, message);
	assert_string_equal(d->at.file, "e.md");
	assert_int_equal(d->at.line, line);
	assert_int_equal(fg_rule_at((size_t)rule)->severity, FG_FATAL);
}

static void test_size(void **state)
{
	(void)state;
	struct unit u;
	unit_open(&u);
	assert_true(passes(&u, ""));
	assert_true(passes(&u, repeat(&u, "", "a", NOTES_MAX, "")));
	assert_false(passes(&u, repeat(&u, "", "a", NOTES_MAX, "b")));
	assert_refused(&u, FG_RULE_NOTES_LARGE, LINE,
		"the notes have 1048577 bytes; 1048576 are allowed");
	unit_close(&u);
}

static void test_depth(void **state)
{
	(void)state;
	static const char message[] = "this line stands in more than 64 quotes and lists";
	struct unit u;
	unit_open(&u);
	assert_true(passes(&u, repeat(&u, "a\n\n", "> ", 64, "a")));
	assert_false(passes(&u, repeat(&u, "a\n\n", "> ", 65, "a")));
	assert_refused(&u, FG_RULE_NOTES_NESTED, LINE + 2, message);
	assert_true(passes(&u, repeat(&u, "", "- ", 64, "a")));
	assert_false(passes(&u, repeat(&u, "", "- ", 65, "a")));
	assert_false(passes(&u, repeat(&u, "", "> - ", 33, "a")));
	assert_false(passes(&u, repeat(&u, "", "1) ", 65, "a")));
	assert_true(passes(&u, repeat(&u, "```\n", "> ", 65, "a\n```\n")));
	unit_close(&u);
}

/* Each line nested in the one before: none of them has more than one mark. */
static void test_depth_over_lines(void **state)
{
	(void)state;
	struct unit u;
	struct sbuf s;
	unit_open(&u);
	sbuf_init(&s, SIZE);
	for (int i = 0; i < 70; i++)
		sbuf_printf(&s, "%*s- a\n", 2 * i, "");
	assert_false(passes(&u, s.data));
	assert_refused(&u, FG_RULE_NOTES_NESTED, LINE + 64,
		"this line stands in more than 64 quotes and lists");
	sbuf_release(&s);
	unit_close(&u);
}

/* Wherever the line begins in a text that is looked at in pieces, and with marks before it. */
static void test_depth_everywhere(void **state)
{
	(void)state;
	static const char before[] = "some text with 1, 2, 3, 4, 5, 6 and 7 in it";
	struct unit u;
	unit_open(&u);
	for (size_t i = 0; i < sizeof before - 1; i++) {
		const char *start = arena_printf(&u.arena, "%s\n\n", before + i);
		assert_true(passes(&u, repeat(&u, start, "> ", 64, "a")));
		assert_false(passes(&u, repeat(&u, start, "> ", 65, "a")));
		assert_false(passes(&u, repeat(&u, start, "\t", 65, "a")));
		start = arena_printf(&u.arena, "%s", before + i);
		assert_true(passes(&u, repeat(&u, start, "> ", 65, "a")));
	}
	unit_close(&u);
}

static void test_indent(void **state)
{
	(void)state;
	struct unit u;
	unit_open(&u);
	assert_true(passes(&u, repeat(&u, "a\n", " ", 256, "b")));
	assert_false(passes(&u, repeat(&u, "a\n", " ", 257, "b")));
	assert_refused(&u, FG_RULE_NOTES_NESTED, LINE + 1,
		"this line is indented by 257 columns; 256 are allowed");
	assert_false(passes(&u, repeat(&u, "a\n", "\t", 65, "b")));
	assert_true(passes(&u, repeat(&u, "a\n", " ", 1000, "\nb")));
	assert_true(passes(&u, repeat(&u, "```\n", " ", 1000, "b\n```\n")));
	unit_close(&u);
}

static void test_marks(void **state)
{
	(void)state;
	struct unit u;
	unit_open(&u);
	assert_true(passes(&u, repeat(&u, "", "![a](b)\n", IMAGES_MAX, "")));
	assert_false(passes(&u, repeat(&u, "", "![a](b)\n", IMAGES_MAX + 1, "")));
	assert_refused(&u, FG_RULE_NOTES_MARKS, LINE + IMAGES_MAX,
		"more than 2000 “![” in the notes; this is where they pass it");
	assert_true(passes(&u, repeat(&u, "", "![", IMAGES_MAX, "")));
	assert_false(passes(&u, repeat(&u, "", "![", IMAGES_MAX + 1, "")));
	assert_true(passes(&u, repeat(&u, "", "!\n\n\n", 10 * IMAGES_MAX, "")));
	assert_true(passes(&u, repeat(&u, "", "<!-- a -->\n", COMMENTS_MAX, "")));
	assert_false(passes(&u, repeat(&u, "", "<!-- a -->\n", COMMENTS_MAX + 1, "")));
	assert_refused(&u, FG_RULE_NOTES_MARKS, LINE + COMMENTS_MAX,
		"more than 2000 “<!--” in the notes; this is where they pass it");
	unit_close(&u);
}

static void test_unknown_line(void **state)
{
	(void)state;
	struct unit u;
	struct fg_episode ep = {.file = "e.md"};
	unit_open(&u);
	const char *text = repeat(&u, "a\n\n", "> ", 65, "a");
	struct fg_body body = {text, strlen(text), 0};
	assert_false(guard_notes(&u.run, &ep, &body, NOTES_MAX));
	assert_int_equal(u.diags.data[0].at.line, 0);
	assert_int_equal(u.diags.data[0].at.column, 0);
	unit_close(&u);
}

/* ---- the whole line, under attack ---- */

/* A text of SIZE bytes: left again and again, middle, right again and again. A %d counts. */
static const struct attack {
	const char *left, *middle, *right;
} attacks[] = {
	{"*a **a ", "b", " a** a*"},
	{"a_ ", "", ""},
	{"_a ", "", ""},
	{"a]", "", ""},
	{"[a", "", ""},
	{"*a_ ", "", ""},
	{"*a ", "", "_a*_ "},
	{"", "a**b", "c* "},
	{"**x", "", "[ a_"},
	{"[ (](", "", ""},
	{"![[]()", "", ""},
	{"[", "a", "]"},
	{"[", "a", "](b)"},
	{"> ", "a", ""},
	{">", "a", ""},
	{"- ", "x", "\n"},
	{"- ", "x", ""},
	{"> - ", "x", "\n> "},
	{"* 1. ", "x", "\n\n"},
	{"1) ", "x", "\n"},
	{"", "- - - - - - - - - - - - - - - - - - - - - - - - - - - - - - x", "\n"},
	{"- - - - - - - - - - - - - - - - - - - - x\n\n", "", ""},
	{"> > > > > > > > > > > > > > > > > > > > x\n", "", ""},
	{"[a](<b", "", ""},
	{"[a](b", "", ""},
	{"[a](b \"", "", ""},
	{"", "[a](", "("},
	{"", "</", "<!--"},
	{"<!-- a -", "", ""},
	{"<!A ", "", ""},
	{"<?", "", ""},
	{"<![CDATA[", "", ""},
	{"<>", "", ""},
	{"<a", "", ""},
	{"<a b='", "", ""},
	{"", "<a ", "b "},
	{"", "<div ", "b%d='c' "},
	{"", "<div ", "b "},
	{"<div>", "", ""},
	{"<div>", "", "</div>"},
	{"<b>", "x", "</b>"},
	{"<i><b>", "", ""},
	{"<p>", "", ""},
	{"<a href=b>", "", ""},
	{"<ul><li>", "", ""},
	{"<table><tr><td>", "", ""},
	{"<script>", "", ""},
	{">", "", "a*"},
	{"*", "a", "*"},
	{"**a*", "", ""},
	{"_*", "", ""},
	{"\\", "", ""},
	{"&", "", ""},
	{"&#60;", "", ""},
	{"&amp;lt;", "", ""},
	{"`", "", ""},
	{"`a", "", ""},
	{"``a`", "", ""},
	{"`", "\n", "`"},
	{"~~~\n", "", ""},
	{"", "[a]: b\n\n", "[a] "},
	{"[r%d]: b\n", "", "[r%d] "},
	{"[", "[a]: b\n", "]"},
	{"[x]:\n", "", ""},
	{"[x]: <\n", "", ""},
	{"[x]: y \"\n", "", ""},
	{"](\n", "", ""},
	{"|a", "\n|-", "|-"},
	{"|a|b|\n|-|-|\n", "", ""},
	{"# a\n", "", ""},
	{"a\n=\n", "", ""},
	{"* * *\n", "", ""},
	{"- a\n", "", ""},
	{"- a\n\n", "", ""},
	{"1. a\n   > b\n", "", ""},
	{"    a\n\n", "", ""},
	{"\n", "", ""},
	{" ", "", ""},
	{"\t", "", ""},
	{"\xc3\xa9", "", ""},
	{"www._", "", ""},
	{"http://a.b ", "", ""},
	{"http://", "", ""},
	{"http://a(", "", ")"},
	{"a@b.c ", "", ""},
	{"<a@b.c>", "", ""},
	{"{%", "", ""},
	{"{% a ", "", ""},
	{"{% aside %}", "", ""},
	{"{% aside %}\n", "x", "\n{% endaside %}"},
	{"{% image a b %}\n\n", "", ""},
	{"", "{% image ", "'a "},
	{"{{", "", ""},
	{"{# ", "", ""},
	{"[^a]", "", ""},
	{"[^a]: b\n", "", ""},
	{"[^a%d]", "\n\n", "[^a%d]: b[^a1]\n"},
	{"## Transcript\n", "", ""},
};

static void add(struct sbuf *s, const char *piece, size_t bytes)
{
	const char *d = strstr(piece, "%d");
	struct str head = {piece, d ? (size_t)(d - piece) : strlen(piece)};
	size_t end = s->len + bytes;
	for (int i = 0; *piece && s->len < end; i++) {
		sbuf_slice(s, head);
		if (d) {
			sbuf_printf(s, "%d", i);
			sbuf_str(s, d + 2);
		}
	}
}

static void make(struct sbuf *s, const struct attack *a)
{
	size_t parts = (*a->left != '\0') + (size_t)(*a->right != '\0');
	sbuf_init(s, 4 * SIZE);
	add(s, a->left, SIZE / parts);
	sbuf_str(s, a->middle);
	add(s, a->right, SIZE / parts);
}

/* Backticks in runs of one, two, three … */
static void make_runs(struct sbuf *s)
{
	sbuf_init(s, 4 * SIZE);
	for (int n = 1; s->len < SIZE; n++) {
		for (int i = 0; i < n; i++)
			sbuf_char(s, '`');
		sbuf_char(s, 'e');
	}
}

/* As many links as a short name can stand for a long address. */
static void make_amplifier(struct sbuf *s)
{
	sbuf_init(s, 4 * SIZE);
	sbuf_str(s, "[x]: http://example.com/");
	add(s, "x", SIZE / 2);
	sbuf_str(s, "\n\n");
	add(s, "[x] ", SIZE / 2);
}

#ifdef __SANITIZE_ADDRESS__
enum { SECONDS = 10 };
#else
enum { SECONDS = 1 };
#endif

/* Renders or refuses text within SECONDS of CPU; what is refused names a line. */
static void survive(struct sbuf *text)
{
	static struct fg_entry shortcodes[] = {
		{"image", "<img src=\"https://example.com/{1}\" alt=\"{2}\">",
			{5, 3, FG_ABSENT, false}},
		{"aside", "<blockquote>{body}</blockquote>", {6, 3, FG_ABSENT, false}}};
	struct fg_show show = {.file = "show.yaml", .shortcodes = {shortcodes, 2, 2}};
	struct fg_episode ep = {
		.file = "e.md", .link = "https://example.com/episodes/1/"};
	struct fg_body body = {text->data, text->len, LINE};
	struct fg_notes notes;
	struct unit u;
	unit_open(&u);
	assert_false(text->failed);
	clock_t start = clock();
	bool ok = fg_render(&u.run, &show, &ep, &body, &notes);
	double seconds = (double)(clock() - start) / CLOCKS_PER_SEC;
	if (seconds > SECONDS)
		fail_msg("%.1f s for %.40s", seconds, text->data);
	if (ok) {
		assert_true(notes.html_len <= 4 * text->len + 64 * 1024);
		assert_true(notes.description_len <= 4000);
	} else {
		assert_true(u.diags.len > 0);
		assert_true(u.diags.data[u.diags.len - 1].at.line >= LINE);
	}
	unit_close(&u);
	sbuf_release(text);
}

static void test_attacks(void **state)
{
	(void)state;
	struct sbuf text;
	for (size_t i = 0; i < sizeof attacks / sizeof *attacks; i++) {
		make(&text, &attacks[i]);
		survive(&text);
	}
	make_runs(&text);
	survive(&text);
	make_amplifier(&text);
	survive(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_size),
		cmocka_unit_test(test_depth),
		cmocka_unit_test(test_depth_everywhere),
		cmocka_unit_test(test_depth_over_lines),
		cmocka_unit_test(test_indent),
		cmocka_unit_test(test_marks),
		cmocka_unit_test(test_unknown_line),
		cmocka_unit_test(test_attacks),
	};
	/* A hang ends here. */
	setrlimit(RLIMIT_CPU, &(struct rlimit){600, 600});
	return cmocka_run_group_tests(tests, NULL, NULL);
}

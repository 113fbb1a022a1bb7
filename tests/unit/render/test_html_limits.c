/* SPDX-License-Identifier: ISC */
#include "html_unit.h"

#include <unistd.h>

/* Floods: HTML that would cost more than it is worth, or cannot be. */

enum { FLOOD = 256 * 1024 };

/* n times text, in memory of exactly its size. */
static struct str repeat(struct unit *u, const char *text, size_t n)
{
	size_t len = strlen(text);
	char *all = arena_alloc(&u->arena, n * len + 1);
	for (size_t i = 0; i < n; i++)
		memcpy(all + i * len, text, len);
	return (struct str){all, n * len};
}

/* Every repetition of a piece of HTML is done with before the alarm clock of the test
   rings, grows by no more than it must, and stays well-formed. */
static void test_floods(void **state)
{
	static const char *const pieces[] = {"<p>x", "<li>x", "<br>x", "<!-- -->",
		"<!-->", "</b>", "<b></i>", "<a href=\"https://a.test/\">x", "<td>x",
		"<tr><td>x", "<img src=x>", "<", "&", "&amp", "&#", "&#x1;", "\"", "<p ",
		"<p a=\"", "www.,", "http://a.,", "https://a.b,", " \n", "&nbsp;", "</",
		"<?", "<!", "<![CDATA[", "<!DOCTYPE ", "<a>", "<hr>", "<title>",
		"<script>", "<iframe src=\"https://a.test/\"></iframe>", "<input>"};
	(void)state;
	alarm(120);
	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
		const struct html_rules rules = {.full = true};
		const char *problem;
		struct unit u;
		struct sbuf out;
		unit_open(&u);
		sbuf_init(&out, 16 * FLOOD);
		struct str html = repeat(&u, pieces[i], FLOOD / strlen(pieces[i]));
		struct html_doc *doc = html_parse(&u.arena, html, &problem);
		if (doc)
			assert_true(html_write(&u.arena, doc, &rules, &out));
		assert_false(out.failed);
		assert_null(wellformed(out.data, true));
		sbuf_release(&out);
		unit_close(&u);
	}
	alarm(0);
}

static void assert_problem(struct unit *u, struct str html, const char *expected)
{
	const char *problem = NULL;
	assert_null(html_parse(&u->arena, html, &problem));
	assert_string_equal(problem, expected);
}

static void test_depth(void **state)
{
	struct unit u;
	(void)state;
	unit_open(&u);
	assert_problem(
		&u, repeat(&u, "<div>", FLOOD / 5), "nests more than 256 elements");
	assert_problem(&u, repeat(&u, "<x>", 300), "nests more than 256 elements");
	assert_problem(&u, repeat(&u, "<svg>", 300), "nests more than 256 elements");
	/* <html> and <body> are elements, too. */
	parse_html(&u, repeat(&u, "<x>", 254));
	assert_problem(&u, repeat(&u, "<x>", 255), "nests more than 256 elements");
	unit_close(&u);
}

/* Lists and quotes beyond a depth that nobody reads are paragraphs; no text is lost. */
static void test_deep_lists(void **state)
{
	const struct html_rules rules = {.full = true};
	struct unit u;
	struct sbuf once, twice;
	(void)state;
	unit_open(&u);
	sbuf_init(&once, 1 << 20);
	sbuf_init(&twice, 1 << 20);
	const char *html = repeat(&u, "<blockquote>a<ul><li>b", 70).data;
	rebuild(&u, html, &rules, &once);
	size_t a = 0;
	for (const char *c = once.data; *c; c++)
		a += *c == 'a';
	assert_int_equal(a, 70);
	rebuild(&u, once.data, &rules, &twice);
	assert_string_equal(once.data, twice.data);
	sbuf_release(&once);
	sbuf_release(&twice);
	unit_close(&u);
}

/* A tag that begins as before says, with 20,000 attributes: a number between two texts. */
static struct str many_attributes(
	struct unit *u, const char *before, const char *open, const char *close)
{
	struct sbuf b;
	sbuf_init(&b, 1 << 20);
	sbuf_str(&b, before);
	for (int i = 0; i < 20000; i++)
		sbuf_printf(&b, "%sa%d%s", open, i, close);
	sbuf_str(&b, ">text");
	assert_false(b.failed);
	struct str html = {arena_strndup(&u->arena, b.data, b.len), b.len};
	sbuf_release(&b);
	return html;
}

static void test_attributes(void **state)
{
	static const char *const forms[][2] = {
		{" ", ""}, {" ", "=x"}, {" ", "=\">\""}, {"", "='>'"}, {"\n", "=\" \""}};
	static const char *const before[] = {"<p ", "<!-- <a x=\" --><p ", "<p a=b= \" ",
		"<p a=' ' b=\"", "x<p\tz=\"\""};
	struct unit u;
	(void)state;
	unit_open(&u);
	for (size_t i = 0; i < 25; i++) {
		const char *const *form = forms[i % 5];
		assert_problem(&u, many_attributes(&u, before[i / 5], form[0], form[1]),
			"has a tag with more than 1,000 attributes");
	}
	/* Words are no attributes. */
	parse_html(&u, repeat(&u, "a < b, c > d \"e\" 'f' and <i>so</i> on ", 20000));
	parse_html(&u,
		repeat(&u, "<a href=\"https://a.test/?b=\" title='it is \"so\"'>x</a> y ",
			4000));
	unit_close(&u);
}

static void test_problems(void **state)
{
	struct unit u;
	(void)state;
	unit_open(&u);
	assert_problem(&u, str_of("text <!-- <b>"), "has a comment that nothing closes");
	assert_problem(&u, str_of("<!--"), "has a comment that nothing closes");
	assert_problem(&u, repeat(&u, "text ", 2 * 1024 * 1024), "is longer than 8 MiB");
	parse_html(&u, str_of("<!-- a --!>"));
	parse_html(&u, str_of("<p title='<!--'>x"));
	unit_close(&u);
}

/* What grows beyond out's own limit says so. */
static void test_growth(void **state)
{
	const struct html_rules rules = {.full = true, .base = "https://b.test/e/one/"};
	struct unit u;
	struct sbuf out;
	(void)state;
	unit_open(&u);
	sbuf_init(&out, 1000);
	html_write(&u.arena, parse_html(&u, repeat(&u, "<a href=x>y</a>", 100)), &rules,
		&out);
	assert_true(out.failed);
	assert_true(out.len <= 1000);
	sbuf_release(&out);
	unit_close(&u);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_floods),
		cmocka_unit_test(test_depth),
		cmocka_unit_test(test_deep_lists),
		cmocka_unit_test(test_attributes),
		cmocka_unit_test(test_problems),
		cmocka_unit_test(test_growth),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: ISC */
#include "html_unit.h"
#include "base/pool.h"
#include "render/markdown.h"

/* Markdown, with raw HTML in it and without. */

static const struct html_rules full = {.full = true};

static struct html_doc *parse(struct unit *u, const char *text)
{
	const char *problem = NULL;
	struct html_doc *doc = markdown_parse(&u->arena, str_of(text), &problem);
	if (problem)
		fail_msg("%s: %s", text, problem);
	assert_non_null(doc);
	return doc;
}

static const char *render(struct unit *u, const char *text)
{
	struct sbuf out;
	sbuf_init(&out, 1 << 24);
	assert_true(html_write(&u->arena, parse(u, text), &full, &out));
	assert_false(out.failed);
	if (wellformed(out.data, true))
		fail_msg("%s: %s", out.data, wellformed(out.data, true));
	const char *html = arena_strdup(&u->arena, out.data);
	sbuf_release(&out);
	return html;
}

static void check(const struct pair *pairs, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct unit u;
		unit_open(&u);
		const char *got = render(&u, pairs[i].in);
		if (strcmp(got, pairs[i].out) != 0)
			fail_msg("%s\n  becomes %s\n  not     %s", pairs[i].in, got,
				pairs[i].out);
		becomes(got, &full, got);
		unit_close(&u);
	}
}

static const struct pair plain[] = {
	{"", ""},
	{"\n\n", ""},
	{"one\ntwo\n\nthree", "<p>one\ntwo</p>\n<p>three</p>"},
	{"one  \ntwo\\\nthree", "<p>one<br>two<br>three</p>"},
	{"one   two\t three", "<p>one two three</p>"},
	/* headings: the first is the title of the episode, which is elsewhere */
	{"# a\n## b\n### c\n#### d\n##### e\n###### f ##",
		"<h2>a</h2>\n<h2>b</h2>\n<h3>c</h3>\n<h4>d</h4>\n<h5>e</h5>\n<h6>f</h6>"},
	{"a\n===\nb\n---", "<h2>a</h2>\n<h2>b</h2>"},
	{"#\n##", ""},
	/* lists */
	{"- a\n- b", "<ul><li>a</li><li>b</li></ul>"},
	{"- a\n\n- b", "<ul><li><p>a</p></li><li><p>b</p></li></ul>"},
	{"* a\n  * b\n    * c\n  * d",
		"<ul><li>a<ul><li>b<ul><li>c</li></ul></li><li>d</li></ul></li></ul>"},
	{"1. a\n2. b", "<ol><li>a</li><li>b</li></ol>"},
	{"7) a\n8) b", "<ol start=\"7\"><li>a</li><li>b</li></ol>"},
	{"0. a", "<ol start=\"0\"><li>a</li></ol>"},
	{"- a\n\n  b\n- c", "<ul><li><p>a</p><p>b</p></li><li><p>c</p></li></ul>"},
	{"- > a\n- # b\n- ```\n  c\n  ```",
		"<ul><li><blockquote><p>a</p></blockquote></li><li><h2>b</h2></li>"
		"<li><pre><code>c</code></pre></li></ul>"},
	{"-\n- a\n-", "<ul><li>a</li></ul>"},
	/* blocks */
	{"> a\n> b\n>\n> > c",
		"<blockquote><p>a\nb</p><blockquote><p>c</p></blockquote></blockquote>"},
	{"a\n\n***\n\nb", "<p>a</p>\n<hr>\n<p>b</p>"},
	{"```js\nif (a < b && c)\n\n  d()\n```\n",
		"<pre><code>if (a &lt; b &amp;&amp; c)\n\n  d()</code></pre>"},
	{"    a\n\n      b\n", "<pre><code>a\n\n  b</code></pre>"},
	{"```\n\n    a\n```", "<pre><code>    a</code></pre>"},
	{"```\n```", ""},
	/* in the line */
	{"*a* _b_ **c** __d__ ***e***",
		"<p><em>a</em> <em>b</em> <strong>c</strong> <strong>d</strong> "
		"<em><strong>e</strong></em></p>"},
	{"`a < b` `` `c` ``", "<p><code>a &lt; b</code> <code>`c`</code></p>"},
	{"\\*a\\* &lt;b&gt; &copy; &#35; a < b & c > d",
		"<p>*a* &lt;b&gt; © # a &lt; b &amp; c &gt; d</p>"},
	/* links: the title goes */
	{"[a *b*](https://a.test/?b&c \"title\")",
		"<p><a href=\"https://a.test/?b&amp;c\">a <em>b</em></a></p>"},
	{"[a][b] [b] [c]\n\n[b]: <https://a.test/x> 'title'",
		"<p><a href=\"https://a.test/x\">a</a> <a "
		"href=\"https://a.test/x\">b</a> "
		"[c]</p>"},
	{"[a]() [b](javascript:x) [c](/d) [e](#f)", "<p>a b c e</p>"},
	{"<https://a.test/> <me@a.test> <javascript:x>",
		"<p><a href=\"https://a.test/\">https://a.test/</a> "
		"<a href=\"mailto:me@a.test\">me@a.test</a> javascript:x</p>"},
	{"see https://a.test/b_c_d. (www.a.test)",
		"<p>see <a href=\"https://a.test/b_c_d\">https://a.test/b_c_d</a>. "
		"(<a href=\"http://www.a.test\">www.a.test</a>)</p>"},
	{"[https://a.test/](https://b.test/) `https://c.test/`",
		"<p><a href=\"https://b.test/\">https://a.test/</a> "
		"<code>https://c.test/</code></p>"},
	/* images */
	{"![a *b* `c`\n[d](e)](https://a.test/i.png \"title\")",
		"<p><img src=\"https://a.test/i.png\" alt=\"a b c d\"></p>"},
	{"![a](i.png) ![](https://a.test/i.png)",
		"<p>a <img src=\"https://a.test/i.png\" alt=\"\"></p>"},
	{"[![a](https://a.test/i.png)](https://b.test/)",
		"<p><a href=\"https://b.test/\"><img src=\"https://a.test/i.png\" "
		"alt=\"a\"></a></p>"},
	/* characters that XML does not have (H6) */
	{"a&#1;b&#xFFFE;c&#0;", "<p>a\357\277\275b\357\277\275c\357\277\275</p>"},
	{"]]>", "<p>]]&gt;</p>"},
	/* tables, which are not Markdown, become lines */
	{"| a | b |\n|---|:-:|\n| 1 | *2* |\n|  | 3 |",
		"<p>a | b<br>1 | <em>2</em><br>| 3</p>"},
	{"a | b\n-|-\n1 | 2", "<p>a | b<br>1 | 2</p>"},
	{"| a | b |\n| - | - |", "<p>a | b</p>"},
	{"> | a |\n> |---|\n> | b |\n\n- | c |\n  |---|\n  | d |",
		"<blockquote><p>a<br>b</p></blockquote>\n<ul><li>c<br>d</li></ul>"},
	{"| a |\n| b |\n|---|", "<p>| a |\n| b |\n|---|</p>"},
	{"a\n|||\nb", "<p>a\n|||\nb</p>"},
};

static void test_plain(void **state)
{
	(void)state;
	check(plain, sizeof plain / sizeof *plain);
}

static const struct pair raw[] = {
	{"[a](https://a.test/&#1;b)",
		"<p><a href=\"https://a.test/%EF%BF%BDb\">a</a></p>"},
	{"[a](https://a.test/&#1;b)<i></i>",
		"<p><a href=\"https://a.test/%01b\">a</a></p>"},
	{"a <b>b *c*</b> d", "<p>a <strong>b <em>c</em></strong> d</p>"},
	{"a<br/>b <!-- c --> d", "<p>a<br>b d</p>"},
	{"*a <i>b</i>*", "<p><em>a b</em></p>"},
	{"a <img src='https://a.test/i.png' alt=b onerror=x> c",
		"<p>a <img src=\"https://a.test/i.png\" alt=\"b\"> c</p>"},
	{"<script>a</script>\n\nb <script>c</script> d", "<p>b d</p>"},
	/* what is opened in one block and closed in another encloses what is between */
	{"<div>\n\n*a*\n\n</div>\n\nb", "<p><em>a</em></p>\n<p>b</p>"},
	{"<blockquote>\n\na\n\n- b\n\n</blockquote>\n\nc",
		"<blockquote><p>a</p><ul><li>b</li></ul></blockquote>\n<p>c</p>"},
	{"<ul>\n<li>\n\na\n\n</li>\n<li>b</li>\n</ul>",
		"<ul><li><p>a</p></li><li>b</li></ul>"},
	{"<b>\n\na\n\nb\n\n</b>\n\nc",
		"<p><strong>a</strong></p>\n<p><strong>b</strong></p>\n<p>c</p>"},
	{"<svg>\n\na\n\n</svg>\n\nb", "<p>b</p>"},
	{"<p align=center>\n\na\n\n</p>\n\nb", "<p>a</p>\n<p>b</p>"},
	/* what is not balanced hurts nobody */
	{"<div>\n\na\n\n# b", "<p>a</p>\n<h2>b</h2>"},
	{"a\n\n</div>\n\nb", "<p>a</p>\n<p>b</p>"},
	{"- a <b>b\n- c", "<ul><li>a <strong>b</strong></li><li>c</li></ul>"},
	{"<div><div>\n\na\n\n</div>\n\nb", "<p>a</p>\n<p>b</p>"},
	/* Markdown in raw HTML without a blank line is text */
	{"<div>\n*a*\n</div>", "<p>*a*</p>"},
	{"<div className=\"x\" > <Book url=\"https://a.test/\" image=\"b\"/> </div>\n\nc",
		"<p>c</p>"},
	{"<iframe src=\"https://www.youtube.com/embed/abc\" "
	 "allowfullscreen></iframe>\n\na",
		"<p><a "
		"href=\"https://www.youtube.com/watch?v=abc\">youtube.com</a></p>\n<p>a</"
		"p>"},
	{"a\n\n<pre>\n b\n\n *c*\n</pre>\n\nd",
		"<p>a</p>\n<pre> b\n\n *c*</pre>\n<p>d</p>"},
	{"<!-- a\n\nb -->\n\nc", "<p>c</p>"},
	{"<!-->\n\na", "<p>a</p>"},
	{"<?php a ?>\n\nb", "<p>b</p>"},
	/* a body may have marks like ours: none of its blocks is taken twice */
	{"<hr data-feedgen=\"1\">\n\na\n\nb <i>c</i>\n\nd",
		"<p>a</p>\n<p>b <em>c</em></p>\n<p>d</p>"},
	{"a\n\n<hr data-feedgen=\"99999999999999999999\"><hr data-feedgen=\"7\">\n\nb",
		"<p>a</p>\n<hr>\n<p>b</p>"},
};

static void test_raw(void **state)
{
	(void)state;
	check(raw, sizeof raw / sizeof *raw);
}

/* text as one block: a quotation. */
static const char *quote(struct unit *u, const char *text)
{
	const char *all = "";
	struct str rest = str_of(text), line;
	while (str_cut(&rest, '\n', &line))
		all = arena_printf(&u->arena, "%s> %.*s\n", all, STR_ARG(line));
	return all;
}

/* The way through HTML, which a block with raw HTML takes, and the one around it come to the
   same: a comment is raw HTML, and nothing. */
static void test_both_ways(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
		struct unit u;
		unit_open(&u);
		const char *text = quote(&u, plain[i].in);
		const char *with = arena_printf(&u.arena, "%s>\n> <!-- -->\n", text);
		assert_string_equal(render(&u, with), render(&u, text));
		unit_close(&u);
	}
}

/* Deep emphasis is cut off in depth, not in words. */
static void test_deep_emphasis(void **state)
{
	enum { DEEP = 20000 };
	struct unit u;
	struct sbuf text;
	(void)state;
	unit_open(&u);
	sbuf_init(&text, 1 << 20);
	for (int i = 0; i < DEEP; i++)
		sbuf_str(&text, "*a **a ");
	for (int i = 0; i < DEEP; i++)
		sbuf_str(&text, "b** b*");
	size_t a = 0;
	for (const char *c = render(&u, text.data); *c; c++)
		a += *c == 'a';
	assert_int_equal(a, 2 * DEEP);
	sbuf_release(&text);
	unit_close(&u);
}

/* What HTML may not have, Markdown's raw HTML may not. */
static void test_problems(void **state)
{
	struct unit u;
	const char *problem = NULL;
	(void)state;
	unit_open(&u);
	assert_null(markdown_parse(&u.arena, str_of("a\n\n<!-- b\n\nc"), &problem));
	assert_string_equal(problem, "has a comment that nothing closes");
	unit_close(&u);
}

/* ---- threads ---- */

enum { JOBS = 200, WORKERS = 4 };

struct results {
	struct unit units[JOBS];
	const char *html[JOBS];
};

static const struct pair *pair_of(size_t i)
{
	const size_t n = sizeof plain / sizeof *plain, m = sizeof raw / sizeof *raw;
	return i % 2 ? &plain[i / 2 % n] : &raw[i / 2 % m];
}

static bool work(void *ctx, unsigned worker, size_t i)
{
	struct results *r = ctx;
	(void)worker;
	unit_open(&r->units[i]);
	r->html[i] = render(&r->units[i], pair_of(i)->in);
	return true;
}

static bool take(void *ctx, unsigned worker, size_t i)
{
	struct results *r = ctx;
	(void)worker;
	bool same = strcmp(r->html[i], pair_of(i)->out) == 0;
	unit_close(&r->units[i]);
	return same;
}

/* Bodies that are rendered at the same time do not know of each other. */
static void test_threads(void **state)
{
	static struct results results;
	const struct pool_jobs jobs = {
		.count = JOBS, .ctx = &results, .work = work, .take = take};
	(void)state;
	assert_true(pool_run(WORKERS, &jobs));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_plain),
		cmocka_unit_test(test_raw),
		cmocka_unit_test(test_both_ways),
		cmocka_unit_test(test_deep_emphasis),
		cmocka_unit_test(test_problems),
		cmocka_unit_test(test_threads),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: ISC */
/* Plain paragraphs: which are, and that a parser would make the same of them. */
#include "unit.h"

#include "render/html.h"
#include "render/markdown.h"
#include "render/plain.h"

static void assert_plain(const char *text, const char *const *expected, size_t n)
{
	struct plain p;
	struct plain_paragraph paragraph;
	size_t i = 0;
	plain_init(&p, str_of(text));
	for (; plain_next(&p, &paragraph); i++) {
		char got[256];
		snprintf(got, sizeof got, "%.*s|%.*s|%.*s", STR_ARG(paragraph.whole),
			STR_ARG(paragraph.bold), STR_ARG(paragraph.text));
		if (i >= n || strcmp(got, expected[i]) != 0)
			fail_msg("in “%s”: “%s”", text, got);
	}
	if (i != n)
		fail_msg("in “%s”: %zu instead of %zu", text, i, n);
}

static void one(void **state)
{
	(void)state;
	static const struct {
		const char *text, *paragraph;
	} cases[] = {
		{"a", "a||a"},
		{"a\n", "a||a"},
		{"\n\na b, c.  \n\n", "a b, c.  ||a b, c."},
		{"a\nb\n\n* c\n", "a\nb||a\nb"},
		{"(a) > {b} | ^ ~ # + = 1. !\n",
			"(a) > {b} | ^ ~ # + = 1. !||(a) > {b} | ^ ~ # + = 1. !"},
		{"“Ä”\n\"b\"\n'c'\n", "“Ä”\n\"b\"\n'c'||“Ä”\n\"b\"\n'c'"},
		{"**A:** b\n", "**A:** b|A:| b"},
		{"**A 1:02**\n\n", "**A 1:02**|A 1:02|"},
		{"**A**: b\nc", "**A**: b\nc|A|: b\nc"},
		{"**A:**\nb\n", "**A:**\nb|A:|\nb"},
		{"# a\n\nb\n", "b||b"},
		{"> a\n\nb\n", "b||b"},
		{"- a\n\nb\n", "b||b"},
		{"```\na\n```\n\nb\n", "b||b"},
		{"<pre>\n\na\n\n</pre>\n\nb\n", "b||b"},
		{"[^1]: a\n\nb\n", "b||b"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_plain(cases[i].text, &cases[i].paragraph, 1);
}

static void several(void **state)
{
	(void)state;
	static const char *const three[] = {"a||a", "**B:** c|B:| c", "d||d"};
	assert_plain("a\n\n\n**B:** c\n\n- e\n\nd", three, 3);
}

static const char *const others[] = {
	"",
	"\n",
	" a",
	"\ta",
	"1 a",
	"#a",
	"-a",
	"=a",
	"~a",
	"|a",
	":a",
	"a\n1",
	"a\n=",
	"a\n-",
	"a\n b",
	"a \nb",
	"a  \nb",
	"a\\\nb",
	"a\tb",
	"a\n \n1",
	"a&b",
	"a*b",
	"a_b",
	"a<b",
	"a[b",
	"a]b",
	"a`b",
	"![a",
	"- a",
	"> a",
	"    a",
	"# a",
	"# a\nb",
	"> a\nb",
	"- a\nb",
	"- a\n\n  b",
	"```\na",
	"```\n\na\n",
	"<div>\na",
	"<!--\n\na\n",
	"**",
	"****",
	"** a**",
	"**a **",
	"**a",
	"**a*",
	"***a***",
	"**a****",
	"**1**",
	"**(a)**",
	"**a.**",
	"**a:**b",
	"**Ä**",
	"**a\nb**",
	"*a*",
	"**a** *b*",
	"**a**\n- b",
	"**a** \nb",
	"a\n**b**",
};

static void none(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		assert_plain(others[i], NULL, 0);
}

static const char *html_of(struct unit *u, const char *text)
{
	struct html_rules rules = {.base = "https://x.org/", .full = true};
	const char *problem;
	struct sbuf out;
	struct html_doc *doc = markdown_parse(&u->arena, str_of(text), &problem);
	assert_non_null(doc);
	sbuf_init(&out, 1 << 16);
	html_write(&u->arena, doc, &rules, &out);
	const char *html = arena_strndup(&u->arena, out.data, out.len);
	sbuf_release(&out);
	return html;
}

/* With a reference for its first letter a paragraph is plain no more, and means the same. */
static void same_as_parsed(void **state)
{
	struct unit unit, *u = &unit;
	(void)state;
	unit_open(u);
	static const char *const cases[][2] = {
		{"a  b.\n\n- c\n\nd", "&#97;  b.\n\n- c\n\n&#100;"},
		{"**A:**  b  \n\nc", "**&#65;:**  b  \n\n&#99;"},
		{"**A**\nb http://x.org/a.\n", "**&#65;**\nb http://x.org/a.\n"},
		{"a\n\n<div>\n\nb\n\n</div>\n\nc",
			"&#97;\n\n<div>\n\n&#98;\n\n</div>\n\n&#99;"},
		{"a\n\n[b]\n\n[b]: /c\n", "&#97;\n\n[b]\n\n[b]: /c\n"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_string_equal(html_of(u, cases[i][0]), html_of(u, cases[i][1]));
	/* The byte that stands for one cannot be meant by anybody. */
	assert_string_equal(html_of(u, "&#255;\n\na"), "<p>\xc3\xbf</p>\n<p>a</p>");
	unit_close(u);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one),
		cmocka_unit_test(several),
		cmocka_unit_test(none),
		cmocka_unit_test(same_as_parsed),
	};
	return cmocka_run_group_tests_name("render/plain", tests, NULL, NULL);
}

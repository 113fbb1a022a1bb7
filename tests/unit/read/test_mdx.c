/* SPDX-License-Identifier: ISC */
/* What is taken out of MDX, and what stays. */
#include "folder.h"

#include "read/mdx.h"

#define EXPRESSION FG_RULE_SHORTCODE_EXPRESSION

static const struct {
	const char *text, *markdown;
	unsigned line, column; /* of the warning; 0: none. The body begins on line 10 */
} cases[] = {
	{"Plain *text*.\n", "Plain *text*.\n", 0, 0},
	{"import A from \"a\";\nimport B from \"b\";\n\nText\n", "\n\n\nText\n", 0, 0},
	{"Text\n\nexport const x = {\n  a: 1,\n}\n\nmore", "Text\n\n\n\n\n\nmore", 0, 0},
	{"Goods we\nimport cost\nmore", "Goods we\nimport cost\nmore", 0, 0},
	{"a {/* b } */} c", "a  c", 0, 0},
	{"a{' '}b {\"x {y\"} {``}.", "a b x {y .", 0, 0},
	{"a {frontmatter.title} b", "a  b", 10, 3},
	{"é\nè {x ? {a: '}'} : `}`} b", "é\nè  b", 11, 3},
	{"a {x.map(\n  y => <b>{y}</b>\n)} b", "a \n\n b", 10, 3},
	{"a {} b", "a  b", 0, 0},
	{"{frontmatter.a}", "", 10, 1},
	/* what is not closed in its paragraph is text */
	{"a { b\n\n} c", "a { b\n\n} c", 0, 0},
	{"a { {b} /* c", "a { {b} /* c", 0, 0},
	{"a } b", "a } b", 0, 0},
	{"a \\{b} c", "a \\{b} c", 0, 0},
	/* components */
	{"<Player src={url} title=\"a { b\" on={() => 1} />\n",
		"<Player src=\"\" title=\"a { b\" on=\"\" />\n", 0, 0},
	{"<Box>\n\nText {x}\n\n</Box>", "<Box>\n\nText \n\n</Box>", 12, 6},
	{"<A b={} {...c}>", "<A b=\"\" >", 0, 0},
	{"a < b {x}", "a < b ", 10, 7},
	/* code */
	{"`{a}` ``{b} ` {c}`` {'d'}", "`{a}` ``{b} ` {c}`` d", 0, 0},
	{"` {'d'}", "` d", 0, 0},
	{"```js\n{a}\nimport b\n```\n{'c'}", "```js\n{a}\nimport b\n```\nc", 0, 0},
	{"````\n```\n{a}\n~~~\n````\n{'c'}", "````\n```\n{a}\n~~~\n````\nc", 0, 0},
	{"~~~\n{a}", "~~~\n{a}", 0, 0},
	{"", "", 0, 0},
};

static void takes_out_what_is_no_markdown(void **state)
{
	(void)state;
	struct unit u;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct fg_body body = {cases[i].text, strlen(cases[i].text), 10};
		unit_open(&u);
		mdx_take_out(&u.run, "a.mdx", &body);
		assert_string_equal(body.text, cases[i].markdown);
		assert_int_equal(body.len, strlen(cases[i].markdown));
		assert_int_equal(u.diags.len, cases[i].line > 0);
		if (cases[i].line) {
			const struct fg_diag *d = unit_diag(&u, EXPRESSION);
			assert_int_equal(d->at.line, cases[i].line);
			assert_int_equal(d->at.column, cases[i].column);
		}
		unit_close(&u);
	}
}

static void names(void **state)
{
	(void)state;
	assert_true(mdx_is("a/b.mdx"));
	assert_true(mdx_is("b.MDX"));
	assert_false(mdx_is("b.md"));
	assert_false(mdx_is(".mdx"));
}

/* Bodies made to take long: nothing is walked through again and again. */
static void long_bodies_take_no_longer(void **state)
{
	(void)state;
	static const char *const pieces[] = {"{", "{}", "{x} ", "'\\", "{'\\", "/*",
		"{/*", "`", "`a``", "<a ", "{\"", "{\n", "```\n", "\\", "<a \"'"};
	enum { SIZE = 1 << 20 };
	for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
		struct unit u;
		size_t n = strlen(pieces[i]);
		unit_open(&u);
		char *text = arena_text(&u.arena, SIZE);
		for (size_t at = 0; at < SIZE; at++)
			text[at] = pieces[i][at % n];
		struct fg_body body = {text, SIZE, 1};
		mdx_take_out(&u.run, "a.mdx", &body);
		assert_true(body.len <= SIZE);
		assert_true(u.diags.len <= 101);
		unit_close(&u);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(takes_out_what_is_no_markdown),
		cmocka_unit_test(names),
		cmocka_unit_test(long_bodies_take_no_longer),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

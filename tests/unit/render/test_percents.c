/* SPDX-License-Identifier: ISC */
/* Comments of Obsidian: %% … %%. */
#include "expansion.h"

static void comments_go(void **state)
{
	static const struct {
		const char *source, *expanded;
	} all[] = {
		{"a %%not this%% b", "a  b"},
		{"a %%one\ntwo%% b\n", "a \nb\n"},
		{"(%% x %%)", "()"},
		{"%%\nBlock.\n\n- {% image x %}\n\n```\n%%\nb {% image y %}\n",
			"\n\n\n\n\n\n\nb <img src=\"y\">\n"},
		{"- a %%x%%\n- b\n", "- a \n- b\n"},
		{"> %%x%%\n> b\n", "> \n> b\n"},
		{"%%a%%%%b%% c", "c"},
		{"{% image a %}%%x%%b", "<img src=\"a\">b"},
		/* these are none */
		{"100%% sure, 50%% not", "100%% sure, 50%% not"},
		{"a %% in one\n\nand %% in another\n",
			"a %% in one\n\nand %% in another\n"},
		{"`%%a%%` and ``%% ` %%``", "`%%a%%` and ``%% ` %%``"},
		{"```\n%%a%%\n```\n\n    %%b%%\n", "```\n%%a%%\n```\n\n    %%b%%\n"},
		{"\\%%a%% b", "\\%%a%% b"},
		{"%%%%%%%%\n\nfull%\n", "%%%%%%%%\n\nfull%\n"},
		{"{% raw %}%% a %%{% endraw %} {% image a %}",
			"&#37;% a &#37;% <img src=\"a\">"},
	};
	struct unit u;
	(void)state;
	unit_open(&u);
	for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
		expect(&u, all[i].source, all[i].expanded);
		assert_int_equal(u.diags.len, 0);
	}
	unit_close(&u);
}

/* What is a comment only when a mark before it is gone: a backtick in it pairs with none behind
   it, so that the mark at the end is in no code. */
static void a_late_one_hides_no_mark(void **state)
{
	struct unit u;
	(void)state;
	unit_open(&u);
	expect(&u, "{%```\n```\n%%a\n`%%`l`\n{`\n{%%`h", "```\n```\n\n`l`\n{`\n{%%`h");
	unit_close(&u);
}

/* What Obsidian hides to the end of the note would be in the feed. */
static void one_without_an_end_is_told(void **state)
{
	struct unit u;
	(void)state;
	unit_open(&u);
	expect(&u, "a\n\n  %%\nsecret\n\nmore\n", "a\n\n  \nsecret\n\nmore\n");
	assert_int_equal(u.diags.len, 1);
	assert_int_equal(u.diags.data[0].rule, FG_RULE_SHORTCODE_UNCLOSED);
	assert_int_equal(u.diags.data[0].at.line, 12);
	assert_int_equal(u.diags.data[0].at.column, 3);
	assert_string_equal(
		u.diags.data[0].message, "“%%” is not closed; the mark is left out");
	unit_close(&u);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(comments_go),
		cmocka_unit_test(a_late_one_hides_no_mark),
		cmocka_unit_test(one_without_an_end_is_told),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: ISC */
#include "expansion.h"

/* The braces are written so that no later round takes them for a mark. */
static void what_it_encloses_is_text(void **state)
{
	static const struct {
		const char *source, *expanded;
	} all[] = {
		{"a {% raw %}{{ page.title }}{% endraw %} b",
			"a &#123;&#123; page.title &#125;&#125; b"},
		{"{% raw %}{% image x %}{% endraw %}{% image a %}",
			"&#123;% image x %&#125;<img src=\"a\">"},
		{"{%- raw -%}{# x #} {{ {%- endraw -%}",
			"&#123;# x #&#125; &#123;&#123; "},
		{"{% raw %}\n\n`{{ x }}`\n\n{% endraw %}", "\n\n`{{ x }}`\n\n"},
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

static void without_an_end_it_is_a_slip(void **state)
{
	struct unit u;
	(void)state;
	unit_open(&u);
	expect(&u, "a {% raw %} {% image b %}", "a  <img src=\"b\">");
	assert_int_equal(u.diags.len, 1);
	assert_int_equal(u.diags.data[0].rule, FG_RULE_SHORTCODE_UNPAIRED);
	assert_int_equal(u.diags.data[0].at.column, 3);
	unit_close(&u);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_it_encloses_is_text),
		cmocka_unit_test(without_an_end_it_is_a_slip),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

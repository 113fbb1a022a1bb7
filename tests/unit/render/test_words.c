/* SPDX-License-Identifier: ISC */
/* What template languages have beside shortcodes. */
#include "foreign_tags.h"

enum { LANGUAGE = FG_RULE_SHORTCODE_EXPRESSION };

static const struct example words[] = {
	{"{% if a %}b{% else %}c{% endif %}", "bc", LANGUAGE, 1,
		"{% if a %} is for a template language; it is left out; what it "
		"encloses stays"},
	{"{% for g in guests %}\n- x\n{% endfor %}\n", "\n- x\n\n", LANGUAGE, 1,
		"{% for g in guests %} is"},
	{"{% case x %}{% when 1 %}a{% when 2 %}b{% endcase %}", "ab", LANGUAGE, 1,
		"{% case x %}"},
	{"a {%- assign x = 1 -%} b", "a  b", LANGUAGE, 3,
		"{% assign x = 1 %} is for a template language; it is left out"},
	{"a {% else %} b", "a  b", LANGUAGE, 3, "{% else %} is"},
	{"{% set x = 1 %}a{% endset %}", "a", LANGUAGE, 1, "{% set x = 1 %}"},
	/* what is only defined is not shown */
	{"a {% capture x %}secret *y*\n{% endcapture %} b", "a \nb", LANGUAGE, 3,
		"{% capture x %} is for a template language; it is left out with what "
		"it encloses"},
	{"{% set x %}a{% endset %}b", "b", LANGUAGE, 1, "with what it encloses"},
	{"{% macro m(a) %}{% if a %}{% image b %}{% endif %}{% endmacro %}c", "c",
		LANGUAGE, 1, "{% macro m(a) %}"},
	{"{% css %}p { color: red }{% endcss %}c", "c", LANGUAGE, 1, "{% css %}"},
	{"{% capture x %}never ended", "never ended", LANGUAGE, 1, "it is left out"},
	{"{{{ raw }}} a", "a", LANGUAGE, 1, "{{{ raw }}} is for a template language"},
	{"{{{ a }}", "", LANGUAGE, 1, "{{{ a }}"},
};

static void words_of_template_languages(void **state)
{
	(void)state;
	expect_all(words, sizeof words / sizeof *words);
}

/* Those that the show config has are its own. */
static void own_ones_count(void **state)
{
	struct fg_entry own[] = {
		{.name = "if", .text = "{1}"},
		{.name = "set", .text = "<b>{body}</b>"},
	};
	struct fg_show show = {.file = "show.yaml", .shortcodes = {own, 2, 2}};
	struct fg_episode ep = {.file = "e.md"};
	static const char source[] = "{% if c %} {% set %}d{% endset %}";
	struct fg_body body = {source, sizeof source - 1, 10};
	struct unit u;
	struct sbuf out;
	(void)state;
	unit_open(&u);
	sbuf_init(&out, 4096);
	assert_true(shortcode_expand(&u.run, &show, &ep, &body, &out));
	assert_string_equal(out.data, "c <b>d</b>");
	assert_int_equal(u.diags.len, 0);
	sbuf_release(&out);
	unit_close(&u);
}

static void hostile_ones_are_quick(void **state)
{
	(void)state;
	expect_quick("{% set x %}");
	expect_quick("{{{ a ");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_of_template_languages),
		cmocka_unit_test(own_ones_count),
		cmocka_unit_test(hostile_ones_are_quick),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

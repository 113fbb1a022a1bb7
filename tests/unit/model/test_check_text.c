/* SPDX-License-Identifier: ISC */
#include "unit.h"

#include "model/check_text.h"

static void broken_characters(void **state)
{
	(void)state;
	assert_int_equal(check_mojibake("Caf\xc3\xa9 \xe2\x80\x93 na\xc3\xafve"), 0);
	assert_int_equal(check_mojibake(""), 0);
	assert_int_equal(check_mojibake("\xef\xbd\x9e \xc2\xa0"), 0);
	assert_int_equal(check_mojibake("Don\xc2\x92t"), 0x92);
	assert_int_equal(check_mojibake("\xef\xbd\x9e Caf\xef\xbf\xbd"), 0xfffd);
	assert_int_equal(check_mojibake("\xc2\x9f"), 0x9f);
}

static void characters_nobody_sees(void **state)
{
	static const char unseen[] = "has characters in it that cannot be seen";
	static const char open[] = "changes the direction of writing and does not end it";
	(void)state;
	assert_null(check_unseen("Caf\xc3\xa9 \xe2\x80\x93 plain"));
	assert_string_equal(check_unseen("a\xe2\x80\x8b"
					 "b"),
		unseen);
	assert_string_equal(check_unseen("\xef\xbb\xbf"
					 "b"),
		unseen);
	/* joins letters in Persian and emoji */
	assert_null(check_unseen("\xd9\x85\xdb\x8c\xe2\x80\x8c\xd8\xae"));
	assert_null(check_unseen("\xe2\x81\xa7shalom\xe2\x81\xa9"));
	assert_null(check_unseen("\xe2\x80\xab"
				 "a\xe2\x80\xac"));
	assert_string_equal(check_unseen("\xe2\x81\xa7shalom"), open);
	assert_string_equal(check_unseen("a\xe2\x80\xac\xe2\x80\xab"), open);
	assert_string_equal(check_unseen("\xe2\x80\xae\xe2\x80\x8b"), open);
}

static void tags_that_are_text(void **state)
{
	(void)state;
	assert_true(check_tags_visible(str_of("<p>a &lt;BR /&gt; b</p>")));
	assert_true(check_tags_visible(str_of("<code>&lt;p&gt;</code> &lt;p&gt;")));
	assert_true(check_tags_visible(str_of("<code>&lt;p&gt;")));
	assert_false(check_tags_visible(str_of("<pre>&lt;p&gt;</pre> &lt;3 &amp; x")));
	assert_false(check_tags_visible(str_of("&lt;picture&gt;")));
	assert_false(check_tags_visible((struct str){"&lt;p&gt;", 4}));
	assert_false(check_tags_visible(str_of("")));
}

static void expect_number(const char *title, const char *number)
{
	struct str found = check_title_number(title);
	if (!str_is(found, number))
		fail_msg("“%s” has “%.*s”, not “%s”", title, STR_ARG(found), number);
}

static void numbers_in_titles(void **state)
{
	(void)state;
	expect_number("#12 Tides", "12");
	expect_number("Tides (Episode #7)", "7");
	expect_number("ep. 3: tides", "3");
	expect_number("EP12", "12");
	expect_number("S02E09 Tides", "09");
	expect_number("s1: E=mc2", "");
	expect_number("Recipe 4", "");
	expect_number("C#7", "");
	expect_number("Ep. one, then #2", "2");
	expect_number("S", "");
	expect_number("", "");
}

static void stuffed_titles(void **state)
{
	char title[102];
	size_t n, parts;
	(void)state;
	memset(title, 'a', sizeof title);
	title[101] = '\0';
	assert_true(check_title_stuffed(title, &n, &parts));
	assert_int_equal(n, 101);
	assert_int_equal(parts, 1);
	title[100] = '\0';
	assert_false(check_title_stuffed(title, &n, &parts));
	assert_false(check_title_stuffed("Tides | Harbour Sounds", &n, &parts));
	assert_int_equal(parts, 2);
	assert_true(check_title_stuffed("caf\xc3\xa9|b|c", &n, &parts));
	assert_int_equal(n, 8);
	assert_int_equal(parts, 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(broken_characters),
		cmocka_unit_test(characters_nobody_sees),
		cmocka_unit_test(tags_that_are_text),
		cmocka_unit_test(numbers_in_titles),
		cmocka_unit_test(stuffed_titles),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

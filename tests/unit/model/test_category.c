/* SPDX-License-Identifier: ISC */
#include "unit.h"

#include "model/check.h"

static void there_are_110_and_each_is_itself(void **state)
{
	(void)state;
	const char *top, *sub;
	size_t n = 0, tops = 0;
	for (; category_at(n, &top, &sub); n++) {
		char text[100];
		struct fg_category c = {0};
		const char *nearest = "unset";
		tops += sub == NULL;
		snprintf(text, sizeof text, sub ? "%s > %s" : "%s", top, sub);
		assert_true(check_category(text, &c, &nearest));
		assert_null(nearest);
		assert_ptr_equal(c.top, top);
		assert_ptr_equal(c.sub, sub);
		if (!sub)
			continue;
		snprintf(text, sizeof text, "%s/%s", top, sub);
		assert_true(check_category(text, &c, &nearest));
		assert_ptr_equal(c.sub, sub);
	}
	assert_int_equal(n, 110);
	assert_int_equal(tops, 19);
	assert_false(category_at(n + 1000, &top, &sub));
}

static void spaces_are_free(void **state)
{
	(void)state;
	static const char *const good[] = {"Society & Culture > Philosophy",
		"Society & Culture>Philosophy", "  Society & Culture  >  Philosophy ",
		"Society & Culture/Philosophy", "Society & Culture / Philosophy"};
	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		struct fg_category c = {0};
		const char *nearest;
		assert_true(check_category(good[i], &c, &nearest));
		assert_string_equal(c.top, "Society & Culture");
		assert_string_equal(c.sub, "Philosophy");
	}
}

static const struct {
	const char *text, *nearest;
} guesses[] = {
	/* spelling */
	{"technology", "Technology"},
	{"Society & culture > philosophy", "Society & Culture > Philosophy"},
	{"Society and Culture", "Society & Culture"},
	{"Society &amp; Culture", "Society & Culture"},
	{"Health and Fitness > Mental-Health", "Health & Fitness > Mental Health"},
	{"Education > How-To", "Education > How To"},
	{"Comedy > Standup", "Comedy > Stand-Up"},
	/* slips */
	{"Technolgy", "Technology"},
	{"Educaton > Courses", "Education > Courses"},
	{"News > Politcs", "News > Politics"},
	/* half a word */
	{"Tech", "Technology"},
	{"Kids", "Kids & Family"},
	{"News > Tech", "News > Tech News"},
	/* in the wrong place, or in none */
	{"Philosophy", "Society & Culture > Philosophy"},
	{"Education > Philosophy", "Society & Culture > Philosophy"},
	{"Science > Technology", "Technology"},
	/* before 2019 */
	{"Arts > Literature", "Arts > Books"},
	{"Business > Business News", "News > Business News"},
	{"Business > Management & Marketing", "Business > Management"},
	{"Education > K-12", "Education > Courses"},
	{"Education > Higher Education", "Education > Courses"},
	{"Education > Training", "Education > Courses"},
	{"Games & Hobbies", "Leisure"},
	{"Games & Hobbies > Aviation", "Leisure > Aviation"},
	{"Games & Hobbies > Board Games", "Leisure"},
	{"Government & Organizations > Local", "Government"},
	{"Government & Organizations > Non-Profit", "Business > Non-Profit"},
	{"Health", "Health & Fitness"},
	{"Health > Self-Help", "Education > Self-Improvement"},
	{"News & Politics", "News > Politics"},
	{"News & Politics > Conservative", "News > Politics"},
	{"Science & Medicine", "Science"},
	{"Science & Medicine > Medicine", "Health & Fitness > Medicine"},
	{"Society & Culture > History", "History"},
	{"Sports & Recreation > Professional", "Sports"},
	{"Technology > Podcasting", "Technology"},
	{"Technology > Gadgets", "Technology"},
	{"Technology > Tech News", "News > Tech News"},
	/* half right */
	{"Science > Alchemy of Lead", "Science"},
	{"Technology > Robots", "Technology"},
	{"Arts > ", "Arts"},
};

static void what_was_meant(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof guesses / sizeof *guesses; i++) {
		struct fg_category c;
		const char *nearest = NULL;
		if (check_category(guesses[i].text, &c, &nearest))
			fail_msg("taken: %s", guesses[i].text);
		if (!nearest || strcmp(nearest, guesses[i].nearest) != 0)
			fail_msg(
				"%s: %s", guesses[i].text, nearest ? nearest : "nothing");
	}
}

static void what_nobody_can_guess(void **state)
{
	(void)state;
	static const char *const bad[] = {"", " ", ">", "/", "Knitwear of Shetland",
		"Arts > Books > Old", "\xc3\xa9\xc3\xa9", "xyz",
		"A text so long that no category of anybody's could ever be meant by it, "
		"not even nearly"};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct fg_category c;
		const char *nearest = "unset";
		assert_false(check_category(bad[i], &c, &nearest));
		if (nearest && strcmp(nearest, "Arts > Books") != 0 &&
			strcmp(nearest, "Arts") != 0)
			fail_msg("%s: %s", bad[i], nearest);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(there_are_110_and_each_is_itself),
		cmocka_unit_test(spaces_are_free),
		cmocka_unit_test(what_was_meant),
		cmocka_unit_test(what_nobody_can_guess),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

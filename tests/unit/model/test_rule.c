/* SPDX-License-Identifier: ISC */
#include "unit.h"

#include <stdio.h>

static void rules_have_examples(void **state)
{
	size_t lacking = 0;
	(void)state;
	for (size_t i = 0; fg_rule_at(i); i++) {
		const struct fg_example *e = fg_rule_example(i);
		/* What is about this machine alone needs none. */
		if (!e && fg_rule_at(i)->platforms) {
			print_message(
				"%s has no example (examples.def)\n", fg_rule_at(i)->id);
			lacking++;
		}
		if (e) {
			assert_true(*e->before && *e->after);
			assert_string_not_equal(e->before, e->after);
		}
	}
	assert_int_equal(lacking, 0);
	assert_null(fg_rule_example(FG_RULE_COUNT));
}

static void rules_say_all(void **state)
{
	(void)state;
	for (size_t i = 0; fg_rule_at(i); i++) {
		const struct fg_rule *r = fg_rule_at(i);
		assert_true(*r->summary && *r->prose && strchr(r->id, '/'));
		assert_true(r->source && *r->source);
		assert_true(r->platforms <= FG_EVERY_PLATFORM);
		assert_int_equal(fg_rule_find(r->id), i);
	}
	assert_int_equal(fg_rule_find("file"), -1);
}

static void platforms_have_names(void **state)
{
	(void)state;
	unsigned all = 0;
	for (size_t i = 0; fg_platform_at(i); i++)
		all |= fg_platform_at(i)->bit;
	assert_int_equal(all, FG_EVERY_PLATFORM);
	assert_string_equal(fg_platform_at(2)->name, "PSP-1");
}

static void knows_what_was_meant(void **state)
{
	(void)state;
	assert_string_equal(fg_rule_nearest("episode/guid-week"), "episode/guid-weak");
	assert_string_equal(fg_rule_nearest("guid-weak"), "episode/guid-weak");
	assert_string_equal(fg_rule_nearest("length-mising"), "enclosure/length-missing");
	assert_null(fg_rule_nearest("zzzzzzzzzz"));
	assert_null(fg_rule_nearest(""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rules_have_examples),
		cmocka_unit_test(rules_say_all),
		cmocka_unit_test(platforms_have_names),
		cmocka_unit_test(knows_what_was_meant),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

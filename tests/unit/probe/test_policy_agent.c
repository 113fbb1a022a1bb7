/* SPDX-License-Identifier: ISC */
#include "unit.h"

#include "probe/policy.h"

static void check_agent(const char *link, const char *feed_url, const char *words)
{
	struct arena a;
	arena_init(&a, abort);
	assert_string_equal(policy_agent(&a, link, feed_url),
		arena_printf(&a, "feedgen/" FEEDGEN_VERSION " (%s)", words));
	arena_release(&a);
}

static void test_who_asks(void **state)
{
	(void)state;
	check_agent("https://quay.example/", "https://quay.example/rss",
		"+https://quay.example/; podcast feed builder");
	check_agent(NULL, "https://quay.example/rss",
		"+https://quay.example/rss; podcast feed builder");
	check_agent(NULL, NULL, "podcast feed builder");
	/* What is no web URL, or would say more than that. */
	check_agent("quay", "https://quay.example/",
		"+https://quay.example/; podcast feed builder");
	check_agent("https://quay.example/a)b", NULL, "podcast feed builder");
	check_agent("https://quay.example/\r\nHost: a", NULL, "podcast feed builder");
	check_agent("https://quay.example/\xc3\xa9", NULL, "podcast feed builder");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_who_asks),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

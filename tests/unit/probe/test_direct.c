/* SPDX-License-Identifier: ISC */
#include "unit.h"

#include "probe/direct.h"

static const char *direct(void **state, const char *url)
{
	struct unit *u = *state;
	return direct_url(&u->arena, url);
}

static int open_unit(void **state)
{
	*state = calloc(1, sizeof(struct unit));
	unit_open(*state);
	return 0;
}

static int close_unit(void **state)
{
	unit_close(*state);
	free(*state);
	return 0;
}

static void test_prefixes(void **state)
{
	static const char *const prefixes[] = {"https://op3.dev/e/", "http://op3.dev/e/",
		"https://op3.dev/e,pg=bd0a23ed-e6b3-4d63-8e63-fab0ea5db1fc/",
		"https://dts.podtrac.com/redirect.mp3/",
		"https://www.podtrac.com/pts/redirect.m4a/",
		"https://chrt.fm/track/A1B2/", "https://pdst.fm/e/",
		"https://pfx.vpixl.com/abc/", "https://mgln.ai/e/12/",
		"https://prfx.byspotify.com/e/", "https://claritaspod.com/measure/",
		"HTTPS://OP3.dev/e/"};
	for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
		struct unit *u = *state;
		const char *url =
			arena_printf(&u->arena, "%scdn.example/a.mp3?b=c", prefixes[i]);
		assert_string_equal(direct(state, url), "https://cdn.example/a.mp3?b=c");
	}
}

static void test_nested(void **state)
{
	assert_string_equal(
		direct(state,
			"https://op3.dev/e/dts.podtrac.com/redirect.mp3/chrt.fm/track/"
			"X/pdst.fm/e/cdn.example/1/a.mp3"),
		"https://cdn.example/1/a.mp3");
	assert_string_equal(
		direct(state,
			"https://op3.dev/e/https://pdst.fm/e/http://cdn.example/a.mp3"),
		"http://cdn.example/a.mp3");
}

static void test_others_stay(void **state)
{
	static const char *const urls[] = {"https://cdn.example/a.mp3",
		"https://op3.dev/stats/cdn.example/a.mp3", "https://op3.dev/e/",
		"https://op3.dev/e/nodot/a.mp3", "https://my-op3.dev/e/cdn.example/a.mp3",
		"https://chrt.fm/track/", "https://op3.dev/e/ftp://cdn.example/a.mp3",
		"https://op3.dev/e/name:word@cdn.example/a.mp3"};
	for (size_t i = 0; i < sizeof urls / sizeof *urls; i++)
		assert_string_equal(direct(state, urls[i]), urls[i]);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, open_unit, close_unit)
int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_prefixes),
		TEST(test_nested),
		TEST(test_others_stay),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: ISC */
#include "unit.h"

#include "model/check.h"

#define COUNT(rows) (sizeof(rows) / sizeof *(rows))

static void booleans(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		bool value, usual;
	} rows[] = {{"true", true, true}, {"false", false, true}, {"True", true, false},
		{"FALSE", false, false}, {"yes", true, false}, {"No", false, false},
		{"on", true, false}, {"off", false, false}, {"explicit", true, false},
		{"clean", false, false}};
	static const char *const bad[] = {
		"", "1", "0", "t", "y", "n", "truthy", " true", "null"};
	for (size_t i = 0; i < COUNT(rows); i++) {
		bool value = !rows[i].value, usual = !rows[i].usual;
		assert_true(check_boolean(str_of(rows[i].text), &value, &usual));
		assert_int_equal(value, rows[i].value);
		assert_int_equal(usual, rows[i].usual);
	}
	for (size_t i = 0; i < COUNT(bad); i++) {
		bool value, usual;
		assert_false(check_boolean(str_of(bad[i]), &value, &usual));
	}
}

static void integers(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		int64_t value;
	} rows[] = {{"0", 0}, {"7", 7}, {"08", 8}, {"010", 10},
		{"9223372036854775807", INT64_MAX}};
	static const char *const bad[] = {"", "+3", "-3", "1.0", "1_000", "1,000", "0x1F",
		"0o17", "1e3", " 7", "7 ", "9223372036854775808", "12:30"};
	for (size_t i = 0; i < COUNT(rows); i++) {
		int64_t value = -1;
		assert_true(check_integer(str_of(rows[i].text), &value));
		assert_int_equal(value, rows[i].value);
	}
	for (size_t i = 0; i < COUNT(bad); i++) {
		int64_t value;
		assert_false(check_integer(str_of(bad[i]), &value));
	}
}

static void decimals(void **state)
{
	(void)state;
	static const struct {
		const char *text, *canonical;
	} rows[] = {{"1", "1"}, {"01", "1"}, {"0", "0"}, {"00", "0"}, {"315.5", "315.5"},
		{"1.10", "1.1"}, {"1.0", "1"}, {"00.00", "0"}, {"0.5", "0.5"},
		{"10", "10"}, {"100.010", "100.01"},
		{"1234567890123456789012345678901", "1234567890123456789012345678901"}};
	static const char *const bad[] = {"", ".", ".5", "5.", "1.2.3", "-1", "+1", "1,5",
		"1e3", "1_0", "x", "1x", " 1", "12345678901234567890123456789012",
		"1.2345678901234567890123456789012"};
	for (size_t i = 0; i < COUNT(rows); i++) {
		char out[DECIMAL_SIZE];
		assert_true(check_decimal(str_of(rows[i].text), out));
		assert_string_equal(out, rows[i].canonical);
	}
	for (size_t i = 0; i < COUNT(bad); i++) {
		char out[DECIMAL_SIZE];
		if (check_decimal(str_of(bad[i]), out))
			fail_msg("taken: %s", bad[i]);
	}
	char out[DECIMAL_SIZE];
	assert_true(check_decimal(str_slice(str_of("12.34"), 0, 2), out));
	assert_string_equal(out, "12");
}

static void mail_addresses(void **state)
{
	(void)state;
	static const char *const good[] = {"show@example.com", "a.b+c@d-e.example.org",
		"!#$%&'*+-/=?^_`{|}~@x.org", "1@2.de"};
	static const char *const bad[] = {"", "show", "@example.com", "show@",
		"show@localhost", "a@b@c.org", "a b@c.org", " a@b.org", "a@b.org ",
		"a@b..org", "a@.b.org", "a@b.org.", ".a@b.org", "a.@b.org", "a..b@c.org",
		"mailto:a@b.org", "A <a@b.org>", "a@b.org (A)", "\"a\"@b.org",
		"a@[127.0.0.1]", "a@b_c.org", "\xc3\xa9@b.org", "a@b.org\n", "a,b@c.org"};
	char longest[80];
	for (size_t i = 0; i < COUNT(good); i++)
		assert_true(check_email(good[i]));
	for (size_t i = 0; i < COUNT(bad); i++) {
		if (check_email(bad[i]))
			fail_msg("taken: %s", bad[i]);
	}
	memset(longest, 'a', sizeof longest);
	memcpy(longest + 64, "@b.org", 7);
	assert_true(check_email(longest));
	memcpy(longest + 65, "@b.org", 7);
	longest[64] = 'a';
	assert_false(check_email(longest));
}

static void languages(void **state)
{
	(void)state;
	static const char *const two[] = {"en", "EN", "en-GB", "en-gb", "de-CH", "pt-BR",
		"es-419", "zh-Hant", "zh-Hant-TW", "sr-latn-rs", "zu"};
	static const char *const three[] = {"eng", "gsw", "gsw-CH", "fil-ph"};
	static const char *const bad[] = {"", "-", "e", "english", "en_GB", "en-",
		"en-GB-", "-GB", "xx", "en-XX", "en-UK", "en-42", "en-000", "xyz",
		"en GB", "en-GB-oed", "aa ab", "a a", "zh-Abcd", "zh-Hant-", "en-en-GB",
		"e-GB", "und"};
	bool long_one;
	for (size_t i = 0; i < COUNT(two); i++) {
		if (!check_language(two[i], &long_one))
			fail_msg("refused: %s", two[i]);
		assert_false(long_one);
	}
	for (size_t i = 0; i < COUNT(three); i++) {
		assert_true(check_language(three[i], &long_one));
		assert_true(long_one);
	}
	for (size_t i = 0; i < COUNT(bad); i++) {
		if (check_language(bad[i], &long_one))
			fail_msg("taken: %s", bad[i]);
	}
}

static void mime_types(void **state)
{
	(void)state;
	static const char *const good[] = {"audio/mpeg", "audio/x-m4a",
		"application/x-mpegURL", "application/epub+zip"};
	static const char *const bad[] = {"", "audio", "audio/", "/mpeg",
		"audio/mpeg; x=1", "audio mpeg", "audio/mpeg/3", "audio/ mpeg", "-a/b",
		"a/\xc3\xa9", "mp3"};
	for (size_t i = 0; i < COUNT(good); i++)
		assert_true(check_mime(good[i]));
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_false(check_mime(bad[i]));
}

static void roles(void **state)
{
	(void)state;
	const char *group = NULL;
	assert_true(check_role("host", &group));
	assert_string_equal(group, "Cast");
	assert_true(check_role("Co-Host", &group));
	assert_string_equal(group, "Cast");
	assert_true(check_role("EDITOR", &group));
	assert_string_equal(group, "Writing");
	assert_true(check_role("Camera Grip", &group));
	assert_string_equal(group, "Video Production");
	assert_false(check_role("", &group));
	assert_false(check_role("Presenter", &group));
	assert_false(check_role("hosts", &group));
	assert_true(check_group("cast"));
	assert_true(check_group("Audio Post-Production"));
	assert_true(check_group("Misc."));
	assert_false(check_group("Crew"));
	assert_false(check_group(""));
}

static void rates_no_mp3_has(void **state)
{
	(void)state;
	assert_int_equal(check_odd_rate("audio/mpeg", 57600000, 3600), 0);
	assert_int_equal(check_odd_rate("audio/mpeg", 57600000, 60), 7680);
	assert_int_equal(check_odd_rate("Audio/MPEG", 57600000, 36000), 12);
	assert_int_equal(check_odd_rate("audio/mpeg", 7200000, 3600), 0); /* 16 */
	assert_int_equal(check_odd_rate("audio/mpeg", 80000, 1), 0);      /* 640 */
	assert_int_equal(check_odd_rate("audio/mpeg", 80001, 1), 640);
	assert_int_equal(check_odd_rate("audio/ogg", 57600000, 60), 0);
	assert_int_equal(check_odd_rate(NULL, 57600000, 60), 0);
	assert_int_equal(check_odd_rate("audio/mpeg", 16383, 3600), 0);
	assert_int_equal(check_odd_rate("audio/mpeg", 57600000, 0), 0);
	assert_int_equal(check_odd_rate("audio/mpeg", INT64_MAX, 3600), 0);
}

static void roles_that_are_meant(void **state)
{
	(void)state;
	assert_string_equal(role_spelt("co_host"), "Co-Host");
	assert_string_equal(role_spelt("AUDIO engineer"), "Audio Engineer");
	assert_null(role_spelt("moderator"));
	assert_string_equal(role_nearest("moderator"), "Host");
	assert_string_equal(role_nearest("producr"), "Producer");
	assert_null(role_nearest("sleeper"));
	assert_string_equal(group_nearest("Creative direktion"), "Creative Direction");
	assert_null(group_nearest("Sleepers"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(roles_that_are_meant),
		cmocka_unit_test(booleans),
		cmocka_unit_test(integers),
		cmocka_unit_test(decimals),
		cmocka_unit_test(mail_addresses),
		cmocka_unit_test(languages),
		cmocka_unit_test(mime_types),
		cmocka_unit_test(roles),
		cmocka_unit_test(rates_no_mp3_has),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

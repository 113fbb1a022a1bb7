/* SPDX-License-Identifier: ISC */
#include "unit.h"

#include "base/str.h"
#include "base/utf8.h"

static struct str S(const char *text) {
	return str_of(text);
}

static void
assert_str(struct str s, const char *expected)
{
	char text[200];
	assert_true(s.len < sizeof text);
	if (s.len)
		memcpy(text, s.data, s.len);
	text[s.len] = '\0';
	assert_string_equal(text, expected);
}

static void comparing(void **state)
{
	(void)state;
	assert_true(str_is(S("abc"), "abc"));
	assert_false(str_is(S("abc"), "ab"));
	assert_false(str_is(S("abc"), "Abc"));
	assert_true(str_eq((struct str){NULL, 0}, S("")));
	assert_true(str_case_is(S("TrUe"), "true"));
	assert_false(str_case_is(S("truex"), "true"));
	assert_false(str_case_is(S("tru"), "true"));
	assert_true(str_starts(S("feed.xml"), "feed"));
	assert_false(str_starts(S("fee"), "feed"));
	assert_true(str_case_starts(S("FEED.xml"), "feed"));
	assert_true(str_ends(S("feed.xml"), ".xml"));
	assert_false(str_ends(S("xml"), ".xml"));
	/* Only ASCII has case: these are the two bytes of an accented letter. */
	assert_false(str_case_is(S("\xc3\x89"), "\xc3\xa9"));
}

static void trimming(void **state)
{
	(void)state;
	assert_str(str_trim(S(" \t\r\n a b \f\v")), "a b");
	assert_str(str_trim(S("   ")), "");
	assert_str(str_trim(S("")), "");
	assert_str(str_trim(S("\xc2\xa0x")), "\xc2\xa0x");
}

static void finding(void **state)
{
	(void)state;
	assert_int_equal(str_find(S("a-b-c"), "-", 0), 1);
	assert_int_equal(str_find(S("a-b-c"), "-", 2), 3);
	assert_true(str_find(S("a-b-c"), "-", 4) == STR_NONE);
	assert_true(str_find(S("abc"), "x", 9) == STR_NONE);
	assert_int_equal(str_find(S("<a <i <img>"), "<img", 0), 6);
	assert_true(str_find(S("<a <i <im"), "<img", 0) == STR_NONE);
	assert_true(str_find(S("a<"), "<a", 0) == STR_NONE);
	assert_true(str_find(str_slice(S("abcd"), 0, 2), "bc", 0) == STR_NONE);
	assert_int_equal(str_find_char(S("a-b"), '-', 0), 1);
	assert_true(str_find_char(S("a-b"), '-', 3) == STR_NONE);
	assert_true(str_find_char((struct str){NULL, 0}, '-', 0) == STR_NONE);
}

/* Wherever it stands in a text that is looked at in pieces, and with its beginning before it. */
static void finding_everywhere(void **state)
{
	(void)state;
	char text[80];
	for (size_t at = 0; at + 4 <= sizeof text; at++) {
		memset(text, 'a', sizeof text);
		memcpy(text, "<i<im", 5);
		memcpy(text + at, "<img", 4);
		struct str s = {text, sizeof text};
		assert_int_equal(str_find(s, "<img", 0), at);
		assert_int_equal(str_find(s, "<img", at), at);
		assert_true(str_find(s, "<img", at + 1) == STR_NONE);
		s.len = at + 3;
		assert_true(str_find(s, "<img", 0) == STR_NONE);
	}
}

static void cutting(void **state)
{
	(void)state;
	const char *expected[] = {"a", "", "b c", ""};
	struct str rest = S("a,,b c,"), part;
	size_t n = 0;
	for (; str_cut(&rest, ',', &part); n++)
		assert_str(part, expected[n]);
	assert_int_equal(n, 4);
	rest = S("");
	assert_true(str_cut(&rest, ',', &part));
	assert_str(part, "");
	assert_false(str_cut(&rest, ',', &part));
}

static void lines(void **state)
{
	(void)state;
	const char *expected[] = {"one", "", "three"};
	struct str rest = S("one\n\nthree"), line;
	size_t n = 0;
	for (; str_line(&rest, &line); n++)
		assert_str(line, expected[n]);
	assert_int_equal(n, 3);
	rest = S("end\n");
	assert_true(str_line(&rest, &line));
	assert_false(str_line(&rest, &line));
}

static void distances(void **state)
{
	(void)state;
	assert_int_equal(str_distance("", ""), 0);
	assert_int_equal(str_distance("title", "TITLE"), 0);
	assert_int_equal(str_distance("titel", "title"), 2);
	assert_int_equal(str_distance("", "abc"), 3);
	assert_int_equal(str_distance("duration", "durations"), 1);
	assert_true(str_resembles("titel", "title"));
	assert_true(str_resembles("explict", "explicit"));
	assert_false(str_resembles("guid", "date"));
	assert_false(str_resembles("xy", "a"));
	char word[100];
	memset(word, 'a', sizeof word - 1);
	word[sizeof word - 1] = '\0';
	assert_int_equal(str_distance(word, "a"), 99);
	assert_false(str_resembles(word, "a"));
}

static void numbers(void **state)
{
	(void)state;
	long long v;
	assert_true(str_to_int(S("0"), &v) && v == 0);
	assert_true(str_to_int(S("0010"), &v) && v == 10);
	assert_true(str_to_int(S("9223372036854775807"), &v) && v == INT64_MAX);
	const char *bad[] = {"", "9223372036854775808", "99999999999999999999", "-1",
		"+1", " 1", "1 ", "1.0", "0x1f", "1e3", "\xd9\xa3"};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_false(str_to_int(S(bad[i]), &v));
}

/* The place in each of the sixteen that are looked at together, and behind them. */
static void until_finds_the_first_of_a_set(void **state)
{
	(void)state;
	char text[40];
	for (size_t len = 0; len < sizeof text; len++) {
		for (size_t at = 0; at <= len; at++) {
			memset(text, 'a', sizeof text);
			struct str s = {text, len};
			text[at] = '&';
			assert_int_equal(str_until(s, "<&", 0), at);
			assert_int_equal(str_until(s, "<", 0), len);
			assert_int_equal(str_until(s, "<&", len), len);
		}
	}
}

static void a_clean_text_ends_at_its_first_fault(void **state)
{
	(void)state;
	char text[40];
	for (size_t at = 0; at < sizeof text; at++) {
		memset(text, 'a', sizeof text);
		text[(at + 7) % sizeof text] = '\n';
		text[at] = '\x01';
		assert_int_equal(utf8_clean_len((struct str){text, sizeof text}), at);
		text[at] = '\x80';
		assert_int_equal(utf8_clean_len((struct str){text, sizeof text}), at);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(comparing),
		cmocka_unit_test(until_finds_the_first_of_a_set),
		cmocka_unit_test(a_clean_text_ends_at_its_first_fault),
		cmocka_unit_test(trimming),
		cmocka_unit_test(finding),
		cmocka_unit_test(finding_everywhere),
		cmocka_unit_test(cutting),
		cmocka_unit_test(lines),
		cmocka_unit_test(distances),
		cmocka_unit_test(numbers),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: ISC */
#include "unit.h"

#include "base/utf8.h"

static void every_code_point_goes_round(void **state)
{
	(void)state;
	for (uint32_t cp = 0; cp <= 0x10ffff; cp++) {
		char text[4];
		uint32_t back = 0;
		if (cp >= 0xd800 && cp <= 0xdfff)
			continue;
		size_t n = utf8_encode(cp, text);
		size_t expected = cp < 0x80 ? 1 : cp < 0x800 ? 2 : cp < 0x10000 ? 3 : 4;
		if (n != expected || utf8_decode(text, n, &back) != n || back != cp)
			fail_msg("U+%04X", (unsigned)cp);
		if (utf8_decode(text, n - 1, &back) != 0)
			fail_msg("U+%04X without its last byte", (unsigned)cp);
	}
}

static void what_is_not_utf8_is_refused(void **state)
{
	(void)state;
	const char *bad[] = {
		"\x80",                                      /* a tail alone */
		"\xc0\xaf",                                  /* overlong '/' */
		"\xc1\xbf",                                  /* overlong */
		"\xe0\x80\xaf",                              /* overlong in three bytes */
		"\xf0\x80\x80\xaf",                          /* in four */
		"\xed\xa0\x80",                              /* a surrogate */
		"\xed\xbf\xbf",                              /* the last one */
		"\xf4\x90\x80\x80",                          /* beyond U+10FFFF */
		"\xf5\x80\x80\x80", "\xff", "\xfe", "\xc3(", /* no tail */
		"\xe2\x82(", "caf\xe9",                      /* Latin-1 */
	};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct str s = str_of(bad[i]);
		assert_true(utf8_clean_len(s) < s.len);
	}
}

static void xml_characters(void **state)
{
	(void)state;
	const uint32_t good[] = {0x9, 0xa, 0xd, 0x20, 0x7f, 0x85, 0xd7ff, 0xe000, 0xfffd,
		0x10000, 0x10ffff};
	const uint32_t bad[] = {
		0, 1, 8, 0xb, 0xc, 0xe, 0x1f, 0xd800, 0xdfff, 0xfffe, 0xffff, 0x110000};
	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		assert_true(utf8_is_xml_char(good[i]));
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		assert_false(utf8_is_xml_char(bad[i]));
}

static void clean_text_ends_where_the_fault_is(void **state)
{
	(void)state;
	/* At every place in the blocks of eight that are looked at together. */
	for (size_t at = 0; at < 24; at++) {
		const char faults[] = {'\x01', '\x1f', '\xff', '\x80', '\0'};
		char text[25];
		memset(text, 'a', sizeof text);
		for (size_t i = 0; i < sizeof faults; i++) {
			text[at] = faults[i];
			assert_int_equal(utf8_clean_len((struct str){text, 24}), at);
		}
		text[at] = '\t';
		assert_int_equal(utf8_clean_len((struct str){text, 24}), 24);
	}
	assert_int_equal(utf8_clean_len((struct str){NULL, 0}), 0);
	assert_int_equal(utf8_clean_len(str_of("1234567\xc3\xa9 12345678")), 18);
	assert_int_equal(utf8_clean_len(str_of("ab\xef\xbf\xbe")), 2);
}

static void cutting_keeps_characters_whole(void **state)
{
	(void)state;
	struct str s = str_of("a\xc3\xa9\xe2\x82\xac\xf0\x9f\x8e\x99z");
	const size_t expected[] = {0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10, 11, 11};
	for (size_t max = 0; max < sizeof expected / sizeof *expected; max++)
		assert_int_equal(utf8_cut(s, max), expected[max]);
	assert_int_equal(utf8_count(s), 5);
	assert_int_equal(utf8_count(str_of("")), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_code_point_goes_round),
		cmocka_unit_test(what_is_not_utf8_is_refused),
		cmocka_unit_test(xml_characters),
		cmocka_unit_test(clean_text_ends_where_the_fault_is),
		cmocka_unit_test(cutting_keeps_characters_whole),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

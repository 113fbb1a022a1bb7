/* SPDX-License-Identifier: ISC */
#include "unit.h"

#include "base/timecode.h"

static void times_are_read(void **state)
{
	static const struct {
		const char *text;
		int64_t ms;
	} good[] = {{"0", 0}, {"37", 37000}, {"37.5", 37500}, {"7:48", 468000},
		{"75:10", 4510000}, {"35:12.250", 2112250}, {"01:35:52", 5752000},
		{"00:00:01,5", 1500}, {" 1:02:03.0049 ", 3723004}, {"0:00.0004", 0},
		{"1000:00:00", 3600000000}};
	(void)state;
	for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
		int64_t ms = -1;
		if (!timecode_parse(str_of(good[i].text), &ms))
			fail_msg("not read: %s", good[i].text);
		assert_int_equal(ms, good[i].ms);
	}
}

static void others_are_not(void **state)
{
	static const char *const bad[] = {"", ":", "1:", ":30", "1:5", "1:60", "1:75",
		"1:60:00", "1:2:3", "1:02:03:04", "1:02.", "1:02.x", "-1", "+1", "1e3",
		"12345678901", "1000:00:01", "0x10", "1:02 a", "１:02"};
	int64_t ms;
	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		if (timecode_parse(str_of(bad[i]), &ms))
			fail_msg("read: %s", bad[i]);
	}
}

static void what_looks_like_one_is_measured(void **state)
{
	static const struct {
		const char *text;
		size_t len;
	} all[] = {{"6:30", 4}, {"1:02:03.5 x", 9}, {"[00:06:30] x", 10}, {"(6:75)", 6},
		{"[6:30", 0}, {"6:30]", 0}, {"12", 0}, {"", 0}, {"x", 0}, {"6:", 0},
		{"[", 0}, {"6:30:", 0}};
	(void)state;
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		assert_int_equal(timecode_len(str_of(all[i].text)), all[i].len);
}

static void times_are_written(void **state)
{
	char text[TIMECODE_SIZE];
	(void)state;
	assert_int_equal(timecode_text(0, '.', text), strlen("00:00:00.000"));
	assert_string_equal(text, "00:00:00.000");
	assert_int_equal(timecode_short(0, text), 4);
	assert_string_equal(text, "0:00");
	assert_int_equal(timecode_text(INT64_MAX, '.', text), 23);
	assert_string_equal(text, "2562047788015:12:55.807");
	timecode_text(3723004, '.', text);
	assert_string_equal(text, "01:02:03.004");
	timecode_text(59999, ',', text);
	assert_string_equal(text, "00:00:59,999");
	timecode_text(TIMECODE_MAX, '\0', text);
	assert_string_equal(text, "1000:00:00");
	timecode_short(63000, text);
	assert_string_equal(text, "1:03");
	timecode_short(3599999, text);
	assert_string_equal(text, "59:59");
	timecode_short(3600000, text);
	assert_string_equal(text, "1:00:00");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(times_are_read),
		cmocka_unit_test(others_are_not),
		cmocka_unit_test(what_looks_like_one_is_measured),
		cmocka_unit_test(times_are_written),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: ISC */
#include "unit.h"

#include "base/duration.h"

static void what_is_understood(void **state)
{
	(void)state;
	const struct {
		const char *text;
		int64_t seconds;
	} rows[] = {
		{"3600", 3600},
		{"0", 0},
		{" 90 ", 90},
		{"08", 8},
		{"59:30", 3570},
		{"9:05", 545},
		{"90:00", 5400},
		{"1:02:03", 3723},
		{"01:02:03", 3723},
		{"01:02:03.456", 3723},
		{"00:00:59.999999999999999999999", 59},
		{"3723.9", 3723},
		{"100:00:00", 360000},
		{"1h 2m 3s", 3723},
		{"1h2m3s", 3723},
		{"1H 3S", 3603},
		{"90m", 5400},
		{"45 min", 2700},
		{"1 hr 5 mins", 3900},
		{"2 hours 1 minute 30 seconds", 7290},
		{"3.5s", 3},
		{"PT1H2M3S", 3723},
		{"pt45m", 2700},
		{"PT3.25S", 3},
		{"PT90M", 5400},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		int64_t seconds = -1;
		if (!duration_parse(str_of(rows[i].text), &seconds))
			fail_msg("refused: %s", rows[i].text);
		assert_int_equal(seconds, rows[i].seconds);
	}
}

static void what_is_refused(void **state)
{
	(void)state;
	const char *bad[] = {"", " ", ":", ":30", "1:", "1:2", "1:2:3", "1:60", "1:60:00",
		"1:00:60", "0:0:0:0", "1:00:00:00", "1:00:", "-1", "+1", "-1:00", "1.",
		".5", "1:00.", "1.5:00", "0x10", "1e3", "1_000", "1,000", "12:3o", "abc",
		"h", "1x", "1 1", "1h 60m", "1h 60s", "1m 1h", "1m 1m", "1h 2", "1.5h",
		"0.5m", "PT", "P1D", "PT1", "PT1:00", "P1H", "1:00 pm",
		"99999999999999999999", "9999999999", "999999999:00:00", "9999999h",
		"1:000", "\xd9\xa3:00", "1:00\n2:00"};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		int64_t seconds;
		if (duration_parse(str_of(bad[i]), &seconds))
			fail_msg("taken: '%s' as %lld", bad[i], (long long)seconds);
	}
}

static void a_slice_ends_where_it_ends(void **state)
{
	(void)state;
	int64_t seconds;
	assert_true(duration_parse(str_slice(str_of("1:00:00"), 0, 4), &seconds));
	assert_int_equal(seconds, 60);
	assert_false(duration_parse((struct str){NULL, 0}, &seconds));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_understood),
		cmocka_unit_test(what_is_refused),
		cmocka_unit_test(a_slice_ends_where_it_ends),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: ISC */
#include "unit.h"

#include "model/check_time.h"

typedef enum check_date check(const char *text, int64_t *seconds, const char **problem);

struct sample {
	const char *text;
	enum check_date is;
	int64_t seconds;
};

static void judge(check *check_it, const struct sample *s)
{
	for (; s->text; s++) {
		int64_t seconds = 0;
		const char *problem = NULL;
		enum check_date is = check_it(s->text, &seconds, &problem);
		if (is != s->is)
			fail_msg(
				"%s is %d: %s", s->text, (int)is, problem ? problem : "");
		assert_int_equal(problem != NULL, is != DATE_GOOD);
		if (is != DATE_BAD)
			assert_int_equal(seconds, s->seconds);
	}
}

static void of_rss(void **state)
{
	static const struct sample samples[] = {
		{"Tue, 05 Mar 2024 06:30:15 +0000", DATE_GOOD, 1709620215},
		{"5 Mar 2024 06:30 GMT", DATE_GOOD, 1709620200},
		{"tue, 5 mar 2024 07:30:00 +0100", DATE_GOOD, 1709620200},
		{"Tue, 05 Mar 2024 01:30:00 EST", DATE_GOOD, 1709620200},
		{"Tue, 05 Mar 2024 12:15:00 +0545", DATE_GOOD, 1709620200},
		{"Tue, 05 Mar 24 06:30:00 GMT", DATE_ODD, 1709620200},
		{"Tue, 05 Mar 2024 06:30:00 UTC", DATE_ODD, 1709620200},
		{"Tue, 05 Mar 2024 06:30:00 A", DATE_ODD, 1709620200},
		{"Mon, 05 Mar 2024 06:30:00 GMT", DATE_BAD, 0},
		{"Tue 05 Mar 2024 06:30:00 GMT", DATE_BAD, 0},
		{"30 Feb 2024 06:30:00 GMT", DATE_BAD, 0},
		{"05 March 2024 06:30:00 GMT", DATE_BAD, 0},
		{"05 Mar 2024 24:00:00 GMT", DATE_BAD, 0},
		{"05 Mar2024 06:30:00 GMT", DATE_BAD, 0},
		{"05 Mar 202 06:30:00 GMT", DATE_BAD, 0},
		{"05 Mar 2024 06:30:00 +01:00", DATE_BAD, 0},
		{"05 Mar 2024 06:30:00 CEST", DATE_BAD, 0},
		{"05 Mar 2024 06:30:00", DATE_BAD, 0},
		{"05 Mar 2024", DATE_BAD, 0},
		{"2024-03-05T06:30:00Z", DATE_BAD, 0},
		{"", DATE_BAD, 0},
		{NULL, DATE_BAD, 0},
	};
	(void)state;
	judge(check_rfc822, samples);
}

static void of_atom(void **state)
{
	static const struct sample samples[] = {
		{"2024-03-05T06:30:15Z", DATE_GOOD, 1709620215},
		{"2024-03-05T07:30:15.25+01:00", DATE_GOOD, 1709620215},
		{"2024-03-05T06:30Z", DATE_BAD, 0},
		{"2024-03-05t06:30:15Z", DATE_BAD, 0},
		{"2024-03-05 06:30:15Z", DATE_BAD, 0},
		{"2024-03-05T06:30:15", DATE_BAD, 0},
		{"2024-03-05T06:30:15+0100", DATE_BAD, 0},
		{"2024-02-30T06:30:15Z", DATE_BAD, 0},
		{"2024-03-05", DATE_BAD, 0},
		{NULL, DATE_BAD, 0},
	};
	(void)state;
	judge(check_rfc3339, samples);
}

static void of_dublin_core(void **state)
{
	static const struct sample samples[] = {
		{"2024", DATE_GOOD, 1704067200},
		{"2024-03", DATE_GOOD, 1709251200},
		{"2024-03-05", DATE_GOOD, 1709596800},
		{"2024-03-05T06:30Z", DATE_GOOD, 1709620200},
		{"2024-13", DATE_BAD, 0},
		{"24", DATE_BAD, 0},
		{"2024-03-05T06:30", DATE_BAD, 0},
		{NULL, DATE_BAD, 0},
	};
	(void)state;
	judge(check_w3cdtf, samples);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(of_rss),
		cmocka_unit_test(of_atom),
		cmocka_unit_test(of_dublin_core),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: ISC */
/* How long policy waits, believes and is patient. */
#include "unit.h"

#include "probe/policy.h"

static const struct probe_limits *const limits = &probe_limits_default;

static void test_ttl(void **state)
{
	(void)state;
	enum { DAY = 86400 };
	struct probe_finding f = {.length = 5};
	assert_int_equal(policy_ttl(&f, 400 * DAY, 0), 24 * DAY);
	assert_int_equal(policy_ttl(&f, 400 * DAY, UINT32_MAX), 36 * DAY);
	assert_in_range(policy_ttl(&f, 2 * DAY, 0), 5 * DAY, 6 * DAY);
	assert_in_range(policy_ttl(&f, 2 * DAY, UINT32_MAX), 8 * DAY, 9 * DAY);
	f.length = 0;
	assert_in_range(policy_ttl(&f, 400 * DAY, UINT32_MAX), DAY, 2 * DAY);
}

static void test_negative_ttl(void **state)
{
	(void)state;
	enum { MONTH = 30 * 24 * 3600 };
	struct probe_finding f = {.verdict = PROBE_NOT_FOUND, .status = 404};
	assert_int_equal(policy_negative_ttl(&f, MONTH, 0), 3600);
	assert_int_equal(policy_negative_ttl(&f, MONTH, 1), 6 * 3600);
	assert_int_equal(policy_negative_ttl(&f, MONTH, 2), 24 * 3600);
	assert_int_equal(policy_negative_ttl(&f, MONTH, UINT32_MAX), 24 * 3600);
	assert_int_equal(policy_negative_ttl(&f, MONTH - 1, 0), 0);
	f.verdict = PROBE_TIMEOUT;
	assert_int_equal(policy_negative_ttl(&f, 0, 0), 300);
	assert_int_equal(policy_negative_ttl(&f, 0, 9), 21600);
	f.verdict = PROBE_HTML;
	assert_int_equal(policy_negative_ttl(&f, MONTH, 0), 0);
	f.verdict = PROBE_NOT_ASKED;
	assert_int_equal(policy_negative_ttl(&f, MONTH, 0), 0);
	f = (struct probe_finding){.verdict = PROBE_BUSY};
	assert_int_equal(policy_negative_ttl(&f, MONTH, 0), 0);
	f.status = 429;
	assert_int_equal(policy_negative_ttl(&f, MONTH, 0), 300);
}

static void test_backoff(void **state)
{
	(void)state;
	assert_int_equal(policy_backoff(0), 300);
	assert_int_equal(policy_backoff(1), 600);
	assert_int_equal(policy_backoff(6), 19200);
	assert_int_equal(policy_backoff(7), 21600);
	assert_int_equal(policy_backoff(UINT32_MAX), 21600);
}

static void test_deadline_grows_with_the_work(void **state)
{
	(void)state;
	assert_int_equal(policy_deadline(limits, 0), limits->deadline_ms);
	/* 10,000 URLs at five a second are 2,000 s; twice that and the rest. */
	assert_int_equal(policy_deadline(limits, 10000), limits->deadline_ms + 4000000);
	struct probe_limits fast = *limits;
	fast.per_second = 0;
	assert_int_equal(policy_deadline(&fast, 10000), limits->deadline_ms);
	struct probe_limits fixed = {
		.per_second = 5, .deadline_ms = 1000, .deadline_fixed = true};
	assert_int_equal(policy_deadline(&fixed, 10000), 1000);
}

static void test_chance_spreads(void **state)
{
	(void)state;
	unsigned quarters[4] = {0};
	char url[64];
	for (int i = 0; i < 400; i++) {
		snprintf(url, sizeof url, "https://a.example/%d.mp3", i);
		quarters[policy_chance(url, 0) >> 30]++;
	}
	for (size_t i = 0; i < 4; i++)
		assert_in_range(quarters[i], 60, 140);
	assert_int_equal(policy_chance("x", 1), policy_chance("x", 1));
	assert_int_not_equal(policy_chance("x", 1), policy_chance("x", 2));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ttl),
		cmocka_unit_test(test_negative_ttl),
		cmocka_unit_test(test_backoff),
		cmocka_unit_test(test_deadline_grows_with_the_work),
		cmocka_unit_test(test_chance_spreads),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

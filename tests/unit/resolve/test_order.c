/* SPDX-License-Identifier: ISC */
#include "resolve/bench.h"

static struct fg_episode *add(struct bench *b, const char *stem, const char *date,
	int64_t season, const char *number)
{
	struct fg_episode *ep = bench_episode(b, stem);
	bench_write(b, ep, FG_EP_DATE, 3, date);
	bench_write(b, ep, FG_EP_GUID, 5, stem);
	ep->season = season;
	ep->number = number;
	return ep;
}

static void stands(struct bench *b, const char *expected)
{
	struct sbuf line;
	sbuf_init(&line, 4096);
	for (size_t i = 0; i < b->show.episodes.len; i++)
		sbuf_printf(&line, "%s%s", i ? " " : "", b->show.episodes.data[i]->stem);
	assert_string_equal(line.data, expected);
	sbuf_release(&line);
}

static void test_newest_first(void **state)
{
	struct bench *b = *state;
	add(b, "old", "2020-01-01", 0, NULL);
	add(b, "new", "2024-01-01", 0, NULL);
	add(b, "middle", "2022-01-01", 0, NULL);
	bench_resolve(b, 0);
	stands(b, "new middle old");
	assert_int_equal(b->show.updated, 1704067200);
}

static void test_ties(void **state)
{
	struct bench *b = *state;
	const char *day = "2024-01-01";
	add(b, "zz", day, 0, NULL);
	add(b, "aa", day, 0, NULL);
	add(b, "s1e9", day, 1, "9");
	add(b, "s1e10", day, 1, "10");
	add(b, "s1e10b", day, 1, "10.5");
	add(b, "s2e1", day, 2, "1");
	bench_resolve(b, 0);
	stands(b, "s2e1 s1e10b s1e10 s1e9 aa zz");
}

static void test_without_a_date_last(void **state)
{
	struct bench *b = *state;
	add(b, "none", NULL, 9, NULL);
	add(b, "some", "1999-01-01", 0, NULL);
	bench_resolve(b, 1);
	stands(b, "some none");
}

static void test_files_tell_the_order_without_dates(void **state)
{
	struct bench *b = *state;
	add(b, "2-b", NULL, 0, NULL)->guid = "aa";
	add(b, "1-z", NULL, 0, NULL)->guid = "zz";
	add(b, "3-c", NULL, 3, "3")->guid = "00";
	bench_resolve(b, 3);
	stands(b, "1-z 2-b 3-c");
}

static void test_same_guid_falls_to_the_file(void **state)
{
	struct bench *b = *state;
	add(b, "b", "2024-01-01", 0, NULL)->guid = "same";
	add(b, "a", "2024-01-01", 0, NULL)->guid = "same";
	bench_resolve(b, 0);
	stands(b, "a b");
}

/* A generator of our own (Knuth's constants), so that a failure comes again. */
static size_t next_below(uint64_t *seed, size_t n)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return (size_t)(*seed >> 33) % n;
}

static void test_order_of_finding_does_not_matter(void **state)
{
	struct bench *b = *state;
	static const char *const days[] = {"2024-01-01", "2024-01-02"};
	static const char *const numbers[] = {NULL, "1", "2"};
	enum { COUNT = 24 };
	for (int i = 0; i < COUNT; i++)
		add(b, arena_printf(&b->unit.arena, "ep%02d", i), days[i % 2], i % 3,
			numbers[i / 3 % 3]);
	bench_resolve(b, 0);
	struct fg_episode *first[COUNT];
	memcpy(first, b->show.episodes.data, sizeof first);
	uint64_t seed = 1;
	for (int round = 0; round < 50; round++) {
		for (size_t i = COUNT; i > 1; i--) {
			size_t j = next_below(&seed, i);
			struct fg_episode *t = b->show.episodes.data[i - 1];
			b->show.episodes.data[i - 1] = b->show.episodes.data[j];
			b->show.episodes.data[j] = t;
		}
		bench_resolve(b, 0);
		assert_memory_equal(first, b->show.episodes.data, sizeof first);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BENCH_TEST(test_newest_first),
		BENCH_TEST(test_ties),
		BENCH_TEST(test_without_a_date_last),
		BENCH_TEST(test_files_tell_the_order_without_dates),
		BENCH_TEST(test_same_guid_falls_to_the_file),
		BENCH_TEST(test_order_of_finding_does_not_matter),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

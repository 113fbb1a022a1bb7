/* SPDX-License-Identifier: ISC */
#include "lint/bench.h"

static void number(struct bench *b, const char *older, const char *newer)
{
	b->older.number = older;
	b->newer.number = newer;
	b->older.at[FG_EP_NUMBER] = b->newer.at[FG_EP_NUMBER] = bench_at(7);
}

static void test_gap(void **state)
{
	struct bench *b = *state;
	number(b, "1", "2");
	bench_clean(b);
	number(b, "1", "3");
	bench_finds_newer(b, EPISODE_NUMBER_GAP, NUMBER, "number 3 comes after number 1");
	number(b, "3", "1");
	const struct fg_diag *d = bench_finds(b, FG_RULE_EPISODE_NUMBER_GAP, "one.md", 7,
		"number 3 comes after number 1");
	assert_string_equal(d->related.file, "two.md");
	b->newer.episode_type = "bonus";
	bench_clean(b);
	b->newer.episode_type = NULL;
	b->older.season = 1;
	b->newer.season = 2;
	b->older.at[FG_EP_SEASON] = b->newer.at[FG_EP_SEASON] = bench_at(8);
	bench_clean(b);
}

static void test_order(void **state)
{
	struct bench *b = *state;
	number(b, "2", "1");
	bench_clean(b);
	b->show.type = "serial";
	bench_finds_newer(
		b, EPISODE_ORDER, NUMBER, "number 1 is newer than number 2 of one.md");
	number(b, "1", "2");
	bench_clean(b);
}

static void test_title_number(void **state)
{
	static const char *const with[] = {"#12 Sleep", "12 hours: Ep. 12", "Episode 12",
		"episode #12: Sleep", "Sleep (S02E12)", "s2e012 Sleep", "ep12"};
	static const char *const without[] = {"Sleep", "12 hours", "#13", "Step 12",
		"S12", "Episode twelve", "#", "E12", "s2e", "Sleep#"};
	struct bench *b = *state;
	number(b, "11", "12");
	for (size_t i = 0; i < sizeof with / sizeof *with; i++) {
		b->newer.title = with[i];
		bench_finds_newer(b, EPISODE_TITLE_NUMBER, TITLE,
			"the title has the episode's number 12 in it");
	}
	for (size_t i = 0; i < sizeof without / sizeof *without; i++) {
		b->newer.title = without[i];
		bench_clean(b);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BENCH_TEST(test_gap),
		BENCH_TEST(test_order),
		BENCH_TEST(test_title_number),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

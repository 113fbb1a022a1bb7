/* SPDX-License-Identifier: ISC */
/* All rules together: what is found is the same on however many threads, in the same order. */
#include "bench.h"

#include "base/trace.h"

enum { EPISODES = 300, DAY = 86400 };

/* Every rule about single episodes and about all of them finds something in some. */
static void add_episodes(struct bench *b)
{
	struct fg_episode *episodes =
		arena_array(&b->unit.arena, EPISODES, sizeof *episodes);
	b->show.episodes.len = 0;
	for (int i = 0; i < EPISODES; i++) {
		struct fg_episode *ep = &episodes[i];
		bench_set_episode(b, ep, arena_printf(&b->unit.arena, "ep%d", i));
		ep->date -= i * DAY;
		ep->updated = ep->date + 2 * DAY;
		ep->updated_text = "2024-03-07";
		ep->at[FG_EP_UPDATED] = bench_at(7);
		if (i % 7 == 0)
			ep->title = "A title with <b>HTML</b>";
		if (i % 5 == 0)
			ep->enclosure.url = "http://quiet.feedgen.org/x.ogg";
		if (i % 3 == 0)
			ep->enclosure.length = 0;
		if (i % 11 == 0)
			ep->guid = "1";
	}
}

static struct fg_diags check_on(struct bench *b, unsigned threads)
{
	b->unit.settings.jobs = threads;
	b->unit.diags = (struct fg_diags){.arena = &b->unit.arena};
	fg_lint_show(&b->unit.run, &b->show);
	return b->unit.diags;
}

static void test_threads(void **state)
{
	struct bench *b = *state;
	add_episodes(b);
	struct fg_diags alone = check_on(b, 1);
	assert_in_range(alone.len, EPISODES, SIZE_MAX);
	for (unsigned threads = 2; threads <= 5; threads++) {
		struct fg_diags many = check_on(b, threads);
		assert_same_diags(&many, &alone);
	}
}

/* What the show config says for all is told once, on whichever thread it is found. */
static void test_told_once(void **state)
{
	struct bench *b = *state;
	add_episodes(b);
	for (size_t i = 0; i < b->show.episodes.len; i++) {
		struct fg_episode *ep = b->show.episodes.data[i];
		ep->link = "ftp://quiet.feedgen.org/";
		ep->at[FG_EP_LINK] = bench_at(50);
		ep->at[FG_EP_LINK].origin = FG_INHERITED;
	}
	check_on(b, 3);
	assert_int_equal(unit_count(&b->unit, FG_RULE_URL_INVALID), 1);
}

/* The next time at which something would be another is that of the earliest update. */
static void test_traces(void **state)
{
	struct bench *b = *state;
	struct traces traces;
	traces_init(&traces, &b->unit.arena);
	add_episodes(b);
	b->unit.settings.traces = &traces;
	b->unit.settings.now = b->newer.date - 2 * DAY;
	check_on(b, 4);
	assert_int_equal(unit_count(&b->unit, FG_RULE_DATE_UPDATED_LATE), 4);
	assert_int_equal(traces.until, b->newer.date - DAY);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BENCH_TEST(test_threads),
		BENCH_TEST(test_told_once),
		BENCH_TEST(test_traces),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

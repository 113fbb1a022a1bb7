/* SPDX-License-Identifier: ISC */
#include "unit.h"

#include "base/vec.h"
#include "guard/match.h"

struct world {
	struct unit u;
	struct fg_lock lock;
	struct fg_episodes eps;
	struct matches settled, unclear;
};

static int setup(void **state)
{
	struct world *w = calloc(1, sizeof *w);
	unit_open(&w->u);
	*state = w;
	return 0;
}

static int teardown(void **state)
{
	struct world *w = *state;
	unit_close(&w->u);
	free(w);
	return 0;
}

static void pin(struct world *w, struct fg_pin pin)
{
	*vec_push(&w->u.arena, &w->lock) = pin;
}

/* An episode by what a pin has of it; its guid is derived. */
static struct fg_episode *episode(struct world *w, struct fg_pin like)
{
	struct fg_episode *ep = arena_new(&w->u.arena, struct fg_episode);
	ep->file = arena_printf(&w->u.arena, "dir/%s", like.file);
	ep->guid = like.guid;
	ep->at[FG_EP_GUID].origin = FG_DERIVED;
	ep->title = like.title;
	ep->enclosure.url = like.audio;
	ep->link = like.link;
	ep->date = like.date;
	*vec_push(&w->u.arena, &w->eps) = ep;
	return ep;
}

static void match(struct world *w)
{
	match_all(&w->u.arena, &w->lock, &w->eps, &w->settled, &w->unclear);
}

/* The pin that episode i was settled with; -1: none. */
static int pin_of(const struct world *w, size_t i)
{
	for (size_t k = 0; k < w->settled.len; k++) {
		if (w->settled.data[k].ep == i)
			return (int)w->settled.data[k].pin;
	}
	return -1;
}

static const struct fg_pin full = {.guid = "g",
	.file = "a.md",
	.title = "A",
	.audio = "https://a.example/a.mp3",
	.date = 1000};

/* Each row: what the episode is now, and whether it is still the one. */
static void two_things_that_are_the_same_are_enough(void **state)
{
	static const struct {
		struct fg_pin now;
		bool settled, unclear;
	} rows[] = {
		{{.guid = "x", .file = "b.md", .title = "A", .date = 1000}, true, false},
		{{.guid = "x", .file = "a.md", .title = "A", .date = 9}, true, false},
		{{.guid = "x", .file = "a.md", .title = "B", .date = 1000}, true, false},
		{{.guid = "x",
			 .file = "b.md",
			 .title = "B",
			 .audio = "https://a.example/a.mp3",
			 .date = 9},
			true, false},
		{{.guid = "x",
			 .file = "b.md",
			 .title = "B",
			 .audio = "https://b.example/x/a.ogg?y",
			 .date = 1000},
			true, false},
		{{.guid = "x", .file = "a.md", .title = "B", .date = 9}, false, true},
		{{.guid = "g", .file = "a.md", .title = "B", .date = 9}, false, true},
		{{.guid = "g", .file = "b.md", .title = "B", .date = 9}, false, true},
		{{.guid = "x", .file = "b.md", .title = "A", .date = 9}, false, true},
		{{.guid = "x", .file = "b.md", .title = "B", .date = 1000}, false, false},
		{{.guid = "x",
			 .file = "b.md",
			 .title = "B",
			 .audio = "https://b.example/a.mp3",
			 .date = 9},
			false, false},
	};
	struct world *w = *state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		w->lock.len = w->eps.len = 0;
		pin(w, full);
		episode(w, rows[i].now);
		match(w);
		if (w->settled.len != rows[i].settled ||
			w->unclear.len != rows[i].unclear)
			fail_msg("row %zu", i);
	}
}

static void a_written_guid_is_enough(void **state)
{
	struct world *w = *state;
	pin(w, full);
	struct fg_episode *ep = episode(
		w, (struct fg_pin){.guid = "g", .file = "b.md", .title = "B", .date = 9});
	ep->at[FG_EP_GUID].origin = FG_WRITTEN;
	match(w);
	assert_int_equal(pin_of(w, 0), 0);
}

static void what_a_pin_does_not_know_does_not_count_against_it(void **state)
{
	struct world *w = *state;
	pin(w, (struct fg_pin){.guid = "g", .file = "a.md"});
	episode(w, (struct fg_pin){.guid = "x", .file = "a.md", .title = "B", .date = 9});
	match(w);
	assert_int_equal(pin_of(w, 0), 0);
}

static void the_best_pair_comes_first(void **state)
{
	struct world *w = *state;
	struct fg_pin other = {.guid = "h",
		.file = "b.md",
		.title = "B",
		.audio = "https://a.example/b.mp3",
		.date = 2000};
	pin(w, full);
	pin(w, other);
	/* The files changed names; each still has all the rest. */
	struct fg_pin swapped = full;
	swapped.file = "b.md";
	episode(w, swapped);
	swapped = other;
	swapped.file = "a.md";
	episode(w, swapped);
	match(w);
	assert_int_equal(pin_of(w, 0), 0);
	assert_int_equal(pin_of(w, 1), 1);
	/* A copy is another episode; the original is the one that has its name. */
	w->eps.len = 0;
	swapped = full;
	swapped.file = "copy.md";
	episode(w, swapped);
	episode(w, full);
	match(w);
	assert_int_equal(pin_of(w, 0), -1);
	assert_int_equal(pin_of(w, 1), 0);
	assert_int_equal(w->unclear.len, 0);
}

static void two_that_fit_alike_are_unclear(void **state)
{
	struct world *w = *state;
	struct fg_pin copy = full;
	pin(w, full);
	copy.file = "b.md";
	episode(w, copy);
	copy.file = "c.md";
	episode(w, copy);
	match(w);
	assert_int_equal(w->settled.len, 0);
	assert_int_equal(w->unclear.len, 2);
	assert_true(match_is_strong(&w->unclear.data[0]));
}

/* What thousands have in common must not cost thousands of thousands of pairs. */
static void a_common_title_is_no_evidence(void **state)
{
	struct world *w = *state;
	struct arena *a = &w->u.arena;
	for (int i = 0; i < 20000; i++) {
		struct fg_pin p = {.guid = arena_printf(a, "g%d", i),
			.file = arena_printf(a, "%d.md", i),
			.title = "Episode",
			.audio = arena_printf(a, "https://a.example/%d.mp3", i),
			.date = 1000};
		pin(w, p);
		p.file = arena_printf(a, "new-%d.md", i);
		p.guid = "x";
		episode(w, p);
	}
	match(w);
	assert_int_equal(w->settled.len, 20000);
	for (size_t i = 0; i < w->settled.len; i++)
		assert_int_equal(w->settled.data[i].ep, w->settled.data[i].pin);
}

static void bundles_go_by_their_folder(void **state)
{
	(void)state;
	static const struct {
		const char *file, *name;
		bool bundled;
	} cases[] = {
		{"dir/a.md", "a.md", false},
		{"a.md", "a.md", false},
		{"dir/index.md", "index.md", false},
		{"dir/a/index.md", "a/index.md", true},
		{"a/index.md", "a/index.md", true},
		{"/a/index.md", "a/index.md", true},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct fg_episode ep = {
			.file = cases[i].file, .bundled = cases[i].bundled};
		assert_string_equal(match_file(&ep), cases[i].name);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
		TEST(two_things_that_are_the_same_are_enough),
		TEST(a_written_guid_is_enough),
		TEST(what_a_pin_does_not_know_does_not_count_against_it),
		TEST(the_best_pair_comes_first),
		TEST(two_that_fit_alike_are_unclear),
		TEST(a_common_title_is_no_evidence),
		TEST(bundles_go_by_their_folder),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

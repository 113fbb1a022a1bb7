/* SPDX-License-Identifier: ISC */
/*
 * A show of two episodes that no rule has anything against. A test changes one thing and
 * says which rules must speak: no others may.
 */
#ifndef LINT_BENCH_H
#define LINT_BENCH_H

#include "unit.h"

#include "base/vec.h"

struct bench {
	struct unit unit;
	struct fg_show show;
	struct fg_episode newer, older;
	struct fg_notes notes;
};

static inline struct fg_pos bench_at(unsigned line)
{
	return fg_written_at(line, 8);
}

static inline void bench_set_show(struct bench *b)
{
	struct fg_show *s = &b->show;
	*s = (struct fg_show){.file = "feed.yaml",
		.title = "Quiet Hours",
		.description = "Talks about sleep",
		.link = "https://quiet.feedgen.org",
		.feed_url = "https://quiet.feedgen.org/feed.xml",
		.language = "en-GB",
		.author = "Host One",
		.owner_email = "show@quiet.feedgen.org",
		.image = "https://quiet.feedgen.org/cover.png",
		.guid = "917393e3-1b1e-5cef-ace4-edaa54e1f810"};
	for (unsigned f = 0; f < FG_SHOW_FIELD_COUNT; f++)
		s->at[f] = bench_at(100 + f);
	*vec_push(&b->unit.arena, &s->categories) =
		(struct fg_category){"Arts", "Books", bench_at(9)};
}

static inline void bench_set_episode(
	struct bench *b, struct fg_episode *ep, const char *stem)
{
	struct arena *a = &b->unit.arena;
	*ep = (struct fg_episode){.file = arena_printf(a, "%s.md", stem),
		.stem = stem,
		.title = arena_printf(a, "Title of %s", stem),
		.guid = arena_printf(a, "guid-of-%s", stem),
		.date = 1709596800,
		.date_text = "2024-03-05",
		.duration = 3600};
	ep->enclosure = (struct fg_enclosure){
		.url = arena_printf(a, "https://quiet.feedgen.org/%s.mp3", stem),
		.type = "audio/mpeg",
		.length = 57600000};
	static const enum fg_episode_field written[] = {FG_EP_TITLE, FG_EP_GUID,
		FG_EP_DATE, FG_EP_AUDIO, FG_EP_TYPE, FG_EP_LENGTH, FG_EP_DURATION};
	for (size_t i = 0; i < sizeof written / sizeof *written; i++)
		ep->at[written[i]] = bench_at(200 + written[i]);
	*vec_push(a, &b->show.episodes) = ep;
}

static inline int bench_open(void **state)
{
	struct bench *b = calloc(1, sizeof *b);
	assert_non_null(b);
	unit_open(&b->unit);
	bench_set_show(b);
	bench_set_episode(b, &b->newer, "two");
	bench_set_episode(b, &b->older, "one");
	b->older.date -= 86400;
	b->notes = (struct fg_notes){.html = "<p>Hi</p>", .html_len = 9};
	*state = b;
	return 0;
}

static inline int bench_close(void **state)
{
	struct bench *b = *state;
	unit_close(&b->unit);
	free(b);
	return 0;
}

static inline void bench_expect(struct bench *b, size_t n)
{
	for (size_t i = 0; b->unit.diags.len != n && i < b->unit.diags.len; i++) {
		const struct fg_diag *d = &b->unit.diags.data[i];
		print_message("%s: %s\n", fg_rule_at((size_t)d->rule)->id, d->message);
	}
	assert_int_equal(b->unit.diags.len, n);
}

/* Nothing is found. */
static inline void bench_clean(struct bench *b)
{
	b->unit.diags = (struct fg_diags){.arena = &b->unit.arena};
	fg_lint_show(&b->unit.run, &b->show);
	bench_expect(b, 0);
}

/* Only this rule is found, once, there and in these words. */
static inline const struct fg_diag *bench_finds(
	struct bench *b, int rule, const char *file, unsigned line, const char *message)
{
	b->unit.diags = (struct fg_diags){.arena = &b->unit.arena};
	fg_lint_show(&b->unit.run, &b->show);
	bench_expect(b, 1);
	const struct fg_diag *d = unit_diag(&b->unit, rule);
	assert_string_equal(d->message, message);
	assert_string_equal(d->at.file, file);
	assert_int_equal(d->at.line, line);
	return d;
}

/* The same of a field of the show, or of the newer episode. */
#define bench_finds_show(b, rule, field, message)                                        \
	bench_finds((b), FG_RULE_##rule, "feed.yaml",                                    \
		(b)->show.at[FG_SHOW_##field].line, (message))
#define bench_finds_newer(b, rule, field, message)                                       \
	bench_finds((b), FG_RULE_##rule, "two.md", (b)->newer.at[FG_EP_##field].line,    \
		(message))

#define BENCH_TEST(f) cmocka_unit_test_setup_teardown(f, bench_open, bench_close)

#endif

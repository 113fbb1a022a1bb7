/* SPDX-License-Identifier: ISC */
/*
 * A show to resolve: on https://show.test, in London, with as many good episodes as a
 * test adds.
 */
#ifndef RESOLVE_BENCH_H
#define RESOLVE_BENCH_H

#include "unit.h"

#include "base/vec.h"
#include "model/field.h"

struct bench {
	struct unit unit;
	struct fg_show show;
};

static inline struct fg_pos bench_pos(unsigned line)
{
	return fg_written_at(line, 8);
}

static inline int bench_open(void **state)
{
	struct bench *b = calloc(1, sizeof *b);
	assert_non_null(b);
	unit_open(&b->unit);
	b->show.file = "shows/feed.yaml";
	b->show.title = "Show";
	b->show.link = "https://show.test";
	b->show.feed_url = "https://show.test/feeds/feed.xml";
	b->show.timezone = "Europe/London";
	b->show.at[FG_SHOW_TIMEZONE] = bench_pos(5);
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

/* The entry of that name; a new one if there is none. */
static inline struct fg_entry *bench_entry(
	struct bench *b, struct fg_episode *ep, const char *name)
{
	for (size_t i = 0; i < ep->entries.len; i++) {
		if (strcmp(ep->entries.data[i].name, name) == 0)
			return &ep->entries.data[i];
	}
	return vec_push(&b->unit.arena, &ep->entries);
}

/* Writes a text field at a line of the episode, as the reader does. */
static inline void bench_write(struct bench *b, struct fg_episode *ep,
	enum fg_episode_field f, unsigned line, const char *text)
{
	const struct field_row *row = episode_field(f);
	*(const char **)((char *)ep + row->offset) = text;
	ep->at[f] = bench_pos(line);
	*bench_entry(b, ep, row->field.name) =
		(struct fg_entry){row->field.name, text ? text : "", bench_pos(line)};
}

/* An episode with title, date and audio, in the file shows/STEM.md. */
static inline struct fg_episode *bench_episode(struct bench *b, const char *stem)
{
	struct arena *a = &b->unit.arena;
	struct fg_episode *ep = arena_new(a, struct fg_episode);
	ep->stem = stem;
	ep->file = arena_printf(a, "shows/%s.md", stem);
	bench_write(b, ep, FG_EP_TITLE, 2, stem);
	bench_write(b, ep, FG_EP_DATE, 3, "2024-03-05");
	bench_write(
		b, ep, FG_EP_AUDIO, 4, arena_printf(a, "https://cast.test/%s.mp3", stem));
	*vec_push(a, &b->show.episodes) = ep;
	return ep;
}

static inline void bench_template(
	struct bench *b, enum fg_episode_field f, const char *text)
{
	b->show.templates[f] =
		(struct fg_entry){episode_field(f)->field.name, text, bench_pos(20 + f)};
}

/* Resolves; fails the test if that left another number of diagnostics than expected. */
static inline void bench_resolve(struct bench *b, size_t expected)
{
	assert_true(fg_resolve(&b->unit.run, &b->show));
	for (size_t i = 0; b->unit.diags.len != expected && i < b->unit.diags.len; i++)
		print_message("%s\n", b->unit.diags.data[i].message);
	assert_int_equal(b->unit.diags.len, expected);
}

/* The diagnostic of that rule is at that place and reads so. */
static inline void bench_says(
	struct bench *b, int rule, const char *file, unsigned line, const char *message)
{
	const struct fg_diag *d = unit_diag(&b->unit, rule);
	assert_string_equal(d->message, message);
	assert_string_equal(d->at.file, file);
	assert_int_equal(d->at.line, line);
}

#define BENCH_TEST(f) cmocka_unit_test_setup_teardown(f, bench_open, bench_close)

#endif

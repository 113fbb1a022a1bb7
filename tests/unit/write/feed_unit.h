/* SPDX-License-Identifier: ISC */
/* What tests of written feeds share: a rich show, and the parts of a feed of it. */
#ifndef WRITE_FEED_UNIT_H
#define WRITE_FEED_UNIT_H

#include "unit.h"
#include "sample.h"

struct fixture {
	struct unit u;
	struct sample s;
	struct sbuf out;
};

static inline int open_fixture(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);
	unit_open(&f->u);
	sample_fill(&f->s);
	f->s.show.tags.len = f->s.episode.tags.len = 0; /* tests/cli/tags.t has them */
	f->s.show.atom_url = "https://salt.example/feed.atom";
	f->s.show.json_url = "https://salt.example/feed.json";
	sbuf_init(&f->out, 1 << 20);
	*state = f;
	return 0;
}

static inline int close_fixture(void **state)
{
	struct fixture *f = *state;
	sbuf_release(&f->out);
	unit_close(&f->u);
	free(f);
	return 0;
}

static inline const char *head(struct fixture *f, enum fg_format format)
{
	struct fg_feed feed = {format, &f->s.show, NULL, NULL};
	sbuf_reset(&f->out);
	assert_true(fg_write_head(&f->u.run, &feed, &f->out));
	return f->out.data;
}

static inline const char *item(struct fixture *f, enum fg_format format)
{
	struct fg_feed feed = {format, &f->s.show, NULL, NULL};
	sbuf_reset(&f->out);
	assert_true(fg_write_item(&f->u.run, &feed, &f->s.episode, &f->s.notes, &f->out));
	return f->out.data;
}

static inline const char *tail(struct fixture *f, enum fg_format format)
{
	struct fg_feed feed = {format, &f->s.show, NULL, NULL};
	sbuf_reset(&f->out);
	assert_true(fg_write_tail(&f->u.run, &feed, &f->out));
	return f->out.data;
}

#endif

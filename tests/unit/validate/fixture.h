/* SPDX-License-Identifier: ISC */
/*
 * The sample's channel and item, and the schema that judges what a test makes of them.
 */
#ifndef VALIDATE_FIXTURE_H
#define VALIDATE_FIXTURE_H

#include "unit.h"
#include "sample.h"
#include "model/element.h"

struct fixture {
	struct unit u;
	struct sample s;
	struct fg_schema *schema;
	struct sbuf channel, item; /* what is right */
	struct sbuf bad;
};

static struct fg_chapter chapter = {.title = "Intro"};

static inline int open_fixture(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);
	unit_open(&f->u);
	sample_fill(&f->s);
	f->s.show.chapters_inline = true;
	f->s.notes.chapters = (struct fg_chapters){&chapter, 1, 1};
	sbuf_init(&f->channel, 1 << 20);
	sbuf_init(&f->item, 1 << 20);
	sbuf_init(&f->bad, 1 << 20);
	struct fg_run *run = &f->u.run;
	f->schema = fg_schema_new(run, FG_RSS, NULL);
	assert_non_null(f->schema);
	assert_true(fg_write_head(run,
		&(struct fg_feed){FG_RSS, &f->s.show, &f->s.page, NULL}, &f->channel));
	assert_true(fg_write_tail(run,
		&(struct fg_feed){FG_RSS, &f->s.show, &f->s.page, NULL}, &f->channel));
	assert_true(fg_write_item(run,
		&(struct fg_feed){FG_RSS, &f->s.show, &f->s.page, NULL}, &f->s.episode,
		&f->s.notes, &f->item));
	*state = f;
	return 0;
}

static inline int close_fixture(void **state)
{
	struct fixture *f = *state;
	fg_schema_free(f->schema);
	sbuf_release(&f->channel);
	sbuf_release(&f->item);
	sbuf_release(&f->bad);
	unit_close(&f->u);
	free(f);
	return 0;
}

static inline bool check(
	struct fixture *f, enum element_scope scope, const struct sbuf *text)
{
	f->u.diags.len = 0;
	if (scope == ELEMENT_CHANNEL)
		return fg_validate_channel(
			&f->u.run, f->schema, &f->s.show, text->data, text->len);
	return fg_validate_item(
		&f->u.run, f->schema, &f->s.episode, text->data, text->len);
}

static inline const struct sbuf *good(const struct fixture *f, enum element_scope scope)
{
	return scope == ELEMENT_CHANNEL ? &f->channel : &f->item;
}

/* One fault, told once, in words that have this in them. */
static inline void assert_told(struct fixture *f, int rule, const char *words)
{
	if (f->u.diags.len != 1)
		fail_msg("%zu diagnostics instead of one for\n%s", f->u.diags.len,
			f->bad.data);
	const struct fg_diag *d = unit_diag(&f->u, rule);
	if (!strstr(d->message, words))
		fail_msg("\"%s\" does not say \"%s\"", d->message, words);
}

static inline void assert_refused(
	struct fixture *f, enum element_scope scope, int rule, const char *words)
{
	if (check(f, scope, &f->bad))
		fail_msg("accepted, without a word of \"%s\":\n%s", words, f->bad.data);
	assert_told(f, rule, words);
}

struct mutation {
	const char *from, *to, *words;
};

static inline void replace(
	struct fixture *f, enum element_scope scope, const char *from, const char *to)
{
	const struct sbuf *text = good(f, scope);
	const char *at = strstr(text->data, from);
	if (!at)
		fail_msg("nothing to replace: %s", from);
	sbuf_reset(&f->bad);
	sbuf_add(&f->bad, text->data, (size_t)(at - text->data));
	sbuf_str(&f->bad, to);
	sbuf_str(&f->bad, at + strlen(from));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, open_fixture, close_fixture)

#endif

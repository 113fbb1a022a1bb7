/* SPDX-License-Identifier: ISC */
/*
 * For the tests of the read room: a folder of episodes that is the working folder, what
 * reading it gives, and what it complains of.
 */
#ifndef READ_FOLDER_H
#define READ_FOLDER_H

#include "tempdir.h"

struct folder {
	struct unit u;
	struct fg_show show;
	struct tempdir dir;
};

static inline int folder_open(void **state)
{
	struct folder *f = calloc(1, sizeof *f);
	unit_open(&f->u);
	*state = f;
	return tempdir_enter(&f->dir) ? 0 : -1;
}

static inline int folder_close(void **state)
{
	struct folder *f = *state;
	bool left = tempdir_leave(&f->dir, &f->u);
	unit_close(&f->u);
	free(f);
	return left ? 0 : -1;
}

/* Reads the folder anew: the diagnostics and episodes before are forgotten. */
static inline const struct fg_episodes *read_folder(struct folder *f)
{
	f->u.diags.len = 0;
	assert_true(fg_read_episodes(&f->u.run, ".", &f->show));
	return &f->show.episodes;
}

/* The one episode that text in a file of that name is; NULL: it is none. */
static inline const struct fg_episode *read_file(
	struct folder *f, const char *name, const char *text)
{
	put_file(name, text);
	const struct fg_episodes *all = read_folder(f);
	unlink(name);
	assert_true(all->len <= 1);
	return all->len ? all->data[0] : NULL;
}

/* A shortcode of the show asks for these: "{number} {x.y}". */
static inline void show_asks(struct folder *f, const char *names)
{
	struct fg_entry *e = arena_new(&f->u.arena, struct fg_entry);
	*e = (struct fg_entry){"asking", names, {2, 2, FG_WRITTEN, false}};
	f->show.shortcodes = (struct fg_entries){e, 1, 1};
}

/* The show that text is. */
static inline const struct fg_show *read_show(struct folder *f, const char *text)
{
	put_file("feed.yaml", text);
	f->u.diags.len = 0;
	assert_true(fg_read_show(&f->u.run, "feed.yaml", &f->show));
	return &f->show;
}

/* What a diagnostic must be. Texts that are NULL do not matter. */
struct expected {
	int rule;
	unsigned line, column;
	const char *message; /* a part of it */
	const char *hint;    /* a part of it, or of the rule's own */
};

static inline const char *hint_of(const struct fg_diag *d)
{
	return d->hint ? d->hint : fg_rule_at((size_t)d->rule)->hint;
}

static inline bool diag_is(const struct fg_diag *d, const struct expected *e)
{
	return d->rule == e->rule && d->at.line == e->line && d->at.column == e->column &&
	       (!e->message || strstr(d->message, e->message)) &&
	       (!e->hint || strstr(hint_of(d), e->hint));
}

static inline void print_diags(const struct unit *u)
{
	for (size_t i = 0; i < u->diags.len; i++) {
		const struct fg_diag *d = &u->diags.data[i];
		print_error("%s:%u:%u: %s [%s]\n    %s\n", d->at.file, d->at.line,
			d->at.column, d->message, fg_rule_at((size_t)d->rule)->id,
			hint_of(d));
	}
}

/* There is this complaint and no other. */
static inline void expect_only(const struct unit *u, const struct expected *e)
{
	if (u->diags.len == 1 && diag_is(&u->diags.data[0], e))
		return;
	print_diags(u);
	fail_msg("not the one complaint that was expected: %s at %u:%u, %s",
		fg_rule_at((size_t)e->rule)->id, e->line, e->column,
		e->message ? e->message : "");
}

/* There is this complaint, perhaps among others. */
static inline void expect_diag(const struct unit *u, struct expected e)
{
	for (size_t i = 0; i < u->diags.len; i++) {
		if (diag_is(&u->diags.data[i], &e))
			return;
	}
	print_diags(u);
	fail_msg("no complaint %s at %u:%u, %s", fg_rule_at((size_t)e.rule)->id, e.line,
		e.column, e.message ? e.message : "");
}

static inline void expect_none(const struct unit *u)
{
	if (u->diags.len == 0)
		return;
	print_diags(u);
	fail_msg("complaints where none was expected");
}

/* The entry of that name; "(none)" if there is none. */
static inline const char *entry_text(const struct fg_episode *ep, const char *name)
{
	for (size_t i = 0; i < ep->entries.len; i++) {
		if (strcmp(ep->entries.data[i].name, name) == 0)
			return ep->entries.data[i].text;
	}
	return "(none)";
}

static inline void expect_at(
	struct fg_pos at, unsigned line, unsigned column, enum fg_origin origin)
{
	assert_int_equal(at.line, line);
	assert_int_equal(at.column, column);
	assert_int_equal(at.origin, origin);
}

#endif

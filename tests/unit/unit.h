/* SPDX-License-Identifier: ISC */
/*
 * What every unit test needs: cmocka, an arena, a run to hand to a room, and a look
 * at the diagnostics and the text that it left.
 */
#ifndef UNIT_H
#define UNIT_H

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include <feedgen/feedgen.h>
#include "base/arena.h"
#include "base/sbuf.h"
#include "model/rule.h"

struct unit {
	struct arena arena;
	struct fg_diags diags;
	struct fg_settings settings;
	struct fg_run run;
};

static inline void unit_exhausted(void)
{
	abort();
}

/* A fresh run, at 2024-06-01T12:00:00Z, offline. */
static inline void unit_open(struct unit *u)
{
	memset(u, 0, sizeof *u);
	arena_init(&u->arena, unit_exhausted);
	u->diags.arena = &u->arena;
	u->settings = (struct fg_settings){
		.now = 1717243200, .offline = true, .jobs = 1, .plain_notes = true};
	u->run = (struct fg_run){&u->arena, &u->diags, &u->settings};
}

static inline void unit_close(struct unit *u)
{
	arena_release(&u->arena);
}

/* How many diagnostics of this rule there are. */
static inline size_t unit_count(const struct unit *u, int rule)
{
	size_t n = 0;
	for (size_t i = 0; i < u->diags.len; i++)
		n += u->diags.data[i].rule == rule;
	return n;
}

/* The first diagnostic of this rule; fails the test if there is none. */
static inline const struct fg_diag *unit_diag(const struct unit *u, int rule)
{
	for (size_t i = 0; i < u->diags.len; i++) {
		if (u->diags.data[i].rule == rule)
			return &u->diags.data[i];
	}
	fail_msg("no diagnostic %s", fg_rule_at((size_t)rule)->id);
	return NULL;
}

/* Absent is as good as empty. */
static inline void assert_text_as(const char *a, const char *b)
{
	assert_string_equal(a ? a : "", b ? b : "");
}

/* The same findings, in the same order. */
static inline void assert_same_diags(const struct fg_diags *a, const struct fg_diags *b)
{
	assert_int_equal(a->len, b->len);
	for (size_t i = 0; i < a->len; i++) {
		const struct fg_diag *x = &a->data[i], *y = &b->data[i];
		assert_int_equal(x->rule, y->rule);
		assert_text_as(x->at.file, y->at.file);
		assert_int_equal(x->at.line, y->at.line);
		assert_int_equal(x->at.column, y->at.column);
		assert_text_as(x->related.file, y->related.file);
		assert_text_as(x->element, y->element);
		assert_text_as(x->message, y->message);
		assert_text_as(x->hint, y->hint);
	}
}

static inline void assert_has(const char *text, const char *part)
{
	if (!strstr(text, part))
		fail_msg("no %s in\n%s", part, text);
}

static inline void assert_lacks(const char *text, const char *part)
{
	if (strstr(text, part))
		fail_msg("there is %s in\n%s", part, text);
}

#endif

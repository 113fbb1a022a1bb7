/* SPDX-License-Identifier: ISC */
#include "base/diag.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include "base/arena.h"

enum { DIAGS_FIRST = 8 };

/* Of all lists this one grows longest. */
static struct fg_diag *push(struct fg_diags *diags)
{
	size_t size = sizeof *diags->data;
	if (diags->len == diags->cap) {
		diags->cap = diags->cap ? 2 * diags->cap : DIAGS_FIRST;
		diags->data = arena_grow(
			diags->arena, diags->data, diags->len * size, diags->cap * size);
	}
	return &diags->data[diags->len++];
}

enum { MESSAGE_USUAL = 256 };

/* A copy, or the one that was made before of the same text: findings come in rows that are
   about one file, or say the same of many. */
static const char *copy(struct arena *a, const char *s, const char *before)
{
	if (!s || (before && strcmp(s, before) == 0))
		return s ? before : NULL;
	return arena_strdup(a, s);
}

static const char *message_of(
	struct arena *a, const char *before, const char *fmt, va_list ap)
{
	char text[MESSAGE_USUAL];
	va_list again;
	va_copy(again, ap);
	int len = vsnprintf(text, sizeof text, fmt, again);
	va_end(again);
	bool fits = len >= 0 && (size_t)len < sizeof text;
	return fits ? copy(a, text, before) : arena_vprintf(a, fmt, ap);
}

struct fg_diag *diag_add(
	struct fg_diags *diags, int rule, struct fg_place at, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	struct fg_diag *d = push(diags);
	const char *before = diags->len > 1 ? d[-1].message : NULL;
	*d = (struct fg_diag){.rule = rule, .at = at};
	d->message = message_of(diags->arena, before, fmt, ap);
	va_end(ap);
	return d;
}

void diag_hint(struct fg_diags *diags, struct fg_diag *d, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	d->hint = arena_vprintf(diags->arena, fmt, ap);
	va_end(ap);
}

void diag_move(struct fg_diags *to, const struct fg_diags *from)
{
	static const struct fg_diag none;
	struct arena *a = to->arena;
	for (size_t i = 0; i < from->len; i++) {
		struct fg_diag *d = push(to);
		const struct fg_diag *last = to->len > 1 ? d - 1 : &none;
		*d = from->data[i];
		d->message = copy(a, d->message, last->message);
		d->hint = copy(a, d->hint, last->hint);
		d->element = copy(a, d->element, last->element);
		d->at.file = copy(a, d->at.file, last->at.file);
		d->related.file = copy(a, d->related.file, d->at.file);
	}
}

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

enum {
	MESSAGE_USUAL = 256,
	ROW = 4 /* findings come in rows that are about one file, or say the same of many */
};

/* A copy for the newest finding, or the text that one of those before it has there. */
static const char *copy(const struct fg_diags *diags, size_t member, const char *s)
{
	size_t last = diags->len - 1;
	for (size_t i = last; s && i > 0 && last - i < ROW; i--) {
		const char *d = (const char *)&diags->data[i - 1];
		const char *before = *(const char *const *)(d + member);
		if (before && strcmp(s, before) == 0)
			return before;
	}
	return s ? arena_strdup(diags->arena, s) : NULL;
}

static const char *message_of(const struct fg_diags *diags, const char *fmt, va_list ap)
{
	char text[MESSAGE_USUAL];
	va_list again;
	va_copy(again, ap);
	int len = vsnprintf(text, sizeof text, fmt, again);
	va_end(again);
	bool fits = len >= 0 && (size_t)len < sizeof text;
	return fits ? copy(diags, offsetof(struct fg_diag, message), text)
		    : arena_vprintf(diags->arena, fmt, ap);
}

struct fg_diag *diag_add(
	struct fg_diags *diags, int rule, struct fg_place at, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	struct fg_diag *d = push(diags);
	*d = (struct fg_diag){.rule = rule, .at = at};
	d->message = message_of(diags, fmt, ap);
	va_end(ap);
	return d;
}

bool diag_has(const struct fg_diags *diags, int rule)
{
	for (size_t i = 0; i < diags->len; i++) {
		if (diags->data[i].rule == rule)
			return true;
	}
	return false;
}

void diag_hint(struct fg_diags *diags, struct fg_diag *d, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	d->hint = arena_vprintf(diags->arena, fmt, ap);
	va_end(ap);
}

/* file, if it is the one; else a copy. */
static const char *copy_file(
	const struct fg_diags *diags, size_t member, const char *s, const char *file)
{
	return s && file && strcmp(s, file) == 0 ? file : copy(diags, member, s);
}

void diag_move(struct fg_diags *to, const struct fg_diags *from, const char *file)
{
	for (size_t i = 0; i < from->len; i++) {
		struct fg_diag *d = push(to);
		*d = from->data[i];
		d->message = copy(to, offsetof(struct fg_diag, message), d->message);
		d->hint = copy(to, offsetof(struct fg_diag, hint), d->hint);
		d->element = copy(to, offsetof(struct fg_diag, element), d->element);
		d->at.file = copy_file(
			to, offsetof(struct fg_diag, at.file), d->at.file, file);
		d->related.file = copy_file(to, offsetof(struct fg_diag, related.file),
			d->related.file, d->at.file);
	}
}

/* SPDX-License-Identifier: ISC */
#include "base/diag.h"

#include <stdarg.h>
#include "base/arena.h"
#include "base/vec.h"

static const char *copy(struct arena *a, const char *s)
{
	return s ? arena_strdup(a, s) : NULL;
}

struct fg_diag *diag_add(
	struct fg_diags *diags, int rule, struct fg_place at, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	struct fg_diag *d = vec_push(diags->arena, diags);
	/* A list that was cut back keeps what it had: nothing of it may shine through. */
	*d = (struct fg_diag){.rule = rule, .at = at};
	d->message = arena_vprintf(diags->arena, fmt, ap);
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
	for (size_t i = 0; i < from->len; i++) {
		struct fg_diag *d = vec_push(to->arena, to);
		*d = from->data[i];
		d->message = copy(to->arena, d->message);
		d->hint = copy(to->arena, d->hint);
		d->element = copy(to->arena, d->element);
		d->at.file = copy(to->arena, d->at.file);
		d->related.file = copy(to->arena, d->related.file);
	}
}

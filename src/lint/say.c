/* SPDX-License-Identifier: ISC */
/* Filing what a check has found. */
#include "lint/lint.h"

#include <stdarg.h>
#include <string.h>
#include "base/diag.h"
#include "model/field.h"

static bool same_place(const struct fg_place *a, const struct fg_place *b)
{
	return a->file && b->file && strcmp(a->file, b->file) == 0 &&
	       a->line == b->line && a->column == b->column;
}

static struct fg_diag *said_before(const struct lint *l, const struct fg_place *at)
{
	const struct fg_diags *diags = l->run->diags;
	if (!at->line || strcmp(at->file, l->show->file) != 0)
		return NULL;
	for (size_t i = l->before; i < diags->len; i++) {
		if (same_place(&diags->data[i].at, at))
			return &diags->data[i];
	}
	return NULL;
}

__attribute__((format(printf, 4, 0))) static struct fg_diag *say(struct lint *l,
	struct fg_place at, const char *element, const char *fmt, va_list ap)
{
	struct fg_diag *d = said_before(l, &at);
	if (d)
		return d;
	d = diag_add(
		l->run->diags, l->rule, at, "%s", arena_vprintf(l->scratch, fmt, ap));
	d->element = element;
	return d;
}

struct fg_diag *lint_say(struct lint *l, struct fg_place at, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	struct fg_diag *d = say(l, at, l->element, fmt, ap);
	va_end(ap);
	return d;
}

/* What is advised for the field would change nothing where an element stands in for it. */
static void hint_at_stand_in(struct lint *l, struct fg_diag *d, const char *element)
{
	if (element)
		lint_hint(l, d,
			"<%s> in xml: takes the place of the field: mend it there, or "
			"take it out and write the field",
			element);
}

struct fg_diag *lint_show(struct lint *l, enum fg_show_field field, const char *fmt, ...)
{
	if (l->show->at[field].refused)
		return &l->discarded;
	va_list ap;
	va_start(ap, fmt);
	struct fg_diag *d = say(
		l, fg_show_place(l->show, field), show_field(field)->field.name, fmt, ap);
	va_end(ap);
	hint_at_stand_in(l, d, lint_stand_in(ELEMENT_CHANNEL, (int)field, &l->show->xml));
	return d;
}

struct fg_diag *lint_episode(
	struct lint *l, enum fg_episode_field field, const char *fmt, ...)
{
	if (l->episode->at[field].refused)
		return &l->discarded;
	va_list ap;
	va_start(ap, fmt);
	struct fg_diag *d = say(l, fg_episode_place(l->show, l->episode, field),
		episode_field(field)->field.name, fmt, ap);
	va_end(ap);
	hint_at_stand_in(l, d, lint_stand_in(ELEMENT_ITEM, (int)field, &l->episode->xml));
	return d;
}

void lint_hint(struct lint *l, struct fg_diag *d, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	diag_hint(l->run->diags, d, "%s", arena_vprintf(l->scratch, fmt, ap));
	va_end(ap);
}

/* SPDX-License-Identifier: ISC */
/* How the judge of JSON Feeds complains: messages, places, and the cap. */
#include "validate/json_judge.h"

#include <stdarg.h>
#include "validate/quote.h"

struct json_spot json_here(const struct json_judge *j, struct arena *arena)
{
	return (struct json_spot){
		{j->file, j->r.line, j->r.column}, arena_strdup(arena, j->r.path.data)};
}

__attribute__((format(printf, 4, 0))) static struct fg_diag *say(struct json_judge *j,
	int rule, const struct json_spot *at, const char *fmt, va_list ap)
{
	j->spare = (struct fg_diag){0};
	if (++j->told[rule] > JSON_FEED_TOLD_MAX)
		return &j->spare;
	struct arena *arena = j->run->diags->arena;
	const char *message = arena_vprintf(arena, fmt, ap);
	struct fg_diag *d = diag_add(j->run->diags, rule, at->at, "%s", message);
	d->element = *at->path ? arena_strdup(arena, at->path) : NULL;
	return d;
}

struct fg_diag *json_say_at(
	struct json_judge *j, int rule, const struct json_spot *at, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	struct fg_diag *d = say(j, rule, at, fmt, ap);
	va_end(ap);
	return d;
}

struct fg_diag *json_say(struct json_judge *j, int rule, const char *fmt, ...)
{
	struct json_spot here = {{j->file, j->r.line, j->r.column}, j->r.path.data};
	va_list ap;
	va_start(ap, fmt);
	struct fg_diag *d = say(j, rule, &here, fmt, ap);
	va_end(ap);
	return d;
}

void json_hint(struct json_judge *j, struct fg_diag *d, const char *fmt, ...)
{
	va_list ap;
	if (d == &j->spare)
		return;
	va_start(ap, fmt);
	d->hint = arena_vprintf(j->run->diags->arena, fmt, ap);
	va_end(ap);
}

const char *json_quote(struct json_judge *j, const char *text)
{
	return quote(&j->scratch, text);
}

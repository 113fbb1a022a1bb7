/* SPDX-License-Identifier: ISC */
/* How the judge complains: messages, places, and the cap. */
#include "validate/judge.h"

#include <stdarg.h>
#include "base/diag.h"
#include "validate/quote.h"

static const char *path_of(struct judge *j, const char *child)
{
	struct sbuf path;
	sbuf_init(&path, 4096);
	size_t from = j->depth > 1 && j->nodes[0].row == ROW_RSS ? 1 : 0;
	for (size_t i = from; i < j->depth; i++)
		sbuf_printf(&path, "%s%s%s%s", i > from ? "/" : "", j->nodes[i].prefix,
			*j->nodes[i].prefix ? ":" : "", j->nodes[i].name);
	if (j->attribute)
		sbuf_printf(&path, "@%s", j->attribute);
	if (child)
		sbuf_printf(&path, "/%s", child);
	const char *text = arena_strndup(j->run->diags->arena, path.data, path.len);
	sbuf_release(&path);
	return text;
}

const char *judge_path(struct judge *j)
{
	return j->depth > 0 ? path_of(j, NULL) : NULL;
}

static bool may_tell(struct judge *j, enum fg_rule_id rule)
{
	j->spare = (struct fg_diag){0};
	return ++j->told[rule] <= JUDGE_TOLD_MAX;
}

static struct fg_place place_of(const struct judge *j)
{
	struct fg_place at = {j->file, 0, 0};
	if (j->depth > 0) {
		at.line = judge_node(j)->at.line;
		at.column = judge_node(j)->at.column;
	}
	return at;
}

struct fg_diag *judge_say(struct judge *j, enum fg_rule_id rule, const char *fmt, ...)
{
	if (!may_tell(j, rule))
		return &j->spare;
	va_list ap;
	va_start(ap, fmt);
	const char *message = arena_vprintf(j->run->diags->arena, fmt, ap);
	va_end(ap);
	struct fg_diag *d = diag_add(j->run->diags, (int)rule, place_of(j), "%s", "");
	d->message = message;
	d->element = judge_path(j);
	return d;
}

struct fg_diag *judge_lacks(struct judge *j, enum fg_rule_id rule, const char *child)
{
	if (!may_tell(j, rule))
		return &j->spare;
	struct fg_diag *d = diag_add(j->run->diags, (int)rule, place_of(j),
		"<%s> has no <%s>", judge_name(j, judge_node(j)), child);
	d->element = path_of(j, child);
	diag_hint(j->run->diags, d, "add <%s> to <%s>", child,
		judge_name(j, judge_node(j)));
	return d;
}

void judge_hint(struct judge *j, struct fg_diag *d, const char *fmt, ...)
{
	if (!judge_was_told(j, d))
		return;
	va_list ap;
	va_start(ap, fmt);
	d->hint = arena_vprintf(j->run->diags->arena, fmt, ap);
	va_end(ap);
}

void judge_point(
	struct judge *j, struct fg_diag *d, const char *child, struct xmlscan_place at)
{
	if (!judge_was_told(j, d))
		return;
	d->element = path_of(j, child);
	d->at.line = at.line;
	d->at.column = at.column;
}

const char *judge_what(struct judge *j)
{
	const char *name = judge_name(j, judge_node(j));
	if (j->attribute)
		return arena_printf(&j->scratch, "the %s of <%s>", j->attribute, name);
	return arena_printf(&j->scratch, "<%s>", name);
}

bool judge_blank(struct judge *j, const char *value)
{
	bool blank = str_trim(str_of(value)).len == 0;
	if (blank)
		judge_say(j, FG_RULE_FEED_BLANK, "%s is empty", judge_what(j));
	return blank;
}

const char *judge_quote(struct judge *j, const char *value)
{
	return quote(&j->scratch, value);
}

/* SPDX-License-Identifier: ISC */
/* JSON that people write for a feed: checked here, so that it cannot spoil one there. */
#include <string.h>
#include "base/diag.h"
#include "base/jsonline.h"
#include "base/vec.h"
#include "model/rule.h"
#include "read/assign.h"

/* A value of several lines is taken for one that begins on the line below its name. */
static bool fail(const struct slot *s, unsigned line, const char *message)
{
	struct fg_diags *diags = s->to->run->diags;
	struct fg_place at = node_place(s->to->file, s->node);
	if (strchr(s->node->text, '\n')) {
		at.line += line;
		at.column = 0;
	}
	struct fg_diag *d = diag_add(diags, FG_RULE_FIELD_JSON, at, "%s", message);
	d->element = s->row->field.name;
	return false;
}

/* What feedgen writes itself whatever is written here: without it nothing is a feed. */
static bool is_feedgens(const struct slot *s, const char *name)
{
	return s->to->of_show &&
	       (strcmp(name, "items") == 0 || strcmp(name, "version") == 0);
}

static bool is_good(const struct slot *s, const struct jsonread *r, enum json_event e)
{
	struct arena *a = s->to->run->arena;
	if (e == JSON_BROKEN)
		return fail(s, r->line, r->problem.data);
	if (r->depth == 0 && e != JSON_OBJECT && e != JSON_CLOSE)
		return fail(s, r->line, "this is no object: it must begin with {");
	if (e != JSON_CLOSE && r->twice)
		return fail(
			s, r->line, arena_printf(a, "%s is there twice", r->path.data));
	if (e != JSON_CLOSE && r->depth == 1 && is_feedgens(s, r->path.data))
		return fail(s, r->line,
			arena_printf(a, "%s is made by feedgen", r->path.data));
	return true;
}

static bool walk(const struct slot *s, struct jsonread *r, struct jsonline *line,
	struct fg_entries *members)
{
	struct arena *a = s->to->run->arena;
	enum json_event e;
	while ((e = jsonread_next(r)) != JSON_END) {
		if (!is_good(s, r, e))
			return false;
		if (jsonline_take(line, r, e))
			*vec_push(a, members) = (struct fg_entry){
				arena_strdup(a, line->name),
				arena_strndup(a, line->text.data, line->text.len), {0}};
		sbuf_need_memory(&line->text, a);
	}
	return true;
}

bool assign_json(const struct slot *s)
{
	struct fg_entries members = {0};
	struct jsonline line = {.depth = 1};
	struct str text = str_of(node_text(s->node));
	struct jsonread r;
	sbuf_init(&line.text, SIZE_MAX / 2);
	while (text.len && ascii_is_space(text.data[text.len - 1]))
		text.len--; /* which a fault at the end is not behind */
	jsonread_open_text(&r, s->to->run->arena, text);
	bool good = walk(s, &r, &line, &members);
	jsonread_close(&r);
	jsonline_release(&line);
	if (good)
		*(struct fg_entries *)s->member = members;
	return good;
}

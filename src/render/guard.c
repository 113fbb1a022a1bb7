/* SPDX-License-Identifier: ISC */
#include "render/guard.h"

#include "base/diag.h"
#include "base/str.h"
#include "model/rule.h"
#include "render/lines.h"

struct guard {
	struct fg_run *run;
	const struct fg_episode *ep;
	struct str text;
	unsigned line; /* of the text's first line; 0: not known */
};

/* The place of the line that offset at is in. */
static struct fg_place place_of(const struct guard *g, size_t at)
{
	unsigned line = g->line;
	size_t lf = 0;
	while ((lf = str_find_char(str_slice(g->text, 0, at), '\n', lf)) != STR_NONE) {
		line += line > 0;
		lf++;
	}
	return (struct fg_place){g->ep->file, line, line > 0};
}

static bool check_size(const struct guard *g, size_t max)
{
	if (g->text.len <= max)
		return true;
	diag_add(g->run->diags, FG_RULE_NOTES_LARGE, place_of(g, 0),
		"the notes have %zu bytes; %zu are allowed", g->text.len, max);
	return false;
}

/* Could a line be nested or indented too deep? Each container takes two columns at least, and
   a tab has four: before such a line's text stand more than 32 characters, all of them below
   '@'. Hardly any line begins so. */
static bool may_nest(struct str text)
{
	enum { MARKS = 32 };
	_Static_assert((int)CONTAINERS_MAX / 2 >= (int)MARKS && INDENT_MAX / 4 >= MARKS,
		"a line that is too deep has so many marks");
	for (size_t at = 0; at < text.len; at++) {
		size_t past = at + MARKS < text.len ? at + MARKS : text.len, i = at;
		while (i < past && (unsigned char)text.data[i] < '@' &&
			text.data[i] != '\n')
			i++;
		if (i == at + MARKS)
			return true;
		at = str_find_char(text, '\n', i);
		if (at == STR_NONE)
			return false;
	}
	return false;
}

static bool check_nesting(const struct guard *g)
{
	struct lines l;
	struct line line;
	lines_init(&l, g->text);
	while (lines_next(&l, &line)) {
		if (l.too_deep) {
			diag_add(g->run->diags, FG_RULE_NOTES_NESTED,
				place_of(g, line.from),
				"this line stands in more than %d quotes and lists",
				CONTAINERS_MAX);
			return false;
		}
		bool fenced = line.kind == LINE_CODE && (l.leaf == '`' || l.leaf == '~');
		if (line.indent > INDENT_MAX && line.kind != LINE_BLANK && !fenced) {
			diag_add(g->run->diags, FG_RULE_NOTES_NESTED,
				place_of(g, line.from),
				"this line is indented by %u columns; %d are allowed",
				line.indent, INDENT_MAX);
			return false;
		}
	}
	return true;
}

static bool check_marks(const struct guard *g, const char *mark, size_t max)
{
	size_t n = 0;
	for (size_t at = 0; (at = str_find_char(g->text, mark[0], at)) != STR_NONE;
		at++) {
		n += str_starts(str_slice(g->text, at, g->text.len), mark);
		if (n <= max)
			continue;
		diag_add(g->run->diags, FG_RULE_NOTES_MARKS, place_of(g, at),
			"more than %zu “%s” in the notes; this is where they pass it",
			max, mark);
		return false;
	}
	return true;
}

_Static_assert(
	(int)CONTAINERS_MAX == (int)LINES_DEPTH, "lines.h follows as deep as is allowed");

bool guard_notes(struct fg_run *run, const struct fg_episode *ep,
	const struct fg_body *body, size_t max)
{
	struct guard g = {run, ep, {body->text, body->len}, body->line};
	return check_size(&g, max) && (!may_nest(g.text) || check_nesting(&g)) &&
	       check_marks(&g, "![", IMAGES_MAX) && check_marks(&g, "<!--", COMMENTS_MAX);
}

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

/* Each container takes two columns at least, and a tab has four: before the text of a line that is
   nested or indented too deep stand more marks than these, characters below '@'. */
enum { MARKS = 32 };
_Static_assert((int)CONTAINERS_MAX / 2 >= (int)MARKS && INDENT_MAX / 4 >= (int)MARKS,
	"a line that is too deep has so many marks");

static bool is_mark(char c)
{
	return (unsigned char)c < '@' && c != '\n';
}

/* Does a line begin with so many marks that the sixteen from at on are the first whole ones? */
static bool may_nest(struct str text, size_t at)
{
	size_t from = at, to = at;
	while (from > 0 && at - from < LANES && is_mark(text.data[from - 1]))
		from--;
	while (to < text.len && to - from < MARKS && is_mark(text.data[to]))
		to++;
	return to - from == MARKS && (from == 0 || text.data[from - 1] == '\n');
}

/* What of a text needs a closer look; of hardly any text something does. */
struct look {
	bool nesting, marks;
};

/* Sixteen characters at a time, those at the end that are fewer left out. */
static struct look glance(struct str text)
{
	_Static_assert((int)MARKS >= 2 * LANES - 1, "a row of marks fills one sixteen");
	struct look look = {false, false};
	size_t shouts =
		1; /* sixteens with an '!', as all that check_marks counts has it */
	for (size_t at = 0; at + LANES <= text.len; at += LANES) {
		lanes v = lanes_load(text.data + at);
		lanes others = (lanes)(v >= '@') | (lanes)(v == '\n');
		if (lanes_first(others) == LANES && may_nest(text, at))
			look.nesting = true;
		shouts += lanes_first((lanes)(v == '!')) < LANES;
	}
	size_t most = shouts * LANES / 2;
	look.marks = most > (size_t)IMAGES_MAX || most > (size_t)COMMENTS_MAX;
	return look;
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
	if (!check_size(&g, max))
		return false;
	struct look look = glance(g.text);
	return (!look.nesting || check_nesting(&g)) &&
	       (!look.marks || (check_marks(&g, "![", IMAGES_MAX) &&
				       check_marks(&g, "<!--", COMMENTS_MAX)));
}

/* SPDX-License-Identifier: ISC */
/* Rules about texts, people and notes. */
#include "lint/lint.h"

#include "base/utf8.h"
#include "model/check.h"
#include "model/check_text.h"
#include "model/field.h"

/* ---- how long ---- */

static void visit_long_title(struct lint *l, const struct lint_text *t)
{
	size_t n = utf8_count(str_of(t->text));
	if (t->is_title && n > t->limit)
		lint_say(l, t->at, "%s has %zu characters, but there is room for %u",
			t->what, n, t->limit);
}

void text_title_long(struct lint *l)
{
	lint_each_text(l, visit_long_title);
}

static void visit_long_value(struct lint *l, const struct lint_text *t)
{
	size_t n = utf8_count(str_of(t->text));
	if (!t->is_title && n > t->limit)
		lint_say(l, t->at, "%s has %zu characters, but there is room for %u",
			t->what, n, t->limit);
}

void text_value_long(struct lint *l)
{
	lint_each_text(l, visit_long_value);
}

enum { DESCRIPTION_MAX = 4000 }; /* bytes, at Apple and in PSP-1 */

void text_description_long(struct lint *l)
{
	const char *text = l->show->description;
	if (text && strlen(text) > DESCRIPTION_MAX)
		lint_show(l, FG_SHOW_DESCRIPTION,
			"the show's description has %zu bytes, but there is room for "
			"4,000",
			strlen(text));
}

/* ---- what is in it ---- */

static void visit_markup(struct lint *l, const struct lint_text *t)
{
	if (check_has_markup(t->text))
		lint_say(l, t->at, "%s has HTML in it: “%s”", t->what, t->text);
}

void text_title_html(struct lint *l)
{
	lint_each_text(l, visit_markup);
}

static void visit_whitespace(struct lint *l, const struct lint_text *t)
{
	if (strpbrk(t->text, "\n\t"))
		lint_say(l, t->at, "%s has a %s in it", t->what,
			strchr(t->text, '\n') ? "line break" : "tab");
}

void text_whitespace(struct lint *l)
{
	lint_each_text(l, visit_whitespace);
}

static void visit_mojibake(struct lint *l, const struct lint_text *t)
{
	uint32_t cp = check_mojibake(t->text);
	if (cp)
		lint_say(l, t->at, "%s has the broken character U+%04X", t->what, cp);
}

void text_mojibake(struct lint *l)
{
	lint_each_text(l, visit_mojibake);
}

static void visit_bidi(struct lint *l, const struct lint_text *t)
{
	const char *problem = check_unseen(t->text);
	if (problem)
		lint_say(l, t->at, "%s %s", t->what, problem);
}

void text_control_bidi(struct lint *l)
{
	lint_each_text(l, visit_bidi);
}

/* ---- people ---- */

static void visit_role(struct lint *l, const struct fg_person *p, struct fg_place at)
{
	const char *group;
	if (lint_blank(p->role) || check_role(p->role, &group))
		return;
	struct fg_diag *d = lint_say(
		l, at, "%s has the role “%s”, which apps do not know", p->name, p->role);
	if (role_nearest(p->role))
		lint_hint(l, d, "did you mean “%s”?", role_nearest(p->role));
}

void person_role_unknown(struct lint *l)
{
	lint_each_person(l, visit_role);
}

static void visit_group(struct lint *l, const struct fg_person *p, struct fg_place at)
{
	if (lint_blank(p->group) || check_group(p->group))
		return;
	struct fg_diag *d = lint_say(l, at,
		"%s is in the group “%s”, which apps do not know", p->name, p->group);
	if (group_nearest(p->group))
		lint_hint(l, d, "did you mean “%s”?", group_nearest(p->group));
}

void person_group_unknown(struct lint *l)
{
	lint_each_person(l, visit_group);
}

static void visit_href(struct lint *l, const struct fg_person *p, struct fg_place at)
{
	if (p->href && str_case_starts(str_of(p->href), "http:"))
		lint_say(l, at, "the page of %s, %s, is not encrypted", p->name, p->href);
}

void person_http(struct lint *l)
{
	lint_each_person(l, visit_href);
}

enum { PERSON_MAX = 128 };

static void visit_name(struct lint *l, const struct fg_person *p, struct fg_place at)
{
	size_t n = utf8_count(str_of(p->name));
	if (n > PERSON_MAX)
		lint_say(l, at,
			"the name of a person has %zu characters, but there is room for "
			"%d",
			n, PERSON_MAX);
}

void person_name_long(struct lint *l)
{
	lint_each_person(l, visit_name);
}

/* ---- the rendered notes ---- */

void text_notes_missing(struct lint *l)
{
	if (l->notes->html_len == 0 && lint_blank(l->episode->description))
		lint_say(l, (struct fg_place){.file = l->episode->file},
			"the episode has no notes");
}

void text_notes_long(struct lint *l)
{
	if (!l->notes->description_cut)
		return;
	if (!lint_blank(l->episode->description))
		lint_episode(l, FG_EP_DESCRIPTION,
			"the description has more than 4,000 bytes as HTML, and is cut "
			"there");
	else
		lint_say(l, (struct fg_place){l->episode->file, l->episode->body_line, 0},
			"the notes have %zu bytes of HTML, so their short form is cut at "
			"4,000",
			l->notes->html_len);
}

static void say_notes(struct lint *l, const char *message)
{
	lint_say(l, (struct fg_place){l->episode->file, l->episode->body_line, 0}, "%s",
		message);
}

void notes_tags_visible(struct lint *l)
{
	const struct fg_notes *n = l->notes;
	const char *own = l->episode->description;
	if (check_tags_visible((struct str){n->html, n->html_len}))
		say_notes(l, "people will see HTML tags in the notes");
	else if (own && !strchr(own, '`') &&
		 check_tags_visible((struct str){n->description, n->description_len}))
		lint_episode(l, FG_EP_DESCRIPTION,
			"people will see HTML tags in the description");
}

/* What is cut from the notes is in no file, and at no address. */
void transcript_unpublished(struct lint *l)
{
	const struct fg_episode *ep = l->episode;
	if (l->show->transcript_keep || l->notes->transcript_len == 0 ||
		ep->transcript_place.name || ep->at[FG_EP_TRANSCRIPT].origin != FG_ABSENT)
		return;
	lint_say(l, (struct fg_place){ep->file, l->notes->transcript_line, 1},
		"the transcript is left out of the notes, and comes nowhere else")
		->element = show_field(FG_SHOW_TRANSCRIPT_DIR)->field.name;
}

void notes_image(struct lint *l)
{
	struct str html = {l->notes->html, l->notes->html_len};
	size_t n = 0;
	for (size_t at = 0; (at = str_find(html, "<img ", at)) != STR_NONE; at++)
		n++;
	if (n)
		say_notes(l, arena_printf(l->scratch, "most apps do not show the %s",
				     n == 1 ? "picture in the notes"
					    : arena_printf(l->scratch,
						      "%zu pictures in the notes", n)));
}

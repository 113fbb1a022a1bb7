/* SPDX-License-Identifier: ISC */
/*
 * lint: the rules about sources that hold for the model as a whole.
 *
 * A row of rules.def with the scope SHOW, EPISODE or NOTES names a check. lint.c calls
 * it once for the show, once for each live episode, or once for each episode's rendered
 * notes. A check looks at the const model and files what it finds:
 *
 *     void show_title_missing(struct lint *l)
 *     {
 *             if (lint_blank(l->show->title))
 *                     lint_show(l, FG_SHOW_TITLE, "the show has no title");
 *     }
 *
 * Checks of different rules run beside each other, on threads of their own: what a check notes
 * down is in its struct lint, and it leaves no trace but trace_until.
 *
 * A check never judges what an earlier room has judged: a value that the reader could
 * not take is absent here and was reported there.
 */
#ifndef LINT_LINT_H
#define LINT_LINT_H

#include <feedgen/feedgen.h>
#include "base/arena.h"
#include "base/str.h"
#include "model/element.h"
#include "model/rule.h"

struct lint {
	struct fg_run *run;
	const struct fg_show *show;
	const struct fg_episode *episode; /* scopes EPISODE and NOTES, else NULL */
	const struct fg_notes *notes;     /* scope NOTES, else NULL */
	struct arena *scratch;            /* emptied after each check */
	int rule;                         /* the one that is checked */
	const char *element;              /* the field that a walk is at; NULL: none */
	size_t before;                    /* how many diagnostics there were before it */
	struct fg_diag discarded;         /* what need not be said */
};

typedef void lint_check(struct lint *l);

/* Every check of the table. Rules that other rooms find have the check none. */
#define RULE(name, id, severity, scope, platforms, check, ...) lint_check check;
#include "model/rules.def"
#undef RULE

/* ---- filing a finding of the rule that is checked ---- */

/* What the show config says for all episodes is told once: for a second finding of the
   same rule at the same place of the config the first is returned. The pointer is good
   until the next finding. At a field whose value the reader has refused nothing is said. */
struct fg_diag *lint_say(struct lint *l, struct fg_place at, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
/* At a field of the show. */
struct fg_diag *lint_show(struct lint *l, enum fg_show_field field, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
/* At a field of the episode that is checked. */
struct fg_diag *lint_episode(struct lint *l, enum fg_episode_field field, const char *fmt,
	...) __attribute__((format(printf, 3, 4)));
void lint_hint(struct lint *l, struct fg_diag *d, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* The element of xml that takes the place of the one that the field would become, by its name;
   NULL: none does. Then it is that element that has to be mended. */
const char *lint_stand_in(enum element_scope scope, int field, const struct fg_xml *xml);

/* ---- values ---- */

/* Is text absent, empty or white space? */
bool lint_blank(const char *text);
/* Can Apple show text as an episode's number: a whole number above 0? */
bool lint_is_whole(const char *number);
/* Is it a full episode: no trailer, no bonus, nothing unknown? */
bool lint_is_full(const struct fg_episode *ep);
/* Is the extension of url one that Apple takes for pictures (jpg, jpeg, png)? Or is it known
   what the picture is? Then the probe has said what there is to say, of the name too. */
bool lint_is_picture(const char *url, const struct fg_picture *picture);

/* ---- walks over what occurs in many fields, of the show and of its live episodes ---- */

/* An address anywhere in the model. */
struct lint_address {
	const char *url;
	struct fg_place at;
	const char *what; /* "the show's link" */
	bool is_resource; /* an app loads it by itself: a picture, transcript or chapters */
	bool is_enclosure;
	bool has_own_rule; /* another rule says what is wrong with it as a URL */
};
typedef void lint_address_visit(struct lint *l, const struct lint_address *address);
void lint_each_address(struct lint *l, lint_address_visit *visit);

/* A text of one line. */
struct lint_text {
	const char *text;
	struct fg_place at;
	const char *what; /* "the title" */
	unsigned limit;   /* characters that apps have room for */
	bool is_title;
};
typedef void lint_text_visit(struct lint *l, const struct lint_text *text);
void lint_each_text(struct lint *l, lint_text_visit *visit);

/* Those in tags, for the two walks above. */
void lint_each_tag_address(struct lint *l, lint_address_visit *visit);
void lint_each_tag_text(struct lint *l, lint_text_visit *visit);

/* The people of the show, and those that an episode names itself; each has a name. */
typedef void lint_person_visit(
	struct lint *l, const struct fg_person *person, struct fg_place at);
void lint_each_person(struct lint *l, lint_person_visit *visit);

#endif

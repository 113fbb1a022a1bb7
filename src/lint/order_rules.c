/* SPDX-License-Identifier: ISC */
/* Rules about how episodes are numbered, ordered and called. */
#include "lint/lint.h"

#include <stdlib.h>
#include "model/check_text.h"
#include "model/field.h"

/* ---- numbers ---- */

/* A full episode with a whole number. */
struct numbered {
	const struct fg_episode *ep;
	int64_t season;
	long long number;
};
struct numbereds {
	struct numbered *data;
	size_t len;
};

/* All of them, oldest first. */
static struct numbereds numbered(struct lint *l)
{
	const struct fg_episodes *list = &l->show->episodes;
	struct numbereds all = {
		.data = arena_array(l->scratch, list->len, sizeof *all.data)};
	for (size_t i = list->len; i > 0; i--) {
		const struct fg_episode *ep = list->data[i - 1];
		long long number;
		if (lint_is_full(ep) && lint_is_whole(ep->number) &&
			str_to_int(str_of(ep->number), &number))
			all.data[all.len++] = (struct numbered){ep, ep->season, number};
	}
	return all;
}

static int compare(const void *pa, const void *pb)
{
	const struct numbered *a = pa, *b = pb;
	if (a->season != b->season)
		return a->season < b->season ? -1 : 1;
	if (a->number != b->number)
		return a->number < b->number ? -1 : 1;
	return strcmp(a->ep->file, b->ep->file);
}

static struct fg_diag *say_number(struct lint *l, const struct fg_episode *ep,
	const struct fg_episode *other, const char *message)
{
	struct fg_diag *d =
		lint_say(l, fg_episode_place(l->show, ep, FG_EP_NUMBER), "%s", message);
	d->related = fg_episode_place(l->show, other, FG_EP_NUMBER);
	d->element = episode_field(FG_EP_NUMBER)->field.name;
	return d;
}

void episode_number_gap(struct lint *l)
{
	struct numbereds all = numbered(l);
	if (all.len)
		qsort(all.data, all.len, sizeof *all.data, compare);
	for (size_t i = 1; i < all.len; i++) {
		const struct numbered *a = &all.data[i - 1], *b = &all.data[i];
		if (a->season == b->season && b->number > a->number + 1)
			say_number(l, b->ep, a->ep,
				arena_printf(l->scratch,
					"number %lld comes after number %lld", b->number,
					a->number));
	}
}

/* Only a serial is played by its numbers. */
void episode_order(struct lint *l)
{
	const char *type = l->show->type;
	if (!type || strcmp(type, "serial") != 0)
		return;
	struct numbereds all = numbered(l);
	for (size_t i = 1; i < all.len; i++) {
		const struct numbered *a = &all.data[i - 1], *b = &all.data[i];
		if (b->season < a->season ||
			(b->season == a->season && b->number < a->number))
			say_number(l, b->ep, a->ep,
				arena_printf(l->scratch,
					"number %lld is newer than number %lld of %s",
					b->number, a->number, a->ep->file));
	}
}

/* ---- titles ---- */

/* A number that is not the episode's is part of what the title says. */
void episode_title_number(struct lint *l)
{
	const struct fg_episode *ep = l->episode;
	if (!ep->title || !lint_is_whole(ep->number))
		return;
	struct str found = check_title_number(ep->title);
	long long number, own;
	if (str_to_int(found, &number) && str_to_int(str_of(ep->number), &own) &&
		number == own)
		lint_episode(l, FG_EP_TITLE,
			"the title has the episode's number %lld in it", number);
}

static void visit_stuffed(struct lint *l, const struct lint_text *t)
{
	size_t n, parts;
	if (t->is_title && check_title_stuffed(t->text, &n, &parts) && n <= t->limit)
		lint_say(l, t->at, "%s has %zu characters%s", t->what, n,
			parts > 2 ? " in several parts" : "");
}

void text_title_stuffed(struct lint *l)
{
	lint_each_text(l, visit_stuffed);
}

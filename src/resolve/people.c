/* SPDX-License-Identifier: ISC */
#include "resolve/walk.h"

#include "base/str.h"
#include "base/vec.h"
#include "model/check.h"

static const char *lower(struct arena *a, const char *text)
{
	char *copy = arena_strdup(a, text);
	for (char *c = copy; *c; c++)
		*c = ascii_lower(*c);
	return copy;
}

/* Roles and groups in lower case, as the taxonomy spells them, and to a role its group. */
static void put_right(struct arena *a, struct fg_people *people)
{
	for (size_t i = 0; i < people->len; i++) {
		struct fg_person *p = &people->data[i];
		const char *role = p->role ? role_spelt(p->role) : NULL, *group;
		if (p->role)
			p->role = lower(a, role ? role : p->role);
		if (p->role && !p->group && check_role(p->role, &group))
			p->group = group;
		if (p->group)
			p->group = lower(a, p->group);
	}
}

void people_open(struct walk *w)
{
	put_right(w->run->arena, &w->show->people);
}

static bool is_called(const struct fg_person *p, const char *name)
{
	struct str s = str_trim(str_of(name));
	if (str_case_is(s, p->name))
		return true;
	for (size_t i = 0; i < p->aka.len; i++) {
		if (str_case_is(s, p->aka.data[i]))
			return true;
	}
	return false;
}

static const struct fg_person *person_called(
	const struct fg_people *people, const char *name)
{
	for (size_t i = 0; i < people->len; i++) {
		if (people->data[i].name && is_called(&people->data[i], name))
			return &people->data[i];
	}
	return NULL;
}

/* What the episode says of a person stands; the show config adds the rest. */
static void complete(struct fg_person *p, const struct fg_person *known)
{
	if (!known)
		return;
	p->name = known->name;
	p->href = p->href ? p->href : known->href;
	p->img = p->img ? p->img : known->img;
	if (p->role)
		return;
	p->is_contributor = false;
	p->role = known->role;
	p->group = p->group ? p->group : known->group;
}

static const char *role_of(const struct fg_person *p)
{
	return p->role ? p->role : "host";
}

static bool has_role(const struct fg_people *people, const char *role)
{
	for (size_t i = 0; i < people->len; i++) {
		if (str_is(str_of(role_of(&people->data[i])), role))
			return true;
	}
	return false;
}

/* An episode that names a host means this one and no other; one that names only a guest
   has the usual hosts. The same goes for every other role. */
static void restate(struct arena *a, const struct fg_people *usual, struct fg_people *own)
{
	struct fg_people all = {0};
	for (size_t i = 0; i < usual->len; i++) {
		const struct fg_person *p = &usual->data[i];
		if (!p->name || has_role(own, role_of(p)) || person_called(own, p->name))
			continue;
		struct fg_person *copy = vec_push(a, &all);
		*copy = *p;
		copy->at.origin = FG_INHERITED;
	}
	for (size_t i = 0; i < own->len; i++)
		*vec_push(a, &all) = own->data[i];
	*own = all;
}

void people_set(struct walk *w, struct fg_episode *ep)
{
	struct arena *a = w->run->arena;
	const struct fg_people *usual = &w->show->people;
	if (ep->people.len == 0)
		return;
	for (size_t i = 0; i < ep->people.len; i++) {
		struct fg_person *p = &ep->people.data[i];
		if (p->name)
			complete(p, person_called(usual, p->name));
		/* Where the hosts are known, who is not one of them is none. */
		if (p->is_contributor && !p->role && usual->len)
			p->role = "guest";
	}
	put_right(a, &ep->people);
	restate(a, usual, &ep->people);
}

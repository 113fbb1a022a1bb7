/* SPDX-License-Identifier: ISC */
#include "render/speakers.h"

#include "base/arena.h"
#include "base/diag.h"
#include "base/map.h"
#include "base/str.h"
#include "base/vec.h"

enum { ODD_MOST = 2, USUAL_LEAST = 5, TOLD_MAX = 5, COMPARED_MAX = 200 };

/* A name of the transcript. */
struct speaker {
	const char *written, *name; /* name: what it becomes */
	const struct fg_turn *first;
	size_t turns;
	bool known;
};

struct speakers {
	struct fg_run *run;
	const struct fg_transcript *t;
	struct map by_name;
	struct {
		struct speaker **data;
		size_t len, cap;
	} all;
};

/* ---- people ---- */

static bool is_called(const struct fg_person *p, struct str name)
{
	if (str_case_is(name, p->name))
		return true;
	for (size_t i = 0; i < p->aka.len; i++) {
		if (str_case_is(name, p->aka.data[i]))
			return true;
	}
	return false;
}

/* Is word the first or last word of the name? */
static bool has_word(const struct fg_person *p, struct str word)
{
	struct str name = str_trim(str_of(p->name));
	size_t first = str_find_char(name, ' ', 0);
	if (first == STR_NONE)
		return false;
	size_t last = name.len;
	while (name.data[last - 1] != ' ')
		last--;
	return str_case_eq(word, str_slice(name, 0, first)) ||
	       str_case_eq(word, str_slice(name, last, name.len));
}

static const struct fg_person *named(const struct fg_people *people, struct str name)
{
	for (size_t i = 0; i < people->len; i++) {
		if (people->data[i].name && is_called(&people->data[i], name))
			return &people->data[i];
	}
	return NULL;
}

/* The only one whose name has the word. */
static const struct fg_person *worded(const struct fg_people *people, struct str word)
{
	const struct fg_person *found = NULL;
	for (size_t i = 0; i < people->len; i++) {
		const struct fg_person *p = &people->data[i];
		if (!p->name || !has_word(p, word))
			continue;
		if (found)
			return NULL;
		found = p;
	}
	return found;
}

static const struct fg_person *person(
	const struct fg_show *show, const struct fg_episode *ep, const char *written)
{
	struct str name = str_trim(str_of(written));
	const struct fg_people *own = &ep->people, *usual = &show->people;
	const struct fg_person *p = named(own, name);
	p = p ? p : named(usual, name);
	p = p ? p : worded(own, name);
	return p ? p : worded(usual, name);
}

/* ---- names ---- */

static struct speaker *speaker_of(struct speakers *s, const struct fg_turn *turn)
{
	struct speaker *known = map_get(&s->by_name, turn->speaker);
	if (known)
		return known;
	struct speaker *fresh = arena_new(s->run->arena, struct speaker);
	*fresh = (struct speaker){turn->speaker, turn->speaker, turn, 0, false};
	map_put(&s->by_name, turn->speaker, fresh);
	*vec_push(s->run->arena, &s->all) = fresh;
	return fresh;
}

/* A name that is probably a slip for this one: of somebody who speaks far more. */
static const struct speaker *meant(const struct speakers *s, const struct speaker *odd)
{
	for (size_t i = 0; i < s->all.len && i < COMPARED_MAX; i++) {
		const struct speaker *other = s->all.data[i];
		if (other != odd && other->turns >= USUAL_LEAST &&
			str_resembles(odd->written, other->written))
			return other;
	}
	return NULL;
}

static void tell_slips(struct speakers *s)
{
	size_t told = 0;
	for (size_t i = 0; i < s->all.len && i < COMPARED_MAX && told < TOLD_MAX; i++) {
		const struct speaker *odd = s->all.data[i];
		const struct speaker *other =
			odd->known || odd->turns > ODD_MOST ? NULL : meant(s, odd);
		if (!other)
			continue;
		struct fg_place at = {s->t->file, odd->first->line, odd->first->column};
		struct fg_diag *d = diag_add(s->run->diags, FG_RULE_TRANSCRIPT_SPEAKER,
			at, "“%s” speaks %s, “%s” %zu times", odd->written,
			odd->turns == 1 ? "once" : "twice", other->written, other->turns);
		d->element = "transcript";
		diag_hint(s->run->diags, d, "is “%s” meant?", other->written);
		told++;
	}
}

void speakers_settle(struct fg_run *run, const struct fg_show *show,
	const struct fg_episode *ep, struct fg_transcript *t)
{
	struct speakers s = {.run = run, .t = t, .by_name = {.arena = run->arena}};
	for (size_t i = 0; i < t->len; i++) {
		if (t->data[i].speaker)
			speaker_of(&s, &t->data[i])->turns++;
	}
	for (size_t i = 0; i < s.all.len; i++) {
		const struct fg_person *p = person(show, ep, s.all.data[i]->written);
		if (!p)
			continue;
		s.all.data[i]->name = p->name;
		s.all.data[i]->known = true;
	}
	tell_slips(&s);
	for (size_t i = 0; i < t->len; i++) {
		if (t->data[i].speaker)
			t->data[i].speaker = speaker_of(&s, &t->data[i])->name;
	}
}

/* SPDX-License-Identifier: ISC */
#include "guard/match.h"

#include <stdlib.h>
#include <string.h>
#include "base/map.h"
#include "base/url.h"
#include "base/vec.h"

enum {
	STRONG = 6,     /* so much weight is enough to be sure */
	SHARED_MAX = 32 /* what so many have in common tells nothing */
};

/* Two things that change for reasons of their own make an episode certain; so does the
   audio alone, which is what listeners have. A file is a little more than the guid that is
   made of its name: of an episode and its copy, the one that kept the name is the episode. */
static const struct {
	unsigned evidence, weight;
} weights[] = {
	{MATCH_WRITTEN, 16},
	{MATCH_OWN, 4},
	{MATCH_FILE, 5},
	{MATCH_AUDIO, 6},
	{MATCH_STEM, 2},
	{MATCH_TITLE, 4},
	{MATCH_DATE, 4},
	{MATCH_LINK, 6},
};

bool match_is_strong(const struct match *m)
{
	return m->score >= STRONG;
}

const char *match_file(const struct fg_episode *ep)
{
	const char *slash = strrchr(ep->file, '/');
	const char *name = slash ? slash + 1 : ep->file;
	/* All page bundles call their page the same. */
	if (ep->bundled && slash)
		name = slash;
	while (ep->bundled && name > ep->file && name[-1] != '/')
		name--;
	return name;
}

/* ---- finding pairs ---- */

enum key { BY_GUID, BY_FILE, BY_AUDIO, BY_TITLE, BY_DATE, BY_LINK, KEYS };

/* Pins with one key in common. */
struct link {
	size_t pin;
	unsigned depth;
	struct link *next;
};

struct matcher {
	struct arena *arena;
	const struct fg_lock *lock;
	const struct fg_episodes *eps;
	struct map pins[KEYS]; /* by each key: the first struct link */
	size_t *met;           /* for each pin: 1 + the last episode it was paired with */
	bool *ep_done, *pin_done;
	size_t *ep_pairs, *pin_pairs; /* of the score that is being settled */
	struct matches pairs;
	struct matches *settled, *unclear;
};

static const char *date_key(struct arena *a, int64_t date)
{
	return date ? arena_printf(a, "%lld", (long long)date) : NULL;
}

static void pin_keys(struct arena *a, const struct fg_pin *pin, const char *keys[KEYS])
{
	keys[BY_GUID] = pin->guid;
	keys[BY_FILE] = pin->file;
	keys[BY_AUDIO] = pin->audio;
	keys[BY_TITLE] = pin->title;
	keys[BY_DATE] = date_key(a, pin->date);
	keys[BY_LINK] = pin->link;
}

static void episode_keys(
	struct arena *a, const struct fg_episode *ep, const char *keys[KEYS])
{
	keys[BY_GUID] = ep->guid;
	keys[BY_FILE] = match_file(ep);
	keys[BY_AUDIO] = ep->enclosure.url;
	keys[BY_TITLE] = ep->title;
	keys[BY_DATE] = date_key(a, ep->date);
	keys[BY_LINK] = ep->link;
}

static void index_pins(struct matcher *m)
{
	const char *keys[KEYS];
	for (int k = 0; k < KEYS; k++)
		m->pins[k].arena = m->arena;
	for (size_t i = 0; i < m->lock->len; i++) {
		pin_keys(m->arena, &m->lock->data[i], keys);
		for (int k = 0; k < KEYS; k++) {
			struct link *next =
				keys[k] ? map_get(&m->pins[k], keys[k]) : NULL;
			unsigned depth = next ? next->depth + 1 : 1;
			if (!keys[k] || depth > SHARED_MAX)
				continue;
			struct link *link = arena_new(m->arena, struct link);
			*link = (struct link){i, depth, next};
			map_put(&m->pins[k], keys[k], link);
		}
	}
}

static bool same(const char *a, const char *b)
{
	return a && b && strcmp(a, b) == 0;
}

static bool same_stem(const char *a, const char *b)
{
	struct str stem = a && b ? url_stem(a) : (struct str){0};
	return stem.len && str_eq(stem, url_stem(b));
}

static unsigned evidence_of(const struct fg_episode *ep, const struct fg_pin *pin)
{
	unsigned e = 0;
	bool written = ep->at[FG_EP_GUID].origin == FG_WRITTEN;
	if (same(ep->guid, pin->guid))
		e |= written ? MATCH_WRITTEN : MATCH_OWN;
	if (same(match_file(ep), pin->file))
		e |= MATCH_FILE;
	if (same(ep->enclosure.url, pin->audio))
		e |= MATCH_AUDIO;
	else if (same_stem(ep->enclosure.url, pin->audio))
		e |= MATCH_STEM;
	if (same(ep->title, pin->title))
		e |= MATCH_TITLE;
	if (ep->date && ep->date == pin->date)
		e |= MATCH_DATE;
	if (same(ep->link, pin->link))
		e |= MATCH_LINK;
	return e;
}

static bool differ(const char *a, const char *b)
{
	return a && b && strcmp(a, b) != 0;
}

/* Is there anything to say that the two are not one? What a pin does not know says
   nothing: people write pins by hand, of a guid and a file. */
static bool is_contradicted(const struct fg_episode *ep, const struct fg_pin *pin)
{
	return differ(ep->title, pin->title) || differ(ep->enclosure.url, pin->audio) ||
	       (pin->date && pin->date != ep->date);
}

static unsigned score_of(unsigned evidence)
{
	unsigned score = 0;
	/* A guid that was made of the file's name says the same as that name. */
	if (evidence & MATCH_FILE)
		evidence &= ~(unsigned)MATCH_OWN;
	for (size_t i = 0; i < sizeof weights / sizeof *weights; i++)
		score += evidence & weights[i].evidence ? weights[i].weight : 0;
	return score;
}

static void add_pair(struct matcher *m, size_t ep, size_t pin)
{
	const struct fg_episode *e = m->eps->data[ep];
	const struct fg_pin *of = &m->lock->data[pin];
	struct match pair = {ep, pin, evidence_of(e, of), 0};
	pair.score = score_of(pair.evidence);
	if (pair.score < STRONG && (pair.evidence & (MATCH_FILE | MATCH_OWN)) &&
		!is_contradicted(e, of))
		pair.score = STRONG;
	*vec_push(m->arena, &m->pairs) = pair;
}

static void pair_up(struct matcher *m, size_t ep)
{
	const char *keys[KEYS];
	const struct fg_episode *e = m->eps->data[ep];
	episode_keys(m->arena, e, keys);
	for (int k = 0; k < KEYS; k++) {
		const struct link *l = keys[k] ? map_get(&m->pins[k], keys[k]) : NULL;
		for (; l; l = l->next) {
			if (m->met[l->pin] == ep + 1)
				continue;
			m->met[l->pin] = ep + 1;
			add_pair(m, ep, l->pin);
		}
	}
}

/* ---- choosing among them ---- */

static int compare(const void *a, const void *b)
{
	const struct match *x = a, *y = b;
	if (x->score != y->score)
		return x->score < y->score ? 1 : -1;
	if (x->pin != y->pin)
		return x->pin < y->pin ? -1 : 1;
	return (x->ep > y->ep) - (x->ep < y->ep);
}

static bool is_open(const struct matcher *m, const struct match *p)
{
	return !m->ep_done[p->ep] && !m->pin_done[p->pin];
}

static void close_pair(struct matcher *m, const struct match *p, struct matches *to)
{
	*vec_push(m->arena, to) = *p;
	m->ep_done[p->ep] = m->pin_done[p->pin] = true;
}

/* The pairs of one strong score. One that shares its episode or its pin with another is
   unclear, and so is the other. */
static void settle(struct matcher *m, const struct match *pairs, size_t n)
{
	size_t first_unclear = m->unclear->len;
	for (size_t i = 0; i < n; i++) {
		m->ep_pairs[pairs[i].ep] = 0;
		m->pin_pairs[pairs[i].pin] = 0;
	}
	for (size_t i = 0; i < n; i++) {
		if (!is_open(m, &pairs[i]))
			continue;
		m->ep_pairs[pairs[i].ep]++;
		m->pin_pairs[pairs[i].pin]++;
	}
	for (size_t i = 0; i < n; i++) {
		const struct match *p = &pairs[i];
		if (!is_open(m, p))
			continue;
		if (m->ep_pairs[p->ep] == 1 && m->pin_pairs[p->pin] == 1)
			close_pair(m, p, m->settled);
		else
			*vec_push(m->arena, m->unclear) = *p;
	}
	for (size_t i = first_unclear; i < m->unclear->len; i++) {
		m->ep_done[m->unclear->data[i].ep] = true;
		m->pin_done[m->unclear->data[i].pin] = true;
	}
}

/* Too little to go by, and too much to pass over: a date alone is chance. */
static void doubt(struct matcher *m, const struct match *p)
{
	if (is_open(m, p) && (p->evidence & (MATCH_FILE | MATCH_TITLE | MATCH_OWN)))
		close_pair(m, p, m->unclear);
}

static void choose(struct matcher *m)
{
	const struct match *pairs = m->pairs.data;
	size_t n = m->pairs.len, at = 0;
	while (at < n && match_is_strong(&pairs[at])) {
		size_t end = at;
		while (end < n && pairs[end].score == pairs[at].score)
			end++;
		settle(m, pairs + at, end - at);
		at = end;
	}
	for (; at < n; at++)
		doubt(m, &pairs[at]);
}

void match_all(struct arena *a, const struct fg_lock *lock, const struct fg_episodes *eps,
	struct matches *settled, struct matches *unclear)
{
	struct matcher m = {.arena = a,
		.lock = lock,
		.eps = eps,
		.settled = settled,
		.unclear = unclear};
	*settled = *unclear = (struct matches){0};
	m.met = arena_array(a, lock->len, sizeof *m.met);
	m.pin_done = arena_array(a, lock->len, sizeof *m.pin_done);
	m.pin_pairs = arena_array(a, lock->len, sizeof *m.pin_pairs);
	m.ep_done = arena_array(a, eps->len, sizeof *m.ep_done);
	m.ep_pairs = arena_array(a, eps->len, sizeof *m.ep_pairs);
	index_pins(&m);
	for (size_t i = 0; i < eps->len; i++)
		pair_up(&m, i);
	if (m.pairs.len)
		qsort(m.pairs.data, m.pairs.len, sizeof *m.pairs.data, compare);
	choose(&m);
}

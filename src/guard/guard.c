/* SPDX-License-Identifier: ISC */
/*
 * The guard: compares what is to be published with what is, and refuses what would
 * hurt listeners and is hardly ever meant. See fg_guard in <feedgen/feedgen.h>.
 *
 * Each check says one thing in errors of one rule, each of which names the one flag
 * that lets it pass.
 */
#include <feedgen/feedgen.h>

#include <strings.h>
#include "base/diag.h"
#include "base/map.h"
#include "base/sbuf.h"
#include "base/utf8.h"
#include "base/when.h"
#include "guard/published.h"
#include "model/guid.h"
#include "model/rule.h"

enum {
	DAY = 24 * 60 * 60,
	YEAR_2024 = 1704067200, /* before feedgen was: a clock that says so is wrong */
	NAMED_MAX = 5,          /* of many findings so many are told one by one */
	TITLE_SHOWN = 80,       /* bytes */
	LIST_MAX = 2000,
	SHRINK_LEAST = 3, /* episodes gone … */
	SHRINK_SHARE = 5  /* … and more than one of so many */
};

struct guard {
	struct fg_run *run;
	struct fg_place place; /* of the published feed */
	const struct fg_show *show;
	const struct fg_allow *allow;
	const struct published *old;
	struct map old_guids, new_guids; /* items and episodes by guid */
	struct map old_titles;           /* items by title; unclear: several have it */
	struct map new_titles, new_urls; /* episodes, likewise */
};

/* A name that several have leads to the guard itself: which one is meant is unclear. */
static void put_once(struct guard *g, struct map *m, const char *key, void *value)
{
	if (key)
		map_put(m, key, map_get(m, key) ? g : value);
}

static const void *get_clear(const struct guard *g, const struct map *m, const char *key)
{
	const void *value = key ? map_get(m, key) : NULL;
	return value == g ? NULL : value;
}

/* What the published feed would call the episode. */
static const char *id_of(const struct guard *g, const struct fg_episode *ep)
{
	if (!g->old->ids_are_iris || !ep->guid)
		return ep->guid;
	return guid_as_iri(g->run->arena, g->show->guid, ep->guid);
}

static void fill_maps(struct guard *g)
{
	struct map empty = {.arena = g->run->arena};
	g->old_guids = g->new_guids = empty;
	g->old_titles = g->new_titles = g->new_urls = empty;
	for (size_t i = 0; i < g->old->len; i++) {
		struct published_item *item = &g->old->data[i];
		put_once(g, &g->old_guids, item->guid, item);
		put_once(g, &g->old_titles, item->title, item);
	}
	for (size_t i = 0; i < g->show->episodes.len; i++) {
		struct fg_episode *ep = g->show->episodes.data[i];
		put_once(g, &g->new_guids, id_of(g, ep), ep);
		put_once(g, &g->new_titles, ep->title, ep);
		put_once(g, &g->new_urls, ep->enclosure.url, ep);
	}
}

static bool clock_is_sane(struct guard *g)
{
	int64_t now = g->run->settings->now;
	char is[WHEN_TEXT_SIZE], was[WHEN_TEXT_SIZE];
	if (g->allow->clock || (now >= YEAR_2024 && g->old->newest <= now + DAY))
		return true;
	when_rfc3339(now, is);
	when_rfc3339(g->old->newest, was);
	if (now < YEAR_2024)
		diag_add(g->run->diags, FG_RULE_GUARD_CLOCK, g->place,
			"the clock says %s, which is before feedgen was made", is);
	else
		diag_add(g->run->diags, FG_RULE_GUARD_CLOCK, g->place,
			"the clock says %s, but the published feed has a date of %s", is,
			was);
	return false;
}

static bool show_guid_stays(struct guard *g)
{
	const char *was = g->old->guid, *is = g->show->guid;
	if (g->allow->guids || !was || (is && strcasecmp(was, is) == 0))
		return true;
	struct fg_diag *d = diag_add(g->run->diags, FG_RULE_GUARD_SHOW_GUID_CHANGED,
		fg_show_place(g->show, FG_SHOW_GUID),
		"the show was published with the podcast:guid %s and would get %s", was,
		is ? is : "none");
	diag_hint(g->run->diags, d,
		"write `guid: %s` into the show config; --allow-guid-change publishes "
		"all the "
		"same",
		was);
	d->related = g->place;
	return false;
}

/* A title, or what there is instead, cut to what a message can bear. */
static struct str name_of(const struct published_item *item)
{
	struct str name = str_of(item->title ? item->title : item->guid);
	return str_slice(name, 0, utf8_cut(name, TITLE_SHOWN));
}

/* The episode that an item of the published feed, whose guid is gone, has become; NULL:
   none. Audio or title must say so without doubt, and the episode must be new. */
static const struct fg_episode *successor(
	const struct guard *g, const struct published_item *item)
{
	const struct fg_episode *ep = get_clear(g, &g->new_urls, item->url);
	if (!ep && get_clear(g, &g->old_titles, item->title))
		ep = get_clear(g, &g->new_titles, item->title);
	return ep && ep->guid && !map_get(&g->old_guids, ep->guid) ? ep : NULL;
}

static void tell_changed(
	struct guard *g, const struct published_item *item, const struct fg_episode *ep)
{
	struct str name = name_of(item);
	struct fg_diag *d = diag_add(g->run->diags, FG_RULE_GUARD_GUID_CHANGED,
		fg_episode_place(g->show, ep, FG_EP_GUID),
		"“%.*s” was published with the guid %s and would get %s", STR_ARG(name),
		item->guid, ep->guid);
	diag_hint(g->run->diags, d,
		"write `guid: %s` into the front matter; --allow-guid-change publishes "
		"all "
		"the same",
		item->guid);
	d->related = g->place;
}

/* What became of the items whose guid the new feed does not have. */
struct gone {
	size_t changed;                                /* they have another guid now */
	size_t lost;                                   /* they are not there */
	const struct published_item *named[NAMED_MAX]; /* the first of the lost */
};

static struct gone find_gone(struct guard *g)
{
	struct gone gone = {0};
	for (size_t i = 0; i < g->old->len; i++) {
		const struct published_item *item = &g->old->data[i];
		if (!item->guid || map_get(&g->new_guids, item->guid))
			continue;
		const struct fg_episode *ep = successor(g, item);
		if (!ep && gone.lost < NAMED_MAX)
			gone.named[gone.lost] = item;
		if (!ep)
			gone.lost++;
		else if (gone.changed++ < NAMED_MAX && !g->allow->guids)
			tell_changed(g, item, ep);
	}
	return gone;
}

static bool guids_stay(struct guard *g, const struct gone *gone)
{
	if (gone->changed == 0 || g->allow->guids)
		return true;
	if (gone->changed > NAMED_MAX)
		diag_add(g->run->diags, FG_RULE_GUARD_GUID_CHANGED, g->place,
			"%zu more published episodes would get another guid",
			gone->changed - NAMED_MAX);
	return false;
}

static bool episodes_stay(struct guard *g, const struct gone *gone)
{
	size_t had = g->old_guids.len;
	if (g->allow->shrink || gone->lost < SHRINK_LEAST ||
		gone->lost * SHRINK_SHARE <= had)
		return true;
	struct sbuf names;
	sbuf_init(&names, LIST_MAX);
	size_t n = gone->lost < NAMED_MAX ? gone->lost : NAMED_MAX;
	for (size_t i = 0; i < n; i++) {
		struct str name = name_of(gone->named[i]);
		sbuf_printf(&names, "%s“%.*s”", i ? ", " : "", STR_ARG(name));
	}
	if (gone->lost > n)
		sbuf_printf(&names, " and %zu more", gone->lost - n);
	diag_add(g->run->diags, FG_RULE_GUARD_SHRUNK, g->place,
		"would drop %zu of %zu published episodes: %s", gone->lost, had,
		names.data);
	sbuf_release(&names);
	return false;
}

static bool is_not_empty(struct guard *g)
{
	if (g->allow->empty)
		return true;
	diag_add(g->run->diags, FG_RULE_GUARD_EMPTY, g->place,
		"would drop all %zu published episodes: there is none to publish",
		g->old->len);
	return false;
}

static bool all_is_well(struct guard *g)
{
	bool ok = clock_is_sane(g);
	ok = show_guid_stays(g) && ok;
	if (g->old->len == 0)
		return ok;
	if (g->show->episodes.len == 0)
		return is_not_empty(g) && ok;
	fill_maps(g);
	struct gone gone = find_gone(g);
	ok = guids_stay(g, &gone) && ok;
	return episodes_stay(g, &gone) && ok;
}

bool fg_guard(struct fg_run *run, const char *path, const struct fg_show *show,
	const struct fg_allow *allow)
{
	struct published old;
	struct fg_place place = {.file = arena_strdup(run->arena, path)};
	const char *problem = NULL;
	switch (published_read(run->arena, path, &old, &problem, &place.line)) {
	case PUBLISHED_OK:
		break;
	case PUBLISHED_ABSENT:
		return true;
	case PUBLISHED_UNREADABLE:
		diag_add(run->diags, FG_RULE_GUARD_UNREADABLE, place,
			"the published feed %s: it is replaced without a comparison",
			problem);
		return true;
	}
	place.line = 0;
	struct guard g = {
		.run = run, .place = place, .show = show, .allow = allow, .old = &old};
	return all_is_well(&g);
}

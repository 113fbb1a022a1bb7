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
#include "base/sbuf.h"
#include "base/utf8.h"
#include "base/when.h"
#include "guard/compare.h"
#include "guard/guard.h"
#include "model/rule.h"

enum {
	DAY = 24 * 60 * 60,
	YEAR_2024 = 1704067200, /* before feedgen was: a clock that says so is wrong */
	NAMED_MAX = 5,          /* of many findings so many are told one by one */
	TITLE_SHOWN = 80,       /* bytes */
	LIST_MAX = 8000,
	MASS_LEAST = 3, /* so many episodes … */
	MASS_SHARE = 5  /* … and more than one of so many */
};

static struct fg_place place_was(const struct guard *g, const struct published_item *item)
{
	return (struct fg_place){.file = g->was_file, .line = item ? item->line : 0};
}

static struct fg_place place_is(const struct guard *g, const struct published_item *item,
	enum fg_episode_field field)
{
	if (item->ep)
		return fg_episode_place(g->show, item->ep, field);
	return (struct fg_place){.file = g->is_file, .line = item->line};
}

static bool clock_is_sane(struct guard *g)
{
	int64_t now = g->run->settings->now;
	char is[WHEN_TEXT_SIZE], was[WHEN_TEXT_SIZE];
	if (g->allow->clock || (now >= YEAR_2024 && g->was->newest <= now + DAY))
		return true;
	when_rfc3339(now, is);
	when_rfc3339(g->was->newest, was);
	if (now < YEAR_2024)
		diag_add(g->run->diags, FG_RULE_GUARD_CLOCK, place_was(g, NULL),
			"the clock says %s, which is before feedgen was made", is);
	else
		diag_add(g->run->diags, FG_RULE_GUARD_CLOCK, place_was(g, NULL),
			"the clock says %s, but the published feed has a date of %s", is,
			was);
	return false;
}

static bool show_guid_stays(struct guard *g)
{
	const char *was = g->was->guid, *is = g->is->guid;
	struct fg_place at = {.file = g->is_file};
	if (g->allow->guids || !was || g->is->is_json || (is && strcasecmp(was, is) == 0))
		return true;
	struct fg_diag *d = diag_add(g->run->diags, FG_RULE_GUARD_SHOW_GUID_CHANGED,
		g->show ? fg_show_place(g->show, FG_SHOW_GUID) : at,
		"the show was published with the podcast:guid %s and would get %s", was,
		is ? is : "none");
	diag_hint(g->run->diags, d,
		"write `guid: %s` into the show config; --allow-guid-change publishes "
		"all the "
		"same",
		was);
	d->related = place_was(g, NULL);
	return false;
}

/* A title, or what there is instead, cut to what a message can bear. */
static struct str name_of(const struct published_item *item)
{
	struct str name = str_of(item->title ? item->title : item->guid);
	return str_slice(name, 0, utf8_cut(name, TITLE_SHOWN));
}

/* The lock stands above what the episode says: it must have been edited there. */
static void tell_lock_edited(struct guard *g, const struct compare_pair *pair)
{
	const struct fg_episode *ep = pair->is->ep;
	bool written = ep->at[FG_EP_GUID].origin == FG_WRITTEN;
	struct fg_diag *d = diag_add(g->run->diags, FG_RULE_GUARD_GUID_CHANGED,
		(struct fg_place){g->show->lock_file, ep->pin_line, 1},
		"“%.*s” was published with the guid %s, and the lock file has %s for it",
		STR_ARG(name_of(pair->was)), pair->was->guid, ep->guid);
	diag_hint(g->run->diags, d,
		"put %s back there%s; --allow-guid-change publishes all the same",
		pair->was->guid, written ? " and into the front matter" : "");
	d->related = place_was(g, pair->was);
}

static void tell_renamed(struct guard *g, const struct compare_pair *pair)
{
	if (pair->is->ep && pair->is->ep->pin_line && g->show->lock_file) {
		tell_lock_edited(g, pair);
		return;
	}
	struct str name = name_of(pair->was);
	struct fg_diag *d = diag_add(g->run->diags, FG_RULE_GUARD_GUID_CHANGED,
		place_is(g, pair->is, FG_EP_GUID),
		"“%.*s” was published with the guid %s and would get %s", STR_ARG(name),
		pair->was->guid, pair->is->ep ? pair->is->ep->guid : pair->is->guid);
	diag_hint(g->run->diags, d,
		"write `guid: %s` into the front matter; --allow-guid-change publishes "
		"all the same",
		pair->was->guid);
	d->related = place_was(g, pair->was);
}

static bool guids_stay(struct guard *g)
{
	size_t changed = 0;
	if (g->allow->guids)
		return true;
	for (size_t i = 0; i < g->pairs.len; i++) {
		const struct compare_pair *pair = &g->pairs.data[i];
		if (!pair->renamed || !pair->was->guid)
			continue;
		if (changed++ < NAMED_MAX)
			tell_renamed(g, pair);
	}
	if (changed > NAMED_MAX)
		diag_add(g->run->diags, FG_RULE_GUARD_GUID_CHANGED, place_was(g, NULL),
			"%zu more published episodes would get another guid",
			changed - NAMED_MAX);
	return changed == 0;
}

/* ---- what is well for a few, and not for many at once ---- */

/* What happens to how many of the published episodes, the first few by name. */
struct mass {
	size_t count, of;
	const struct compare_pair *named[NAMED_MAX];
};

static void mass_add(struct mass *m, const struct compare_pair *pair)
{
	if (m->count < NAMED_MAX)
		m->named[m->count] = pair;
	m->count++;
}

static bool mass_is_much(const struct mass *m)
{
	return m->count >= MASS_LEAST && m->count * MASS_SHARE > m->of;
}

/* “One”, “Two” and 3 more, each with what detail says of it (NULL: nothing). */
static void mass_list(const struct mass *m, struct sbuf *out,
	void (*detail)(const struct compare_pair *pair, struct sbuf *out))
{
	size_t n = m->count < NAMED_MAX ? m->count : NAMED_MAX;
	for (size_t i = 0; i < n; i++) {
		struct str name = name_of(m->named[i]->was);
		sbuf_printf(out, "%s“%.*s”", i ? ", " : "", STR_ARG(name));
		if (detail)
			detail(m->named[i], out);
	}
	if (m->count > n)
		sbuf_printf(out, " and %zu more", m->count - n);
}

/* Feeds of several formats mostly lose the same episodes, which then is one finding that names
   them all. False: nobody has told this before. */
static bool is_told_already(struct guard *g, const char *message)
{
	size_t n = strlen(message);
	for (size_t i = 0; i < g->run->diags->len; i++) {
		struct fg_diag *d = &g->run->diags->data[i];
		if (d->rule != FG_RULE_GUARD_DROPPED ||
			strncmp(d->message, message, n) != 0)
			continue;
		d->message = arena_printf(g->run->diags->arena, "%s%s %s", d->message,
			d->message[n] ? "," : "; nor in", g->was_file);
		return true;
	}
	return false;
}

/* The one run that takes an episode from listeners is the one to tell: the next does not find it
   in the published feed any more. */
static void tell_dropped(struct guard *g, const struct mass *gone)
{
	struct sbuf names;
	if (!g->show || gone->count == 0)
		return;
	sbuf_init(&names, LIST_MAX);
	mass_list(gone, &names, NULL);
	const char *message = arena_printf(g->run->arena,
		"%zu of %zu published episodes %s not in the new feed any more: %s",
		gone->count, gone->of, gone->count == 1 ? "is" : "are", names.data);
	if (!is_told_already(g, message))
		diag_add(g->run->diags, FG_RULE_GUARD_DROPPED, place_was(g, NULL), "%s",
			message);
	sbuf_release(&names);
}

static bool episodes_stay(struct guard *g)
{
	struct mass gone = {.of = g->pairs.known};
	struct sbuf names;
	for (size_t i = 0; i < g->pairs.len; i++) {
		const struct compare_pair *pair = &g->pairs.data[i];
		if (pair->was && pair->was->guid && !pair->is)
			mass_add(&gone, pair);
	}
	if (g->allow->shrink || !mass_is_much(&gone)) {
		tell_dropped(g, &gone);
		return true;
	}
	sbuf_init(&names, LIST_MAX);
	mass_list(&gone, &names, NULL);
	diag_add(g->run->diags, FG_RULE_GUARD_SHRUNK, place_was(g, NULL),
		"would drop %zu of %zu published episodes: %s", gone.count, gone.of,
		names.data);
	sbuf_release(&names);
	return false;
}

/* To an app an episode with another guid is another one: nothing of it has changed. */
static bool is_same(const struct compare_pair *pair)
{
	return pair->was && pair->is && !pair->renamed;
}

static void tell_dates(const struct compare_pair *pair, struct sbuf *out)
{
	char was[WHEN_TEXT_SIZE], is[WHEN_TEXT_SIZE];
	when_rfc3339(pair->was->date, was);
	when_rfc3339(pair->is->date, is);
	sbuf_printf(out, " from %s to %s", was, is);
}

static bool dates_stay(struct guard *g)
{
	struct mass moved = {0};
	struct sbuf names;
	for (size_t i = 0; i < g->pairs.len; i++) {
		const struct compare_pair *pair = &g->pairs.data[i];
		if (!is_same(pair) || !pair->was->date || !pair->is->date)
			continue;
		moved.of++;
		if (pair->was->date != pair->is->date)
			mass_add(&moved, pair);
	}
	if (g->allow->dates || !mass_is_much(&moved))
		return true;
	sbuf_init(&names, LIST_MAX);
	mass_list(&moved, &names, tell_dates);
	struct fg_diag *d = diag_add(g->run->diags, FG_RULE_GUARD_DATES_MOVED,
		place_is(g, moved.named[0]->is, FG_EP_DATE),
		"would move the dates of %zu of %zu published episodes: %s", moved.count,
		moved.of, names.data);
	d->related = place_was(g, moved.named[0]->was);
	sbuf_release(&names);
	return false;
}

static void tell_audio(const struct compare_pair *pair, struct sbuf *out)
{
	sbuf_printf(out, " from %s to %s", pair->was->url, pair->is->url);
}

static bool audio_stays(struct guard *g)
{
	struct mass moved = {0};
	struct sbuf names;
	for (size_t i = 0; i < g->pairs.len; i++) {
		const struct compare_pair *pair = &g->pairs.data[i];
		if (!is_same(pair) || !pair->was->url || !pair->is->url)
			continue;
		moved.of++;
		if (!compare_same_audio(pair->was->url, pair->is->url))
			mass_add(&moved, pair);
	}
	if (g->allow->enclosures || !mass_is_much(&moved))
		return true;
	sbuf_init(&names, LIST_MAX);
	mass_list(&moved, &names, tell_audio);
	struct fg_diag *d = diag_add(g->run->diags, FG_RULE_GUARD_ENCLOSURES_CHANGED,
		place_is(g, moved.named[0]->is, FG_EP_AUDIO),
		"would change the audio of %zu of %zu published episodes: %s",
		moved.count, moved.of, names.data);
	d->related = place_was(g, moved.named[0]->was);
	sbuf_release(&names);
	return false;
}

static bool is_not_empty(struct guard *g)
{
	if (g->allow->empty)
		return true;
	diag_add(g->run->diags, FG_RULE_GUARD_EMPTY, place_was(g, NULL),
		"would drop all %zu published episodes: there is none to publish",
		g->was->len);
	return false;
}

bool guard_allows(struct guard *g)
{
	bool ok = clock_is_sane(g);
	ok = show_guid_stays(g) && ok;
	if (g->was->len == 0)
		return ok;
	if (g->is->len == 0)
		return is_not_empty(g) && ok;
	ok = guids_stay(g) && ok;
	ok = episodes_stay(g) && ok;
	ok = dates_stay(g) && ok;
	return audio_stays(g) && ok;
}

static bool allows(struct fg_run *run, const char *file, const struct published *was,
	const struct fg_feed *feed, const struct fg_allow *allow)
{
	struct published is;
	compare_plan(run->arena, feed, was->ids_are_iris, &is);
	struct guard g = {.run = run,
		.allow = allow,
		.show = feed->show,
		.was_file = file,
		.was = was,
		.is = &is};
	compare_feeds(run->arena, was, &is, &g.pairs);
	return guard_allows(&g);
}

bool fg_guard(struct fg_run *run, const char *path, const struct fg_feed *feed,
	const struct fg_allow *allow)
{
	struct published was = {.address = fg_feed_address(feed)};
	struct fg_place place = {.file = arena_strdup(run->arena, path)};
	const char *problem = NULL;
	switch (published_read(run->arena, path, &was, &problem, &place.line)) {
	case PUBLISHED_OK:
		break;
	case PUBLISHED_ABSENT:
		return true;
	case PUBLISHED_CLOSED:
		diag_add(run->diags, FG_RULE_GUARD_UNOPENED, place,
			"the published feed %s: what would change is not known", problem);
		return false;
	case PUBLISHED_UNREADABLE:
		diag_add(run->diags, FG_RULE_GUARD_UNREADABLE, place,
			"the published feed %s: it is replaced without a comparison",
			problem);
		return true;
	}
	const char *missing = published_archives(run->arena, path, &was);
	if (missing)
		diag_add(run->diags, FG_RULE_GUARD_ARCHIVE, place,
			"the published feed has an archive that cannot be read: %s",
			missing);
	return allows(run, place.file, &was, feed, allow);
}

bool fg_guard_against(struct fg_run *run, const struct fg_input *published,
	const struct fg_show *show, const struct fg_allow *allow, bool *allowed)
{
	struct published was;
	if (!published_input(run, published, &was))
		return false;
	struct fg_feed feed = {.format = FG_RSS, .show = show};
	*allowed = allows(run, published->name, &was, &feed, allow);
	return true;
}

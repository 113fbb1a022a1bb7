/* SPDX-License-Identifier: ISC */
/* Pins: published guids put back in place. See fg_pin_… in <feedgen/feedgen.h>. */
#include <feedgen/feedgen.h>

#include <string.h>
#include <strings.h>
#include "base/diag.h"
#include "base/map.h"
#include "base/sbuf.h"
#include "base/utf8.h"
#include "base/when.h"
#include "guard/match.h"
#include "model/rule.h"

enum { TEXT_SHOWN = 120, NOTE_MAX = 2000 };

struct pinning {
	struct fg_run *run;
	struct arena scratch;
	struct fg_lock *lock;
	struct fg_show *show;
	const struct fg_allow *allow;
	struct map guids;       /* pins by guid */
	struct map held_back;   /* episodes that are not in the feed, by name of file */
	struct map passed_over; /* files that are no episodes, by name */
	size_t kept;            /* episodes that would have got another guid … */
	size_t by_template;     /* … from a template, of which this is the first */
	const struct fg_episode *first;
	const char *first_own; /* what it would have got … */
	struct fg_place template_at, first_pin;
};

/* ---- the show ---- */

static void keep_episodes(struct fg_run *run, struct fg_lock *lock, struct fg_show *show)
{
	struct fg_episodes *all = &lock->all;
	all->len = all->cap = show->episodes.len;
	all->data = arena_array(run->arena, all->len, sizeof(struct fg_episode *));
	for (size_t i = 0; i < all->len; i++)
		all->data[i] = show->episodes.data[i];
}

static void tell_show(
	struct fg_run *run, const struct fg_lock *lock, const struct fg_show *show)
{
	struct fg_diag *d = diag_add(run->diags, FG_RULE_LOCK_SHOW_GUID_CHANGED,
		fg_show_place(show, FG_SHOW_GUID),
		"the show was published with the podcast:guid %s and has now %s",
		lock->guid, show->guid);
	diag_hint(run->diags, d,
		"write `guid: %s`, or nothing; --allow-guid-change publishes all the "
		"same",
		lock->guid);
	d->related = (struct fg_place){lock->file, lock->line, 1};
}

void fg_pin_show(struct fg_run *run, struct fg_lock *lock, struct fg_show *show,
	const struct fg_allow *allow)
{
	keep_episodes(run, lock, show);
	show->lock_file = lock->file;
	if (!lock->guid)
		return;
	struct str written = str_trim(str_of(show->guid));
	if (written.len == 0) {
		show->guid = lock->guid;
		show->at[FG_SHOW_GUID] = (struct fg_pos){.origin = FG_DERIVED};
		return;
	}
	/* Of what a feed says, the guard tells. */
	if (!str_case_is(written, lock->guid) && !lock->is_feed && !allow->guids)
		tell_show(run, lock, show);
}

/* ---- one episode ---- */

static struct str shown(const char *text)
{
	struct str s = str_of(text);
	return str_slice(s, 0, utf8_cut(s, TEXT_SHOWN));
}

static const char *name_of(const struct fg_episode *ep)
{
	return ep->title ? ep->title : ep->stem;
}

static const char *pin_name(const struct fg_pin *pin)
{
	return pin->title ? pin->title : pin->guid;
}

static struct fg_place pin_place(const struct pinning *p, unsigned line)
{
	return (struct fg_place){p->lock->file, line, 1};
}

static void tell_changed(
	struct pinning *p, const struct fg_episode *ep, const struct fg_pin *pin)
{
	struct fg_diags *diags = p->run->diags;
	const struct fg_pin *other = map_get(&p->guids, ep->guid);
	struct str name = shown(name_of(ep));
	struct fg_place at = fg_episode_place(p->show, ep, FG_EP_GUID);
	struct fg_diag *d;
	if (other)
		d = diag_add(diags, FG_RULE_LOCK_GUID_CHANGED, at,
			"“%.*s” was published with the guid %s and has now %s, which is "
			"that of “%.*s” (%s)",
			STR_ARG(name), pin->guid, ep->guid,
			STR_ARG(shown(pin_name(other))), other->file);
	else
		d = diag_add(diags, FG_RULE_LOCK_GUID_CHANGED, at,
			"“%.*s” was published with the guid %s and has now %s",
			STR_ARG(name), pin->guid, ep->guid);
	diag_hint(diags, d,
		"write `guid: %s`, or nothing, unless it is the lock file that was "
		"edited; --allow-guid-change publishes all the same",
		pin->guid);
	d->related = pin_place(p, pin->line);
}

static bool differ(const char *a, const char *b)
{
	return a && b && strcmp(a, b) != 0;
}

/* What is another than it was, as "its file was a.md, its title “A”"; *field is the first. */
static void list_changes(const struct fg_episode *ep, const struct fg_pin *pin,
	struct sbuf *out, int *field)
{
	*field = -1;
	if (differ(match_file(ep), pin->file)) {
		sbuf_printf(out, "its file was %s", pin->file);
		*field = FG_EP_FIELD_COUNT;
	}
	if (differ(ep->title, pin->title)) {
		sbuf_printf(out, "%sits title was “%.*s”", out->len ? ", " : "",
			STR_ARG(shown(pin->title)));
		*field = *field < 0 ? FG_EP_TITLE : *field;
	}
	if (differ(ep->enclosure.url, pin->audio)) {
		sbuf_printf(out, "%sits audio was %.*s", out->len ? ", " : "",
			STR_ARG(shown(pin->audio)));
		*field = *field < 0 ? FG_EP_AUDIO : *field;
	}
	if (pin->date && ep->date && ep->date != pin->date) {
		char date[WHEN_TEXT_SIZE];
		when_rfc3339(pin->date, date);
		sbuf_printf(out, "%sits date was %s", out->len ? ", " : "", date);
		*field = *field < 0 ? FG_EP_DATE : *field;
	}
}

/* Is nothing as it was, but the guid? */
static bool is_new(const struct fg_episode *ep, const struct fg_pin *pin)
{
	return differ(match_file(ep), pin->file) && differ(ep->title, pin->title) &&
	       differ(ep->enclosure.url, pin->audio) && pin->date && ep->date &&
	       ep->date != pin->date;
}

static void tell_reused(
	struct pinning *p, const struct fg_episode *ep, const struct fg_pin *pin)
{
	struct fg_diags *diags = p->run->diags;
	struct fg_diag *d = diag_add(diags, FG_RULE_LOCK_GUID_REUSED,
		fg_episode_place(p->show, ep, FG_EP_GUID),
		"“%.*s” has the guid under which “%.*s” (%s) was published, and shares "
		"neither title, date nor audio with it",
		STR_ARG(shown(name_of(ep))), STR_ARG(shown(pin_name(pin))), pin->file);
	d->related = pin_place(p, pin->line);
}

static void note_changes(
	struct pinning *p, const struct fg_episode *ep, const struct fg_pin *pin)
{
	struct sbuf changes;
	int field;
	sbuf_init(&changes, NOTE_MAX);
	list_changes(ep, pin, &changes, &field);
	struct fg_place at = {.file = ep->file};
	if (field >= 0 && field < FG_EP_FIELD_COUNT)
		at = fg_episode_place(p->show, ep, (enum fg_episode_field)field);
	if (field >= 0) {
		struct fg_diag *d = diag_add(p->run->diags, FG_RULE_LOCK_KEPT, at,
			"“%.*s” keeps the guid %s: %s", STR_ARG(shown(name_of(ep))),
			ep->guid, changes.data);
		d->related = pin_place(p, pin->line);
	}
	sbuf_release(&changes);
}

static void keep_guid(struct pinning *p, struct fg_episode *ep, const struct fg_pin *pin)
{
	p->kept++;
	if (ep->at[FG_EP_GUID].origin == FG_INHERITED && p->by_template++ == 0) {
		p->first = ep;
		p->first_own = ep->guid;
		p->template_at = fg_episode_place(p->show, ep, FG_EP_GUID);
		p->first_pin = pin_place(p, pin->line);
	}
	ep->guid = pin->guid;
	ep->guid_is_permalink = ep->link && strcmp(ep->guid, ep->link) == 0;
	ep->at[FG_EP_GUID] = (struct fg_pos){.origin = FG_DERIVED};
}

static void pin_episode(struct pinning *p, const struct match *m)
{
	struct fg_episode *ep = p->show->episodes.data[m->ep];
	struct fg_pin *pin = &p->lock->data[m->pin];
	bool written = ep->at[FG_EP_GUID].origin == FG_WRITTEN;
	pin->live = true;
	ep->pin_line = p->lock->is_feed ? 0 : pin->line;
	if (ep->guid && strcmp(ep->guid, pin->guid) != 0 && written) {
		ep->pin_line = 0;
		if (!p->lock->is_feed && !p->allow->guids)
			tell_changed(p, ep, pin);
		return;
	}
	if (!ep->guid || strcmp(ep->guid, pin->guid) != 0)
		keep_guid(p, ep, pin);
	if (p->lock->is_feed)
		return;
	if (written && !p->allow->guids && is_new(ep, pin))
		tell_reused(p, ep, pin);
	else
		note_changes(p, ep, pin);
}

/* ---- what is not so simple ---- */

static const char *doubt_of(const struct match *m)
{
	if (match_is_strong(m))
		return "but another one fits as well";
	if (m->evidence & MATCH_FILE)
		return "but only its file's name is the same";
	return m->evidence & MATCH_TITLE
		       ? "but only its title is the same"
		       : "but only the guid that it would get is the same";
}

static void tell_unclear(struct pinning *p, const struct match *m)
{
	struct fg_diags *diags = p->run->diags;
	const struct fg_episode *ep = p->show->episodes.data[m->ep];
	const struct fg_pin *pin = &p->lock->data[m->pin];
	struct fg_diag *d =
		diag_add(diags, FG_RULE_LOCK_UNCLEAR, (struct fg_place){.file = ep->file},
			"“%.*s” may be what was published as “%.*s” (%s), %s",
			STR_ARG(shown(name_of(ep))), STR_ARG(shown(pin_name(pin))),
			pin->file, doubt_of(m));
	diag_hint(diags, d,
		"if it is, write `guid: %s` into its front matter; if not, a guid of its "
		"own",
		pin->guid);
	d->related = pin_place(p, pin->line);
}

/* Is it certain that ep is no episode of the lock? A guid of its own says so; and if the
   file that the pin names is still there, held back, that is the episode. */
static bool is_another(const struct pinning *p, const struct match *m)
{
	const struct fg_episode *ep = p->show->episodes.data[m->ep];
	return !match_is_strong(m) &&
	       (ep->at[FG_EP_GUID].origin == FG_WRITTEN ||
		       map_get(&p->held_back, p->lock->data[m->pin].file));
}

static void tell_all_unclear(struct pinning *p, const struct matches *unclear)
{
	size_t last = SIZE_MAX;
	for (size_t i = 0; i < unclear->len; i++) {
		const struct match *m = &unclear->data[i];
		if (is_another(p, m))
			continue;
		if (m->ep != last)
			tell_unclear(p, m);
		last = m->ep;
		p->lock->data[m->pin].live = true; /* it may be: do not call it gone */
	}
}

static void tell_held_back(
	struct pinning *p, const struct fg_pin *pin, const struct fg_episode *ep)
{
	static const int rules[] = {[FG_HELD_NOT] = FG_RULE_LOCK_WITHDRAWN,
		[FG_HELD_DRAFT] = FG_RULE_LOCK_WITHDRAWN,
		[FG_HELD_DATE] = FG_RULE_LOCK_POSTPONED,
		[FG_HELD_MISTAKE] = FG_RULE_LOCK_LEFT_OUT};
	struct fg_place at = {.file = ep->file};
	if (ep->held == FG_HELD_DATE)
		at = fg_episode_place(p->show, ep, FG_EP_DATE);
	struct fg_diag *d = diag_add(p->run->diags, rules[ep->held], at,
		"“%.*s” was published, and is not in the feed any more",
		STR_ARG(shown(pin_name(pin))));
	d->related = pin_place(p, pin->line);
}

static void tell_gone(struct pinning *p, const struct fg_pin *pin)
{
	struct str name = shown(pin_name(pin));
	const struct fg_episode *ep = map_get(&p->held_back, pin->file);
	const char *const *none = map_get(&p->passed_over, pin->file);
	if (ep) {
		tell_held_back(p, pin, ep);
	} else if (none) {
		struct fg_diag *d = diag_add(p->run->diags, FG_RULE_LOCK_LEFT_OUT,
			(struct fg_place){.file = *none},
			"“%.*s” was published, and this file is no episode any more",
			STR_ARG(name));
		d->related = pin_place(p, pin->line);
	} else {
		diag_add(p->run->diags, FG_RULE_LOCK_VANISHED, pin_place(p, pin->line),
			"“%.*s” was published (%s), and is not in the folder any more",
			STR_ARG(name), pin->file);
	}
}

/* What the lock has and this run does not. When files could not be read, or the folder is
   empty, others tell. */
static void tell_rest(struct pinning *p, const struct matches *unclear)
{
	if (p->show->unread)
		return;
	tell_all_unclear(p, unclear);
	for (size_t i = 0; p->show->episodes.len && i < p->lock->len; i++) {
		if (!p->lock->data[i].live)
			tell_gone(p, &p->lock->data[i]);
	}
}

static void tell_template(struct pinning *p)
{
	struct fg_diag *d = diag_add(p->run->diags, FG_RULE_LOCK_KEPT, p->template_at,
		"published guids stay as they are: this template would change %zu of "
		"them, such as %s of “%.*s” to %s",
		p->by_template, p->first->guid, STR_ARG(shown(name_of(p->first))),
		p->first_own);
	d->related = p->first_pin;
}

static void tell_adopted(struct pinning *p)
{
	diag_add(p->run->diags, FG_RULE_LOCK_ADOPTED, pin_place(p, 0),
		"the guids of %zu episode%s are taken from the published feed", p->kept,
		p->kept == 1 ? "" : "s");
}

/* By their names, and by those that they would have as pages of a bundle. */
static void map_passed_over(struct pinning *p)
{
	struct fg_list *files = &p->show->passed_over;
	for (size_t i = 0; i < files->len; i++) {
		struct fg_episode ep = {.file = files->data[i]};
		map_put(&p->passed_over, match_file(&ep), &files->data[i]);
		ep.bundled = true;
		map_put(&p->passed_over, match_file(&ep), &files->data[i]);
	}
}

static void map_names(struct pinning *p)
{
	struct map live = {.arena = &p->scratch};
	p->guids.arena = p->held_back.arena = p->passed_over.arena = &p->scratch;
	for (size_t i = 0; i < p->lock->len; i++)
		map_put(&p->guids, p->lock->data[i].guid, &p->lock->data[i]);
	for (size_t i = 0; i < p->show->episodes.len; i++)
		map_put(&live, p->show->episodes.data[i]->file,
			p->show->episodes.data[i]);
	for (size_t i = 0; i < p->lock->all.len; i++) {
		struct fg_episode *ep = p->lock->all.data[i];
		if (!map_get(&live, ep->file))
			map_put(&p->held_back, match_file(ep), ep);
	}
	map_passed_over(p);
}

void fg_pin_episodes(struct fg_run *run, struct fg_lock *lock, struct fg_show *show,
	const struct fg_allow *allow)
{
	if (lock->len == 0)
		return;
	struct matches settled, unclear;
	struct pinning p = {.run = run, .lock = lock, .show = show, .allow = allow};
	arena_init(&p.scratch, run->arena->exhausted);
	map_names(&p);
	match_all(&p.scratch, lock, &show->episodes, &settled, &unclear);
	for (size_t i = 0; i < settled.len; i++)
		pin_episode(&p, &settled.data[i]);
	if (!lock->is_feed)
		tell_rest(&p, &unclear);
	if (p.by_template && !lock->is_feed)
		tell_template(&p);
	if (p.kept && lock->is_feed)
		tell_adopted(&p);
	arena_release(&p.scratch);
}

/* SPDX-License-Identifier: ISC */
#include "resolve/walk.h"

#include "base/diag.h"
#include "base/url.h"
#include "model/check.h"
#include "model/element.h"
#include "model/field.h"

/* `omit: [enclosure]` says that an item is a text, and means it. */
static bool lacks_audio(const struct fg_episode *ep)
{
	bool has_none = !ep->enclosure.url || *ep->enclosure.url == '\0';
	return has_none && !element_name_is_replaced("enclosure", &ep->omit, &ep->xml);
}

/* A name of the site's own that holds what looks like the audio, or NULL. */
static const struct fg_entry *likely_audio(const struct fg_episode *ep)
{
	for (size_t i = 0; i < ep->entries.len; i++) {
		const struct fg_entry *entry = &ep->entries.data[i];
		if (extension_is_media(url_extension(entry->text)))
			return entry;
	}
	return NULL;
}

static void say_no_audio(const struct walk *w, const struct fg_episode *ep)
{
	const struct fg_entry *likely = likely_audio(ep);
	struct fg_place place = fg_episode_place(w->show, ep, FG_EP_AUDIO);
	if (likely)
		place = (struct fg_place){ep->file, likely->at.line, likely->at.column};
	struct fg_diag *d = diag_add(w->run->diags, FG_RULE_EPISODE_NO_AUDIO, place,
		"“%s” has no audio and is left out", ep->title ? ep->title : ep->stem);
	d->element = episode_field(FG_EP_AUDIO)->field.name;
	if (likely)
		diag_hint(w->run->diags, d,
			"if “%s” is the audio, say so in the show config: fields: {%s: "
			"audio}",
			likely->name, likely->name);
}

/* The stations that can end an episode's walk come in this order: an episode that is
   not due may still lack its audio, and a draft may lack anything. */
static bool pass(struct walk *w, struct fg_episode *ep)
{
	struct fg_show *show = w->show;
	if (!live_is_published(w, ep)) {
		show->drafts++;
		return false;
	}
	dates_name(w, ep);
	identity_name(w, ep);
	variants_choose(w, ep);
	urls_find_audio(w, ep);
	variants_inherit(w, ep);
	inherit_apply(w, ep);
	dates_set(w, ep);
	if (ep->date > w->run->settings->now) {
		ep->held = FG_HELD_DATE;
		show->scheduled++;
		if (show->next_due == 0 || ep->date < show->next_due)
			show->next_due = ep->date;
		return false;
	}
	if (lacks_audio(ep)) {
		if (!ep->at[FG_EP_AUDIO].refused)
			say_no_audio(w, ep);
		ep->held = FG_HELD_MISTAKE;
		show->left_out++;
		return false;
	}
	urls_complete(w, ep);
	variants_complete(w, ep);
	tags_complete(w, ep);
	people_set(w, ep);
	identity_set(w, ep);
	places_set(w, ep);
	return true;
}

bool fg_resolve(struct fg_run *run, struct fg_show *show)
{
	struct walk w = {.run = run, .show = show};
	arena_init(&w.scratch, run->arena->exhausted);
	identity_open(&w);
	urls_open(&w);
	people_open(&w);
	dates_open(&w);
	tags_open(&w);
	inherit_open(&w);
	places_open(&w);
	size_t live = 0;
	for (size_t i = 0; i < show->episodes.len; i++) {
		struct fg_episode *ep = show->episodes.data[i];
		if (pass(&w, ep))
			show->episodes.data[live++] = ep;
		arena_reset(&w.scratch);
	}
	arena_release(&w.scratch);
	show->episodes.len = live;
	fg_order(show);
	return true;
}

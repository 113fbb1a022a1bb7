/* SPDX-License-Identifier: ISC */
/* One audio in several formats: which is the enclosure, and where they are. */
#include "resolve/walk.h"

#include <string.h>
#include "base/str.h"
#include "base/url.h"
#include "base/vec.h"
#include "model/check.h"

static struct fg_variant enclosure_as_variant(const struct fg_episode *ep)
{
	struct fg_variant v = {ep->audio_format, ep->enclosure, ep->at[FG_EP_AUDIO]};
	if (ep->at[FG_EP_LENGTH].origin == FG_ABSENT)
		v.audio.length = 0;
	return v;
}

static void set_enclosure(struct fg_episode *ep, const struct fg_variant *v)
{
	struct fg_pos derived = v->at, absent = {.origin = FG_ABSENT};
	derived.origin = FG_DERIVED;
	ep->enclosure = v->audio;
	ep->audio_format = v->format;
	ep->at[FG_EP_AUDIO] = v->at;
	ep->at[FG_EP_LENGTH] = v->audio.length ? v->at : absent;
	ep->at[FG_EP_TYPE] = v->audio.type ? derived : absent;
}

void variants_choose(struct walk *w, struct fg_episode *ep)
{
	const struct fg_list *order = &w->show->audio_formats;
	for (size_t i = 0; i < order->len && ep->variants.len > 0; i++) {
		if (ep->audio_format &&
			str_case_is(str_of(order->data[i]), ep->audio_format))
			return;
		for (size_t k = 0; k < ep->variants.len; k++) {
			struct fg_variant *v = &ep->variants.data[k];
			if (!str_case_is(str_of(order->data[i]), v->format))
				continue;
			struct fg_variant before = enclosure_as_variant(ep);
			set_enclosure(ep, v);
			*v = before;
			return;
		}
	}
}

/* ---- templates ---- */

/* Makes an address of what is not one yet; of what is written its file is found first. */
static void make_address(struct walk *w, const struct fg_episode *ep,
	struct fg_variant *v, const struct fg_entry *template)
{
	struct fg_episode alone = *ep;
	if (v->audio.url && url_has_scheme(v->audio.url))
		return;
	if (v->audio.url) {
		v->audio.file = urls_find_file(w, ep->file, v->audio.url);
		alone.enclosure.url = v->audio.url;
		alone.at[FG_EP_AUDIO] = v->at;
	}
	const char *url = inherit_audio(w, &alone, template);
	if (!url)
		return;
	v->audio.url = url;
	v->at = template->at;
	v->at.origin = FG_INHERITED;
}

static bool has_audio(const struct fg_episode *ep)
{
	return ep->enclosure.url && *ep->enclosure.url;
}

static struct fg_variant *find(const struct fg_episode *ep, const char *format)
{
	for (size_t i = 0; i < ep->variants.len; i++) {
		if (strcmp(ep->variants.data[i].format, format) == 0)
			return &ep->variants.data[i];
	}
	return NULL;
}

static void set_audio(struct fg_episode *ep, const struct fg_variant *v)
{
	ep->enclosure = v->audio;
	ep->audio_format = v->format;
	ep->at[FG_EP_AUDIO] = v->at;
}

/* The first format of an episode that names no audio becomes its enclosure. */
static void inherit_format(
	struct walk *w, struct fg_episode *ep, const struct fg_entry *template)
{
	const char *format = template->name;
	struct fg_variant *known = find(ep, format);
	bool unknown = !has_audio(ep) || !ep->audio_format || !*ep->audio_format;
	bool is_enclosure = !known && (unknown || strcmp(ep->audio_format, format) == 0);
	struct fg_variant v = {.format = format};
	if (known) {
		make_address(w, ep, known, template);
		return;
	}
	if (is_enclosure) {
		v.audio = ep->enclosure;
		v.at = ep->at[FG_EP_AUDIO];
	}
	if (is_enclosure && !has_audio(ep))
		v.audio.url = NULL;
	make_address(w, ep, &v, template);
	if (!v.audio.url)
		return;
	if (!v.audio.type && !extension_is_media(url_extension(v.audio.url)))
		v.audio.type = mime_of_extension(str_of(format));
	if (is_enclosure)
		set_audio(ep, &v);
	else
		*vec_push(w->run->arena, &ep->variants) = v;
}

void variants_inherit(struct walk *w, struct fg_episode *ep)
{
	const struct fg_entries *all = &w->show->audio_templates;
	const struct fg_entry *one = &w->show->templates[FG_EP_AUDIO];
	for (size_t i = 0; i < all->len; i++)
		inherit_format(w, ep, &all->data[i]);
	if (all->len)
		variants_choose(w, ep);
	for (size_t i = 0; one->text && i < ep->variants.len; i++)
		make_address(w, ep, &ep->variants.data[i], one);
}

/* ---- addresses ---- */

void variants_complete(struct walk *w, struct fg_episode *ep)
{
	for (size_t i = 0; i < ep->variants.len; i++) {
		struct fg_variant *v = &ep->variants.data[i];
		bool inherited = v->at.origin == FG_INHERITED;
		struct fg_place at = {
			inherited ? w->show->file : ep->file, v->at.line, v->at.column};
		if (!v->audio.file)
			v->audio.file = urls_find_file(w, ep->file, v->audio.url);
		if (v->audio.file && !url_has_scheme(v->audio.url))
			v->audio.url = urls_of_audio(w, v->audio.url, v->at);
		urls_settle(w, &v->audio.url, true, "audio", at);
		if (!v->audio.type)
			v->audio.type = mime_of_extension(url_extension(v->audio.url));
	}
}

/* SPDX-License-Identifier: ISC */
/* One audio in several formats: which is the enclosure, and where they are. */
#include "resolve/walk.h"

#include <string.h>
#include "base/str.h"
#include "base/url.h"
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

void variants_complete(struct walk *w, struct fg_episode *ep)
{
	for (size_t i = 0; i < ep->variants.len; i++) {
		struct fg_variant *v = &ep->variants.data[i];
		struct fg_place at = {ep->file, v->at.line, v->at.column};
		v->audio.file = urls_find_file(w, ep->file, v->audio.url);
		if (v->audio.file)
			v->audio.url = urls_encode_path(w->run->arena, v->audio.url);
		urls_settle(w, &v->audio.url, true, "audio", at);
		if (!v->audio.type)
			v->audio.type = mime_of_extension(url_extension(v->audio.url));
	}
}

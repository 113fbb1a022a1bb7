/* SPDX-License-Identifier: ISC */
/* Tags: elements as model/tag.h describes them. */
#include "write/xmlrows.h"

#include "base/vec.h"
#include "model/tag.h"

/* Its text as one line, but for notes, whose lines may be what a program reads. */
static struct str text_of(struct writing *w, const struct fg_tag *tag)
{
	if (tag_row((enum tag_id)tag->id)->form == FORM_NOTE)
		return str_trim(str_of(tag->text));
	return writing_line(w, tag->text);
}

static void write_tag(struct writing *w, const struct fg_tag *tag)
{
	const struct tag_attribute *a;
	xmlout_open(&w->xml, tag_row((enum tag_id)tag->id)->name);
	for (size_t i = 0; (a = tag_attribute((enum tag_id)tag->id, i)); i++)
		row_attr(w, a->name, writing_line(w, tag->values[i].text));
	if (tag->text)
		xmlout_text(&w->xml, text_of(w, tag));
	for (size_t i = 0; i < tag->children.len; i++)
		write_tag(w, &tag->children.data[i]);
	xmlout_close(&w->xml);
}

/* The audio in its other formats, as alternates. */
static void write_variants(struct writing *w, int field)
{
	struct arena *a = w->run->arena;
	const struct fg_enclosure *audio;
	for (size_t i = 0; (audio = writing_alternate(w, i)); i++) {
		struct fg_pos at = {.origin = FG_DERIVED};
		struct fg_tag tag = tag_new(a, TAG_PODCAST_ALTERNATE, field, at);
		struct fg_tag source = tag_new(a, TAG_PODCAST_SOURCE, field, at);
		if (!audio->url || !audio->type)
			continue;
		tag_set(&tag, "type", audio->type);
		if (audio->length > 0)
			tag_set(&tag, "length",
				arena_printf(a, "%lld", (long long)audio->length));
		tag_set(&source, "uri", audio->url);
		*vec_push(a, &tag.children) = source;
		if (audio->integrity) {
			struct fg_tag hash = tag_new(a, TAG_PODCAST_INTEGRITY, field, at);
			tag_set(&hash, "type", "sri");
			tag_set(&hash, "value", audio->integrity);
			*vec_push(a, &tag.children) = hash;
		}
		write_tag(w, &tag);
	}
}

void row_tags(struct writing *w, const struct element *e)
{
	const struct fg_tags *tags = w->ep ? &w->ep->tags : &w->show->tags;
	if (w->ep && e->field == FG_EP_ALTERNATES)
		write_variants(w, e->field);
	for (size_t i = 0; i < tags->len; i++) {
		if (tags->data[i].field == e->field)
			write_tag(w, &tags->data[i]);
	}
}

/* SPDX-License-Identifier: ISC */
/* Tags: elements as model/tag.h describes them. */
#include "write/xmlrows.h"

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

void row_tags(struct writing *w, const struct element *e)
{
	const struct fg_tags *tags = w->ep ? &w->ep->tags : &w->show->tags;
	for (size_t i = 0; i < tags->len; i++) {
		if (tags->data[i].field == e->field)
			write_tag(w, &tags->data[i]);
	}
}

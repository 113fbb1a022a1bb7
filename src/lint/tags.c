/* SPDX-License-Identifier: ISC */
/* The walks over what tags hold. */
#include "lint/lint.h"

#include "base/url.h"
#include "model/field.h"
#include "model/tag.h"

/* "the url of the funding" */
static const char *what_of(struct lint *l, const struct fg_tag *tag, const char *name)
{
	const char *element = tag_row((enum tag_id)tag->id)->name;
	const char *colon = strchr(element, ':');
	return arena_printf(
		l->scratch, "the %s of the %s", name, colon ? colon + 1 : element);
}

/* What a walk calls for each value. */
struct walk {
	struct lint *l;
	const char *file;
	lint_address_visit *address;
	lint_text_visit *text;
};

static void visit_value(const struct walk *w, const struct fg_tag *tag,
	const struct fg_tag_value *value, enum form form, const char *name)
{
	struct fg_pos pos = value->at.line ? value->at : tag->at;
	struct fg_place at = {pos.origin == FG_INHERITED ? w->l->show->file : w->file,
		pos.line, pos.column};
	bool is_web = form_is_address(form) &&
		      (form != FORM_ANYWHERE || (value->text && url_is_web(value->text)));
	if (lint_blank(value->text))
		return;
	if (w->address && is_web)
		w->address(w->l, &(struct lint_address){.url = value->text,
					 .at = at,
					 .what = what_of(w->l, tag, name),
					 .is_resource = form != FORM_LINK});
	if (w->text && form_limit(form) && form != FORM_NOTE)
		w->text(w->l, &(struct lint_text){value->text, at,
				      what_of(w->l, tag, name), form_limit(form), false});
}

static const char *field_name(const struct walk *w, const struct fg_tag *tag)
{
	if (w->file == w->l->show->file)
		return show_field((enum fg_show_field)tag->field)->field.name;
	return episode_field((enum fg_episode_field)tag->field)->field.name;
}

static void visit_tags(const struct walk *w, const struct fg_tags *tags)
{
	for (size_t i = 0; i < tags->len; i++) {
		const struct fg_tag *tag = &tags->data[i];
		const struct tag_attribute *a;
		w->l->element = field_name(w, tag);
		for (size_t n = 0; (a = tag_attribute((enum tag_id)tag->id, n)); n++)
			visit_value(w, tag, &tag->values[n], a->form, a->name);
		visit_value(w, tag, &(struct fg_tag_value){tag->text, tag->at},
			tag_row((enum tag_id)tag->id)->form, "text");
		visit_tags(w, &tag->children);
	}
}

static void visit_all(struct walk *w)
{
	const struct fg_show *show = w->l->show;
	w->file = show->file;
	visit_tags(w, &show->tags);
	for (size_t i = 0; i < show->episodes.len; i++) {
		w->file = show->episodes.data[i]->file;
		visit_tags(w, &show->episodes.data[i]->tags);
	}
}

void lint_each_tag_address(struct lint *l, lint_address_visit *visit)
{
	visit_all(&(struct walk){.l = l, .address = visit});
}

void lint_each_tag_text(struct lint *l, lint_text_visit *visit)
{
	visit_all(&(struct walk){.l = l, .text = visit});
}

/* SPDX-License-Identifier: ISC */
#include "resolve/walk.h"

#include <string.h>
#include "base/diag.h"
#include "base/str.h"
#include "base/url.h"
#include "model/check.h"
#include "model/tag.h"

/* The tags of one file: the show's, or an episode's. */
struct station {
	struct walk *w;
	const char *file;
};

/* What a template has made is at the template's place. */
static struct fg_place place_of(const struct station *s, const struct fg_tag *tag,
	const struct fg_tag_value *value)
{
	struct fg_pos at = value && value->at.line ? value->at : tag->at;
	const char *file = at.origin == FG_INHERITED ? s->w->show->file : s->file;
	return (struct fg_place){file, at.line, at.column};
}

static const char *element_of(const struct fg_tag *tag)
{
	const char *element = tag_row((enum tag_id)tag->id)->name;
	const char *colon = strchr(element, ':');
	return colon ? colon + 1 : element;
}

/* "url of the funding" */
static const char *what_of(
	const struct station *s, const struct fg_tag *tag, const char *name)
{
	return arena_printf(s->w->run->arena, "%s of the %s", name, element_of(tag));
}

/* ---- values ---- */

/* A value on its way: where it is, what it must be, and its name for messages. */
struct spot {
	const char **text;
	enum form form;
	const char *name; /* "url" */
	struct fg_place at;
};

static void settle(struct station *s, struct fg_tag *tag, const struct spot *spot)
{
	bool is_media = spot->form == FORM_MEDIA || spot->form == FORM_ANYWHERE;
	const char *file = is_media ? urls_find_file(s->w, s->file, *spot->text) : NULL;
	if (file) {
		tag->file = file;
		*spot->text = urls_of_file(s->w, *spot->text);
	}
	urls_settle(s->w, spot->text, is_media, what_of(s, tag, spot->name), spot->at);
}

static void set_date(struct station *s, const struct fg_tag *tag, const struct spot *spot)
{
	struct when_text text;
	const char *problem;
	char made[WHEN_TEXT_SIZE];
	if (!when_parse(*spot->text, &text, &problem)) {
		diag_add(s->w->run->diags, FG_RULE_DATE_INVALID, spot->at,
			"the %s, “%s”, is no date: %s", what_of(s, tag, spot->name),
			*spot->text, problem);
		*spot->text = NULL;
		return;
	}
	int64_t seconds = when_resolve(&text, s->w->zone, s->w->show->publish_time, NULL);
	(spot->form == FORM_DATE_822 ? when_rfc822 : when_rfc3339)(seconds, made);
	*spot->text = arena_strdup(s->w->run->arena, made);
}

static void complete_value(struct station *s, struct fg_tag *tag, const struct spot *spot)
{
	if (*spot->text && form_is_address(spot->form))
		settle(s, tag, spot);
	else if (*spot->text && form_is_date(spot->form))
		set_date(s, tag, spot);
}

/* ---- what follows from the name of a file ---- */

static const char *address_of(const struct fg_tag *tag)
{
	const struct fg_tag *source = tag_child(tag, TAG_PODCAST_SOURCE);
	return source ? tag_get(source, "uri") : tag_get(tag, "url");
}

/* The attribute that says which type its address has; NULL: it has none, or need not. */
static const struct tag_attribute *type_attribute(const struct fg_tag *tag)
{
	int i = tag_attribute_named((enum tag_id)tag->id, "type");
	const struct tag_attribute *a =
		i < 0 ? NULL : tag_attribute((enum tag_id)tag->id, (size_t)i);
	return a && a->form == FORM_MIME && a->need != TAG_OPTIONAL ? a : NULL;
}

static void derive_type(struct station *s, struct fg_tag *tag)
{
	const struct tag_attribute *a = type_attribute(tag);
	const char *address = address_of(tag);
	if (!a || !address || tag_get(tag, "type"))
		return;
	struct str extension = url_extension(address);
	const char *type = tag->id == TAG_PODCAST_TRANSCRIPT
				   ? mime_of_transcript(extension)
				   : mime_of_extension(extension);
	tag_set(tag, "type", type);
	if (type || a->need != TAG_REQUIRED)
		return;
	struct fg_diag *d = diag_add(s->w->run->diags, FG_RULE_FIELD_VALUE,
		place_of(s, tag, NULL),
		"the %s has no type, and its address does not tell it", element_of(tag));
	diag_hint(s->w->run->diags, d, "write its MIME type, as in type: audio/mpeg");
}

/* ---- all of them ---- */

static void complete(struct station *s, struct fg_tag *tag)
{
	const struct tag_attribute *a;
	for (size_t i = 0; (a = tag_attribute((enum tag_id)tag->id, i)); i++)
		complete_value(s, tag,
			&(struct spot){&tag->values[i].text, a->form, a->name,
				place_of(s, tag, &tag->values[i])});
	complete_value(s, tag,
		&(struct spot){&tag->text, tag_row((enum tag_id)tag->id)->form, "address",
			place_of(s, tag, NULL)});
	for (size_t i = 0; i < tag->children.len; i++)
		complete(s, &tag->children.data[i]);
	derive_type(s, tag);
}

static void complete_all(struct walk *w, struct fg_tags *tags, const char *file)
{
	struct station s = {w, file};
	for (size_t i = 0; i < tags->len; i++)
		complete(&s, &tags->data[i]);
}

void tags_open(struct walk *w)
{
	complete_all(w, &w->show->tags, w->show->file);
}

void tags_complete(struct walk *w, struct fg_episode *ep)
{
	complete_all(w, &ep->tags, ep->file);
}

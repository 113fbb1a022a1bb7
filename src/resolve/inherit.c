/* SPDX-License-Identifier: ISC */
#include "resolve/walk.h"

#include <string.h>
#include "base/diag.h"
#include "base/duration.h"
#include "base/str.h"
#include "base/url.h"
#include "base/vec.h"
#include "model/check.h"
#include "model/field.h"
#include "model/tag.h"
#include "model/template.h"

/* A template, and what it is for. */
struct use {
	enum fg_episode_field field;
	const struct fg_entry *template;
};

static struct use use_of(const struct walk *w, enum fg_episode_field f)
{
	return (struct use){f, &w->show->templates[f]};
}

static struct fg_diag *fault(struct walk *w, const struct use *use, int rule,
	const struct fg_episode *ep, const char *message)
{
	const char *field = episode_field(use->field)->field.name;
	struct fg_pos at = use->template->at;
	w->template_off[use->field] = true;
	struct fg_diag *d = diag_add(w->run->diags, rule,
		(struct fg_place){w->show->file, at.line, at.column},
		"the template for %s %s", field, message);
	d->element = arena_printf(w->run->diags->arena, "episode.%s", field);
	if (ep)
		d->related = (struct fg_place){.file = ep->file};
	return d;
}

/* ---- before the first episode ---- */

static bool any_episode_has(struct walk *w, struct str name)
{
	const struct fg_episodes *list = &w->show->episodes;
	for (size_t i = 0; i < list->len; i++) {
		if (template_has(&w->scratch, list->data[i], name))
			return true;
	}
	return list->len == 0;
}

/* A name of the front matter that the misspelt one was probably meant to be; or NULL. */
static const char *name_like(const struct walk *w, const char *name)
{
	for (size_t i = 0; i < w->show->episodes.len; i++) {
		const struct fg_entries *list = &w->show->episodes.data[i]->entries;
		for (size_t j = 0; j < list->len; j++) {
			if (str_resembles(name, list->data[j].name))
				return list->data[j].name;
		}
	}
	for (int f = 0; f < FG_EP_FIELD_COUNT; f++) {
		const char *field = episode_field((enum fg_episode_field)f)->field.name;
		if (str_resembles(name, field))
			return field;
	}
	return NULL;
}

static void check_name(struct walk *w, const struct use *use, struct str piece)
{
	struct arena *a = w->run->arena;
	if (template_is_field(a, piece) || any_episode_has(w, piece))
		return;
	const char *name = arena_strndup(a, piece.data, piece.len);
	struct fg_diag *d = fault(w, use, FG_RULE_TEMPLATE_UNKNOWN, NULL,
		arena_printf(a, "has {%s}, which no episode has", name));
	const char *meant = name_like(w, name);
	if (meant)
		diag_hint(w->run->diags, d, "did you mean {%s}?", meant);
}

static void check_template(struct walk *w, const struct use *use)
{
	const char *text = use->template->text, *bad;
	if (!template_is_sound(text, &bad)) {
		fault(w, use, FG_RULE_TEMPLATE_BROKEN, NULL,
			arena_printf(w->run->arena, "cannot be read from “%s” on", bad));
		return;
	}
	struct str rest = str_of(text), piece;
	enum template_piece kind;
	while ((kind = template_next(&rest, &piece)) != TEMPLATE_END) {
		if (kind == TEMPLATE_NAME && !w->template_off[use->field])
			check_name(w, use, piece);
	}
}

void inherit_open(struct walk *w)
{
	const struct fg_entries *audio = &w->show->audio_templates;
	for (int f = 0; f < FG_EP_FIELD_COUNT; f++) {
		struct use use = use_of(w, (enum fg_episode_field)f);
		if (use.template->text)
			check_template(w, &use);
	}
	for (size_t i = 0; i < audio->len; i++)
		check_template(w, &(struct use){FG_EP_AUDIO, &audio->data[i]});
}

/* ---- what a template makes becomes a value ---- */

/* The text is scratch: what stays of it is copied. */

static bool set_text(struct walk *w, void *member, const char *text)
{
	*(const char **)member = arena_strdup(w->run->arena, text);
	return true;
}

static bool set_address(struct walk *w, void *member, const char *text)
{
	const char *encoded = url_encode(w->run->arena, text);
	*(const char **)member = encoded;
	return encoded != NULL;
}

static bool set_integer(struct walk *w, void *member, const char *text)
{
	(void)w;
	return check_integer(str_of(text), member);
}

static bool set_duration(struct walk *w, void *member, const char *text)
{
	(void)w;
	return duration_parse(str_of(text), member);
}

static bool set_decimal(struct walk *w, void *member, const char *text)
{
	char canonical[DECIMAL_SIZE];
	if (!check_decimal(str_of(text), canonical))
		return false;
	*(const char **)member = arena_strdup(w->run->arena, canonical);
	return true;
}

static bool set_boolean(struct walk *w, void *member, const char *text)
{
	(void)w;
	bool usual;
	return check_boolean(str_of(text), member, &usual);
}

static bool set_list(struct walk *w, void *member, const char *text)
{
	struct arena *a = w->run->arena;
	struct fg_list *list = member;
	struct str rest = str_of(text), part;
	while (str_cut(&rest, ',', &part)) {
		part = str_trim(part);
		if (part.len)
			*vec_push(a, list) = arena_strndup(a, part.data, part.len);
	}
	return list->len > 0;
}

/* By enum field_kind; NULL: no template can make it. */
static bool (*const setters[])(struct walk *w, void *member, const char *text) = {
	[KIND_TEXT] = set_text,
	[KIND_URL] = set_address,
	[KIND_EMAIL] = set_text,
	[KIND_DATE] = set_text,
	[KIND_INTEGER] = set_integer,
	[KIND_BYTES] = set_integer,
	[KIND_DURATION] = set_duration,
	[KIND_DECIMAL] = set_decimal,
	[KIND_BOOLEAN] = set_boolean,
	[KIND_LIST] = set_list,
	[KIND_XML] = NULL,
	[KIND_JSON] = NULL,
	[KIND_TAG] = NULL,
	[KIND_CHAPTERS] = set_text,
	[KIND_TEMPLATES] = NULL,
};

/* A tag that a value alone can make: alternates: https://cdn.example.com/{stem}.opus */
static bool set_tag(
	struct walk *w, struct fg_episode *ep, enum fg_episode_field f, const char *text)
{
	struct arena *a = w->run->arena;
	struct fg_pos at = w->show->templates[f].at;
	at.origin = FG_INHERITED;
	struct fg_tag tag =
		tag_new(a, (enum tag_id)tag_of_field(false, (int)f), (int)f, at);
	if (!tag_take(a, &tag, arena_strdup(a, text)))
		return false;
	*vec_push(a, &ep->tags) = tag;
	return true;
}

static bool set_value(
	struct walk *w, struct fg_episode *ep, enum fg_episode_field f, const char *text)
{
	const struct field_row *row = episode_field(f);
	void *member = (char *)ep + row->offset;
	if (row->kind == KIND_TAG)
		return set_tag(w, ep, f, text);
	return setters[row->kind] && setters[row->kind](w, member, text);
}

/* ---- an episode ---- */

static bool is_address(enum fg_episode_field f)
{
	return episode_field(f)->kind == KIND_URL || f == FG_EP_TRANSCRIPT ||
	       f == FG_EP_CHAPTERS;
}

static bool is_textual(enum field_kind kind)
{
	return kind == KIND_TEXT || kind == KIND_URL || kind == KIND_EMAIL ||
	       kind == KIND_DATE || kind == KIND_DECIMAL;
}

/* Is the field absent, or an address that is only the ingredient of one? */
static bool is_in_need(const struct fg_episode *ep, enum fg_episode_field f)
{
	const struct field_row *row = episode_field(f);
	if (row->kind == KIND_LIST && ep->at[f].line)
		return false; /* an empty list is a list */
	if (!is_textual(row->kind))
		return ep->at[f].origin == FG_ABSENT;
	const char *text = *(const char *const *)((const char *)ep + row->offset);
	return !text || *text == '\0' || (is_address(f) && !url_has_scheme(text));
}

/* Soundness and names were looked at in inherit_open: what is left depends on values. */
static void report(struct walk *w, const struct fg_episode *ep, const struct use *use,
	enum template_result result, const char *name)
{
	if (result == TEMPLATE_LONG)
		fault(w, use, FG_RULE_TEMPLATE_VALUE, ep, "makes more than 1 MiB");
	else if (result != TEMPLATE_EMPTY)
		fault(w, use, FG_RULE_TEMPLATE_UNKNOWN, ep,
			arena_printf(w->run->arena,
				"has {%s}, which this episode cannot have", name));
}

/* "./a.png" is a name beside the episode; within an address the dot has no place. */
static void without_dot(struct arena *a, struct str value, struct str *out)
{
	(void)a;
	while (str_starts(value, "./"))
		value = str_slice(value, 2, value.len);
	*out = value;
}

/* What the template makes of the episode, in scratch; NULL: nothing. */
static const char *make(
	struct walk *w, const struct fg_episode *ep, const struct use *use)
{
	struct arena *a = &w->scratch;
	const char *made = NULL, *name = NULL;
	struct template_args args = {
		.episode = ep, .escape = is_address(use->field) ? without_dot : NULL};
	if (w->template_off[use->field])
		return NULL;
	enum template_result result =
		template_expand(a, use->template->text, &args, &made, &name);
	if (result != TEMPLATE_OK) {
		report(w, ep, use, result, name);
		return NULL;
	}
	struct str value = str_trim(str_of(made));
	return value.len ? arena_strndup(a, value.data, value.len) : NULL;
}

static void complain_value(struct walk *w, const struct fg_episode *ep,
	const struct use *use, const char *made)
{
	fault(w, use, FG_RULE_TEMPLATE_VALUE, ep,
		arena_printf(&w->scratch, "makes “%s”, which is no %s", made,
			episode_field(use->field)->field.kind));
}

void inherit_field(struct walk *w, struct fg_episode *ep, enum fg_episode_field f)
{
	struct use use = use_of(w, f);
	const char *made =
		use.template->text && is_in_need(ep, f) ? make(w, ep, &use) : NULL;
	if (!made)
		return;
	if (!set_value(w, ep, f, made)) {
		complain_value(w, ep, &use, made);
		return;
	}
	ep->at[f] = use.template->at;
	ep->at[f].origin = FG_INHERITED;
}

const char *inherit_audio(
	struct walk *w, const struct fg_episode *ep, const struct fg_entry *template)
{
	struct use use = {FG_EP_AUDIO, template};
	const char *url = NULL, *made = make(w, ep, &use);
	if (made && !set_address(w, &url, made))
		complain_value(w, ep, &use, made);
	return url;
}

void inherit_apply(struct walk *w, struct fg_episode *ep)
{
	struct fg_show *show = w->show;
	for (int f = 0; f < FG_EP_FIELD_COUNT; f++) {
		if (f != FG_EP_GUID)
			inherit_field(w, ep, (enum fg_episode_field)f);
	}
	if (!ep->author && show->author) {
		ep->author = show->author;
		ep->at[FG_EP_AUTHOR] = show->at[FG_SHOW_AUTHOR];
		ep->at[FG_EP_AUTHOR].origin = FG_INHERITED;
	}
	if (ep->at[FG_EP_EXPLICIT].origin == FG_ABSENT &&
		show->at[FG_SHOW_EXPLICIT].origin != FG_ABSENT) {
		ep->is_explicit = show->is_explicit;
		ep->at[FG_EP_EXPLICIT] = show->at[FG_SHOW_EXPLICIT];
		ep->at[FG_EP_EXPLICIT].origin = FG_INHERITED;
	}
}

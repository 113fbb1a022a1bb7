/* SPDX-License-Identifier: ISC */
/* Elements of RSS as fields of the model: elements.def read backwards, with a function for
   each HOW, as the writer has one. What a field cannot take, settle.c will see. */
#include "import/import.h"

#include <string.h>
#include "base/duration.h"
#include "base/url.h"
#include "base/vec.h"
#include "base/when.h"
#include "import/tags.h"
#include "model/check.h"
#include "model/check_time.h"
#include "model/field.h"

/* An element on its way into a field. */
struct taking {
	struct fg_import *im;
	struct fg_episode *ep; /* NULL: it is of the show */
	const struct element *row;
	const struct tree *element;
};

static struct arena *arena_of(const struct taking *t)
{
	return t->im->arena;
}

/* Trimmed, and with the line ends that the reader of files makes of others. */
static const char *as_read(const struct taking *t, const char *value)
{
	struct str text = str_trim(str_of(value));
	char *copy = arena_strndup(arena_of(t), text.data, text.len);
	for (char *c = copy; (c = strchr(c, '\r'));)
		*c = '\n';
	return copy;
}

static const char *text_of(const struct taking *t)
{
	return as_read(t, tree_text(arena_of(t), t->element));
}

static const char *attribute_of(const struct taking *t, const char *name)
{
	const char *value = tree_attribute(t->element, name);
	return as_read(t, value ? value : "");
}

/* ---- values by kind, as the reader of files takes them ---- */

static const char *one_line(struct arena *a, const char *text)
{
	char *line = arena_text(a, strlen(text)), *to = line;
	for (const char *from = text; *from; from++) {
		bool space = ascii_is_space(*from);
		if (!space || (to > line && to[-1] != ' '))
			*to++ = space ? ' ' : *from;
	}
	while (to > line && to[-1] == ' ')
		to--;
	*to = '\0';
	return line;
}

static bool set(const struct taking *t, enum field_kind kind, void *to, const char *text)
{
	bool usual;
	int64_t number;
	char decimal[DECIMAL_SIZE];
	const char **string = to;
	switch (kind) {
	case KIND_TEXT:
		*string = t->row->kind == ELEMENT_PROSE ? text
							: one_line(arena_of(t), text);
		return true;
	case KIND_EMAIL:
	case KIND_URL:
	case KIND_CHAPTERS:
		*string = text;
		return true;
	case KIND_INTEGER:
	case KIND_BYTES:
		return check_integer(str_of(text), &number) && number > 0 &&
		       (*(int64_t *)to = number, true);
	case KIND_DURATION:
		return duration_parse(str_of(text), &number) && number > 0 &&
		       (*(int64_t *)to = number, true);
	case KIND_DECIMAL:
		if (!check_decimal(str_of(text), decimal))
			return false;
		*string = arena_strdup(arena_of(t), decimal);
		return true;
	case KIND_BOOLEAN:
		return check_boolean(str_of(text), to, &usual);
	default:
		return false;
	}
}

static struct fg_pos *pos_of(const struct taking *t, int field)
{
	return t->ep ? &t->ep->at[field] : &t->im->show.at[field];
}

static void mark(const struct taking *t, int field)
{
	*pos_of(t, field) = fg_written_at(t->element->line, t->element->column);
}

/* The first element that says something has the word. */
static void take_field(const struct taking *t, int field, const char *text)
{
	if (field < 0 || !*text || pos_of(t, field)->origin != FG_ABSENT)
		return;
	const struct field_row *row = t->ep ? episode_field((enum fg_episode_field)field)
					    : show_field((enum fg_show_field)field);
	char *object = t->ep ? (char *)t->ep : (char *)&t->im->show;
	if (set(t, row->kind, object + row->offset, text))
		mark(t, field);
}

/* ---- one way a HOW ---- */

static void value(const struct taking *t)
{
	take_field(t, t->row->field, text_of(t));
}

static void href(const struct taking *t)
{
	take_field(t, t->row->field, attribute_of(t, "href"));
}

/* "No" is what is so without it. */
static void yes(const struct taking *t)
{
	bool is, usual;
	if (check_boolean(str_of(text_of(t)), &is, &usual) && is)
		value(t);
}

static void value_of_kind(const struct taking *t)
{
	if (t->row->kind == ELEMENT_YES)
		yes(t);
	else
		value(t);
}

/* "Tues, 5 Mar 2024 …": what the day of the week is, the date tells better. */
static const char *without_weekday(const char *text)
{
	const char *comma = strchr(text, ',');
	return comma && (size_t)(comma - text) <= sizeof "Wednesday" - 1
		       ? comma + 1 + strspn(comma + 1, " ")
		       : text;
}

bool import_date(const char *text, int64_t *seconds, bool *usual)
{
	char copy[128];
	const char *problem, *day;
	struct when_text when;
	struct str s = str_trim(str_of(text));
	if (s.len >= sizeof copy)
		return false;
	memcpy(copy, s.data, s.len);
	copy[s.len] = '\0';
	day = without_weekday(copy);
	*usual = check_rfc822(copy, seconds, &problem) != DATE_BAD ||
		 check_rfc822(day, seconds, &problem) != DATE_BAD ||
		 check_rfc3339(copy, seconds, &problem) != DATE_BAD;
	if (*usual || check_w3cdtf(copy, seconds, &problem) != DATE_BAD)
		return true;
	if (!when_parse(copy, &when, &problem) && !when_parse(day, &when, &problem))
		return false;
	*seconds = when_resolve(&when, NULL, 0, NULL);
	return true;
}

/* An item with a date to come is out there all the same: feedgen would hold it back. */
static void date(const struct taking *t)
{
	bool usual;
	int64_t seconds;
	char written[WHEN_TEXT_SIZE];
	if (!t->ep || pos_of(t, FG_EP_DATE)->origin != FG_ABSENT ||
		!import_date(text_of(t), &seconds, &usual) ||
		seconds > t->im->run->settings->now)
		return;
	when_rfc3339(seconds, written);
	t->ep->date_text = arena_strdup(arena_of(t), written);
	t->ep->date = seconds;
	mark(t, FG_EP_DATE);
}

static void self(const struct taking *t)
{
	const char *rel = tree_attribute(t->element, "rel");
	if (rel && strcmp(rel, "self") == 0)
		href(t);
}

static void part(const struct taking *t, const char *prefix, const char *name, int field)
{
	const struct tree *child = tree_child(t->element, prefix, name);
	if (!child)
		return;
	struct taking inner = *t;
	inner.element = child;
	take_field(&inner, field, text_of(&inner));
}

static void owner(const struct taking *t)
{
	part(t, "itunes", "name", FG_SHOW_OWNER_NAME);
	part(t, "itunes", "email", FG_SHOW_OWNER_EMAIL);
}

/* RSS's own picture, for want of Apple's: of a site it is often an icon. */
static void picture(const struct taking *t)
{
	const struct tree *cover = tree_find(&t->im->channel, "itunes:image");
	const char *href = cover ? tree_attribute(cover, "href") : NULL;
	if (!href || !*href)
		part(t, NULL, "url", FG_SHOW_IMAGE);
}

static void add_category(const struct taking *t, const char *text)
{
	struct fg_category category = {0};
	const char *nearest = NULL;
	if (!check_category(text, &category, &nearest))
		return;
	*vec_push(arena_of(t), &t->im->show.categories) = category;
	mark(t, FG_SHOW_CATEGORIES);
}

static void categories(const struct taking *t)
{
	const char *top = attribute_of(t, "text");
	bool has_sub = false;
	for (const struct tree *n = t->element->first; n; n = n->next) {
		const char *sub = n->name ? tree_attribute(n, "text") : NULL;
		if (!sub)
			continue;
		has_sub = true;
		add_category(t, arena_printf(arena_of(t), "%s > %s", top, sub));
	}
	if (!has_sub)
		add_category(t, top);
}

static void add_word(const struct taking *t, struct fg_list *list, const char *text)
{
	if (!*text)
		return;
	*vec_push(arena_of(t), list) = text;
	mark(t, t->row->field);
}

static void keywords(const struct taking *t)
{
	struct fg_list *list = t->ep ? &t->ep->keywords : &t->im->show.keywords;
	add_word(t, list, one_line(arena_of(t), text_of(t)));
}

static void hub(const struct taking *t)
{
	add_word(t, &t->im->show.hubs, attribute_of(t, "href"));
}

static void locked(const struct taking *t)
{
	value(t);
}

static void people(const struct taking *t)
{
	struct fg_people *all = t->ep ? &t->ep->people : &t->im->show.people;
	static const struct {
		const char *name;
		size_t to;
	} parts[] = {{"role", offsetof(struct fg_person, role)},
		{"group", offsetof(struct fg_person, group)},
		{"href", offsetof(struct fg_person, href)},
		{"img", offsetof(struct fg_person, img)}};
	struct fg_person person = {.name = one_line(arena_of(t), text_of(t))};
	if (!*person.name)
		return;
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		const char *text = attribute_of(t, parts[i].name);
		if (*text)
			*(const char **)((char *)&person + parts[i].to) = text;
	}
	*vec_push(arena_of(t), all) = person;
	mark(t, t->row->field);
}

static void enclosure(const struct taking *t)
{
	bool first = pos_of(t, FG_EP_AUDIO)->origin == FG_ABSENT;
	take_field(t, FG_EP_AUDIO, attribute_of(t, "url"));
	if (!first || pos_of(t, FG_EP_AUDIO)->origin == FG_ABSENT)
		return;
	take_field(t, FG_EP_LENGTH, attribute_of(t, "length"));
	take_field(t, FG_EP_TYPE, attribute_of(t, "type"));
}

/* Two items of one guid are one to readers, and the lock can have it once: the second gets
   one of feedgen's there, and keeps its own in the feed. */
static void guid(const struct taking *t)
{
	const char *id = text_of(t);
	const struct import_item *first = *id ? map_get(&t->im->guids, id) : NULL;
	if (!first || &first->ep != t->ep || t->ep->guid)
		return;
	t->ep->guid = id;
	mark(t, FG_EP_GUID);
}

static void season(const struct taking *t)
{
	take_field(t, FG_EP_SEASON, text_of(t));
	take_field(t, FG_EP_SEASON_NAME, attribute_of(t, "name"));
}

static void number(const struct taking *t)
{
	take_field(t, FG_EP_NUMBER, text_of(t));
	take_field(t, FG_EP_NUMBER_DISPLAY, attribute_of(t, "display"));
}

/* Else it would be a file of this machine. */
static void file(const struct taking *t)
{
	const char *url = attribute_of(t, "url");
	if (url_is_web(url))
		take_field(t, t->row->field, url);
}

/* Those of one name that cannot all be tags stay XML, all of them: see settle.c. */
static void tag(const struct taking *t)
{
	struct fg_tag made = {.field = t->row->field};
	if (!tags_make(t->im, t->ep != NULL, t->element, &made))
		return;
	*vec_push(arena_of(t), t->ep ? &t->ep->tags : &t->im->show.tags) = made;
	mark(t, t->row->field);
}

static void (*const takes[HOW_COUNT])(const struct taking *t) = {
	[HOW_VALUE] = value_of_kind,
	[HOW_HREF] = href,
	[HOW_OWN] = value,
	[HOW_OWN_HREF] = href,
	[HOW_WHOLE] = value,
	[HOW_PAGE] = value,
	[HOW_DATE] = date,
	[HOW_AUTHOR] = value,
	[HOW_COMPLETE] = yes,
	[HOW_SELF] = self,
	[HOW_KEYWORDS] = keywords,
	[HOW_HUBS] = hub,
	[HOW_OWNER] = owner,
	[HOW_CATEGORIES] = categories,
	[HOW_PICTURE] = picture,
	[HOW_LOCKED] = locked,
	[HOW_PEOPLE] = people,
	[HOW_ENCLOSURE] = enclosure,
	[HOW_GUID] = guid,
	[HOW_SEASON] = season,
	[HOW_EPISODE] = number,
	[HOW_TRANSCRIPT] = file,
	[HOW_CHAPTERS] = file,
	[HOW_TAG] = tag,
};

const struct element *import_row(enum element_scope scope, const char *key)
{
	return element_of_key(scope, key);
}

void fields_take(struct fg_import *im, struct fg_episode *ep, const struct tree *element)
{
	enum element_scope scope = ep ? ELEMENT_ITEM : ELEMENT_CHANNEL;
	struct taking t = {im, ep, import_row(scope, element->key), element};
	if (t.row && takes[t.row->how])
		takes[t.row->how](&t);
}

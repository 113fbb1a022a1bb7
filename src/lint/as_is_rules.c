/* SPDX-License-Identifier: ISC */
/* Elements in xml:, atom: and json:, which take the place of those that feedgen would write from
   fields. */
#include "lint/lint.h"

#include <inttypes.h>
#include <string.h>
#include "base/duration.h"
#include "lint/as_is_values.h"
#include "model/check.h"
#include "model/element.h"
#include "model/field.h"

const char *lint_stand_in(enum element_scope scope, int field, const struct fg_xml *xml)
{
	const struct element *e;
	bool of_audio = field == FG_EP_LENGTH || field == FG_EP_TYPE;
	if (scope == ELEMENT_ITEM && of_audio)
		field = FG_EP_AUDIO;
	for (size_t i = 0; xml->parts.len && (e = element_at(i)); i++) {
		if (e->scope == scope && e->field == field && *e->rss &&
			element_has_part(xml, element_own_key(e)))
			return e->rss;
	}
	return NULL;
}

/* What stands between the two, behind the first of them; empty: nothing. */
static struct str between(const char *text, const char *begin, const char *end)
{
	const char *from = strstr(text, begin);
	from = from ? from + strlen(begin) : "";
	const char *to = strstr(from, end);
	return (struct str){from, to ? (size_t)(to - from) : 0};
}

static const char *part_of(const struct fg_xml *xml, const char *name)
{
	for (size_t i = 0; i < xml->parts.len; i++) {
		if (strcmp(xml->parts.data[i].name, name) == 0)
			return xml->parts.data[i].text;
	}
	return NULL;
}

static bool is_written(const struct lint *l, enum fg_episode_field field)
{
	return l->episode->at[field].origin == FG_WRITTEN;
}

static bool is_empty(const struct element_own *own)
{
	return !own->xml->parts.len && !own->atom->parts.len && !own->json->len;
}

/* Has the row a field whose value can be told from what is written? The feed's own address is
   another in each format. */
static bool is_told(const struct element *e, enum element_scope scope)
{
	return e->scope == scope && e->field != ELEMENT_NO_FIELD && e->how != HOW_SELF;
}

static void field_differs(struct lint *l, const struct element *e)
{
	const struct fg_episode *ep = l->episode;
	const struct element_own own = element_own_episode(ep);
	enum fg_episode_field f = (enum fg_episode_field)e->field;
	int64_t date = f == FG_EP_UPDATED ? ep->updated : ep->date;
	const char *other =
		is_written(l, f) ? as_is_differs(l->scratch, e, &own, ep, date) : NULL;
	if (other)
		lint_episode(l, f, "the %s is written, but %s says otherwise",
			episode_field(f)->field.name, other);
}

static void length_differs(struct lint *l)
{
	const struct fg_episode *ep = l->episode;
	const char *audio = part_of(&ep->xml, "enclosure");
	const char *duration = part_of(&ep->xml, "itunes:duration");
	int64_t said = -1;
	if (audio && is_written(l, FG_EP_LENGTH) &&
		(!check_integer(str_trim(between(audio, " length=\"", "\"")), &said) ||
			said != ep->enclosure.length))
		lint_episode(l, FG_EP_LENGTH,
			"the length is %" PRId64
			", but <enclosure> in xml: says otherwise",
			ep->enclosure.length);
	if (duration && is_written(l, FG_EP_DURATION) &&
		(!duration_parse(str_trim(between(duration, ">", "<")), &said) ||
			said != ep->duration))
		lint_episode(l, FG_EP_DURATION,
			"the duration is written, but <itunes:duration> in xml: says "
			"otherwise");
}

void field_overruled(struct lint *l)
{
	const struct element_own own = element_own_episode(l->episode);
	const struct element *e;
	if (is_empty(&own))
		return;
	length_differs(l);
	for (size_t i = 0; (e = element_at(i)); i++) {
		if (is_told(e, ELEMENT_ITEM) && e->field != FG_EP_DURATION)
			field_differs(l, e);
	}
}

void show_overruled(struct lint *l)
{
	const struct element_own own = element_own_show(l->show);
	const struct element *e;
	for (size_t i = 0; !is_empty(&own) && (e = element_at(i)); i++) {
		enum fg_show_field f = (enum fg_show_field)e->field;
		if (!is_told(e, ELEMENT_CHANNEL) || l->show->at[f].origin != FG_WRITTEN)
			continue;
		const char *other = as_is_differs(l->scratch, e, &own, l->show, 0);
		if (other)
			lint_show(l, f, "the show's %s is written, but %s says otherwise",
				show_field(f)->field.name, other);
	}
}

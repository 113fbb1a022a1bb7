/* SPDX-License-Identifier: ISC */
/* Elements in xml:, which take the place of those that feedgen would write from fields. */
#include "lint/lint.h"

#include <inttypes.h>
#include <string.h>
#include "base/duration.h"
#include "model/check.h"
#include "model/element.h"

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

void field_overruled(struct lint *l)
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

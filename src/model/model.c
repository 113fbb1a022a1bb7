/* SPDX-License-Identifier: ISC */
#include <feedgen/feedgen.h>

#include <string.h>

struct fg_pos fg_written_at(unsigned line, unsigned column)
{
	enum { LINE_MAX = 0xfffff, COLUMN_MAX = 0xffff };
	return (struct fg_pos){
		.line = (line < LINE_MAX ? line : LINE_MAX) & LINE_MAX,
		.column = (column < COLUMN_MAX ? column : COLUMN_MAX) & COLUMN_MAX,
		.origin = FG_WRITTEN,
	};
}

static struct fg_place place_of(const char *own, const char *show, struct fg_pos pos)
{
	return (struct fg_place){
		pos.origin == FG_INHERITED ? show : own, pos.line, pos.column};
}

struct fg_place fg_episode_place(const struct fg_show *show, const struct fg_episode *ep,
	enum fg_episode_field field)
{
	return place_of(ep->file, show->file, ep->at[field]);
}

struct fg_place fg_show_place(const struct fg_show *show, enum fg_show_field field)
{
	return place_of(show->file, show->file, show->at[field]);
}

const struct fg_enclosure *fg_audio(const struct fg_episode *ep, const char *format)
{
	for (size_t i = 0; format && i < ep->variants.len; i++) {
		if (strcmp(ep->variants.data[i].format, format) == 0)
			return &ep->variants.data[i].audio;
	}
	return &ep->enclosure;
}

const char *fg_feed_address(const struct fg_feed *feed)
{
	if (feed->page)
		return feed->page->self;
	switch (feed->format) {
	case FG_ATOM:
		return feed->show->atom_url;
	case FG_JSON:
		return feed->show->json_url;
	case FG_RSS:
		break;
	}
	return feed->show->feed_url;
}

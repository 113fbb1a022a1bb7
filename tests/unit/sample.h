/* SPDX-License-Identifier: ISC */
/*
 * A show and an episode that have everything a feed can say, as they are after resolve,
 * probe and render. For the tests of what comes behind.
 */
#ifndef SAMPLE_H
#define SAMPLE_H

#include <feedgen/feedgen.h>
#include "model/element.h"
#include "model/tag.h"

enum { SAMPLE_TAGS = 100, SAMPLE_VALUES = 400 };

struct sample {
	struct fg_show show;
	struct fg_episode episode;
	struct fg_notes notes;
	struct fg_page page; /* an archive; for those who want one */
	struct fg_category categories[2];
	struct fg_person hosts[2], guests[2];
	const char *hubs[1], *keywords[2], *show_keywords[1];
	struct fg_tag tags[SAMPLE_TAGS]; /* those of a parent one after another */
	struct fg_tag_value values[SAMPLE_VALUES];
	size_t tag_count, value_count;
};

/* ---- a tag of every kind, with all that it can have ---- */

static const char *const sample_values[FORM_COUNT] = {
	[FORM_ANY] = "anything",
	[FORM_IDENTIFIER] = "salt-live-1",
	[FORM_LINE] = "A line",
	[FORM_SHORT] = "A short text",
	[FORM_DISPLAY] = "A text",
	[FORM_NOTE] = "A note",
	[FORM_HTML] = "Some words",
	[FORM_SECURE] = "https://salt.example/page",
	[FORM_LINK] = "https://salt.example/link",
	[FORM_MEDIA] = "https://cdn.salt.example/other.mp3",
	[FORM_ANYWHERE] = "ipfs://other",
	[FORM_DATE_822] = "Tue, 05 Mar 2024 06:30:00 +0000",
	[FORM_DATE_8601] = "2024-03-05T06:30:00Z",
	[FORM_DATE_W3C] = "2024-03-05T06:30:00Z",
	[FORM_COUNT_0] = "1234",
	[FORM_COUNT_1] = "1600",
	[FORM_DECIMAL] = "62.5",
	[FORM_SECONDS] = "73.5",
	[FORM_DURATION] = "73",
	[FORM_BOOLEAN] = "true",
	[FORM_YES_NO] = "yes",
	[FORM_MAIL] = "hello@salt.example",
	[FORM_LANGUAGE] = "en-GB",
	[FORM_MIME] = "audio/ogg",
	[FORM_UUID] = "917393e3-1b1e-5cef-ace4-edaa54e1f810",
	[FORM_GEO] = "geo:52.52,13.405",
	[FORM_OSM] = "R62422",
	[FORM_COUNTRY] = "DE",
	[FORM_RATIO] = "16/9",
	[FORM_SERVER] = "chat.salt.example",
	[FORM_RRULE] = "FREQ=WEEKLY",
	[FORM_RELATION] = "subject",
	[FORM_SHOW_MEDIUM] = "podcast",
	[FORM_LIVE_STATUS] = "pending",
	[FORM_SOCIAL] = "activitypub",
	[FORM_CHAT] = "matrix",
	[FORM_INTEGRITY] = "pgp-signature",
	[FORM_RECIPIENT] = "lnaddress",
};

/* What a form does not say. */
static inline const char *sample_value(const struct tag_attribute *a)
{
	if (a->tag == TAG_PODCAST_TRANSCRIPT && a->form == FORM_MIME)
		return "text/vtt";
	if (a->tag == TAG_PODCAST_CHAPTERS && a->form == FORM_MIME)
		return "application/json+chapters";
	if (a->tag == TAG_LIVE_GUID)
		return "false";
	return sample_values[a->form];
}

/* Is the child left out? A split has either a remote item or recipients. */
static inline bool sample_omits(enum tag_id parent, enum tag_id id)
{
	return parent == TAG_PODCAST_TIME_SPLIT && id == TAG_PODCAST_RECIPIENT;
}

static inline void sample_tags(struct sample *s, struct fg_tags *tags);

static inline void sample_tag(struct sample *s, struct fg_tag *tag)
{
	enum tag_id id = (enum tag_id)tag->id;
	const struct tag_row *row = tag_row(id);
	const struct tag_attribute *a;
	tag->at = fg_written_at(300, 3);
	tag->text = sample_values[row->form];
	tag->values = s->values + s->value_count;
	for (size_t i = 0; (a = tag_attribute(id, i)); i++)
		s->values[s->value_count++].text = sample_value(a);
	int child;
	tag->children.data = s->tags + s->tag_count;
	for (size_t i = 0; (child = tag_child_at(row->inside, i)) >= 0; i++) {
		if (!sample_omits(id, (enum tag_id)child))
			s->tags[s->tag_count + tag->children.len++].id = child;
	}
	s->tag_count += tag->children.len;
	sample_tags(s, &tag->children);
}

static inline void sample_tags(struct sample *s, struct fg_tags *tags)
{
	for (size_t i = 0; i < tags->len; i++)
		sample_tag(s, &tags->data[i]);
}

/* One for each field that is a tag. */
static inline void sample_all_tags(
	struct sample *s, enum element_scope scope, struct fg_tags *tags)
{
	const struct element *e;
	tags->data = s->tags + s->tag_count;
	for (size_t i = 0; (e = element_at(i)); i++) {
		if (e->scope != scope || e->how != HOW_TAG)
			continue;
		struct fg_tag *tag = &tags->data[tags->len++];
		tag->field = e->field;
		tag->id = tag_of_field(scope == ELEMENT_CHANNEL, e->field);
	}
	s->tag_count += tags->len;
	sample_tags(s, tags);
}

static inline void sample_show(struct sample *s)
{
	struct fg_show *show = &s->show;
	*show = (struct fg_show){
		.file = "show.yaml",
		.title = "Salt & Tide",
		.itunes_title = "Salt & Tide: the sea, every week",
		.description = "Stories of the sea.\n\nNew on Tuesdays.",
		.link = "https://salt.example/",
		.feed_url = "https://salt.example/feed.xml",
		.language = "en-GB",
		.author = "Host One",
		.owner_name = "Salt Audio",
		.owner_email = "hello@salt.example",
		.copyright = "Salt Audio",
		.image = "https://salt.example/cover.jpg",
		.type = "serial",
		.guid = "917393e3-1b1e-5cef-ace4-edaa54e1f810",
		.new_feed_url = "https://salt.example/feed.xml",
		.locked = true,
		.block = true,
		.complete = true,
		.published = 1709620200, /* 2024-03-05T06:30:00Z */
		.updated = 1709706600,
	};
	s->categories[0] =
		(struct fg_category){"Society & Culture", "Places & Travel", {0}};
	s->categories[1] = (struct fg_category){"History", NULL, {0}};
	show->categories.data = s->categories;
	show->categories.len = 2;
	s->hosts[0] = (struct fg_person){.name = "Host One",
		.role = "host",
		.group = "cast",
		.href = "https://salt.example/one",
		.img = "https://salt.example/one.png"};
	s->hosts[1] = (struct fg_person){.name = "Host Two"};
	s->hubs[0] = "https://hub.salt.example/";
	show->hubs.data = s->hubs;
	show->hubs.len = 1;
	s->show_keywords[0] = "coast";
	show->keywords.data = s->show_keywords;
	show->keywords.len = 1;
	show->people.data = s->hosts;
	show->people.len = 2;
	for (unsigned f = 0; f < FG_SHOW_FIELD_COUNT; f++)
		show->at[f] = fg_written_at(100 + f, 3);
	sample_all_tags(s, ELEMENT_CHANNEL, &show->tags);
}

static inline void sample_notes(struct fg_notes *notes)
{
	*notes = (struct fg_notes){
		.html = "<p>The lamp &amp; its keeper.</p>\n<p>More.</p>",
		.description = "<p>The lamp &amp; its keeper.</p>",
	};
	notes->html_len = strlen(notes->html);
	notes->description_len = strlen(notes->description);
}

static inline void sample_episode(struct sample *s)
{
	struct fg_episode *ep = &s->episode;
	*ep = (struct fg_episode){
		.file = "episodes/lighthouse.md",
		.guid = "salt-0012",
		.link = "https://salt.example/lighthouse/",
		.date_text = "2024-03-05",
		.date = 1709620200,
		.updated_text = "2024-03-06",
		.updated = 1709706600,
		.title = "The lighthouse <keeper>",
		.itunes_title = "The lighthouse",
		.author = "Guest One",
		.number = "12",
		.number_display = "Twelve",
		.season = 2,
		.season_name = "Winter",
		.episode_type = "full",
		.is_explicit = true,
		.block = true,
		.image = "https://salt.example/12.jpg",
		.enclosure = {.url = "https://cdn.salt.example/12.mp3?a=1&b=2",
			.type = "audio/mpeg",
			.length = 12345678},
		.duration = 3723,
		.transcript = "https://salt.example/12.vtt",
		.chapters = "https://salt.example/12.json",
	};
	s->guests[0] = (struct fg_person){.name = "Guest \"Two\" Name", .role = "guest"};
	s->guests[1] = (struct fg_person){.name = "Host One", .role = "host"};
	s->keywords[0] = "sea";
	s->keywords[1] = "light & salt";
	ep->keywords.data = s->keywords;
	ep->keywords.len = 2;
	ep->people.data = s->guests;
	ep->people.len = 2;
	for (unsigned f = 0; f < FG_EP_FIELD_COUNT; f++)
		ep->at[f] = fg_written_at(200 + f, 5);
	sample_all_tags(s, ELEMENT_ITEM, &ep->tags);
	sample_notes(&s->notes);
}

static inline void sample_fill(struct sample *s)
{
	memset(s, 0, sizeof *s);
	sample_show(s);
	sample_episode(s);
	s->page = (struct fg_page){.self = "https://salt.example/feed-2.xml",
		.current = "https://salt.example/feed.xml",
		.older = "https://salt.example/feed-1.xml",
		.archive = true,
		.published = s->show.published,
		.updated = s->show.updated};
}

#endif

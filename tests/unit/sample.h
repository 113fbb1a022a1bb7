/* SPDX-License-Identifier: ISC */
/*
 * A show and an episode that have everything a feed can say, as they are after resolve,
 * probe and render. For the tests of what comes behind.
 */
#ifndef SAMPLE_H
#define SAMPLE_H

#include <feedgen/feedgen.h>

struct sample {
	struct fg_show show;
	struct fg_episode episode;
	struct fg_notes notes;
	struct fg_category categories[2];
	struct fg_person hosts[2], guests[2];
	const char *hubs[1], *keywords[2];
};

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
	show->people.data = s->hosts;
	show->people.len = 2;
	for (unsigned f = 0; f < FG_SHOW_FIELD_COUNT; f++)
		show->at[f] = (struct fg_pos){100 + f, 3, FG_WRITTEN};
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
		ep->at[f] = (struct fg_pos){200 + f, 5, FG_WRITTEN};
	sample_notes(&s->notes);
}

static inline void sample_fill(struct sample *s)
{
	sample_show(s);
	sample_episode(s);
}

#endif

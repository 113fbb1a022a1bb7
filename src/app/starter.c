/* SPDX-License-Identifier: ISC */
#include "app/starter.h"

#include <string.h>
#include <feedgen/feedgen.h>
#include "base/when.h"

struct row {
	const char *field; /* NULL: only the line */
	const char *line;
};

/* What a show needs, then, commented out, what it may have. */
static const struct row config_rows[] = {
	{NULL, "# The show config. Lines that begin with #: are settings you may want: "
	       "take "
	       "the #: away."},
	{NULL, "# More: feedgen explain KEY, and feedgen.yaml(5)."},
	{"title", "title: My Show"},
	{"description", "description: What this show is about, in a sentence or two."},
	{"link", "link: https://show.example"},
	{"feed_url", "feed_url: https://show.example/feed.xml"},
	{"language", "language: en"},
	{"timezone", "timezone: UTC"},
	{"author", "author: Your Name"},
	{NULL, "\nowner:"},
	{"owner.name", "  name: Your Name"},
	{"owner.email", "  email: you@show.example"},
	{"categories", "categories: [Technology]"},
	{"explicit", "explicit: false"},
	{"type", "type: episodic"},
	{"image", "image: https://show.example/cover.jpg"},
	{"publish_time", "#: publish_time: \"06:00\""},
	{"subtitle", "#: subtitle: One line about this show"},
	{"copyright", "#: copyright: Your Name"},
	{"locked", "#: locked: true"},
	{"guid", "#: guid: 00000000-0000-5000-8000-000000000000"},
	{"people", "#: people: [{name: Your Name, role: host}]"},
	{"episode", "#: episode: {link: \"https://show.example/episodes/{stem}/\"}"},
	{"transcript.heading", "#: transcript: {heading: Transcript}"},
	{"rules", "#: rules: {text/notes-long: off}"},
};

static const struct row episode_rows[] = {
	{NULL, "---"},
	{"title", "title: The first episode"},
	{"date", "date: "},
	{"audio", "audio: https://show.example/01-first-episode.mp3"},
	{"duration", "duration: \"30:00\""},
	{"number", "number: 1"},
	{"season", "#: season: 1"},
	{"episode_type", "#: episode_type: trailer"},
	{"image", "#: image: https://show.example/01-first-episode.jpg"},
	{"length", "#: length: 12345678"},
	{NULL, "---"},
	{NULL, "These are the notes, in *Markdown*: what listeners read about the "
	       "episode."},
	{NULL, "A blank line begins a paragraph, `-` an item of a list, and **this** is "
	       "bold."},
	{NULL, "A link is [its text](https://www.rfc-editor.org/rfc/rfc7763)."},
};

/* The line, under the field's summary as a comment that is set in like it. */
static void add_row(struct sbuf *out, const struct row *row, bool of_show)
{
	int field = row->field ? fg_field_find(row->field, of_show) : -1;
	if (field >= 0) {
		int indent = (int)strspn(row->line, " ");
		const char *summary = fg_field_at((size_t)field)->summary;
		sbuf_printf(out, "%s%*s# %s\n", of_show && !indent ? "\n" : "", indent,
			"", summary);
	}
	sbuf_str(out, row->line);
}

void starter_config(struct sbuf *out)
{
	for (size_t i = 0; i < sizeof config_rows / sizeof *config_rows; i++) {
		add_row(out, &config_rows[i], true);
		sbuf_char(out, '\n');
	}
}

void starter_episode(struct sbuf *out, int64_t now)
{
	char day[WHEN_TEXT_SIZE];
	when_rfc3339(now, day);
	for (size_t i = 0; i < sizeof episode_rows / sizeof *episode_rows; i++) {
		const struct row *row = &episode_rows[i];
		add_row(out, row, false);
		if (row->field && strcmp(row->field, "date") == 0)
			sbuf_add(out, day, strcspn(day, "T"));
		sbuf_char(out, '\n');
	}
}

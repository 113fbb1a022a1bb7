/* SPDX-License-Identifier: ISC */
/* Chapters as a file: JSON chapters 1.2.0 (podcast namespace, jsonChapters.md). */
#include "write/sidecars.h"

#include "base/jsonout.h"

static void add_member(struct sbuf *out, const char *name, const char *value)
{
	if (value && *value)
		jsonout_text(out, name, value);
}

static void add_location(struct sbuf *out, const struct fg_chapter *c)
{
	if (!c->place || !c->geo)
		return;
	jsonout_open(out, "location");
	jsonout_text(out, "name", c->place);
	jsonout_text(out, "geo", c->geo);
	add_member(out, "osm", c->osm);
	jsonout_close(out);
}

void sidecar_chapters(struct fg_run *run, const struct fg_item *item, struct sbuf *out)
{
	const struct fg_chapters *all = &item->notes->chapters;
	(void)run;
	jsonout_open(out, NULL);
	jsonout_text(out, "version", "1.2.0");
	add_member(out, "title", item->episode->title);
	add_member(out, "podcastName", item->show->title);
	jsonout_list(out, "chapters");
	for (size_t i = 0; i < all->len; i++) {
		const struct fg_chapter *c = &all->data[i];
		sbuf_str(out, i ? ",\n" : "\n");
		jsonout_open(out, NULL);
		jsonout_seconds(out, "startTime", c->start_ms);
		if (c->end_ms > c->start_ms)
			jsonout_seconds(out, "endTime", c->end_ms);
		add_member(out, "title", c->title);
		add_member(out, "img", c->img);
		add_member(out, "url", c->href);
		if (c->hidden)
			jsonout_flag(out, "toc", false);
		add_location(out, c);
		jsonout_close(out);
	}
	sbuf_char(out, '\n');
	jsonout_end(out);
	jsonout_close(out);
	sbuf_char(out, '\n');
}

/* SPDX-License-Identifier: ISC */
/* What the guard wants to know of a JSON Feed (1.1, sections "top-level" and "items"). */
#include "guard/published.h"

#include "base/url.h"
#include "base/vec.h"
#include "base/when.h"
#include "guard/scan.h"

struct reader {
	struct arena *arena;
	struct jsonread json;
	struct published *out;
	struct published_item item;
	size_t resolved; /* bytes of addresses that were made absolute */
};

/* Members of an item stand in it, in "items", in the feed. */
enum { IN_FEED = 1, IN_LIST = 2, IN_ITEM = 3 };

static bool is_of_items(const struct reader *r)
{
	return str_starts(sbuf_text(&r->json.path), "items[");
}

static const char *text(struct reader *r)
{
	struct str s = str_trim(sbuf_text(&r->json.text));
	return s.len ? arena_strndup(r->arena, s.data, s.len) : NULL;
}

static void take_date(struct reader *r)
{
	struct when_text when;
	enum when_fold fold;
	const char *problem, *date = text(r);
	if (!date || !when_parse(date, &when, &problem) || !when.has_zone)
		return;
	r->item.date = when_resolve(&when, NULL, 0, &fold);
	if (r->item.date > r->out->newest)
		r->out->newest = r->item.date;
}

/* JSON Feed wants addresses whole; a browser would take others as relative to the feed's. */
static const char *address(struct reader *r)
{
	const char *url = text(r);
	const char *whole = url ? url_complete(r->arena, r->out->address, url) : NULL;
	r->resolved += whole != url ? strlen(whole) : 0;
	return whole;
}

/* The first one is the enclosure. */
static void take_attachment(struct reader *r)
{
	struct str path = sbuf_text(&r->json.path);
	if (str_ends(path, "attachments[0].url"))
		r->item.url = address(r);
	else if (str_ends(path, "attachments[0].mime_type"))
		r->item.type = text(r);
	else if (str_ends(path, "attachments[0].size_in_bytes"))
		r->item.length = text(r);
}

static void take(struct reader *r)
{
	struct str name = sbuf_text(&r->json.name);
	if (str_is(sbuf_text(&r->json.path), "title"))
		r->out->title = text(r);
	if (str_is(sbuf_text(&r->json.path), "next_url"))
		r->out->older = address(r);
	if (!is_of_items(r))
		return;
	if (r->json.depth > IN_ITEM)
		take_attachment(r);
	else if (str_is(name, "id"))
		r->item.guid = text(r);
	else if (str_is(name, "title"))
		r->item.title = text(r);
	else if (str_is(name, "url"))
		r->item.link = address(r);
	else if (str_is(name, "date_published"))
		take_date(r);
}

static void begin(struct reader *r)
{
	if (r->json.depth == IN_LIST && is_of_items(r))
		r->item = (struct published_item){.line = r->json.line};
}

static bool keep(struct reader *r, const char **problem)
{
	if (r->json.depth != IN_LIST || !is_of_items(r))
		return true;
	if (r->out->len == PUBLISHED_ITEMS_MAX)
		*problem = "has more than 500,000 items";
	else if (r->resolved > SCAN_FILE_MAX)
		*problem = "has addresses without end";
	else
		*vec_push(r->arena, r->out) = r->item;
	return *problem == NULL;
}

static bool read_all(struct reader *r, const char **problem)
{
	for (;;) {
		switch (jsonread_next(&r->json)) {
		case JSON_STRING:
		case JSON_NUMBER:
			take(r);
			break;
		case JSON_OBJECT:
			begin(r);
			break;
		case JSON_CLOSE:
			if (!keep(r, problem))
				return false;
			break;
		case JSON_END:
			return true;
		case JSON_BROKEN:
			*problem = arena_printf(
				r->arena, "is no JSON: %s", r->json.problem.data);
			return false;
		default:
			break;
		}
	}
}

bool published_json(struct arena *a, const struct published_source *source,
	struct published *out, const char **problem, unsigned *line)
{
	struct reader r = {.arena = a, .out = out};
	*out = (struct published){.is_json = true, .address = out->address};
	*problem = NULL;
	jsonread_open(&r.json, a, source->read, source->arg);
	bool ok = read_all(&r, problem);
	*line = r.json.line;
	jsonread_close(&r.json);
	return ok;
}

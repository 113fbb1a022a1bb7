/* SPDX-License-Identifier: ISC */
/* A JSON Feed (1.1) as elements of RSS that say the same. */
#include "import/import.h"

#include <string.h>
#include "base/diag.h"
#include "base/jsonread.h"
#include "base/url.h"
#include "model/rule.h"

struct reading_json {
	struct fg_import *im;
	struct jsonread json;
	struct tree *into;
	struct import_item *item;
	struct tree *part;                /* the attachment that is open */
	struct str html, plain, summary;  /* of the item */
	struct str hub, hub_type;         /* of the hub that is open */
	struct jsonline of_feed, of_item; /* the member that is open */
	bool is_feed, is_full, has_audio;
};

enum { IN_LIST = 2, PATTERN_MAX = 256 };

static const char *text_of(struct reading_json *r)
{
	return arena_strndup(r->im->arena, r->json.text.data, r->json.text.len);
}

static struct tree *place(struct reading_json *r, struct tree *n)
{
	n->line = r->json.line;
	n->column = r->json.column;
	n->base = r->im->address;
	return n;
}

static void add(struct reading_json *r, struct tree *n)
{
	import_add(r->im, r->into, place(r, n));
}

static void add_leaf(struct reading_json *r, const char *prefix, const char *name)
{
	struct tree *leaf = tree_leaf(r->im->arena, name, text_of(r));
	leaf->prefix = prefix;
	add(r, leaf);
}

static void add_href(
	struct reading_json *r, const char *prefix, const char *name, const char *rel)
{
	struct tree *n = tree_new(r->im->arena, prefix, name);
	if (rel)
		tree_add_attribute(r->im->arena, n, "rel", rel);
	tree_add_attribute(r->im->arena, n, "href", text_of(r));
	add(r, n);
}

/* ---- members ---- */

static void take_guid(struct reading_json *r)
{
	struct tree *guid = tree_leaf(r->im->arena, "guid", text_of(r));
	tree_add_attribute(r->im->arena, guid, "isPermaLink", "false");
	add(r, guid);
}

static void take_title(struct reading_json *r)
{
	add_leaf(r, NULL, "title");
}
static void take_link(struct reading_json *r)
{
	add_leaf(r, NULL, "link");
}
static void take_description(struct reading_json *r)
{
	add_leaf(r, NULL, "description");
}
static void take_language(struct reading_json *r)
{
	add_leaf(r, NULL, "language");
}
static void take_date(struct reading_json *r)
{
	add_leaf(r, NULL, "pubDate");
}
static void take_tag(struct reading_json *r)
{
	add_leaf(r, NULL, "category");
}
/* Feeds for readers of 1.0, too, say it twice. */
static void take_author(struct reading_json *r)
{
	const char *name = text_of(r);
	for (const struct tree *n = r->into->first; n; n = n->next) {
		if (strcmp(n->key, "itunes:author") == 0 &&
			strcmp(tree_text(r->im->arena, n), name) == 0)
			return;
	}
	add_leaf(r, "itunes", "author");
}
static void take_image(struct reading_json *r)
{
	add_href(r, "itunes", "image", NULL);
}
/* The link to the feed that the show will have. */
static void take_self(struct reading_json *r)
{
	add_href(r, "atom", "link", "self");
	tree_add_attribute(r->im->arena, r->into->last, "type", "application/rss+xml");
}
static void take_next(struct reading_json *r)
{
	add_href(r, "atom", "link", "next");
}
static void take_hub(struct reading_json *r)
{
	r->hub = str_of(text_of(r));
}
static void take_hub_type(struct reading_json *r)
{
	r->hub_type = str_of(text_of(r));
}
static void take_html(struct reading_json *r)
{
	r->html = str_of(text_of(r));
}
static void take_plain(struct reading_json *r)
{
	r->plain = str_of(text_of(r));
}
static void take_summary(struct reading_json *r)
{
	r->summary = str_of(text_of(r));
}

/* What RSS has once is the first; the others are links of Atom. */
static void take_part(struct reading_json *r, const char *attribute, const char *of_link)
{
	struct arena *a = r->im->arena;
	bool first = !r->has_audio;
	if (!r->part) {
		r->part =
			tree_new(a, first ? NULL : "atom", first ? "enclosure" : "link");
		if (!first)
			tree_add_attribute(a, r->part, "rel", "enclosure");
		add(r, r->part);
	}
	tree_add_attribute(a, r->part, r->part->prefix ? of_link : attribute, text_of(r));
}

static void take_url(struct reading_json *r)
{
	take_part(r, "url", "href");
}
static void take_type(struct reading_json *r)
{
	take_part(r, "type", "type");
}
static void take_size(struct reading_json *r)
{
	take_part(r, "length", "length");
}
/* Of an enclosure of RSS there is no such thing. */
static void take_part_title(struct reading_json *r)
{
	if (r->has_audio)
		take_part(r, "title", "title");
}
/* Of the first attachment; an item has one playing time. */
static void take_duration(struct reading_json *r)
{
	struct str path = sbuf_text(&r->json.path);
	if (str_ends(path, "attachments[0].duration_in_seconds"))
		add_leaf(r, "itunes", "duration");
}

static void take_nothing(struct reading_json *r)
{
	(void)r;
}

/* Members of the feed and of an item, with [] for a place in a list. */
static const struct {
	bool of_item;
	const char *pattern;
	void (*take)(struct reading_json *r);
} rows[] = {
	{false, "version", take_nothing},
	{false, "title", take_title},
	{false, "home_page_url", take_link},
	{false, "feed_url", take_self},
	{false, "description", take_description},
	{false, "user_comment", take_nothing},
	{false, "next_url", take_next},
	{false, "icon", take_image},
	{false, "language", take_language},
	{false, "author.name", take_author},
	{false, "authors[].name", take_author},
	{false, "hubs[].url", take_hub},
	{false, "hubs[].type", take_hub_type},
	{true, "id", take_guid},
	{true, "url", take_link},
	{true, "title", take_title},
	{true, "content_html", take_html},
	{true, "content_text", take_plain},
	{true, "summary", take_summary},
	{true, "image", take_image},
	{true, "date_published", take_date},
	{true, "tags[]", take_tag},
	{true, "author.name", take_author},
	{true, "authors[].name", take_author},
	{true, "attachments[].url", take_url},
	{true, "attachments[].mime_type", take_type},
	{true, "attachments[].title", take_part_title},
	{true, "attachments[].size_in_bytes", take_size},
	{true, "attachments[].duration_in_seconds", take_duration},
};

/* The path of the value as a pattern, without that of its item: "attachments[].url". */
static void pattern_of(const struct reading_json *r, char out[PATTERN_MAX])
{
	const char *path = r->json.path.data;
	const char *dot = r->item ? strchr(path, '.') : NULL;
	size_t len = 0;
	for (path = dot ? dot + 1 : path; *path && len < PATTERN_MAX - 2; path++) {
		out[len++] = *path;
		if (*path != '[')
			continue;
		out[len++] = ']';
		path += strcspn(path, "]");
	}
	out[len] = '\0';
}

static void take(struct reading_json *r)
{
	char pattern[PATTERN_MAX];
	pattern_of(r, pattern);
	if (!r->item && strcmp(pattern, "version") == 0)
		r->is_feed = strstr(r->json.text.data, "jsonfeed.org/version/") != NULL;
	if (!r->into)
		return;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		if (rows[i].of_item != (r->item != NULL) ||
			strcmp(rows[i].pattern, pattern) != 0)
			continue;
		rows[i].take(r);
		return;
	}
}

static void take_flag(struct reading_json *r, bool value)
{
	struct str path = sbuf_text(&r->json.path);
	if (r->item || !r->into || !value || !str_is(path, "expired"))
		return;
	struct tree *complete = tree_leaf(r->im->arena, "complete", "Yes");
	complete->prefix = "itunes";
	add(r, complete);
}

/* ---- objects that are complete ---- */

/* rssCloud is another thing, that RSS has another element for. */
static void close_hub(struct reading_json *r)
{
	bool is_websub = r->hub_type.len == 0 || str_case_is(r->hub_type, "WebSub");
	if (r->hub.len && is_websub) {
		struct tree *n = tree_new(r->im->arena, "atom", "link");
		tree_add_attribute(r->im->arena, n, "rel", "hub");
		tree_add_attribute(r->im->arena, n, "href", r->hub.data);
		add(r, n);
	}
	r->hub = r->hub_type = (struct str){"", 0};
}

static void close_part(struct reading_json *r)
{
	if (r->part && !r->part->prefix && !tree_attribute(r->part, "length"))
		tree_add_attribute(r->im->arena, r->part, "length", "0");
	r->has_audio = r->has_audio || r->part;
	r->part = NULL;
}

/* ---- items ---- */

static bool is_of_items(const struct reading_json *r)
{
	return str_starts(sbuf_text(&r->json.path), "items[");
}

static void open_object(struct reading_json *r)
{
	if (r->json.depth != IN_LIST || !is_of_items(r))
		return;
	r->has_audio = false;
	r->item = import_add_item(r->im, r->json.line, r->json.column);
	r->is_full = r->is_full || !r->item;
	r->into = r->item ? &r->item->elements : NULL;
	r->html = r->plain = r->summary = (struct str){"", 0};
}

static const char *escaped(struct fg_import *im, struct str text)
{
	struct sbuf b;
	struct tree node = {.text = text};
	sbuf_init(&b, SIZE_MAX / 2);
	tree_write(im->prefixes, TREE_RSS, &node, &b);
	sbuf_need_memory(&b, im->arena);
	const char *copy = arena_strndup(im->arena, b.data, b.len);
	sbuf_release(&b);
	return copy;
}

/* HTML with the lines and paragraphs of a text. */
static const char *paragraphs(struct fg_import *im, struct str text)
{
	struct sbuf b;
	struct str rest = text, line;
	bool open = false;
	if (str_find_char(text, '\n', 0) == STR_NONE)
		return escaped(im, text);
	sbuf_init(&b, SIZE_MAX / 2);
	while (str_line(&rest, &line)) {
		bool blank = str_trim(line).len == 0;
		if (!blank)
			sbuf_printf(&b, "%s%s",
				open    ? "<br>\n"
				: b.len ? "\n<p>"
					: "<p>",
				escaped(im, line));
		else if (open)
			sbuf_str(&b, "</p>");
		open = !blank;
	}
	sbuf_str(&b, open ? "</p>" : "");
	sbuf_need_memory(&b, im->arena);
	const char *html = arena_strndup(im->arena, b.data, b.len);
	sbuf_release(&b);
	return html;
}

/* Notes are HTML; plain text becomes it. */
static void close_item(struct reading_json *r)
{
	struct arena *a = r->im->arena;
	const char *content = r->html.len ? r->html.data : paragraphs(r->im, r->plain);
	if (r->summary.len)
		add(r, tree_leaf(a, "description", escaped(r->im, r->summary)));
	if (*content) {
		struct tree *n =
			tree_leaf(a, r->summary.len ? "encoded" : "description", content);
		n->prefix = r->summary.len ? "content" : NULL;
		add(r, n);
	}
	r->item->format = FG_JSON;
	r->item = NULL;
	r->into = &r->im->channel;
}

/* An object ends, of which depth tells what it is. */
static void close_object(struct reading_json *r)
{
	struct str path = sbuf_text(&r->json.path);
	if (r->item && r->json.depth == IN_LIST)
		close_item(r);
	else if (r->item && r->json.depth == IN_LIST + 2)
		close_part(r);
	else if (!r->item && str_starts(path, "hubs["))
		close_hub(r);
}

/* What the feed or the item says in its own words. */
static void keep_member(struct reading_json *r, enum json_event e)
{
	bool of_items = str_starts(sbuf_text(&r->json.path), "items");
	if (r->item && jsonline_take(&r->of_item, &r->json, e))
		json_add_member(r->im, &r->item->native, &r->of_item);
	else if (!r->item && !of_items && jsonline_take(&r->of_feed, &r->json, e))
		json_add_member(r->im, &r->im->native, &r->of_feed);
	sbuf_need_memory(r->item ? &r->of_item.text : &r->of_feed.text, r->im->arena);
}

static bool broken(struct reading_json *r)
{
	struct fg_place at = {r->im->file, r->json.line, r->json.column};
	diag_add(r->im->run->diags, FG_RULE_JSON_SYNTAX, at, "%s", r->json.problem.data);
	return false;
}

static bool walk(struct reading_json *r)
{
	for (;;) {
		enum json_event e = jsonread_next(&r->json);
		keep_member(r, e);
		switch (e) {
		case JSON_STRING:
		case JSON_NUMBER:
			take(r);
			break;
		case JSON_TRUE:
		case JSON_FALSE:
			take_flag(r, e == JSON_TRUE);
			break;
		case JSON_OBJECT:
			open_object(r);
			break;
		case JSON_CLOSE:
			close_object(r);
			break;
		case JSON_END:
			return true;
		case JSON_BROKEN:
			return broken(r);
		default:
			break;
		}
	}
}

/* Ghost's export of a site, with its drafts and its members, says when it was made. */
static bool is_export(struct str text)
{
	enum { BEGINNING = 4096 };
	struct str begin =
		str_slice(text, 0, text.len < BEGINNING ? text.len : BEGINNING);
	return str_find(begin, "\"exported_on\"", 0) != STR_NONE;
}

static bool refuse(struct fg_import *im, const struct reading_json *r, struct str text)
{
	struct fg_diags *diags = im->run->diags;
	struct fg_place at = {im->file, 1, 1};
	if (r->is_feed) {
		diag_add(diags, FG_RULE_IMPORT_TOO_LARGE, at,
			"the feed has more than %d items", IMPORT_ITEMS_MAX);
	} else if (is_export(text)) {
		struct fg_diag *d = diag_add(diags, FG_RULE_IMPORT_EXPORT, at,
			"this is an export of Ghost, not a feed");
		diag_hint(diags, d,
			"import the address of the podcast's feed, such as "
			"https://…/rss/, or what routes.yaml says of it");
	} else {
		diag_add(diags, FG_RULE_FEED_UNKNOWN, at,
			"this is JSON, but no JSON Feed: it has no version");
	}
	return false;
}

bool json_read(struct fg_import *im, struct str text)
{
	struct reading_json r = {.im = im,
		.into = &im->channel,
		.of_feed = {.depth = 1},
		.of_item = {.depth = IN_LIST + 1}};
	r.html = r.plain = r.summary = r.hub = r.hub_type = (struct str){"", 0};
	sbuf_init(&r.of_feed.text, SIZE_MAX / 2);
	sbuf_init(&r.of_item.text, SIZE_MAX / 2);
	im->format = FG_JSON;
	jsonread_open_text(&r.json, im->arena, text);
	bool good = walk(&r);
	jsonread_close(&r.json);
	jsonline_release(&r.of_feed);
	jsonline_release(&r.of_item);
	if (!good)
		return false;
	return (r.is_feed && !r.is_full) || refuse(im, &r, text);
}

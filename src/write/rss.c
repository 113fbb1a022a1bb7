/* SPDX-License-Identifier: ISC */
/* RSS 2.0 with the elements of Apple and of the Podcasting 2.0 namespace. */
#include "write/xmlrows.h"

#include "base/arena.h"

#define TYPE "application/rss+xml"

/* ---- the channel ---- */

static void link_to(struct writing *w, struct str url, const char *rel, const char *type)
{
	if (url.len == 0)
		return;
	xmlout_open(&w->xml, "atom:link");
	xmlout_attr(&w->xml, "href", url);
	xmlout_attr(&w->xml, "rel", str_of(rel));
	row_attr(w, "type", str_of(type));
	xmlout_close(&w->xml);
}

static void self(struct writing *w, const struct element *e)
{
	(void)e;
	link_to(w, writing_self(w, w->show->feed_url), "self", TYPE);
}

static void pages(struct writing *w, const struct element *e)
{
	(void)e;
	for (size_t i = 0; w->page && i < ROW_PAGE_LINKS; i++)
		link_to(w, row_page_link(w, i), row_page_relation(i), TYPE);
	row_archive(w);
}

static void hubs(struct writing *w, const struct element *e)
{
	(void)e;
	for (size_t i = 0; i < w->show->hubs.len; i++)
		link_to(w, str_of(w->show->hubs.data[i]), "hub", NULL);
}

/* RSS wants all three parts, the same title and link as the channel's (RSS 2.0, image). */
static void picture(struct writing *w, const struct element *e)
{
	struct str url = writing_value(w, e);
	struct str title = writing_line(w, w->show->title);
	struct str link = str_of(w->show->link);
	if (url.len == 0 || title.len == 0 || link.len == 0)
		return;
	xmlout_open(&w->xml, writing_name(w, e));
	xmlout_leaf(&w->xml, "url", url);
	xmlout_leaf(&w->xml, "title", title);
	xmlout_leaf(&w->xml, "link", link);
	xmlout_close(&w->xml);
}

/* ---- items ---- */

static void own_author(struct writing *w, const struct element *e)
{
	struct str author = writing_value(w, e);
	if (!str_eq(author, writing_line(w, w->show->author)))
		row_leaf(w, writing_name(w, e), author);
}

static void notes(struct writing *w, const struct element *e, struct str html)
{
	if (html.len == 0)
		return;
	xmlout_open(&w->xml, writing_name(w, e));
	row_notes(w, html);
	xmlout_close(&w->xml);
}

static void summary(struct writing *w, const struct element *e)
{
	notes(w, e, writing_summary(w));
}

static void content(struct writing *w, const struct element *e)
{
	notes(w, e, writing_content(w));
}

static void keywords(struct writing *w, const struct element *e)
{
	const struct fg_list *all = w->ep ? &w->ep->keywords : &w->show->keywords;
	for (size_t i = 0; i < all->len; i++)
		row_leaf(w, writing_name(w, e), writing_line(w, all->data[i]));
}

static void enclosure(struct writing *w, const struct element *e)
{
	const struct fg_enclosure *audio = fg_audio(w->ep, w->variant);
	struct str url = str_of(audio->url);
	if (url.len == 0)
		return;
	/* 0 says "not known" to readers; -1 or nothing breaks some. */
	long long length = audio->length > 0 ? (long long)audio->length : 0;
	xmlout_open(&w->xml, writing_name(w, e));
	xmlout_attr(&w->xml, "url", url);
	xmlout_attr(
		&w->xml, "length", str_of(arena_printf(w->run->arena, "%lld", length)));
	row_attr(w, "type", str_of(audio->type));
	xmlout_close(&w->xml);
}

/* To the byte: readers compare guids, and one that changes is a new episode. */
static void guid(struct writing *w, const struct element *e)
{
	struct str id = str_of(w->ep->guid);
	if (id.len == 0)
		return;
	xmlout_open(&w->xml, writing_name(w, e));
	xmlout_attr(&w->xml, "isPermaLink",
		str_of(w->ep->guid_is_permalink ? "true" : "false"));
	xmlout_text(&w->xml, id);
	xmlout_close(&w->xml);
}

/* ---- the parts ---- */

static const char *const around_items[] = {"rss", "channel", NULL};

static void begin_head(struct writing *w)
{
	xmlout_open(&w->xml, "rss");
	xmlout_attr(&w->xml, "version", str_of("2.0"));
	row_namespaces(w, NULL);
	row_history(w);
	xmlout_open(&w->xml, "channel");
}

/* What people have written as XML stands last, before the items or in its item. */
static void as_written(
	struct writing *w, const struct fg_xml *xml, enum writing_part part)
{
	if (!xml->text)
		return;
	xmlout_raw(&w->xml, str_of(xml->text), part == WRITING_ITEM ? 3 : 2);
	if (part == WRITING_ITEM)
		xmlout_raw_end(&w->xml, 3);
}

static void begin(struct writing *w, enum writing_part part, struct sbuf *out)
{
	if (part == WRITING_HEAD) {
		xmlout_begin(&w->xml, out);
		begin_head(w);
		return;
	}
	xmlout_resume(&w->xml, out, around_items);
	if (part == WRITING_ITEM)
		xmlout_open(&w->xml, "item");
}

static void end(struct writing *w, enum writing_part part)
{
	if (part == WRITING_HEAD)
		as_written(w, &w->show->xml, part);
	if (part == WRITING_ITEM) {
		as_written(w, &w->ep->xml, part);
		xmlout_close(&w->xml);
	}
	if (part == WRITING_TAIL) {
		xmlout_close(&w->xml);
		xmlout_close(&w->xml);
	}
	xmlout_end(&w->xml);
}

static void (*const how[HOW_COUNT])(struct writing *w, const struct element *e) = {
	[HOW_VALUE] = row_value,
	[HOW_HREF] = row_href,
	[HOW_OWN] = own_author,
	[HOW_OWN_HREF] = row_own_href,
	[HOW_WHOLE] = row_whole,
	[HOW_PAGE] = row_value,
	[HOW_DATE] = row_value,
	[HOW_UPDATED] = row_value,
	[HOW_KEYWORDS] = keywords,
	[HOW_AUTHOR] = row_value,
	[HOW_COMPLETE] = row_value,
	[HOW_SELF] = self,
	[HOW_HUBS] = hubs,
	[HOW_PAGES] = pages,
	[HOW_GENERATOR] = row_generator,
	[HOW_OWNER] = row_owner,
	[HOW_CATEGORIES] = row_categories,
	[HOW_PICTURE] = picture,
	[HOW_LOCKED] = row_locked,
	[HOW_PEOPLE] = row_people,
	[HOW_SUMMARY] = summary,
	[HOW_CONTENT] = content,
	[HOW_ENCLOSURE] = enclosure,
	[HOW_GUID] = guid,
	[HOW_SEASON] = row_season,
	[HOW_EPISODE] = row_episode,
	[HOW_TRANSCRIPT] = row_transcript,
	[HOW_CHAPTERS] = row_chapters,
	[HOW_TAG] = row_tags,
	[HOW_INLINE_CHAPTERS] = row_inline_chapters,
};

const struct format rss_format = {begin, end, how, when_rfc822, ""};

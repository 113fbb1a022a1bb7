/* SPDX-License-Identifier: ISC */
/* RSS 2.0 with the elements of Apple and of the Podcasting 2.0 namespace. */
#include "write/writer.h"

#include "base/url.h"
#include "model/check.h"

/* ---- small pieces ---- */

/* An attribute, or none if the value is empty. */
static void attr(struct writing *w, const char *name, struct str value)
{
	if (value.len)
		xmlout_attr(&w->xml, name, value);
}

/* An element with text alone, or none if the text is empty. */
static void leaf(struct writing *w, const char *name, struct str text)
{
	if (text.len)
		xmlout_leaf(&w->xml, name, text);
}

static void leaf_href(struct writing *w, const char *name, struct str url)
{
	if (url.len == 0)
		return;
	xmlout_open(&w->xml, name);
	xmlout_attr(&w->xml, "href", url);
	xmlout_close(&w->xml);
}

static bool is_whole(struct str text)
{
	long long n;
	return str_to_int(text, &n) && n > 0;
}

/* ---- plain rows ---- */

static void value(struct writing *w, const struct element *e)
{
	leaf(w, e->rss, writing_value(w, e));
}

static void href(struct writing *w, const struct element *e)
{
	leaf_href(w, e->rss, writing_value(w, e));
}

static void whole(struct writing *w, const struct element *e)
{
	struct str text = writing_value(w, e);
	if (is_whole(text))
		leaf(w, e->rss, text);
}

/* ---- the channel ---- */

static void self(struct writing *w, const struct element *e)
{
	struct str url = writing_value(w, e);
	if (url.len == 0)
		return;
	xmlout_open(&w->xml, e->rss);
	xmlout_attr(&w->xml, "href", url);
	xmlout_attr(&w->xml, "rel", str_of("self"));
	xmlout_attr(&w->xml, "type", str_of("application/rss+xml"));
	xmlout_close(&w->xml);
}

/* Without the version: an upgrade alone must not change the feed. */
static void generator(struct writing *w, const struct element *e)
{
	xmlout_leaf(&w->xml, e->rss, str_of("feedgen"));
}

static void owner(struct writing *w, const struct element *e)
{
	struct str name = writing_line(w, w->show->owner_name);
	struct str email = writing_line(w, w->show->owner_email);
	if (name.len == 0 && email.len == 0)
		return;
	xmlout_open(&w->xml, e->rss);
	leaf(w, "itunes:name", name);
	leaf(w, "itunes:email", email);
	xmlout_close(&w->xml);
}

static void categories(struct writing *w, const struct element *e)
{
	const struct fg_categories *all = &w->show->categories;
	for (size_t i = 0; i < all->len; i++) {
		xmlout_open(&w->xml, e->rss);
		xmlout_attr(&w->xml, "text", str_of(all->data[i].top));
		if (all->data[i].sub) {
			xmlout_open(&w->xml, e->rss);
			xmlout_attr(&w->xml, "text", str_of(all->data[i].sub));
			xmlout_close(&w->xml);
		}
		xmlout_close(&w->xml);
	}
}

/* RSS wants all three parts, the same title and link as the channel's (RSS 2.0, image). */
static void picture(struct writing *w, const struct element *e)
{
	struct str url = writing_value(w, e);
	struct str title = writing_line(w, w->show->title);
	struct str link = str_of(w->show->link);
	if (url.len == 0 || title.len == 0 || link.len == 0)
		return;
	xmlout_open(&w->xml, e->rss);
	xmlout_leaf(&w->xml, "url", url);
	xmlout_leaf(&w->xml, "title", title);
	xmlout_leaf(&w->xml, "link", link);
	xmlout_close(&w->xml);
}

static void locked(struct writing *w, const struct element *e)
{
	if (w->show->at[e->field].origin == FG_ABSENT)
		return;
	xmlout_open(&w->xml, e->rss);
	attr(w, "owner", writing_line(w, w->show->owner_email));
	xmlout_text(&w->xml, str_of(w->show->locked ? "yes" : "no"));
	xmlout_close(&w->xml);
}

/* ---- both ---- */

static void people(struct writing *w, const struct element *e)
{
	const struct fg_people *all = w->ep ? &w->ep->people : &w->show->people;
	for (size_t i = 0; i < all->len; i++) {
		const struct fg_person *p = &all->data[i];
		struct str name = writing_line(w, p->name);
		if (name.len == 0)
			continue;
		xmlout_open(&w->xml, e->rss);
		attr(w, "role", writing_line(w, p->role));
		attr(w, "group", writing_line(w, p->group));
		attr(w, "img", str_of(p->img));
		attr(w, "href", str_of(p->href));
		xmlout_text(&w->xml, name);
		xmlout_close(&w->xml);
	}
}

/* ---- items ---- */

static void own_author(struct writing *w, const struct element *e)
{
	struct str author = writing_value(w, e);
	if (!str_eq(author, writing_line(w, w->show->author)))
		leaf(w, e->rss, author);
}

static void own_image(struct writing *w, const struct element *e)
{
	struct str url = writing_value(w, e);
	if (!str_eq(url, str_of(w->show->image)))
		leaf_href(w, e->rss, url);
}

static struct str summary_text(const struct writing *w)
{
	return (struct str){w->notes->description, w->notes->description_len};
}

static void summary(struct writing *w, const struct element *e)
{
	leaf(w, e->rss, summary_text(w));
}

static void content(struct writing *w, const struct element *e)
{
	struct str html = {w->notes->html, w->notes->html_len};
	if (!str_eq(html, summary_text(w)))
		leaf(w, e->rss, html);
}

static void enclosure(struct writing *w, const struct element *e)
{
	const struct fg_enclosure *audio = &w->ep->enclosure;
	struct str url = writing_value(w, e);
	if (url.len == 0)
		return;
	/* 0 says "not known" to readers; -1 or nothing breaks some. */
	long long length = audio->length > 0 ? (long long)audio->length : 0;
	xmlout_open(&w->xml, e->rss);
	xmlout_attr(&w->xml, "url", url);
	xmlout_attr(
		&w->xml, "length", str_of(arena_printf(w->run->arena, "%lld", length)));
	attr(w, "type", str_of(audio->type));
	xmlout_close(&w->xml);
}

/* To the byte: readers compare guids, and one that changes is a new episode. */
static void guid(struct writing *w, const struct element *e)
{
	struct str id = str_of(w->ep->guid);
	if (id.len == 0)
		return;
	xmlout_open(&w->xml, e->rss);
	xmlout_attr(&w->xml, "isPermaLink",
		str_of(w->ep->guid_is_permalink ? "true" : "false"));
	xmlout_text(&w->xml, id);
	xmlout_close(&w->xml);
}

/* podcast:season and podcast:episode are written where they say more than their twins of
   iTunes: a name, a text to show, a number that is not whole. */

static void season(struct writing *w, const struct element *e)
{
	struct str name = writing_line(w, w->ep->season_name);
	if (name.len == 0 || w->ep->at[FG_EP_SEASON].origin == FG_ABSENT)
		return;
	long long number = w->ep->season;
	xmlout_open(&w->xml, e->rss);
	xmlout_attr(&w->xml, "name", name);
	xmlout_text(&w->xml, str_of(arena_printf(w->run->arena, "%lld", number)));
	xmlout_close(&w->xml);
}

static void episode(struct writing *w, const struct element *e)
{
	struct str number = str_of(w->ep->number);
	struct str display = writing_line(w, w->ep->number_display);
	if (number.len == 0 || (is_whole(number) && display.len == 0))
		return;
	xmlout_open(&w->xml, e->rss);
	attr(w, "display", display);
	xmlout_text(&w->xml, number);
	xmlout_close(&w->xml);
}

/* An element that is a URL and its type. */
static void typed_url(
	struct writing *w, const char *name, struct str url, const char *type)
{
	xmlout_open(&w->xml, name);
	xmlout_attr(&w->xml, "url", url);
	xmlout_attr(&w->xml, "type", str_of(type));
	xmlout_close(&w->xml);
}

static void transcript(struct writing *w, const struct element *e)
{
	struct str url = writing_value(w, e);
	if (url.len == 0 || !url_is_web(url.data))
		return;
	const char *type = mime_of_transcript(url_extension(url.data));
	if (type)
		typed_url(w, e->rss, url, type);
}

static void chapters(struct writing *w, const struct element *e)
{
	struct str url = writing_value(w, e);
	if (url.len && url_is_web(url.data))
		typed_url(w, e->rss, url, "application/json+chapters");
}

/* ---- the parts ---- */

static const char *const around_items[] = {"rss", "channel", NULL};

static void begin_head(struct writing *w)
{
	xmlout_open(&w->xml, "rss");
	xmlout_attr(&w->xml, "version", str_of("2.0"));
	const struct element_namespace *ns;
	for (size_t i = 0; (ns = element_namespace_at(i)); i++) {
		const char *name = arena_printf(w->run->arena, "xmlns:%s", ns->prefix);
		xmlout_attr(&w->xml, name, str_of(ns->uri));
	}
	xmlout_open(&w->xml, "channel");
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
	if (part == WRITING_ITEM)
		xmlout_close(&w->xml);
	if (part == WRITING_TAIL) {
		xmlout_close(&w->xml);
		xmlout_close(&w->xml);
	}
	xmlout_end(&w->xml);
}

static void (*const how[HOW_COUNT])(struct writing *w, const struct element *e) = {
	[HOW_VALUE] = value,
	[HOW_HREF] = href,
	[HOW_OWN] = own_author,
	[HOW_OWN_HREF] = own_image,
	[HOW_WHOLE] = whole,
	[HOW_SELF] = self,
	[HOW_GENERATOR] = generator,
	[HOW_OWNER] = owner,
	[HOW_CATEGORIES] = categories,
	[HOW_PICTURE] = picture,
	[HOW_LOCKED] = locked,
	[HOW_PEOPLE] = people,
	[HOW_SUMMARY] = summary,
	[HOW_CONTENT] = content,
	[HOW_ENCLOSURE] = enclosure,
	[HOW_GUID] = guid,
	[HOW_SEASON] = season,
	[HOW_EPISODE] = episode,
	[HOW_TRANSCRIPT] = transcript,
	[HOW_CHAPTERS] = chapters,
};

const struct format rss_format = {begin, end, how};

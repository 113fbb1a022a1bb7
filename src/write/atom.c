/* SPDX-License-Identifier: ISC */
/* Atom (RFC 4287), with the elements of Apple and of the Podcasting 2.0 namespace. */
#include "write/xmlrows.h"

#include <string.h>
#include "base/arena.h"
#include "model/guid.h"

#define TYPE      "application/atom+xml"
#define NAMESPACE "http://www.w3.org/2005/Atom"
/* What a feed without episodes says of its last change: an entry is older than nothing. */
#define NEVER "1970-01-01T00:00:00Z"

/* ---- small pieces ---- */

static void link_to(struct writing *w, const char *rel, struct str url, const char *type)
{
	if (url.len == 0)
		return;
	xmlout_open(&w->xml, "link");
	xmlout_attr(&w->xml, "rel", str_of(rel));
	row_attr(w, "type", str_of(type));
	xmlout_attr(&w->xml, "href", url);
	xmlout_close(&w->xml);
}

static void author_named(struct writing *w, struct str name)
{
	if (name.len == 0)
		return;
	const struct fg_person *known = writing_person(w, name);
	xmlout_open(&w->xml, "author");
	xmlout_leaf(&w->xml, "name", name);
	row_leaf(w, "uri", str_of(known ? known->href : NULL));
	xmlout_close(&w->xml);
}

static void typed(struct writing *w, const char *name, const char *type, struct str text)
{
	xmlout_open(&w->xml, name);
	xmlout_attr(&w->xml, "type", str_of(type));
	xmlout_text(&w->xml, text);
	xmlout_close(&w->xml);
}

static void notes(struct writing *w, const struct element *e, struct str html)
{
	xmlout_open(&w->xml, writing_name(w, e));
	xmlout_attr(&w->xml, "type", str_of("html"));
	row_notes(w, html);
	xmlout_close(&w->xml);
}

/* ---- both ---- */

static void page(struct writing *w, const struct element *e)
{
	link_to(w, "alternate", writing_value(w, e), "text/html");
}

/* It must be there (RFC 4287, 4.1.1 and 4.1.2). An entry's is the date of publication, unless
   people say otherwise: a mended comma does not make an episode news. */
static void updated(struct writing *w, const struct element *e)
{
	struct str text = writing_value(w, e);
	char published[WHEN_TEXT_SIZE] = NEVER;
	if (w->ep)
		when_rfc3339(w->ep->date, published);
	xmlout_leaf(&w->xml, writing_name(w, e), text.len ? text : str_of(published));
}

/* ---- the feed ---- */

static void self(struct writing *w, const struct element *e)
{
	(void)e;
	link_to(w, "self", writing_self(w, w->show->atom_url), TYPE);
}

static void pages(struct writing *w, const struct element *e)
{
	(void)e;
	for (size_t i = 0; w->page && i < ROW_PAGE_LINKS; i++)
		link_to(w, row_page_relation(i), row_page_link(w, i), TYPE);
	row_archive(w);
}

static void hubs(struct writing *w, const struct element *e)
{
	(void)e;
	for (size_t i = 0; i < w->show->hubs.len; i++)
		link_to(w, "hub", str_of(w->show->hubs.data[i]), NULL);
}

/* A feed must have an author (RFC 4287, 4.1.1). */
static void author(struct writing *w, const struct element *e)
{
	struct str name = writing_value(w, e);
	if (name.len == 0)
		name = writing_line(w, w->show->owner_name);
	if (name.len == 0)
		name = writing_line(w, w->show->title);
	author_named(w, name);
}

/* ---- entries ---- */

static void own_author(struct writing *w, const struct element *e)
{
	struct str name = writing_value(w, e);
	if (!str_eq(name, writing_line(w, w->show->author)))
		author_named(w, name);
}

/* An entry without a page must have content (RFC 4287, 4.1.2), if need be its title. */
static void content(struct writing *w, const struct element *e)
{
	struct str html = {w->notes->html, w->notes->html_len};
	bool has_page = w->ep->link && *w->ep->link;
	if (html.len == 0 && !has_page)
		html = writing_summary(w);
	if (html.len)
		notes(w, e, html);
	else if (!has_page)
		typed(w, writing_name(w, e), "text", writing_line(w, w->ep->title));
}

/* Only if it is not the content once more. */
static void summary(struct writing *w, const struct element *e)
{
	bool alone = element_name_is_replaced("atom:content", &w->ep->omit, &w->ep->atom);
	bool is_content = !alone && writing_content(w).len == 0 && w->notes->html_len > 0;
	struct str text = writing_summary(w);
	if (text.len && !is_content)
		notes(w, e, text);
}

static void categories(struct writing *w, const struct element *e)
{
	const struct fg_list *all = w->ep ? &w->ep->keywords : &w->show->keywords;
	for (size_t i = 0; i < all->len; i++) {
		xmlout_open(&w->xml, writing_name(w, e));
		xmlout_attr(&w->xml, "term", writing_line(w, all->data[i]));
		xmlout_close(&w->xml);
	}
}

static void enclosure(struct writing *w, const struct element *e)
{
	const struct fg_enclosure *audio = fg_audio(w->ep, w->variant);
	struct str url = str_of(audio->url);
	(void)e;
	if (url.len == 0)
		return;
	xmlout_open(&w->xml, "link");
	xmlout_attr(&w->xml, "rel", str_of("enclosure"));
	row_attr(w, "type", str_of(audio->type));
	if (audio->length > 0)
		xmlout_attr(&w->xml, "length",
			str_of(arena_printf(
				w->run->arena, "%lld", (long long)audio->length)));
	xmlout_attr(&w->xml, "href", url);
	xmlout_close(&w->xml);
}

static void id(struct writing *w, const struct element *e)
{
	const char *guid = w->ep->guid;
	if (guid)
		row_leaf(w, writing_name(w, e),
			str_of(guid_as_iri(w->run->arena, w->show->guid, guid)));
}

/* ---- the parts ---- */

enum { ENTRY_DEPTH = 2 }; /* of what is in it */

static bool has_bare_tag(const char *part)
{
	for (const char *c = part; (c = strchr(c, '<')); c++) {
		size_t n = strcspn(c + 1, ":<> \t\r\n/\"'");
		if (n && !strchr("!?", c[1]) && c[n + 1] != ':')
			return true;
	}
	return false;
}

/* The feed's own namespace has no prefix, which an element may have for it; and what is in no
   namespace in RSS stays so. */
static void add_part(struct writing *w, const char *part, bool shared)
{
	struct str text = str_of(part);
	const char *none = shared && has_bare_tag(part) ? " xmlns=\"\"" : "";
	bool uses = str_find(text, "atom:", 0) != STR_NONE &&
		    str_find(text, "xmlns:atom", 0) == STR_NONE;
	size_t name = 1 + strcspn(part + 1, " \t\r\n/>");
	if (uses || *none)
		text = str_of(arena_printf(w->run->arena, "%.*s%s%s%s", (int)name, part,
			none, uses ? " xmlns:atom=\"" NAMESPACE "\"" : "", part + name));
	xmlout_raw(&w->xml, text, w->ep ? ENTRY_DEPTH : 1);
}

/* What people have written, as the last of the feed's head or of the entry. */
static void as_written(struct writing *w)
{
	struct element_own own = writing_own(w);
	bool any = false;
	for (size_t i = 0; i < own.xml->parts.len; i++) {
		const struct fg_entry *e = &own.xml->parts.data[i];
		if (!element_is_shared(e->name) || element_has_part(own.atom, e->name))
			continue;
		add_part(w, e->text, true);
		any = true;
	}
	for (size_t i = 0; i < own.atom->parts.len; i++)
		add_part(w, own.atom->parts.data[i].text, false);
	if (w->ep && (any || own.atom->parts.len))
		xmlout_raw_end(&w->xml, ENTRY_DEPTH);
}

static const char *const around_entries[] = {"feed", NULL};

/* It must be there, and never change (RFC 4287, 4.2.6). */
static void feed_id(struct writing *w)
{
	const struct fg_show *show = w->show;
	if (element_has_part(&show->atom, "atom:id"))
		return;
	if (show->atom_id)
		row_leaf(w, "id", str_trim(str_of(show->atom_id)));
	else if (show->guid)
		xmlout_leaf(&w->xml, "id",
			str_of(arena_printf(w->run->arena, "urn:uuid:%s", show->guid)));
	else
		row_leaf(w, "id", str_of(show->atom_url));
}

static void begin_head(struct writing *w)
{
	xmlout_open(&w->xml, "feed");
	xmlout_attr(&w->xml, "xmlns", str_of(NAMESPACE));
	row_namespaces(w, "atom");
	row_history(w);
	row_attr(w, "xml:lang", writing_line(w, w->show->language));
	feed_id(w);
}

static void begin(struct writing *w, enum writing_part part, struct sbuf *out)
{
	if (part == WRITING_HEAD) {
		xmlout_begin(&w->xml, out);
		begin_head(w);
		return;
	}
	xmlout_resume(&w->xml, out, around_entries);
	if (part == WRITING_ITEM)
		xmlout_open(&w->xml, "entry");
}

static void end(struct writing *w, enum writing_part part)
{
	if (part != WRITING_TAIL)
		as_written(w);
	if (part != WRITING_HEAD)
		xmlout_close(&w->xml);
	xmlout_end(&w->xml);
}

static void (*const how[HOW_COUNT])(struct writing *w, const struct element *e) = {
	[HOW_VALUE] = row_value,
	[HOW_HREF] = row_href,
	[HOW_OWN] = own_author,
	[HOW_OWN_HREF] = row_own_href,
	[HOW_WHOLE] = row_whole,
	[HOW_SELF] = self,
	[HOW_PAGE] = page,
	[HOW_HUBS] = hubs,
	[HOW_PAGES] = pages,
	[HOW_DATE] = row_value,
	[HOW_UPDATED] = updated,
	[HOW_KEYWORDS] = categories,
	[HOW_AUTHOR] = author,
	[HOW_COMPLETE] = row_value,
	[HOW_GENERATOR] = row_generator,
	[HOW_OWNER] = row_owner,
	[HOW_CATEGORIES] = row_categories,
	[HOW_PICTURE] = row_value,
	[HOW_LOCKED] = row_locked,
	[HOW_PEOPLE] = row_people,
	[HOW_SUMMARY] = summary,
	[HOW_CONTENT] = content,
	[HOW_ENCLOSURE] = enclosure,
	[HOW_GUID] = id,
	[HOW_SEASON] = row_season,
	[HOW_EPISODE] = row_episode,
	[HOW_TRANSCRIPT] = row_transcript,
	[HOW_CHAPTERS] = row_chapters,
	[HOW_TAG] = row_tags,
	[HOW_INLINE_CHAPTERS] = row_inline_chapters,
};

const struct format atom_format = {begin, end, how, when_rfc3339, ""};

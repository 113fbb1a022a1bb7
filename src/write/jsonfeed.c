/* SPDX-License-Identifier: ISC */
/* JSON Feed 1.1. An item is a line of the file. */
#include "write/writer.h"

#include <string.h>
#include "base/jsonout.h"

/* ---- plain rows ---- */

static void text(struct writing *w, const char *name, struct str value)
{
	if (value.len)
		jsonout_str(w->json, name, value);
}

static void value(struct writing *w, const struct element *e)
{
	text(w, writing_name(w, e), writing_value(w, e));
}

static void authors(struct writing *w, const struct element *e)
{
	struct str name = writing_value(w, e);
	if (name.len == 0)
		return;
	jsonout_list(w->json, writing_name(w, e));
	const struct fg_person *known = writing_person(w, name);
	jsonout_open(w->json, NULL);
	jsonout_str(w->json, "name", name);
	text(w, "url", str_of(known ? known->href : NULL));
	text(w, "avatar", str_of(known ? known->img : NULL));
	jsonout_close(w->json);
	jsonout_end(w->json);
}

/* ---- the feed ---- */

static void self(struct writing *w, const struct element *e)
{
	text(w, writing_name(w, e), writing_self(w, w->show->json_url));
}

static void next(struct writing *w, const struct element *e)
{
	if (w->page)
		text(w, writing_name(w, e), str_of(w->page->older));
}

static void hubs(struct writing *w, const struct element *e)
{
	const struct fg_list *all = &w->show->hubs;
	if (all->len == 0)
		return;
	jsonout_list(w->json, writing_name(w, e));
	for (size_t i = 0; i < all->len; i++) {
		jsonout_open(w->json, NULL);
		jsonout_text(w->json, "type", "WebSub");
		jsonout_text(w->json, "url", all->data[i]);
		jsonout_close(w->json);
	}
	jsonout_end(w->json);
}

static void complete(struct writing *w, const struct element *e)
{
	if (w->show->complete)
		jsonout_flag(w->json, writing_name(w, e), true);
}

/* ---- items ---- */

static void own_author(struct writing *w, const struct element *e)
{
	if (!str_eq(writing_value(w, e), writing_line(w, w->show->author)))
		authors(w, e);
}

static void own_image(struct writing *w, const struct element *e)
{
	struct str url = writing_value(w, e);
	if (!str_eq(url, str_of(w->show->image)))
		text(w, writing_name(w, e), url);
}

/* Plain text, "a sentence or two": what the author wrote, not the notes cut somewhere. */
static void summary(struct writing *w, const struct element *e)
{
	text(w, writing_name(w, e), writing_line(w, w->ep->subtitle));
}

static void content_text(struct writing *w)
{
	jsonout_str(w->json, "content_text",
		(struct str){w->notes->text, w->notes->text_len});
}

/* One of the contents has to be there, if need be empty (JSON Feed 1.1, items). */
static void content(struct writing *w, const struct element *e)
{
	const struct fg_notes *notes = w->notes;
	if (notes->html_len)
		text(w, writing_name(w, e), (struct str){notes->html, notes->html_len});
	else
		content_text(w);
}

static void tags(struct writing *w, const struct element *e)
{
	const struct fg_list *all = &w->ep->keywords;
	if (all->len == 0)
		return;
	jsonout_list(w->json, writing_name(w, e));
	for (size_t i = 0; i < all->len; i++)
		jsonout_str(w->json, NULL, writing_line(w, all->data[i]));
	jsonout_end(w->json);
}

/* Attachments of one title are one thing in several forms (JSON Feed 1.1, attachments). */
static void attachment(struct writing *w, const struct fg_enclosure *audio)
{
	if (!audio->url || !*audio->url)
		return;
	jsonout_open(w->json, NULL);
	jsonout_text(w->json, "url", audio->url);
	text(w, "mime_type", str_of(audio->type));
	if (w->ep->variants.len > 0)
		text(w, "title", writing_line(w, w->ep->title));
	if (audio->length > 0)
		jsonout_number(w->json, "size_in_bytes", (uint64_t)audio->length);
	if (w->ep->at[FG_EP_DURATION].origin != FG_ABSENT && w->ep->duration > 0)
		jsonout_number(w->json, "duration_in_seconds", (uint64_t)w->ep->duration);
	jsonout_close(w->json);
}

static void attachments(struct writing *w, const struct element *e)
{
	const struct fg_enclosure *other;
	if (writing_value(w, e).len == 0)
		return;
	jsonout_list(w->json, writing_name(w, e));
	attachment(w, fg_audio(w->ep, w->variant));
	for (size_t i = 0; (other = writing_alternate(w, i)); i++)
		attachment(w, other);
	jsonout_end(w->json);
}

/* The guid to the byte: an id is any text here. */
static void id(struct writing *w, const struct element *e)
{
	text(w, writing_name(w, e), str_of(w->ep->guid));
}

/* ---- the parts ---- */

static void begin(struct writing *w, enum writing_part part, struct sbuf *out)
{
	w->json = out;
	if (part == WRITING_TAIL) {
		sbuf_str(out, "\n]}\n");
		return;
	}
	if (part == WRITING_ITEM)
		sbuf_char(out, '\n');
	jsonout_open(out, NULL);
	if (part == WRITING_HEAD)
		jsonout_text(out, "version", "https://jsonfeed.org/version/1.1");
}

static bool has_member(const struct writing *w, const char *name)
{
	struct element_own own = writing_own(w);
	for (size_t i = 0; i < own.json->len; i++) {
		if (strcmp(own.json->data[i].name, name) == 0)
			return true;
	}
	return false;
}

/* What people have written. Notes whose HTML is omitted are plain text. */
static void as_written(struct writing *w, enum writing_part part)
{
	struct element_own own = writing_own(w);
	bool plain = part == WRITING_ITEM &&
		     element_name_is_replaced("json:content_html", own.omit, own.xml);
	if (plain && !has_member(w, "content_html") && !has_member(w, "content_text"))
		content_text(w);
	for (size_t i = 0; i < own.json->len; i++)
		jsonout_raw(w->json, own.json->data[i].name, own.json->data[i].text);
}

static void end(struct writing *w, enum writing_part part)
{
	if (part != WRITING_TAIL)
		as_written(w, part);
	if (part == WRITING_HEAD)
		jsonout_list(w->json, "items");
	if (part == WRITING_ITEM)
		jsonout_close(w->json);
}

static void (*const how[HOW_COUNT])(struct writing *w, const struct element *e) = {
	[HOW_VALUE] = value,
	[HOW_OWN] = own_author,
	[HOW_OWN_HREF] = own_image,
	[HOW_SELF] = self,
	[HOW_PAGE] = value,
	[HOW_HUBS] = hubs,
	[HOW_PAGES] = next,
	[HOW_DATE] = value,
	[HOW_UPDATED] = value,
	[HOW_KEYWORDS] = tags,
	[HOW_AUTHOR] = authors,
	[HOW_PICTURE] = value,
	[HOW_COMPLETE] = complete,
	[HOW_SUMMARY] = summary,
	[HOW_CONTENT] = content,
	[HOW_ENCLOSURE] = attachments,
	[HOW_GUID] = id,
};

const struct format json_format = {begin, end, how, when_rfc3339, ","};

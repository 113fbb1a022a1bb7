/* SPDX-License-Identifier: ISC */
#include "write/xmlrows.h"

#include "base/timecode.h"
#include "base/url.h"
#include "model/check.h"
#include "model/sidecar.h"

/* ---- small pieces ---- */

void row_attr(struct writing *w, const char *name, struct str value)
{
	if (value.len)
		xmlout_attr(&w->xml, name, value);
}

void row_leaf(struct writing *w, const char *name, struct str text)
{
	if (text.len)
		xmlout_leaf(&w->xml, name, text);
}

void row_notes(struct writing *w, struct str html)
{
	if (w->notes->escaped)
		xmlout_escaped(&w->xml, html);
	else
		xmlout_text(&w->xml, html);
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

void row_value(struct writing *w, const struct element *e)
{
	row_leaf(w, writing_name(w, e), writing_value(w, e));
}

void row_href(struct writing *w, const struct element *e)
{
	leaf_href(w, writing_name(w, e), writing_value(w, e));
}

void row_own_href(struct writing *w, const struct element *e)
{
	struct str url = writing_value(w, e);
	bool own = w->ep->at[e->field].origin == FG_WRITTEN;
	if (own || !str_eq(url, str_of(w->show->image)))
		leaf_href(w, writing_name(w, e), url);
}

void row_whole(struct writing *w, const struct element *e)
{
	struct str text = writing_value(w, e);
	if (is_whole(text))
		row_leaf(w, writing_name(w, e), text);
}

/* Without the version: an upgrade alone must not change the feed. */
void row_generator(struct writing *w, const struct element *e)
{
	xmlout_leaf(&w->xml, writing_name(w, e), str_of("feedgen"));
}

/* ---- rows with parts ---- */

void row_owner(struct writing *w, const struct element *e)
{
	struct str name = writing_line(w, w->show->owner_name);
	struct str email = writing_line(w, w->show->owner_email);
	if (name.len == 0 && email.len == 0)
		return;
	xmlout_open(&w->xml, writing_name(w, e));
	row_leaf(w, "itunes:name", name);
	row_leaf(w, "itunes:email", email);
	xmlout_close(&w->xml);
}

void row_categories(struct writing *w, const struct element *e)
{
	const struct fg_categories *all = &w->show->categories;
	for (size_t i = 0; i < all->len; i++) {
		xmlout_open(&w->xml, writing_name(w, e));
		xmlout_attr(&w->xml, "text", str_of(all->data[i].top));
		if (all->data[i].sub) {
			xmlout_open(&w->xml, writing_name(w, e));
			xmlout_attr(&w->xml, "text", str_of(all->data[i].sub));
			xmlout_close(&w->xml);
		}
		xmlout_close(&w->xml);
	}
}

void row_locked(struct writing *w, const struct element *e)
{
	if (w->show->at[e->field].origin == FG_ABSENT)
		return;
	xmlout_open(&w->xml, writing_name(w, e));
	row_attr(w, "owner", writing_line(w, w->show->owner_email));
	xmlout_text(&w->xml, str_of(w->show->locked ? "yes" : "no"));
	xmlout_close(&w->xml);
}

void row_people(struct writing *w, const struct element *e)
{
	const struct fg_people *all = w->ep ? &w->ep->people : &w->show->people;
	for (size_t i = 0; i < all->len; i++) {
		const struct fg_person *p = &all->data[i];
		struct str name = writing_line(w, p->name);
		if (name.len == 0)
			continue;
		xmlout_open(&w->xml, writing_name(w, e));
		row_attr(w, "role", writing_line(w, p->role));
		row_attr(w, "group", writing_line(w, p->group));
		row_attr(w, "img", str_of(p->img));
		row_attr(w, "href", str_of(p->href));
		xmlout_text(&w->xml, name);
		xmlout_close(&w->xml);
	}
}

/* podcast:season and podcast:episode are written where they say more than their twins of
   iTunes: a name, a text to show, a number that is not whole. */

void row_season(struct writing *w, const struct element *e)
{
	struct str name = writing_line(w, w->ep->season_name);
	if (name.len == 0 || w->ep->at[FG_EP_SEASON].origin == FG_ABSENT)
		return;
	long long number = w->ep->season;
	xmlout_open(&w->xml, writing_name(w, e));
	xmlout_attr(&w->xml, "name", name);
	xmlout_text(&w->xml, str_of(arena_printf(w->run->arena, "%lld", number)));
	xmlout_close(&w->xml);
}

void row_episode(struct writing *w, const struct element *e)
{
	struct str number = str_of(w->ep->number);
	struct str display = writing_line(w, w->ep->number_display);
	if (number.len == 0 || (is_whole(number) && display.len == 0))
		return;
	xmlout_open(&w->xml, writing_name(w, e));
	row_attr(w, "display", display);
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

/* A file that is made for the episode. */
static void sidecar(struct writing *w, const char *name, enum fg_sidecar kind)
{
	const struct fg_sidecar_place *place = kind == FG_SIDECAR_CHAPTERS
						       ? &w->ep->chapters_place
						       : &w->ep->transcript_place;
	const char *url =
		arena_printf(w->run->arena, "%s%s", place->url, fg_sidecar_suffix(kind));
	typed_url(w, name, str_of(url), sidecar_type(kind));
}

/* Every format that is made, the richest first; else the one that is written. */
void row_transcript(struct writing *w, const struct element *e)
{
	for (unsigned k = 0; k < FG_SIDECARS; k++) {
		if (w->notes->sidecars & SIDECARS_TRANSCRIPT & 1U << k)
			sidecar(w, writing_name(w, e), (enum fg_sidecar)k);
	}
	struct str url = writing_value(w, e);
	if (w->notes->sidecars & SIDECARS_TRANSCRIPT || url.len == 0 ||
		!url_is_web(url.data))
		return;
	const char *type = mime_of_transcript(url_extension(url.data));
	if (type)
		typed_url(w, writing_name(w, e), url, type);
}

void row_chapters(struct writing *w, const struct element *e)
{
	struct str url = writing_value(w, e);
	if (w->notes->sidecars & SIDECARS_CHAPTERS)
		sidecar(w, writing_name(w, e), FG_SIDECAR_CHAPTERS);
	else if (url.len && url_is_web(url.data))
		typed_url(w, writing_name(w, e), url, sidecar_type(FG_SIDECAR_CHAPTERS));
}

/* ---- documents of a feed ---- */

/* An archive changes only with its episodes: it does not lead to a newer one, which may not
   be there yet. "next" is what AntennaPod goes by. */
static const char *const page_relations[ROW_PAGE_LINKS] = {
	"current", "prev-archive", "next"};

const char *row_page_relation(size_t i)
{
	return page_relations[i];
}

struct str row_page_link(const struct writing *w, size_t i)
{
	return str_of(i == 0 ? w->page->current : w->page->older);
}

void row_archive(struct writing *w)
{
	if (!w->page || !w->page->archive)
		return;
	xmlout_open(&w->xml, "fh:archive");
	xmlout_close(&w->xml);
}

/* ---- Podlove Simple Chapters 1.2 ---- */

static bool is_shown(const struct fg_chapter *c)
{
	return c->title && *c->title && !c->hidden;
}

static void add_chapter(struct writing *w, const struct fg_chapter *c)
{
	char start[TIMECODE_SIZE];
	timecode_text(c->start_ms, '.', start);
	xmlout_open(&w->xml, "psc:chapter");
	xmlout_attr(&w->xml, "start", str_of(start));
	xmlout_attr(&w->xml, "title", writing_line(w, c->title));
	row_attr(w, "href", str_of(c->href));
	row_attr(w, "image", str_of(c->img));
	xmlout_close(&w->xml);
}

/* The namespace is declared here and not once for all: few feeds have it. A chapter without
   a title, or not for lists, has no place in this format. */
void row_inline_chapters(struct writing *w, const struct element *e)
{
	const struct fg_chapters *all = &w->notes->chapters;
	size_t shown = 0;
	for (size_t i = 0; i < all->len; i++)
		shown += is_shown(&all->data[i]);
	if (!w->show->chapters_inline || shown == 0)
		return;
	xmlout_open(&w->xml, writing_name(w, e));
	xmlout_attr(&w->xml, "xmlns:psc", str_of("http://podlove.org/simple-chapters"));
	xmlout_attr(&w->xml, "version", str_of("1.2"));
	for (size_t i = 0; i < all->len; i++) {
		if (is_shown(&all->data[i]))
			add_chapter(w, &all->data[i]);
	}
	xmlout_close(&w->xml);
}

/* ---- namespaces ---- */

static const char *uri_of(
	const struct fg_entries *own, const struct element_namespace *ns)
{
	for (size_t i = 0; i < own->len; i++) {
		if (str_is(str_of(own->data[i].name), ns->prefix))
			return own->data[i].text;
	}
	return ns->uri;
}

static bool is_tables(const char *prefix)
{
	const struct element_namespace *ns;
	for (size_t i = 0; (ns = element_namespace_at(i)); i++) {
		if (str_is(str_of(prefix), ns->prefix))
			return true;
	}
	return false;
}

static void declare(struct writing *w, const char *prefix, const char *uri)
{
	const char *name = arena_printf(w->run->arena, "xmlns:%s", prefix);
	xmlout_attr(&w->xml, name, str_of(uri));
}

static bool has(const struct fg_xml *xml, const char *mark)
{
	return xml->text && strstr(xml->text, mark);
}

/* Do elements for Atom alone use it? One that nothing uses is declared: the show says so. */
static bool is_atoms_alone(const struct writing *w, const char *prefix)
{
	const struct fg_show *show = w->show;
	const char *mark = arena_printf(w->run->arena, "%s:", prefix);
	bool in_xml = has(&show->xml, mark), in_atom = has(&show->atom, mark);
	for (size_t i = 0; i < show->episodes.len && !in_xml; i++) {
		in_xml = has(&show->episodes.data[i]->xml, mark);
		in_atom = in_atom || has(&show->episodes.data[i]->atom, mark);
	}
	return in_atom && !in_xml;
}

void row_namespaces(struct writing *w, const char *skip)
{
	const struct fg_entries *own = &w->show->namespaces;
	const struct element_namespace *ns;
	for (size_t i = 0; (ns = element_namespace_at(i)); i++) {
		if (!skip || !str_is(str_of(skip), ns->prefix))
			declare(w, ns->prefix, uri_of(own, ns));
	}
	for (size_t i = 0; i < own->len; i++) {
		const char *prefix = own->data[i].name;
		bool elsewhere = w->format == FG_RSS && is_atoms_alone(w, prefix);
		if (!is_tables(prefix) && !elsewhere)
			declare(w, prefix, own->data[i].text);
	}
}

void row_history(struct writing *w)
{
	static const struct element_namespace history = {
		"fh", "http://purl.org/syndication/history/1.0"};
	const struct fg_entries *own = &w->show->namespaces;
	bool declared = false;
	for (size_t i = 0; i < own->len; i++)
		declared = declared || str_is(str_of(own->data[i].name), history.prefix);
	if (w->page && w->page->archive && !declared)
		declare(w, history.prefix, history.uri);
}

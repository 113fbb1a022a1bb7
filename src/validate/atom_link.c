/* SPDX-License-Identifier: ISC */
/* Atom: links, which say by their relation what they lead to (RFC 4287 4.2.7, RFC 5005). */
#include "validate/atom.h"

#include "base/url.h"
#include "model/check.h"
#include "model/check_iri.h"

static const char IANA[] = "http://www.iana.org/assignments/relation/";

/* The registry of link relations (IANA, after RFC 8288), with a space around each. */
static const char relations[] =
	" about acl alternate amphtml api-catalog appendix apple-touch-icon "
	"apple-touch-startup-image archives author blocked-by bookmark c2pa-manifest "
	"canonical "
	"chapter cite-as collection compression-dictionary contents convertedfrom "
	"copyright "
	"create-form current deprecation describedby describes disclosure dns-prefetch "
	"duplicate "
	"edit edit-form edit-media enclosure external first geofeed glossary help hosts "
	"hub "
	"ice-server icon index intervalafter intervalbefore intervalcontains "
	"intervaldisjoint "
	"intervalduring intervalequals intervalfinishedby intervalfinishes intervalin "
	"intervalmeets intervalmetby intervaloverlappedby intervaloverlaps "
	"intervalstartedby "
	"intervalstarts item last latest-version license linkset lrdd manifest mask-icon "
	"me "
	"media-feed memento micropub modulepreload monitor monitor-group next "
	"next-archive "
	"nofollow noopener noreferrer opener openid2.local_id openid2.provider original "
	"p3pv1 "
	"payment pingback preconnect predecessor-version prefetch preload prerender prev "
	"preview "
	"previous prev-archive privacy-policy profile publication rdap-active "
	"rdap-bottom "
	"rdap-down rdap-top rdap-up related restconf replies ruleinput search section "
	"self "
	"service service-desc service-doc service-meta sip-trunking-capability sponsored "
	"start "
	"status stylesheet subsection successor-version sunset tag terms-of-service "
	"timegate "
	"timemap type ugc up version-history via webmention working-copy "
	"working-copy-of ";

static bool is_registered(struct judge *j, const char *rel)
{
	return !strchr(rel, ' ') &&
	       strstr(relations, arena_printf(&j->scratch, " %s ", rel));
}

/* Judges the relation, and gives its name without the registry's address. */
static const char *relation(struct judge *j)
{
	const char *rel = judge_attribute(j, "rel");
	if (!rel)
		return "alternate";
	if (strncmp(rel, IANA, sizeof IANA - 1) == 0)
		rel += sizeof IANA - 1;
	if (is_registered(j, rel) || !check_iri(rel, CHECK_IRI_ABSOLUTE))
		return rel;
	j->attribute = "rel";
	if (!judge_blank(j, rel))
		judge_say(j, FG_RULE_ATOM_LINK_RELATION,
			"%s is neither a registered relation nor a whole address: %s",
			judge_what(j), judge_quote(j, rel));
	j->attribute = NULL;
	return rel;
}

/* ---- each ---- */

/* RFC 4287 4.1.1, 4.1.2: one alternate of a type and language. */
static void alternate(struct judge *j, struct atom_links *links)
{
	const char *type = judge_attribute(j, "type"),
		   *lang = judge_attribute(j, "hreflang");
	const char *key =
		arena_printf(&j->scratch, "%s\n%s", type ? type : "", lang ? lang : "");
	links->alternate = true;
	struct xmlscan_place first;
	if (!seen_before(&links->alternates, key, judge_node(j)->at, &first))
		return;
	struct fg_diag *d = judge_say(j, FG_RULE_ATOM_LINK_TWICE,
		"a second <link rel=\"alternate\"> with type %s and hreflang %s",
		type ? judge_quote(j, type) : "none",
		lang ? judge_quote(j, lang) : "none");
	d->related = (struct fg_place){j->file, first.line, first.column};
}

/* The first is what apps play. */
static void keep_audio(struct judge *j, const char *href)
{
	struct item *item = &j->items.item;
	const char *type = judge_attribute(j, "type"),
		   *length = judge_attribute(j, "length");
	struct said audio = {href, NULL, judge_node(j)->at};
	if (!judge_in_item(j) || item->facts[FACT_AUDIO].text)
		return;
	judge_keep(j, FACT_AUDIO, href);
	item->format = arena_strdup(&j->scratch, type ? type : "");
	if (!length || !check_integer(str_of(length), &item->bytes))
		item->bytes = 0;
	items_audio(&j->items, &audio);
}

static void enclosure(struct judge *j, const char *href)
{
	const char *type = judge_attribute(j, "type");
	struct str extension = url_extension(href);
	keep_audio(j, href);
	if (str_case_starts(str_of(href), "http:")) {
		j->attribute = "href";
		judge_say(j, FG_RULE_ENCLOSURE_HTTP, "the enclosure is not https: %s",
			judge_quote(j, href));
	}
	j->attribute = "type";
	if (type && extension_is_media(extension) && !mime_agrees(extension, type))
		judge_say(j, FG_RULE_ENCLOSURE_TYPE_MISMATCH,
			"the file ends in .%.*s, but its type is %s", STR_ARG(extension),
			judge_quote(j, type));
	else if (!type)
		judge_say(j, FG_RULE_FEED_ATTRIBUTE_WANTED, "the enclosure has no type");
	j->attribute = "length";
	if (!judge_attribute(j, "length"))
		judge_say(
			j, FG_RULE_FEED_ATTRIBUTE_WANTED, "the enclosure has no length");
	j->attribute = NULL;
}

void atom_link(struct judge *j, enum moment moment)
{
	struct atom *atom = atom_of(j);
	if (moment == ENDS)
		return;
	atom_ordered(j);
	int row = judge_parent(j)->row;
	bool in_feed = row == ROW_FEED;
	struct atom_links *links = in_feed                  ? &atom->links
				   : row == ROW_ATOM_SOURCE ? &atom->entry.source_links
							    : &atom->entry.links;
	const char *rel = relation(j), *href = judge_attribute(j, "href");
	if (!href)
		return;
	if (strcmp(rel, "alternate") == 0)
		alternate(j, links);
	pages_judge(j, rel, in_feed);
	if (pages_is(rel))
		links->paging = arena_strdup(j->run->arena, rel);
	if (strcmp(rel, "enclosure") == 0) {
		links->enclosure = true;
		enclosure(j, href);
	}
	if (in_feed)
		pages_note(j, &links->pages, rel, href);
}

/* ---- together ---- */

void atom_feed_links(struct judge *j)
{
	const struct pages *pages = &atom_of(j)->links.pages;
	const char *self = pages->href[PAGE_SELF];
	if (!self)
		judge_say(j, FG_RULE_ATOM_SELF, "<feed> has no <link rel=\"self\">");
	else if (check_iri(self, CHECK_IRI_ABSOLUTE))
		judge_say(j, FG_RULE_ATOM_SELF,
			"the <link rel=\"self\"> is no whole address: %s",
			judge_quote(j, self));
	pages_end(j, pages, "link");
}

void atom_entry_links(struct judge *j)
{
	if (atom_of(j)->entry.links.enclosure)
		return;
	struct fg_diag *d = judge_say(j, FG_RULE_EPISODE_NO_AUDIO,
		"<entry> has no <link rel=\"enclosure\"> to its audio");
	judge_hint(j, d, "give it one, or leave it out of the feed of the podcast");
}

/* SPDX-License-Identifier: ISC */
/* A page of a feed, of any format, as elements of RSS. */
#include "import/import.h"

#include <string.h>
#include "base/diag.h"
#include "base/url.h"
#include "base/vec.h"
#include "base/xmlread.h"
#include "import/repair.h"
#include "model/rule.h"
#include "model/web_page.h"
#include "model/xml_fault.h"

#define ATOM_NAMESPACE "http://www.w3.org/2005/Atom"

/* RSS has no namespace; these are what some feeds give it all the same. */
static bool is_rss(const char *uri)
{
	static const char *const uris[] = {"http://purl.org/rss/1.0/",
		"http://my.netscape.com/rdf/simple/0.9/",
		"http://backend.userland.com/rss2",
		"http://blogs.law.harvard.edu/tech/rss",
		"http://cyber.law.harvard.edu/rss/rss.html"};
	for (size_t i = 0; i < sizeof uris / sizeof *uris; i++) {
		if (str_case_is(str_of(uri), uris[i]))
			return true;
	}
	return !uri || !*uri;
}

/* ---- events ---- */

void reading_init(struct reading *r, struct fg_import *im)
{
	*r = (struct reading){.im = im};
	sbuf_init(&r->text, SIZE_MAX / 2);
}

void reading_release(struct reading *r)
{
	sbuf_release(&r->text);
}

/* Text of RSS lies in no namespace, whatever its feed says. */
static const char *prefix_in(struct reading *r, const char *uri, const char *prefix)
{
	return is_rss(uri) ? NULL : prefix_of(r->im->prefixes, uri, prefix);
}

static void take_attributes(
	struct reading *r, const struct xmlread_element *e, struct tree *to)
{
	struct tree_attribute *all =
		arena_array(r->im->arena, e->attribute_count, sizeof *all);
	for (size_t i = 0; i < e->attribute_count; i++) {
		const struct xmlread_attribute *from = &e->attributes[i];
		all[i].uri = from->uri ? import_word(r->im, from->uri) : NULL;
		all[i].prefix = prefix_of(r->im->prefixes, all[i].uri, from->prefix);
		all[i].name = import_word(r->im, from->name);
		all[i].value = arena_strdup(r->im->arena, from->value);
	}
	to->attributes = all;
	to->attribute_count = e->attribute_count;
}

static struct tree *element_of(struct reading *r, const struct xmlread_element *e)
{
	struct tree *element = tree_new(r->im->arena, prefix_in(r, e->uri, e->prefix),
		import_word(r->im, e->name));
	element->line = e->at.line;
	element->column = e->at.column;
	element->base = r->bases[r->depth];
	if (e->attribute_count)
		take_attributes(r, e, element);
	return element;
}

static void flush_text(struct reading *r)
{
	if (r->inner && r->text.len)
		tree_add_text(r->im->arena, r->open[r->inner - 1], sbuf_text(&r->text));
	sbuf_need_memory(&r->text, r->im->arena);
	sbuf_reset(&r->text);
}

static const char *xml_attribute(const struct xmlread_element *e, const char *name)
{
	for (size_t i = 0; i < e->attribute_count; i++) {
		const struct xmlread_attribute *at = &e->attributes[i];
		if (at->prefix && strcmp(at->prefix, "xml") == 0 &&
			strcmp(at->name, name) == 0)
			return at->value;
	}
	return NULL;
}

/* xml:base of one element is relative to that around it. */
static void take_base(struct reading *r, const struct xmlread_element *e)
{
	const char *around = r->depth ? r->bases[r->depth - 1] : r->im->address;
	r->bases[r->depth] = url_base(r->im->arena, around, xml_attribute(e, "base"));
}

static void take_root(struct reading *r, const struct xmlread_element *e)
{
	bool is_atom = e->uri && strcmp(e->uri, ATOM_NAMESPACE) == 0;
	bool is_rdf = e->uri && strcmp(e->uri, RDF_NAMESPACE) == 0;
	r->root = import_word(r->im, e->name);
	r->root_at = e->at;
	r->is_atom = is_atom && strcmp(e->name, "feed") == 0;
	r->is_feed = r->is_atom || (is_rss(e->uri) && strcmp(e->name, "rss") == 0) ||
		     (is_rdf && strcmp(e->name, "RDF") == 0);
	if (r->is_feed)
		attributes_lose(r, e);
	if (!r->is_atom)
		return;
	const char *language = xml_attribute(e, "lang");
	r->language = language ? arena_strdup(r->im->arena, language) : NULL;
	r->into = &r->im->channel;
}

static void open_item(struct reading *r, const struct xmlread_element *e)
{
	const char *language = r->is_atom ? xml_attribute(e, "lang") : NULL;
	bool own = language && (!r->language || strcmp(language, r->language) != 0);
	r->item_language = own ? arena_strdup(r->im->arena, language) : NULL;
	attributes_lose(r, e);
	r->item = import_add_item(r->im, e->at.line, e->at.column);
	r->is_full = !r->item;
	r->into = r->item ? &r->item->elements : NULL;
}

/* What stands in the root or in the channel. Of RSS 1.0, items and the picture are beside the
   channel. True: it is something to keep. */
static bool take_outer(struct reading *r, const struct xmlread_element *e)
{
	const char *item = r->is_atom ? "entry" : "item";
	bool ours = r->is_atom ? e->uri && strcmp(e->uri, ATOM_NAMESPACE) == 0
			       : is_rss(e->uri);
	if (ours && !r->item && strcmp(e->name, item) == 0) {
		open_item(r, e);
		return false;
	}
	if (!r->is_atom && ours && r->depth == 1 && strcmp(e->name, "channel") == 0) {
		r->into = &r->im->channel;
		attributes_lose(r, e);
		return false;
	}
	return r->into != NULL || (r->depth == 1 && strcmp(e->name, "image") == 0);
}

static void on_start(void *data, const struct xmlread_element *e)
{
	struct reading *r = data;
	take_base(r, e);
	flush_text(r);
	if (r->depth == 0)
		take_root(r, e);
	else if (r->is_feed && !r->is_full && (r->inner || take_outer(r, e))) {
		struct tree *element = element_of(r, e);
		if (r->inner)
			tree_append(r->open[r->inner - 1], element);
		r->open[r->inner++] = element;
	}
	r->depth++;
}

static void on_text(void *data, struct str text)
{
	struct reading *r = data;
	if (r->inner)
		sbuf_slice(&r->text, text);
}

static void on_end(void *data)
{
	struct reading *r = data;
	flush_text(r);
	r->depth--;
	if (r->inner) {
		struct tree *element = r->open[--r->inner];
		if (r->inner == 0 && r->item && r->item_language)
			atom_inherit_language(r->im, element, r->item_language);
		if (r->inner == 0)
			import_add(r->im, r->into ? r->into : &r->im->channel, element);
	} else if (r->item) {
		if (r->is_atom && !r->is_plain)
			atom_convert(r->im, &r->item->elements, &r->item->native);
		r->item->format = r->is_atom ? FG_ATOM : FG_RSS;
		r->item = NULL;
		r->into = r->depth == 1 && !r->is_atom ? NULL : &r->im->channel;
	} else if (r->depth <= 1 && !r->is_atom) {
		r->into = NULL;
	}
}

const struct xmlread_handler reading_handler = {
	.start = on_start, .text = on_text, .end = on_end};

bool reading_feed(struct xmlread *x, struct str text)
{
	enum { PIECE = 64 * 1024 };
	for (size_t at = 0; at < text.len; at += PIECE) {
		size_t left = text.len - at;
		if (!xmlread_feed(x, text.data + at, left < PIECE ? left : PIECE))
			return false;
	}
	return true;
}

const struct tree *reading_fragment(struct fg_import *im, struct str text)
{
	static const char before[] = "<rss><channel><x>",
			  after[] = "</x></channel></rss>";
	struct reading r;
	struct fg_import probe = {.run = im->run,
		.arena = im->arena,
		.prefixes = im->prefixes,
		.words = im->words};
	reading_init(&r, &probe);
	struct xmlread *x = xmlread_new(im->arena, &reading_handler, &r);
	if (!x)
		im->arena->exhausted();
	bool good = xmlread_feed(x, before, sizeof before - 1) && reading_feed(x, text) &&
		    xmlread_feed(x, after, sizeof after - 1) && xmlread_finish(x);
	xmlread_free(x);
	reading_release(&r);
	const struct tree *only = probe.channel.first;
	return good && only && !only->next ? only : NULL;
}

/* ---- a document ---- */

static bool refuse_root(struct fg_import *im, const struct reading *r)
{
	struct fg_place at = {im->file, r->root_at.line, r->root_at.column};
	diag_add(im->run->diags, FG_RULE_FEED_UNKNOWN, at,
		"this is no feed: it begins with <%s>", r->root ? r->root : "");
	return false;
}

/* What WordPress exports (WXR) looks like a feed, and holds drafts, passwords and what people
   left with their comments. */
static const struct tree *mark_of_export(const struct fg_import *im)
{
	const struct tree *n = im->channel.first;
	while (n && (!n->prefix || strcmp(n->name, "wxr_version") != 0))
		n = n->next;
	return n;
}

static bool refuse_export(struct fg_import *im, const struct tree *mark)
{
	struct fg_diag *d = diag_add(im->run->diags, FG_RULE_IMPORT_EXPORT,
		(struct fg_place){im->file, mark->line, mark->column},
		"this is an export of WordPress, not a feed");
	diag_hint(im->run->diags, d,
		"import the address of the podcast's feed, such as "
		"https://…/feed/podcast/; let it show all episodes before (Settings, "
		"Reading, “Syndication feeds show the most recent”)");
	return false;
}

static bool refuse_items(struct fg_import *im)
{
	diag_add(im->run->diags, FG_RULE_IMPORT_TOO_LARGE,
		(struct fg_place){im->file, 0, 0}, "the feed has more than %d items",
		IMPORT_ITEMS_MAX);
	return false;
}

/* The server's word on the encoding, as far as it has one (RFC 7303). */
static const char *charset_of(const struct fg_input *input)
{
	struct str type = str_of(input->served ? input->served->type : NULL);
	bool is_xml = str_ends(type, "/xml") || str_ends(type, "+xml");
	return is_xml ? input->served->charset : NULL;
}

/* Then it is not the writing that is wrong. */
static bool is_no_feed(int rule)
{
	return rule == FG_RULE_FEED_UNKNOWN || rule == FG_RULE_IMPORT_TOO_LARGE ||
	       rule == FG_RULE_IMPORT_EXPORT || rule == FG_RULE_XML_LIMIT ||
	       rule == FG_RULE_FEED_UNREADABLE;
}

/* What makes the document unfit, if anything; in the end all of it is one finding. */
static bool read_strictly(
	struct fg_import *im, const struct fg_input *input, struct str text)
{
	struct reading r;
	reading_init(&r, im);
	struct xmlread *x = xmlread_new(im->arena, &reading_handler, &r);
	if (!x)
		im->arena->exhausted();
	xmlread_charset(x, charset_of(input));
	bool good = reading_feed(x, text) && xmlread_finish(x);
	const struct xmlread_fault *fault = xmlread_fault(x);
	if (fault && (r.is_feed || !r.root))
		xml_fault_tell(im->run->diags, im->file, fault);
	else if (!r.is_feed)
		good = refuse_root(im, &r);
	else if (r.is_full)
		good = refuse_items(im);
	else if (mark_of_export(im))
		good = refuse_export(im, mark_of_export(im));
	else if (r.is_atom) {
		im->format = FG_ATOM;
		atom_convert(im, &im->channel, &im->native);
		if (r.language)
			import_add(im, &im->channel,
				tree_leaf(im->arena, "language", r.language));
	}
	if (good)
		attributes_tell(&r);
	xmlread_free(x);
	reading_release(&r);
	return good;
}

/* The strict reader has the first and the last word: what it takes is not mended, and what it
   does not take when it is mended is refused for what it was. */
static bool read_xml(struct fg_import *im, const struct fg_input *input, struct str text)
{
	struct fg_diags *diags = im->run->diags;
	size_t items = im->items.len, said = diags->len;
	if (read_strictly(im, input, text))
		return true;
	if (!im->repairs || diags->len == said || is_no_feed(diags->data[said].rule))
		return false;
	struct fg_diag fault = diags->data[said];
	struct sbuf mended;
	diags->len = said;
	im->items.len = items;
	im->channel = im->native = (struct tree){0};
	sbuf_init(&mended, SIZE_MAX / 2);
	repair_xml(im->run, im->file, text, &mended);
	bool good = read_strictly(im, input, sbuf_text(&mended));
	sbuf_release(&mended);
	if (!good) {
		diags->len = said;
		*vec_push(diags->arena, diags) = fault;
	}
	return good;
}

static struct str without_mark(struct str text)
{
	if (str_starts(text, "\xef\xbb\xbf"))
		text = str_slice(text, 3, text.len);
	while (text.len && ascii_is_space(text.data[0]))
		text = str_slice(text, 1, text.len);
	return text;
}

static bool refuse(struct fg_import *im, const char *why)
{
	diag_add(im->run->diags, FG_RULE_FEED_UNKNOWN, (struct fg_place){im->file, 1, 1},
		"%s", why);
	return false;
}

static bool read_document(
	struct fg_import *im, const struct fg_input *input, struct str text)
{
	struct str head = without_mark(text);
	if (head.len == 0)
		return refuse(im, "the feed is empty");
	if (str_starts(head, "\x1f\x8b"))
		return refuse(im, "this is a gzip file: unpack it first");
	if (web_page_is(head)) {
		web_page_tell(im->run, input, text);
		return false;
	}
	if (str_starts(head, "{") || str_starts(head, "["))
		return json_read(im, text);
	return read_xml(im, input, text);
}

/* ---- pages ---- */

struct fg_import *fg_import_new(struct fg_run *run, const char *dir)
{
	struct fg_import *im = arena_new(run->arena, struct fg_import);
	im->run = run;
	im->arena = run->arena;
	im->dir = arena_strdup(run->arena, dir);
	im->words = arena_new(run->arena, struct map);
	im->words->arena = im->guids.arena = run->arena;
	im->prefixes = arena_new(run->arena, struct prefixes);
	prefixes_init(im->prefixes, run->arena);
	return im;
}

/* The first page tells what the show is; of the others only their items count, and only
   those that were on no page before: a feed may grow while it is read. */
static void join_page(struct fg_import *im, size_t before, const struct fg_import *first)
{
	size_t kept = before;
	for (size_t i = before; i < im->items.len; i++) {
		struct import_item *item = im->items.data[i];
		const struct tree *guid = item->elements.first;
		while (guid && strcmp(guid->key, "guid") != 0)
			guid = guid->next;
		struct str text =
			str_trim(str_of(guid ? tree_text(im->arena, guid) : ""));
		const char *id = arena_strndup(im->arena, text.data, text.len);
		struct import_item *twin = *id ? map_get(&im->guids, id) : NULL;
		if (twin && twin->page != item->page)
			continue;
		if (*id && !twin)
			map_put(&im->guids, id, item);
		im->items.data[kept++] = item;
	}
	im->items.len = kept;
	if (im->pages > 0) {
		im->channel = first->channel;
		im->native = first->native;
		im->format = first->format;
		im->file = first->file;
		im->address = first->address;
	}
}

static const struct tree *find_key(const struct tree *parent, const char *key)
{
	const struct tree *n = parent->first;
	while (n && strcmp(n->key, key) != 0)
		n = n->next;
	return n;
}

/* What is behind a page (RFC 5005, section 3), or older than a document (section 4). */
static const char *next_of(struct fg_import *im)
{
	const struct tree *page = find_key(&im->channel, "atom:link[next]");
	const struct tree *link =
		page ? page : find_key(&im->channel, "atom:link[prev-archive]");
	const char *href = link ? tree_attribute(link, "href") : NULL;
	href = href ? url_encode(im->arena, href) : NULL;
	if (!href || !*href)
		return NULL;
	if (url_has_scheme(href))
		return href;
	const struct tree *self = find_key(&im->channel, "atom:link[self]");
	const char *base = link->base ? link->base
			   : self     ? tree_attribute(self, "href")
				      : NULL;
	const char *whole = base ? url_resolve(im->arena, base, href) : NULL;
	return whole ? whole : href;
}

bool fg_import_page(struct fg_import *im, const struct fg_input *input)
{
	struct fg_import first = *im;
	size_t before = im->items.len;
	struct str text = {input->data, input->len};
	im->channel = im->native = (struct tree){0};
	im->format = FG_RSS;
	im->file = arena_strdup(im->arena, input->name);
	im->address = input->served ? input->served->url : NULL;
	if (!read_document(im, input, text))
		return false;
	im->next = next_of(im);
	join_page(im, before, &first);
	im->pages++;
	return true;
}

void fg_import_repair(struct fg_import *im)
{
	im->repairs = true;
}

const char *fg_import_next(const struct fg_import *im)
{
	return im->next;
}

/* SPDX-License-Identifier: ISC */
/*
 * What the fields cannot say, found by trying: the feed is written from them, read back and
 * compared, element by element. What did not come back is kept as XML, what came and was not
 * there is omitted. So the new feed says what the old one said, by construction, whatever the
 * fields, the rooms and the writer can do.
 */
#include "import/import.h"

#include <string.h>
#include "base/vec.h"
#include "base/xmlread.h"
#include "import/markdown.h"
#include "import/tags.h"
#include "model/check.h"

/* One change of the notes may bring another, as a description that is kept makes the text the
   content. Other elements have nothing to do with each other. */
enum { ROUNDS = 8, WRITTEN_MAX = 64 << 20 };

struct settling {
	struct fg_import *im;
	fg_import_write *write;
	void *arg;
	struct arena scratch; /* of one trial */
	struct sbuf text;
	struct tree written;
};

/* The channel or an item: what it was, and what becomes of it. */
struct subject {
	enum element_scope scope;
	struct fg_episode *ep; /* NULL: it is the channel */
	const struct tree *source;
	struct fg_list *omit;
	struct fg_xml *xml;
	struct fg_pos *omit_at, *xml_at;
};

/* ---- what feedgen writes ---- */

static void declare(struct sbuf *out, const char *prefix, const char *uri)
{
	sbuf_printf(out, " xmlns:%s=\"", prefix);
	for (; *uri; uri++) {
		if (strchr("&<\"", *uri))
			sbuf_printf(out, "&#%d;", *uri);
		else
			sbuf_char(out, *uri);
	}
	sbuf_char(out, '"');
}

/* What the head of the feed declares around an item. */
static void open_root(const struct prefixes *p, struct sbuf *out)
{
	const struct element_namespace *ns;
	sbuf_str(out, "<rss");
	for (size_t i = 0; (ns = element_namespace_at(i)); i++) {
		const struct prefix *own = map_get(&p->by_prefix, ns->prefix);
		declare(out, ns->prefix, own ? own->uri : ns->uri);
	}
	for (size_t i = 0; i < p->all.len; i++) {
		if (!p->all.data[i]->is_ours)
			declare(out, p->all.data[i]->prefix, p->all.data[i]->uri);
	}
	sbuf_str(out, "><channel>");
}

/* Reads s->text into s->written. False: it is not well-formed, which ends the import with
   what the gates of the rooms have to say. */
static bool read_written(struct settling *s, bool of_item)
{
	struct reading r;
	struct fg_import probe = {.run = s->im->run,
		.arena = &s->scratch,
		.prefixes = s->im->prefixes,
		.words = s->im->words};
	reading_init(&r, &probe);
	struct xmlread *x = xmlread_new(&s->scratch, &reading_handler, &r);
	if (!x)
		s->scratch.exhausted();
	bool good = reading_feed(x, sbuf_text(&s->text)) && xmlread_finish(x);
	xmlread_free(x);
	reading_release(&r);
	s->written = (struct tree){0};
	if (!of_item)
		s->written = probe.channel;
	else if (probe.items.len)
		s->written = probe.items.data[0]->elements;
	return good;
}

static bool try(struct settling *s, const struct fg_episode *ep, struct str body)
{
	struct fg_body notes = {body.data, body.len, 1};
	arena_reset(&s->scratch);
	sbuf_reset(&s->text);
	if (ep)
		open_root(s->im->prefixes, &s->text);
	if (!s->write(s->arg, ep, ep ? &notes : NULL, &s->text))
		return false;
	if (ep)
		sbuf_str(&s->text, "</channel></rss>");
	sbuf_need_memory(&s->text, s->im->arena);
	return !s->text.failed && read_written(s, ep != NULL);
}

/* ---- comparing ---- */

static bool has_name(const struct fg_list *list, const char *name)
{
	for (size_t i = 0; i < list->len; i++) {
		if (strcmp(list->data[i], name) == 0)
			return true;
	}
	return false;
}

static const struct tree *next_of(const struct tree *n, const char *key)
{
	while (n && strcmp(n->key, key) != 0)
		n = n->next;
	return n;
}

/* Are all elements of that key in both, in that order? */
static bool same_all(struct settling *s, const struct subject *of, const char *key)
{
	const struct tree *a = next_of(of->source->first, key);
	const struct tree *b = next_of(s->written.first, key);
	while (a && b && same_element(&s->scratch, of->scope, a, b)) {
		a = next_of(a->next, key);
		b = next_of(b->next, key);
	}
	return !a && !b;
}

/* Links from page to page, and marks of archives (RFC 5005): the new feed is whole. */
static bool is_of_pages(const char *key)
{
	static const char *const keys[] = {"atom:link[next]", "atom:link[prev]",
		"atom:link[previous]", "atom:link[first]", "atom:link[last]",
		"atom:link[current]", "atom:link[next-archive]",
		"atom:link[prev-archive]", "fh:archive", "fh:complete"};
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		if (strcmp(keys[i], key) == 0)
			return true;
	}
	return false;
}

/* Is the element feedgen's own business: a date of the feed, the name of the program? */
static bool is_free(const struct subject *of, const char *key)
{
	const struct element *row = import_row(of->scope, key);
	return of->scope == ELEMENT_CHANNEL &&
	       (is_of_pages(key) || (row && row->field == ELEMENT_NO_FIELD));
}

static bool says_no(struct arena *a, const struct element *row, const struct tree *n)
{
	bool value, usual;
	return row && row->kind == ELEMENT_YES &&
	       check_boolean(str_trim(str_of(tree_text(a, n))), &value, &usual) && !value;
}

static bool repeats(struct settling *s, const struct tree *n, const struct tree *other)
{
	return other &&
	       same_text(tree_text(&s->scratch, n), tree_text(&s->scratch, other));
}

/* Is nothing lost with the element, although it did not come back? */
static bool is_needless(
	struct settling *s, const struct subject *of, const struct tree *n)
{
	const struct element *row = import_row(of->scope, n->key);
	if (!row || next_of(s->written.first, n->key) || next_of(n->next, n->key) ||
		n->attribute_count)
		return false;
	if (says_no(&s->scratch, row, n))
		return true;
	if (row->how == HOW_OWN)
		return repeats(s, n, next_of(s->im->channel.first, n->key));
	return row->how == HOW_CONTENT &&
	       repeats(s, n, next_of(of->source->first, "description"));
}

/* ---- what is done about it ---- */

/* What is XML is no field as well: of two, nobody would know which one counts. */
static void drop_field(struct settling *s, struct subject *of, const char *key)
{
	struct fg_show *show = &s->im->show;
	const struct element *row = import_row(of->scope, key);
	if (!row || (row->how != HOW_TAG && row->how != HOW_TRANSCRIPT &&
			    row->how != HOW_CHAPTERS))
		return;
	(of->ep ? of->ep->at : show->at)[row->field].origin = FG_ABSENT;
	if (row->how == HOW_TAG)
		tags_drop(of->ep ? &of->ep->tags : &show->tags, row->field);
	else
		*(row->how == HOW_CHAPTERS ? &of->ep->chapters : &of->ep->transcript) =
			NULL;
}

static void keep(struct settling *s, struct subject *of, const struct tree *n)
{
	struct arena *a = s->im->arena;
	struct sbuf b;
	sbuf_init(&b, SIZE_MAX / 2);
	tree_write(s->im->prefixes, n, &b);
	sbuf_need_memory(&b, a);
	*vec_push(a, &of->xml->parts) =
		(struct fg_entry){n->key, arena_strndup(a, b.data, b.len), {0}};
	sbuf_release(&b);
}

/* All elements of these keys, in the order of the source. */
static void keep_all(struct settling *s, struct subject *of, const struct fg_list *keys)
{
	struct sbuf b;
	of->xml->parts = (struct fg_entries){0};
	for (size_t i = 0; i < keys->len; i++)
		drop_field(s, of, keys->data[i]);
	for (const struct tree *n = of->source->first; n; n = n->next) {
		if (has_name(keys, n->key))
			keep(s, of, n);
	}
	sbuf_init(&b, SIZE_MAX / 2);
	for (size_t i = 0; i < of->xml->parts.len; i++)
		sbuf_printf(&b, "%s%s", i ? "\n" : "", of->xml->parts.data[i].text);
	sbuf_need_memory(&b, s->im->arena);
	of->xml->text = b.len ? arena_strndup(s->im->arena, b.data, b.len) : NULL;
	of->xml_at->origin = b.len ? FG_WRITTEN : FG_ABSENT;
	sbuf_release(&b);
}

static struct fg_list keys_kept(struct settling *s, const struct subject *of)
{
	struct fg_list keys = {0};
	for (size_t i = 0; i < of->xml->parts.len; i++) {
		if (!has_name(&keys, of->xml->parts.data[i].name))
			*vec_push(s->im->arena, &keys) = of->xml->parts.data[i].name;
	}
	return keys;
}

static bool is_notes(const struct subject *of, const char *key)
{
	const struct element *row = import_row(of->scope, key);
	return row && (row->how == HOW_SUMMARY || row->how == HOW_CONTENT);
}

/* Both return whether that may change what else is written. */
static bool keep_lost(struct settling *s, struct subject *of)
{
	struct fg_list keys = keys_kept(s, of);
	size_t before = keys.len;
	bool again = !of->ep;
	for (const struct tree *n = of->source->first; n; n = n->next) {
		if (has_name(&keys, n->key) || is_free(of, n->key) ||
			same_all(s, of, n->key) || is_needless(s, of, n))
			continue;
		*vec_push(s->im->arena, &keys) = n->key;
		again = again || is_notes(of, n->key);
	}
	if (keys.len == before)
		return false;
	keep_all(s, of, &keys);
	return again;
}

static bool omit_new(struct settling *s, struct subject *of)
{
	bool again = false;
	for (const struct tree *n = s->written.first; n; n = n->next) {
		if (next_of(of->source->first, n->key) || is_free(of, n->key) ||
			has_name(of->omit, n->key))
			continue;
		*vec_push(s->im->arena, of->omit) = import_word(s->im, n->key);
		of->omit_at->origin = FG_WRITTEN;
		again = again || is_notes(of, n->key);
	}
	return again;
}

/* A description that is kept as XML is the one to edit: there is no second. */
static void drop_description(struct fg_episode *ep)
{
	if (!element_has_part(&ep->xml, "description"))
		return;
	ep->description = NULL;
	ep->at[FG_EP_DESCRIPTION].origin = FG_ABSENT;
}

static bool settle(struct settling *s, struct subject *of, const struct fg_episode *ep,
	struct str body)
{
	for (int i = 0; i < ROUNDS; i++) {
		if (!try(s, ep, body))
			return false;
		bool again = omit_new(s, of) || keep_lost(s, of);
		if (of->ep)
			drop_description(of->ep);
		if (!again)
			break;
		if (!ep)
			s->im->show.namespaces = prefixes_used(s->im->prefixes);
	}
	return true;
}

/* ---- items ---- */

static struct subject subject_of(struct import_item *item)
{
	struct fg_episode *ep = &item->ep;
	return (struct subject){ELEMENT_ITEM, ep, &item->elements, &ep->omit, &ep->xml,
		&ep->at[FG_EP_OMIT], &ep->at[FG_EP_XML]};
}

static struct subject subject_of_show(struct fg_import *im)
{
	struct fg_show *show = &im->show;
	return (struct subject){ELEMENT_CHANNEL, NULL, &im->channel, &show->omit,
		&show->xml, &show->at[FG_SHOW_OMIT], &show->at[FG_SHOW_XML]};
}

static bool make_markdown(struct settling *s, struct import_item *item)
{
	struct fg_import *im = s->im;
	struct fg_import scratch = {.run = im->run,
		.arena = &s->scratch,
		.prefixes = im->prefixes,
		.words = im->words};
	struct str html = str_slice(item->notes, 0, item->notes.len - 1);
	arena_reset(&s->scratch);
	struct str made = markdown_of_html(&scratch, html);
	item->markdown =
		(struct str){arena_strndup(im->arena, made.data, made.len), made.len};
	return made.len > 0;
}

/* Does Markdown that was made of the notes make them again, to the byte? What the rooms say
   of it is nobody's business if it does not. */
static bool is_markdown(struct settling *s, struct import_item *item)
{
	struct fg_episode *ep = &item->ep;
	struct fg_diags *diags = s->im->run->diags;
	struct subject of = subject_of(item);
	const char *description = ep->description;
	struct fg_pos at = ep->at[FG_EP_DESCRIPTION];
	size_t said = diags->len;
	if (!make_markdown(s, item))
		return false;
	ep->description = NULL;
	ep->at[FG_EP_DESCRIPTION] = (struct fg_pos){0};
	bool same = try(s, ep, item->markdown) && same_all(s, &of, "description") &&
		    (same_all(s, &of, "content:encoded") ||
			    is_needless(s, &of,
				    next_of(item->elements.first, "content:encoded")));
	if (same)
		return true;
	diags->len = said;
	ep->description = description;
	ep->at[FG_EP_DESCRIPTION] = at;
	return false;
}

static bool settle_item(struct settling *s, struct import_item *item)
{
	struct subject of = subject_of(item);
	bool markdown = item->notes.len > 0 && is_markdown(s, item);
	item->ep.verbatim = item->notes.len > 0 && !markdown;
	if (item->ep.verbatim)
		item->ep.at[FG_EP_VERBATIM].origin = FG_WRITTEN;
	return settle(s, &of, &item->ep, markdown ? item->markdown : item->notes);
}

bool fg_import_settle(struct fg_import *im, fg_import_write *write, void *arg)
{
	struct settling s = {.im = im, .write = write, .arg = arg};
	struct fg_show *show = &im->show;
	struct subject channel = subject_of_show(im);
	bool good = true;
	arena_init(&s.scratch, im->arena->exhausted);
	sbuf_init(&s.text, WRITTEN_MAX);
	for (size_t i = 0; good && i < im->items.len; i++)
		good = settle_item(&s, im->items.data[i]);
	show->namespaces = prefixes_used(im->prefixes);
	good = good && settle(&s, &channel, NULL, str_of(""));
	show->namespaces = prefixes_used(im->prefixes);
	if (show->namespaces.len)
		show->at[FG_SHOW_NAMESPACES].origin = FG_WRITTEN;
	sbuf_release(&s.text);
	arena_release(&s.scratch);
	return good;
}

/* Not the notes, of which one as XML changes what the other is. */
static bool can_be_kept(const struct subject *of, const char *key)
{
	return !is_notes(of, key) && !is_free(of, key);
}

/* The first by its key, so that it is the same when the new feed is imported. */
void fg_import_keep(struct fg_import *im, size_t i)
{
	struct settling s = {.im = im};
	struct subject of =
		i < im->items.len ? subject_of(im->items.data[i]) : subject_of_show(im);
	const char *key = NULL;
	for (const struct tree *n = of.source->first; n; n = n->next) {
		if (can_be_kept(&of, n->key) && (!key || strcmp(n->key, key) < 0))
			key = n->key;
	}
	if (!key)
		return;
	struct fg_list keys = keys_kept(&s, &of);
	*vec_push(im->arena, &keys) = key;
	keep_all(&s, &of, &keys);
}

void settle_forget(struct fg_import *im, struct import_item *item, const char *key)
{
	struct settling s = {.im = im};
	struct subject of = subject_of(item);
	struct fg_list keys = keys_kept(&s, &of), left = {0};
	for (size_t i = 0; i < keys.len; i++) {
		if (strcmp(keys.data[i], key) != 0)
			*vec_push(im->arena, &left) = keys.data[i];
	}
	if (left.len < keys.len)
		keep_all(&s, &of, &left);
}

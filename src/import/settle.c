/* SPDX-License-Identifier: ISC */
/*
 * What the fields cannot say, found by trying: the feed is written from them, read back and
 * compared, element by element. What did not come back is kept in the words of the feed (xml:,
 * atom:, json:), what came and was not there is omitted. So the new feed says what the old one
 * said, by construction, whatever the fields, the rooms and the writer can do.
 */
#include "import/settle.h"

#include <stdlib.h>
#include <string.h>
#include "base/diag.h"
#include "base/vec.h"
#include "import/markdown.h"
#include "import/tags.h"
#include "model/rule.h"

/* One change of the notes may bring another, as a description that is kept makes the text the
   content. Other elements have nothing to do with each other. */
enum { ROUNDS = 8, WRITTEN_MAX = 64 << 20, KEPT_MAX = 24 << 10 };

/* ---- what is done about it ---- */

/* What is XML is no field as well: of two, nobody would know which one counts. */
static void drop_field(struct settling *s, struct subject *of, const char *key)
{
	struct fg_show *show = &s->im->show;
	const struct element *row = import_row(of->scope, key);
	if (of->format != FG_RSS || !row ||
		(row->how != HOW_TAG && row->how != HOW_TRANSCRIPT &&
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
	if (of->format == FG_JSON)
		sbuf_str(&b, tree_text(a, n));
	else
		tree_write(s->im->prefixes, of->format == FG_ATOM ? TREE_ATOM : TREE_RSS,
			n, &b);
	sbuf_need_memory(&b, a);
	*vec_push(a, of->parts) =
		(struct fg_entry){n->key, arena_strndup(a, b.data, b.len), {0}};
	sbuf_release(&b);
}

static const char *joined(struct arena *a, const struct fg_entries *parts)
{
	struct sbuf b;
	sbuf_init(&b, SIZE_MAX / 2);
	for (size_t i = 0; i < parts->len; i++)
		sbuf_printf(&b, "%s%s", i ? "\n" : "", parts->data[i].text);
	sbuf_need_memory(&b, a);
	const char *text = b.len ? arena_strndup(a, b.data, b.len) : NULL;
	sbuf_release(&b);
	return text;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Elements that Atom has from xml: and from atom: come in another order the next time. */
static void keep_by_key(
	struct settling *s, struct subject *of, const struct fg_list *keys)
{
	if (keys->len)
		qsort(keys->data, keys->len, sizeof *keys->data, by_name);
	for (size_t i = 0; i < keys->len; i++) {
		const struct tree *n = tree_find(of->source, keys->data[i]);
		for (; n; n = tree_again(n))
			keep(s, of, n);
	}
}

/* All elements of these keys, in the order of the source if that is RSS. */
static void keep_all(struct settling *s, struct subject *of, const struct fg_list *keys)
{
	*of->parts = (struct fg_entries){0};
	for (size_t i = 0; i < keys->len; i++)
		drop_field(s, of, keys->data[i]);
	if (of->feed != FG_RSS)
		keep_by_key(s, of, keys);
	for (const struct tree *n = of->source->first; of->feed == FG_RSS && n;
		n = n->next) {
		if (str_is_among(n->key, keys->data, keys->len))
			keep(s, of, n);
	}
	of->at->origin = of->parts->len ? FG_WRITTEN : FG_ABSENT;
	if (of->text)
		*of->text = joined(s->im->arena, of->parts);
}

static struct fg_list keys_kept(struct settling *s, const struct subject *of)
{
	struct fg_list keys = {0};
	for (size_t i = 0; i < of->parts->len; i++) {
		if (!str_is_among(of->parts->data[i].name, keys.data, keys.len))
			*vec_push(s->im->arena, &keys) = of->parts->data[i].name;
	}
	return keys;
}

static bool is_native_notes(const char *key)
{
	static const char *const keys[] = {"atom:summary", "atom:content", "content_html",
		"content_text", "summary"};
	return STR_IS_AMONG(key, keys);
}

static bool is_notes(const struct subject *of, const char *key)
{
	const struct element *row = import_row(of->scope, key);
	if (of->format != FG_RSS)
		return is_native_notes(key);
	return row && (row->how == HOW_SUMMARY || row->how == HOW_CONTENT);
}

/* It is told once for all that RSS has not all words for. */
static void count_native(
	struct settling *s, const struct subject *of, const struct tree *n)
{
	if (of->format == FG_RSS || s->native_count++ > 0)
		return;
	s->native_key = n->key;
	s->native_at = (struct fg_place){of->file, n->line, n->column};
}

static size_t size_of(const struct tree *n)
{
	size_t size = n->text.len;
	for (size_t i = 0; i < n->attribute_count; i++)
		size += strlen(n->attributes[i].value);
	for (const struct tree *child = n->first; child; child = child->next)
		size += size_of(child);
	return size;
}

/* An item must not be refused for a text that RSS says in its own way. */
static bool is_too_long(
	struct settling *s, const struct subject *of, const struct tree *n)
{
	if (of->format == FG_RSS || size_of(n) <= KEPT_MAX)
		return false;
	if (s->too_long != n)
		diag_add(s->im->run->diags, FG_RULE_IMPORT_NATIVE,
			(struct fg_place){of->file, n->line, n->column},
			"%s is too long to be kept: only the notes have it", n->name);
	s->too_long = n;
	return true;
}

/* Both return whether that may change what else is written. */
static bool keep_lost(struct settling *s, struct subject *of)
{
	struct fg_list keys = keys_kept(s, of);
	size_t before = keys.len;
	bool again = !of->ep;
	for (const struct tree *n = of->source->first; n; n = n->next) {
		if (str_is_among(n->key, keys.data, keys.len) ||
			settle_is_free(of, n->key) || settle_same_all(s, of, n->key) ||
			settle_is_needless(s, of, n) || is_too_long(s, of, n))
			continue;
		*vec_push(s->im->arena, &keys) = n->key;
		count_native(s, of, n);
		again = again || is_notes(of, n->key);
	}
	if (keys.len == before)
		return false;
	keep_all(s, of, &keys);
	return again;
}

/* Names in omit: of Atom they begin with its prefix already. */
static const char *omit_name(
	struct settling *s, const struct subject *of, const char *key)
{
	if (of->format == FG_JSON)
		key = arena_printf(&s->scratch, "json:%s", key);
	return import_word(s->im, key);
}

static bool omit_new(struct settling *s, struct subject *of)
{
	bool again = false;
	for (const struct tree *n = s->written.first; n; n = n->next) {
		const char *name = omit_name(s, of, n->key);
		if (tree_find(of->source, n->key) || settle_is_free(of, n->key) ||
			str_is_among(name, of->omit->data, of->omit->len) ||
			settle_is_wanted(s, of, n))
			continue;
		*vec_push(s->im->arena, of->omit) = name;
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
		if (!settle_try(s, of->format, ep, body))
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
	return (struct subject){.scope = ELEMENT_ITEM,
		.ep = ep,
		.source = &item->elements,
		.omit = &ep->omit,
		.omit_at = &ep->at[FG_EP_OMIT],
		.text = &ep->xml.text,
		.parts = &ep->xml.parts,
		.at = &ep->at[FG_EP_XML],
		.feed = item->format,
		.file = item->file};
}

static struct subject subject_of_show(struct fg_import *im)
{
	struct fg_show *show = &im->show;
	return (struct subject){.scope = ELEMENT_CHANNEL,
		.source = &im->channel,
		.omit = &show->omit,
		.omit_at = &show->at[FG_SHOW_OMIT],
		.text = &show->xml.text,
		.parts = &show->xml.parts,
		.at = &show->at[FG_SHOW_XML],
		.feed = im->format,
		.file = im->file};
}

/* The same in the format of the feed, where that is none of RSS. */
static struct subject native_of(struct import_item *item)
{
	struct subject of = subject_of(item);
	struct fg_episode *ep = &item->ep;
	bool json = item->format == FG_JSON;
	of.format = item->format;
	of.source = &item->native;
	of.text = json ? NULL : &ep->atom.text;
	of.parts = json ? &ep->json : &ep->atom.parts;
	of.at = &ep->at[json ? FG_EP_JSON : FG_EP_ATOM];
	return of;
}

static struct subject native_of_show(struct fg_import *im)
{
	struct subject of = subject_of_show(im);
	struct fg_show *show = &im->show;
	bool json = im->format == FG_JSON;
	of.format = im->format;
	of.source = &im->native;
	of.text = json ? NULL : &show->atom.text;
	of.parts = json ? &show->json : &show->atom.parts;
	of.at = &show->at[json ? FG_SHOW_JSON : FG_SHOW_ATOM];
	return of;
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

/* Are the notes, whichever of the two they are, in the old feed's own format what they were? */
static bool same_native_notes(
	struct settling *s, struct import_item *item, struct str body)
{
	static const char *const keys[] = {
		"atom:content", "atom:summary", "content_html"};
	struct subject of = native_of(item);
	if (item->format == FG_RSS)
		return true;
	if (!settle_try(s, of.format, of.ep, body))
		return false;
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		const struct tree *n = tree_find(&item->native, keys[i]);
		const struct tree *same = tree_find(&s->written, keys[i]);
		if (!same &&
			i < 2) /* one of the two is written, which is the first there */
			same = tree_find(&s->written, keys[1 - i]);
		if (n)
			return same && settle_is_same(s, &of, n, same);
	}
	return true;
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
	bool same = settle_try(s, FG_RSS, ep, item->markdown) &&
		    settle_same_all(s, &of, "description") &&
		    (settle_same_all(s, &of, "content:encoded") ||
			    settle_is_needless(s, &of,
				    tree_find(&item->elements, "content:encoded"))) &&
		    same_native_notes(s, item, item->markdown);
	if (same)
		return true;
	diags->len = said;
	ep->description = description;
	ep->at[FG_EP_DESCRIPTION] = at;
	return false;
}

static bool settle_item(struct settling *s, struct import_item *item)
{
	struct subject of = subject_of(item), native = native_of(item);
	bool markdown = item->notes.len > 0 && is_markdown(s, item);
	struct str body = markdown ? item->markdown : item->notes;
	item->ep.verbatim = item->notes.len > 0 && !markdown;
	if (item->ep.verbatim)
		item->ep.at[FG_EP_VERBATIM].origin = FG_WRITTEN;
	return settle(s, &of, &item->ep, body) &&
	       (item->format == FG_RSS || settle(s, &native, &item->ep, body));
}

static bool settle_show(struct settling *s)
{
	struct fg_import *im = s->im;
	struct subject of = subject_of_show(im), native = native_of_show(im);
	struct str none = {"", 0};
	im->show.namespaces = prefixes_used(im->prefixes);
	return settle(s, &of, NULL, none) &&
	       (im->format == FG_RSS || settle(s, &native, NULL, none));
}

static void tell_native(const struct settling *s)
{
	bool json = s->im->format == FG_JSON;
	if (s->native_count == 0)
		return;
	const char *key = s->native_key;
	const char *name = strncmp(key, "atom:", 5) == 0 ? key + 5 : key;
	const char *keeper = json ? "json:" : "atom:";
	if (s->native_count == 1)
		diag_add(s->im->run->diags, FG_RULE_IMPORT_NATIVE, s->native_at,
			"RSS cannot say all that %s does: %s keeps it", name, keeper);
	else
		diag_add(s->im->run->diags, FG_RULE_IMPORT_NATIVE, s->native_at,
			"RSS cannot say all that %s does, nor %zu more: %s keeps it",
			name, s->native_count - 1, keeper);
}

bool fg_import_settle(struct fg_import *im, fg_import_write *write, void *arg)
{
	struct settling s = {.im = im, .write = write, .arg = arg};
	struct fg_show *show = &im->show;
	bool good = true;
	arena_init(&s.scratch, im->arena->exhausted);
	sbuf_init(&s.text, WRITTEN_MAX);
	for (size_t i = 0; good && i < im->items.len; i++)
		good = settle_item(&s, im->items.data[i]);
	good = good && settle_show(&s);
	show->namespaces = prefixes_used(im->prefixes);
	if (show->namespaces.len)
		show->at[FG_SHOW_NAMESPACES].origin = FG_WRITTEN;
	sbuf_release(&s.text);
	arena_release(&s.scratch);
	if (good)
		tell_native(&s);
	return good;
}

/* Not the notes, of which one as XML changes what the other is. */
static bool can_be_kept(const struct subject *of, const char *key)
{
	return !is_notes(of, key) && !settle_is_free(of, key);
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

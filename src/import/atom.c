/* SPDX-License-Identifier: ISC */
/* Elements of Atom (RFC 4287) as those of RSS that say the same. */
#include "import/import.h"

#include <string.h>
#include "base/sbuf.h"
#include "base/utf8.h"
#include "import/mend.h"

static const char *prefix_or_none(const char *prefix)
{
	return prefix ? prefix : "";
}

static bool is_atom(const struct tree *n)
{
	return strcmp(prefix_or_none(n->prefix), "atom") == 0;
}

/* ---- text constructs ---- */

static void put_escaped(struct str text, struct sbuf *out)
{
	for (size_t i = 0; i < text.len; i++) {
		if (text.data[i] == '&')
			sbuf_str(out, "&amp;");
		else if (text.data[i] == '<')
			sbuf_str(out, "&lt;");
		else
			sbuf_char(out, text.data[i]);
	}
}

static const char *take(struct fg_import *im, struct sbuf *b)
{
	sbuf_need_memory(b, im->arena);
	const char *text = arena_strndup(im->arena, b->data, b->len);
	sbuf_release(b);
	return text;
}

/* What is in the div of an XHTML construct, as HTML. */
static const char *xhtml(struct fg_import *im, const struct tree *n)
{
	struct sbuf b;
	struct tree *div = n->first;
	while (div && !div->name)
		div = div->next;
	sbuf_init(&b, SIZE_MAX / 2);
	for (struct tree *child = div ? div->first : NULL; child; child = child->next)
		tree_write(im->prefixes, TREE_HTML, child, &b);
	return take(im, &b);
}

static bool has_type(const struct tree *n, const char *type)
{
	const char *own = tree_attribute(n, "type");
	return own && str_case_is(str_of(own), type);
}

const char *atom_markup(struct fg_import *im, const struct tree *n)
{
	struct sbuf b;
	if (has_type(n, "xhtml"))
		return xhtml(im, n);
	const char *text = tree_text(im->arena, n);
	if (has_type(n, "html") || has_type(n, "text/html"))
		return text;
	sbuf_init(&b, SIZE_MAX / 2);
	put_escaped(str_of(text), &b);
	return take(im, &b);
}

static void gather(const struct tree *n, struct sbuf *out)
{
	if (!n->name)
		sbuf_slice(out, n->text);
	for (const struct tree *child = n->first; child; child = child->next)
		gather(child, out);
}

/* The length of the reference that s begins with, whose character is known; 0: it is none. */
static size_t reference_len(struct str s, uint32_t *cp)
{
	enum { LONGEST = 12 };
	struct str head = str_slice(s, 0, s.len < LONGEST ? s.len : LONGEST);
	size_t end = s.data[0] == '&' ? str_find_char(head, ';', 1) : STR_NONE;
	bool known = end != STR_NONE && mend_character(str_slice(head, 1, end), cp);
	return known ? end + 1 : 0;
}

/* HTML without its tags, and with the characters that its references are. */
static void put_plain(const char *html, struct sbuf *out)
{
	struct str s = str_of(html);
	bool tags = true; /* there is a '>' ahead, as far as is known */
	while (s.len) {
		uint32_t cp;
		char bytes[4];
		bool opens = tags && s.data[0] == '<';
		size_t end = opens ? str_find_char(s, '>', 0) : STR_NONE;
		tags = tags && (!opens || end != STR_NONE);
		size_t reference = reference_len(s, &cp);
		size_t n = end != STR_NONE ? end + 1 : reference ? reference : 1;
		if (reference)
			sbuf_add(out, bytes, utf8_encode(cp, bytes));
		else if (end == STR_NONE)
			sbuf_char(out, s.data[0]);
		s = str_slice(s, n, s.len);
	}
}

const char *atom_plain(struct fg_import *im, const struct tree *n)
{
	struct sbuf b;
	sbuf_init(&b, SIZE_MAX / 2);
	if (has_type(n, "html"))
		put_plain(tree_text(im->arena, n), &b);
	else
		gather(n, &b);
	return take(im, &b);
}

/* ---- elements ---- */

/* A feed or an entry that becomes a channel or an item. */
struct conversion {
	struct fg_import *im;
	bool has_summary, has_date, has_picture;
	const struct tree *page; /* the link that is the page; NULL: none */
	bool has_audio;
};

static struct tree *leaf_of(
	struct fg_import *im, const struct tree *from, const char *name, const char *text)
{
	struct tree *leaf = tree_leaf(im->arena, name, text);
	leaf->base = from->base;
	leaf->line = from->line;
	leaf->column = from->column;
	return leaf;
}

static void copy_attribute(struct fg_import *im, const struct tree *from,
	const char *name, struct tree *to, const char *as)
{
	const char *value = tree_attribute(from, name);
	if (value)
		tree_add_attribute(im->arena, to, as, value);
}

/* RSS has a length always; 0 is one that is not known. */
static struct tree *enclosure_of(struct conversion *c, const struct tree *n)
{
	struct tree *enclosure = leaf_of(c->im, n, "enclosure", "");
	copy_attribute(c->im, n, "href", enclosure, "url");
	copy_attribute(c->im, n, "length", enclosure, "length");
	copy_attribute(c->im, n, "type", enclosure, "type");
	if (!tree_attribute(n, "length"))
		tree_add_attribute(c->im->arena, enclosure, "length", "0");
	c->has_audio = true;
	return enclosure;
}

/* The link to the feed that the show will have. */
static struct tree *self_of(struct conversion *c, const struct tree *n)
{
	struct tree *self = leaf_of(c->im, n, "link", "");
	self->prefix = "atom";
	copy_attribute(c->im, n, "href", self, "href");
	copy_attribute(c->im, n, "rel", self, "rel");
	tree_add_attribute(c->im->arena, self, "type", "application/rss+xml");
	return self;
}

static bool has_relation(const struct tree *n, const char *relation)
{
	const char *rel = tree_attribute(n, "rel");
	return strcmp(rel ? rel : "alternate", relation) == 0;
}

/* What RSS has once is the first that Atom has; the others stay links of Atom. */
static struct tree *link_of(struct conversion *c, struct tree *n)
{
	const char *href = tree_attribute(n, "href");
	if (!href)
		return n;
	if (n == c->page)
		return leaf_of(c->im, n, "link", href);
	if (has_relation(n, "self"))
		return self_of(c, n);
	return has_relation(n, "enclosure") && !c->has_audio ? enclosure_of(c, n) : n;
}

static bool is_web_page(const struct tree *n)
{
	const char *type = tree_attribute(n, "type");
	return !type || str_case_is(str_of(type), "text/html") ||
	       str_case_is(str_of(type), "application/xhtml+xml");
}

/* Of several alternates the first that is a web page, else the first. */
static const struct tree *page_of(const struct tree *parent)
{
	const struct tree *first = NULL;
	for (const struct tree *n = parent->first; n; n = n->next) {
		if (strcmp(n->key, "atom:link[alternate]") != 0 ||
			!tree_attribute(n, "href"))
			continue;
		if (is_web_page(n))
			return n;
		first = first ? first : n;
	}
	return first;
}

static struct tree *category_of(struct conversion *c, struct tree *n)
{
	const char *term = tree_attribute(n, "term");
	struct tree *category = leaf_of(c->im, n, "category", term ? term : "");
	copy_attribute(c->im, n, "scheme", category, "domain");
	return category;
}

static struct tree *author_of(struct conversion *c, struct tree *n)
{
	const struct tree *name = tree_child(n, "atom", "name");
	if (!name)
		return n;
	struct tree *author = leaf_of(c->im, n, "author", tree_text(c->im->arena, name));
	author->prefix = "itunes";
	return author;
}

static struct tree *id_of(struct conversion *c, struct tree *n)
{
	struct tree *guid = leaf_of(c->im, n, "guid", tree_text(c->im->arena, n));
	tree_add_attribute(c->im->arena, guid, "isPermaLink", "false");
	return guid;
}

static struct tree *logo_of(struct conversion *c, struct tree *n)
{
	if (c->has_picture) /* which says it already */
		return NULL;
	struct tree *image = leaf_of(c->im, n, "image", "");
	image->prefix = "itunes";
	tree_add_attribute(c->im->arena, image, "href", tree_text(c->im->arena, n));
	return image;
}

static struct tree *title_of(struct conversion *c, struct tree *n)
{
	return leaf_of(c->im, n, "title", atom_plain(c->im, n));
}

static struct tree *subtitle_of(struct conversion *c, struct tree *n)
{
	return leaf_of(c->im, n, "description", atom_plain(c->im, n));
}

static struct tree *rights_of(struct conversion *c, struct tree *n)
{
	return leaf_of(c->im, n, "copyright", atom_plain(c->im, n));
}

static struct tree *summary_of(struct conversion *c, struct tree *n)
{
	return leaf_of(c->im, n, "description", atom_markup(c->im, n));
}

/* Content that is elsewhere is none; that which is the only text is no second one. */
static struct tree *content_of(struct conversion *c, struct tree *n)
{
	if (tree_attribute(n, "src"))
		return n;
	if (!c->has_summary)
		return summary_of(c, n);
	struct tree *content = leaf_of(c->im, n, "encoded", atom_markup(c->im, n));
	content->prefix = "content";
	return content;
}

static struct tree *date_of(struct conversion *c, struct tree *n)
{
	return leaf_of(c->im, n, "pubDate", tree_text(c->im->arena, n));
}

/* The day of the last change stands in for that of publication. */
static struct tree *change_of(struct conversion *c, struct tree *n)
{
	return c->has_date ? NULL : date_of(c, n);
}

static struct tree *nothing(struct conversion *c, struct tree *n)
{
	(void)c, (void)n;
	return NULL;
}

enum { FEED = 1, ENTRY = 2, BOTH = 3 };
static const struct {
	const char *name;
	int where;
	struct tree *(*convert)(struct conversion *c, struct tree *n);
} rows[] = {
	{"title", BOTH, title_of},
	{"link", BOTH, link_of},
	{"category", BOTH, category_of},
	{"author", BOTH, author_of},
	{"subtitle", FEED, subtitle_of},
	{"rights", FEED, rights_of},
	{"logo", FEED, logo_of},
	{"updated", FEED, nothing}, /* feedgen's own */
	{"generator", FEED, nothing},
	{"id", FEED, nothing}, /* RSS has none; see native.c */
	{"id", ENTRY, id_of},
	{"summary", ENTRY, summary_of},
	{"content", ENTRY, content_of},
	{"published", ENTRY, date_of},
	{"updated", ENTRY, change_of},
};

static struct tree *convert(struct conversion *c, struct tree *n, int where)
{
	for (size_t i = 0; is_atom(n) && i < sizeof rows / sizeof *rows; i++) {
		if (rows[i].where & where && strcmp(rows[i].name, n->name) == 0)
			return rows[i].convert(c, n);
	}
	return n;
}

static bool has(const struct tree *parent, const char *key)
{
	const struct tree *n = parent->first;
	while (n && strcmp(n->key, key) != 0)
		n = n->next;
	return n != NULL;
}

/* Elements directly in it, which may be told apart from what becomes of them. */
static void copy_all(struct fg_import *im, const struct tree *from, struct tree *to)
{
	for (const struct tree *n = from->first; n; n = n->next) {
		struct tree *copy = arena_new(im->arena, struct tree);
		*copy = *n;
		copy->next = NULL;
		tree_append(to, copy);
	}
}

void atom_convert(struct fg_import *im, struct tree *parent, struct tree *native)
{
	int where = parent == &im->channel ? FEED : ENTRY;
	struct conversion c = {.im = im,
		.has_summary = has(parent, "atom:summary"),
		.has_date = has(parent, "atom:published"),
		.has_picture = has(parent, "itunes:image"),
		.page = page_of(parent)};
	struct tree *n = parent->first, *next;
	*native = (struct tree){0};
	copy_all(im, parent, native);
	parent->first = parent->last = NULL;
	for (; n; n = next) {
		next = n->next;
		struct tree *made = convert(&c, n, where);
		if (!made)
			continue;
		made->next = NULL;
		import_add(im, parent, made);
	}
}

void atom_inherit_language(
	struct fg_import *im, struct tree *element, const char *language)
{
	static const char *const texts[] = {"title", "summary", "content", "rights"};
	bool is_one = false;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		is_one = is_one ||
			 (is_atom(element) && strcmp(texts[i], element->name) == 0);
	for (size_t i = 0; i < element->attribute_count; i++) {
		const struct tree_attribute *at = &element->attributes[i];
		if (at->prefix && strcmp(at->prefix, "xml") == 0 &&
			strcmp(at->name, "lang") == 0)
			return;
	}
	if (is_one)
		tree_add_language(im->arena, element, language);
}

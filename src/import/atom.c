/* SPDX-License-Identifier: ISC */
/* Elements of Atom (RFC 4287) as those of RSS that say the same. */
#include "import/import.h"

#include <string.h>
#include "base/sbuf.h"

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

static void drop_prefixes(struct tree *n)
{
	n->prefix = NULL;
	for (struct tree *child = n->first; child; child = child->next)
		drop_prefixes(child);
}

/* What is in the div of an XHTML construct, as HTML. */
static const char *xhtml(struct fg_import *im, const struct tree *n)
{
	struct sbuf b;
	struct tree *div = n->first;
	while (div && !div->name)
		div = div->next;
	sbuf_init(&b, SIZE_MAX / 2);
	for (struct tree *child = div ? div->first : NULL; child; child = child->next) {
		drop_prefixes(child);
		tree_write(im->prefixes, child, &b);
	}
	return take(im, &b);
}

static bool has_type(const struct tree *n, const char *type)
{
	const char *own = tree_attribute(n, "type");
	return own && str_case_is(str_of(own), type);
}

/* A construct as HTML, which notes are. */
static const char *as_html(struct fg_import *im, const struct tree *n)
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

/* HTML without its tags; the entities of XML are resolved, others stay. */
static void put_plain(const char *html, struct sbuf *out)
{
	static const struct {
		const char *entity, *text;
	} entities[] = {{"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""},
		{"&#39;", "'"}, {"&apos;", "'"}};
	struct str s = str_of(html);
	for (size_t i = 0; i < s.len;) {
		size_t end = s.data[i] == '<' ? str_find_char(s, '>', i) : STR_NONE;
		size_t n = end == STR_NONE ? 0 : end + 1 - i;
		const char *text = "";
		for (size_t k = 0; !n && k < sizeof entities / sizeof *entities; k++) {
			if (!str_starts(str_slice(s, i, s.len), entities[k].entity))
				continue;
			n = strlen(entities[k].entity);
			text = entities[k].text;
		}
		sbuf_str(out, text);
		if (!n)
			sbuf_char(out, s.data[i]);
		i += n ? n : 1;
	}
}

/* A construct as plain text, which titles are. */
static const char *as_text(struct fg_import *im, const struct tree *n)
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

static struct tree *link_of(struct conversion *c, struct tree *n)
{
	const char *rel = tree_attribute(n, "rel");
	const char *href = tree_attribute(n, "href");
	if (!href)
		return n;
	if (!rel || strcmp(rel, "alternate") == 0)
		return leaf_of(c->im, n, "link", href);
	if (strcmp(rel, "enclosure") != 0)
		return n;
	struct tree *enclosure = leaf_of(c->im, n, "enclosure", "");
	copy_attribute(c->im, n, "href", enclosure, "url");
	copy_attribute(c->im, n, "length", enclosure, "length");
	copy_attribute(c->im, n, "type", enclosure, "type");
	return enclosure;
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
	return leaf_of(c->im, n, "title", as_text(c->im, n));
}

static struct tree *subtitle_of(struct conversion *c, struct tree *n)
{
	return leaf_of(c->im, n, "description", as_text(c->im, n));
}

static struct tree *rights_of(struct conversion *c, struct tree *n)
{
	return leaf_of(c->im, n, "copyright", as_text(c->im, n));
}

static struct tree *summary_of(struct conversion *c, struct tree *n)
{
	return leaf_of(c->im, n, "description", as_html(c->im, n));
}

/* Content that is elsewhere is none; that which is the only text is no second one. */
static struct tree *content_of(struct conversion *c, struct tree *n)
{
	if (tree_attribute(n, "src"))
		return n;
	if (!c->has_summary)
		return summary_of(c, n);
	struct tree *content = leaf_of(c->im, n, "encoded", as_html(c->im, n));
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

void atom_convert(struct fg_import *im, struct tree *parent)
{
	int where = parent == &im->channel ? FEED : ENTRY;
	struct conversion c = {im, has(parent, "atom:summary"),
		has(parent, "atom:published"), has(parent, "itunes:image")};
	struct tree *n = parent->first, *next;
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

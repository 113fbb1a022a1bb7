/* SPDX-License-Identifier: ISC */
#include "import/tree.h"

#include <string.h>
#include "base/utf8.h"

struct tree *tree_new(struct arena *a, const char *prefix, const char *name)
{
	struct tree *element = arena_new(a, struct tree);
	element->prefix = prefix;
	element->name = name;
	return element;
}

struct tree *tree_leaf(struct arena *a, const char *name, const char *text)
{
	struct tree *leaf = tree_new(a, NULL, name);
	tree_add_text(a, leaf, str_of(text));
	return leaf;
}

void tree_append(struct tree *parent, struct tree *child)
{
	if (parent->last)
		parent->last->next = child;
	else
		parent->first = child;
	parent->last = child;
}

void tree_add_text(struct arena *a, struct tree *parent, struct str text)
{
	struct tree *node = arena_new(a, struct tree);
	if (text.len == 0)
		return;
	node->text = (struct str){arena_strndup(a, text.data, text.len), text.len};
	tree_append(parent, node);
}

static void add_attribute(
	struct arena *a, struct tree *element, struct tree_attribute attribute)
{
	size_t n = element->attribute_count;
	struct tree_attribute *all = arena_array(a, n + 1, sizeof *all);
	if (n)
		memcpy(all, element->attributes, n * sizeof *all);
	all[n] = attribute;
	element->attributes = all;
	element->attribute_count = n + 1;
}

void tree_add_attribute(
	struct arena *a, struct tree *element, const char *name, const char *value)
{
	add_attribute(a, element, (struct tree_attribute){.name = name, .value = value});
}

void tree_add_language(struct arena *a, struct tree *element, const char *language)
{
	add_attribute(a, element,
		(struct tree_attribute){
			"http://www.w3.org/XML/1998/namespace", "xml", "lang", language});
}

/* ---- looking ---- */

const char *tree_text(struct arena *a, const struct tree *element)
{
	size_t len = 0, texts = 0;
	const struct tree *only = NULL;
	for (const struct tree *n = element->first; n; n = n->next) {
		if (n->name)
			continue;
		only = n;
		texts++;
		len += n->text.len;
	}
	if (texts <= 1)
		return only ? only->text.data : "";
	char *all = arena_text(a, len), *to = all;
	for (const struct tree *n = element->first; n; n = n->next) {
		if (!n->name)
			to = mempcpy(to, n->text.data, n->text.len);
	}
	return all;
}

bool tree_has_elements(const struct tree *element)
{
	const struct tree *n = element->first;
	while (n && !n->name)
		n = n->next;
	return n != NULL;
}

const char *tree_attribute(const struct tree *element, const char *name)
{
	for (size_t i = 0; i < element->attribute_count; i++) {
		const struct tree_attribute *at = &element->attributes[i];
		if (!at->uri && strcmp(at->name, name) == 0)
			return at->value;
	}
	return NULL;
}

static struct tree *from(struct tree *n, const char *key)
{
	while (n && strcmp(n->key, key) != 0)
		n = n->next;
	return n;
}

struct tree *tree_find(const struct tree *parent, const char *key)
{
	return from(parent->first, key);
}

struct tree *tree_again(const struct tree *n)
{
	return from(n->next, n->key);
}

const struct tree *tree_child(
	const struct tree *element, const char *prefix, const char *name)
{
	for (const struct tree *n = element->first; n; n = n->next) {
		bool same =
			prefix ? n->prefix && strcmp(n->prefix, prefix) == 0 : !n->prefix;
		if (n->name && same && strcmp(n->name, name) == 0)
			return n;
	}
	return NULL;
}

/* ---- as XML ---- */

/* What neither a line of YAML nor every reader of XML leaves as it is. */
static bool is_fragile(uint32_t cp)
{
	return cp == '\r' || (cp >= 0x7f && cp < 0xa0) || cp == 0x2028 || cp == 0x2029 ||
	       cp == 0xfeff;
}

static const char *entity_of(uint32_t cp, bool quoted)
{
	switch (cp) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return quoted ? "&quot;" : NULL;
	default:
		return NULL;
	}
}

static void put_character(uint32_t cp, bool quoted, struct str bytes, struct sbuf *out)
{
	const char *entity = entity_of(cp, quoted);
	if (entity)
		sbuf_str(out, entity);
	else if (is_fragile(cp) || (quoted && (cp == '\n' || cp == '\t')))
		sbuf_printf(out, "&#%u;", (unsigned)cp);
	else
		sbuf_slice(out, bytes);
}

/* Plain bytes go out in runs: texts are long. */
static void put_text(struct str text, bool quoted, struct sbuf *out)
{
	size_t from = 0, i = 0;
	while (i < text.len) {
		unsigned char c = (unsigned char)text.data[i];
		bool plain = c < 0x7f ? !strchr("&<>\"\r\n\t", c) || c == 0
				      : c > 0xc2 && c != 0xe2 && c != 0xef;
		if (plain || (c >= 0x80 && c < 0xc0)) {
			i++;
			continue;
		}
		uint32_t cp;
		size_t n = utf8_decode(text.data + i, text.len - i, &cp);
		n = n ? n : 1;
		sbuf_slice(out, str_slice(text, from, i));
		put_character(cp, quoted, str_slice(text, i, i + n), out);
		i += n;
		from = i;
	}
	sbuf_slice(out, str_slice(text, from, text.len));
}

struct putting {
	struct prefixes *prefixes;
	enum tree_form form;
	struct sbuf *out;
};

static void put_name(const struct putting *p, const char *prefix, const char *name)
{
	bool bare = p->form == TREE_ATOM && prefix && strcmp(prefix, "atom") == 0;
	if (prefix && !bare && p->form != TREE_HTML) {
		prefix_use(p->prefixes, prefix);
		sbuf_str(p->out, prefix);
		sbuf_char(p->out, ':');
	}
	sbuf_str(p->out, name);
}

static void put_attributes(const struct putting *p, const struct tree *element)
{
	for (size_t i = 0; i < element->attribute_count; i++) {
		const struct tree_attribute *at = &element->attributes[i];
		sbuf_char(p->out, ' ');
		put_name(p, at->prefix, at->name);
		sbuf_str(p->out, "=\"");
		put_text(str_of(at->value), true, p->out);
		sbuf_char(p->out, '"');
	}
}

/* Within an Atom feed a name without a prefix is Atom's, unless xmlns says otherwise. Is it so in
   the element? */
static bool put_default(const struct putting *p, const struct tree *element, bool atom)
{
	bool is_atom = element->prefix && strcmp(element->prefix, "atom") == 0;
	bool bare = !element->prefix || is_atom;
	if (p->form != TREE_ATOM || !bare || is_atom == atom)
		return atom;
	sbuf_printf(
		p->out, " xmlns=\"%s\"", is_atom ? "http://www.w3.org/2005/Atom" : "");
	return is_atom;
}

/* As deep as the reader lets documents be. */
static void put(const struct putting *p, const struct tree *element, bool atom)
{
	if (!element->name) {
		put_text(element->text, false, p->out);
		return;
	}
	sbuf_char(p->out, '<');
	put_name(p, element->prefix, element->name);
	atom = put_default(p, element, atom);
	put_attributes(p, element);
	if (!element->first) {
		sbuf_str(p->out, "/>");
		return;
	}
	sbuf_char(p->out, '>');
	for (const struct tree *n = element->first; n; n = n->next)
		put(p, n, atom);
	sbuf_str(p->out, "</");
	put_name(p, element->prefix, element->name);
	sbuf_char(p->out, '>');
}

void tree_write(struct prefixes *prefixes, enum tree_form form,
	const struct tree *element, struct sbuf *out)
{
	struct putting p = {prefixes, form, out};
	put(&p, element, true);
}

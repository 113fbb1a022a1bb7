/* SPDX-License-Identifier: ISC */
/* XML that people write for a feed: checked here, so that it cannot spoil one there. */
#include <string.h>
#include "base/diag.h"
#include "base/sbuf.h"
#include "base/vec.h"
#include "base/xmlread.h"
#include "model/element.h"
#include "model/rule.h"
#include "read/assign.h"

enum { HEAD_MAX = 256 * 1024 };

struct checking {
	struct arena *arena;
	struct fg_list *names;
	unsigned depth;
	bool has_text; /* between the elements */
};

/* The name that feedgen has for an element, whatever prefix it has here. */
static const char *name_of(struct arena *a, const struct xmlread_element *e)
{
	const char *ours = e->uri ? element_prefix(e->uri) : NULL;
	const char *prefix = ours ? ours : e->prefix;
	return prefix ? arena_printf(a, "%s:%s", prefix, e->name)
		      : arena_strdup(a, e->name);
}

static const char *relation_of(const struct xmlread_element *e)
{
	for (size_t i = 0; i < e->attribute_count; i++) {
		if (strcmp(e->attributes[i].name, "rel") == 0)
			return e->attributes[i].value;
	}
	return NULL;
}

static void on_start(void *data, const struct xmlread_element *e)
{
	struct checking *c = data;
	if (c->depth++ == 1)
		*vec_push(c->arena, c->names) =
			element_key(c->arena, name_of(c->arena, e), relation_of(e));
}

static void on_end(void *data)
{
	((struct checking *)data)->depth--;
}

static void on_text(void *data, struct str text)
{
	struct checking *c = data;
	c->has_text = c->has_text || (c->depth == 1 && str_trim(text).len);
}

static bool is_rebound(const struct fg_entries *own, const char *prefix)
{
	for (size_t i = 0; own && i < own->len; i++) {
		if (strcmp(own->data[i].name, prefix) == 0)
			return true;
	}
	return false;
}

static void add_binding(struct sbuf *b, const char *prefix, const char *uri)
{
	sbuf_printf(b, " xmlns:%s=\"", prefix);
	for (; *uri; uri++) {
		if (strchr("&<\"", *uri))
			sbuf_printf(b, "&#%d;", *uri);
		else
			sbuf_char(b, *uri);
	}
	sbuf_char(b, '"');
}

/* A root that declares what the feed's declares; its line is not of the source. */
static void add_root(struct sbuf *b, const struct fg_entries *own, bool of_atom)
{
	const struct element_namespace *ns;
	sbuf_str(b, of_atom ? "<x xmlns=\"http://www.w3.org/2005/Atom\"" : "<x");
	for (size_t i = 0; (ns = element_namespace_at(i)); i++) {
		if (!is_rebound(own, ns->prefix))
			add_binding(b, ns->prefix, ns->uri);
	}
	for (size_t i = 0; own && i < own->len; i++)
		add_binding(b, own->data[i].name, own->data[i].text);
	sbuf_str(b, ">\n");
}

/* A value of several lines is taken for one that begins on the line below its name. */
static struct fg_place place_in(const struct slot *s, unsigned line)
{
	struct fg_place at = node_place(s->to->file, s->node);
	if (line > 1 && strchr(s->node->text, '\n')) {
		at.line += line - 1;
		at.column = 0;
	}
	return at;
}

static bool fail(
	const struct slot *s, struct fg_place at, const char *message, const char *hint)
{
	struct fg_diags *diags = s->to->run->diags;
	struct fg_diag *d = diag_add(diags, FG_RULE_FIELD_XML, at, "%s", message);
	if (hint)
		diag_hint(diags, d, "%s", hint);
	d->element = s->row->field.name;
	return false;
}

/* Walks text; in names what is at its top. */
static bool check(const struct slot *s, struct str text, struct fg_list *names)
{
	static const struct xmlread_handler handler = {
		.start = on_start, .text = on_text, .end = on_end};
	struct checking c = {.arena = s->to->run->arena, .names = names};
	struct sbuf root;
	sbuf_init(&root, HEAD_MAX);
	add_root(&root, s->to->namespaces, strcmp(s->row->field.name, "atom") == 0);
	sbuf_need_memory(&root, c.arena);
	struct xmlread *x = xmlread_new(c.arena, &handler, &c);
	if (!x)
		c.arena->exhausted();
	bool good = !root.failed && xmlread_feed(x, root.data, root.len) &&
		    xmlread_feed(x, text.data, text.len) &&
		    xmlread_feed(x, "\n</x>", 5) && xmlread_finish(x);
	const struct xmlread_fault *f = xmlread_fault(x);
	if (f)
		fail(s, place_in(s, f->at.line), f->message, f->hint);
	else if (good && c.has_text)
		good = fail(s, place_in(s, 0), "there is text beside the elements", NULL);
	xmlread_free(x);
	sbuf_release(&root);
	return good;
}

/* ---- parts ---- */

static size_t past(struct str s, const char *mark, size_t from)
{
	size_t at = str_find(s, mark, from);
	return at == STR_NONE ? s.len : at + strlen(mark);
}

/* Behind the tag that begins at from. */
static size_t past_tag(struct str s, size_t from)
{
	char quote = '\0';
	for (size_t i = from; i < s.len; i++) {
		char c = s.data[i];
		if (quote ? c == quote : c == '"' || c == '\'')
			quote = quote ? '\0' : c;
		else if (!quote && c == '>')
			return i + 1;
	}
	return s.len;
}

/* The next element of text that is well-formed, without what is between elements. */
static struct str element_from(struct str s, size_t *at)
{
	size_t depth = 0, start = STR_NONE;
	for (size_t i = *at; (i = str_find_char(s, '<', i)) != STR_NONE;) {
		struct str rest = str_slice(s, i, s.len);
		size_t from = i;
		if (str_starts(rest, "<!--"))
			i = past(s, "-->", i);
		else if (str_starts(rest, "<![CDATA["))
			i = past(s, "]]>", i);
		else if (str_starts(rest, "<?"))
			i = past(s, "?>", i);
		else {
			i = past_tag(s, i);
			bool ends = rest.data[1] == '/', empty = s.data[i - 2] == '/';
			start = depth == 0 && !ends ? from : start;
			depth += !ends && !empty;
			depth -= ends;
			if (depth == 0) {
				*at = i;
				return str_slice(s, start, i);
			}
		}
	}
	return (struct str){"", 0};
}

bool assign_xml(const struct slot *s)
{
	struct arena *a = s->to->run->arena;
	struct fg_xml *xml = s->member;
	struct str text = str_trim(str_of(node_text(s->node)));
	struct fg_list names = {0};
	size_t at = 0;
	if (!check(s, text, &names))
		return false;
	xml->text = arena_strndup(a, text.data, text.len);
	xml->parts = (struct fg_entries){0};
	for (size_t i = 0; i < names.len; i++) {
		struct str part = element_from(text, &at);
		*vec_push(a, &xml->parts) = (struct fg_entry){
			names.data[i], arena_strndup(a, part.data, part.len), {0}};
	}
	return true;
}

/* SPDX-License-Identifier: ISC */
#include "validate/judge.h"

#include "base/utf8.h"
#include "validate/atom.h"
#include "validate/prologue.h"
#include "validate/rss.h"

enum { TEXTS_MAX = XMLSCAN_TEXT_MAX * 2 };

/* ---- elements ---- */

static enum vocabulary find_namespace(struct judge *j, const char *uri)
{
	size_t i = 0, room = sizeof j->seen / sizeof *j->seen;
	bool near;
	for (; i < room && j->seen[i].uri; i++) {
		if (j->seen[i].uri == uri)
			return j->seen[i].ns;
	}
	enum vocabulary ns = namespace_find(uri, &near);
	if (i < room && uri) {
		j->seen[i].uri = uri;
		j->seen[i].ns = ns;
	}
	return ns;
}

/* The prefix that people know an element by, whatever it has here. */
static const char *usual_prefix(
	const struct judge *j, enum vocabulary ns, const char *prefix)
{
	if (ns == NS_ATOM && judge_is_atom(j))
		return "";
	if (ns < NS_COUNT)
		return namespaces[ns].prefix;
	return prefix ? prefix : "";
}

static const struct attribute_row *attribute_row(int row, const char *name)
{
	const struct attribute_row *a;
	for (size_t i = 0; (a = vocabulary_attribute((enum row_id)row, i)); i++) {
		if (strcmp(a->name, name) == 0)
			return a;
	}
	return NULL;
}

static void tell_unknown_attribute(struct judge *j, const char *name)
{
	const struct node *n = judge_node(j);
	bool podcast = element_rows[n->row].ns == NS_PODCAST;
	const struct attribute_row *a;
	struct fg_diag *d = judge_say(j,
		podcast ? FG_RULE_FEED_PODCAST_UNKNOWN : FG_RULE_FEED_ATTRIBUTE_UNKNOWN,
		"<%s> has the attribute %s, which is not known", judge_name(j, n), name);
	for (size_t i = 0; judge_was_told(j, d) &&
			   (a = vocabulary_attribute((enum row_id)n->row, i));
		i++) {
		if (str_resembles(name, a->name))
			judge_hint(j, d, "it is spelt %s", a->name);
	}
}

/* xml:base and xml:lang, which any element may have. */
static void judge_xml_attribute(struct judge *j, const struct xmlread_attribute *a)
{
	j->attribute = arena_printf(&j->scratch, "xml:%s", a->name);
	if (strcmp(a->name, "base") == 0) {
		judge_node(j)->based = true;
		judge_value(j, KIND_IRI, a->value);
	} else if (strcmp(a->name, "lang") == 0 && *a->value)
		judge_value(j, KIND_LANGUAGE_TAG, a->value);
	j->attribute = NULL;
}

/* An attribute of another vocabulary. Those that have no row are nobody's concern. */
static void judge_foreign_attribute(struct judge *j, const struct xmlread_attribute *a)
{
	enum vocabulary ns = find_namespace(j, a->uri);
	if (ns == NS_XML) {
		judge_xml_attribute(j, a);
		return;
	}
	if (ns == NS_UNKNOWN)
		return;
	j->attribute = arena_printf(&j->scratch, "%s:%s", namespaces[ns].prefix, a->name);
	const struct attribute_row *row = attribute_row(judge_node(j)->row, j->attribute);
	if (row)
		judge_value(j, row->kind, a->value);
	j->attribute = NULL;
}

/* Is the attribute of the row there? Its name may have the usual prefix of a namespace. */
static bool has_attribute(struct judge *j, const struct attribute_row *a)
{
	const char *colon = strchr(a->name, ':');
	if (!colon)
		return judge_attribute(j, a->name);
	for (size_t i = 0; i < j->element->attribute_count; i++) {
		const struct xmlread_attribute *at = &j->element->attributes[i];
		if (!at->uri || strcmp(at->name, colon + 1) != 0)
			continue;
		enum vocabulary ns = find_namespace(j, at->uri);
		const char *prefix = ns == NS_UNKNOWN ? "" : namespaces[ns].prefix;
		if (strlen(prefix) == (size_t)(colon - a->name) &&
			strncmp(prefix, a->name, strlen(prefix)) == 0)
			return true;
	}
	return false;
}

static void judge_attributes(struct judge *j)
{
	const struct xmlread_element *e = j->element;
	const struct node *n = judge_node(j);
	const struct attribute_row *a;
	for (size_t i = 0; i < e->attribute_count; i++) {
		const struct xmlread_attribute *attribute = &e->attributes[i];
		if (attribute->uri) {
			judge_foreign_attribute(j, attribute);
			continue;
		}
		a = attribute_row(n->row, attribute->name);
		j->attribute = attribute->name;
		if (!a)
			tell_unknown_attribute(j, attribute->name);
		else
			judge_value(j, a->kind, attribute->value);
	}
	j->attribute = NULL;
	for (size_t i = 0; (a = vocabulary_attribute((enum row_id)n->row, i)); i++) {
		if (a->need == OPTIONAL || has_attribute(j, a))
			continue;
		j->attribute = a->name;
		judge_say(j,
			a->need == REQUIRED ? FG_RULE_FEED_ATTRIBUTE_MISSING
					    : FG_RULE_FEED_ATTRIBUTE_WANTED,
			"<%s> has no %s", judge_name(j, n), a->name);
		j->attribute = NULL;
	}
}

/* Another child of the parent. */
static void count(struct judge *j)
{
	struct node *parent = judge_parent(j), *n = judge_node(j);
	const struct element_row *r = &element_rows[n->row];
	if (!parent)
		return;
	unsigned times = parent->counts[n->row];
	if (times == UINT16_MAX)
		return;
	parent->counts[n->row] = (uint16_t)++times;
	if (times == r->most + 1 && r->most == 1)
		judge_say(j, FG_RULE_FEED_ELEMENT_TWICE,
			"<%s> has a second <%s>; once is allowed", judge_name(j, parent),
			judge_name(j, n));
	else if (times == r->most + 1)
		judge_say(j, FG_RULE_FEED_ELEMENT_TWICE,
			"<%s> has more than %u times <%s>", judge_name(j, parent),
			r->most, judge_name(j, n));
}

static void lacks(struct judge *j)
{
	const struct node *n = judge_node(j);
	for (int i = 0; n->inside && i < ROW_COUNT; i++) {
		const struct element_row *r = &element_rows[i];
		if (!r->least || !(r->parents & (1u << n->inside)) || n->counts[i])
			continue;
		const char *prefix = namespaces[r->ns].prefix;
		bool bare = !*prefix || r->ns == NS_ATOM;
		judge_lacks(j, FG_RULE_FEED_ELEMENT_MISSING,
			bare ? r->name
			     : arena_printf(&j->scratch, "%s:%s", prefix, r->name));
	}
}

/* Do its elements stand in RSS where people like, by no rule of theirs? */
static bool is_lent(enum vocabulary ns)
{
	return ns == NS_ATOM || ns == NS_XHTML || ns == NS_GOOGLEPLAY;
}

/* Are all elements of the namespace in the tables? Atom may be extended with any but its
   own, and whoever extends it with a vocabulary that we know has to keep to that; an element
   without a namespace means nothing there, which is told. */
static bool is_closed(struct judge *j, enum vocabulary ns, bool elsewhere)
{
	const struct node *parent = judge_parent(j);
	if (ns == NS_UNKNOWN)
		return false;
	if (!judge_is_atom(j))
		return namespaces[ns].closed || (elsewhere && !is_lent(ns));
	if (ns == NS_NONE) {
		judge_say(j, FG_RULE_ATOM_NO_NAMESPACE, "<%s> has no namespace",
			judge_node(j)->name);
		return false;
	}
	return ns == NS_ATOM || (namespaces[ns].closed && parent->row >= 0 &&
					(parent->inside == CONTEXT_FEED ||
						parent->inside == CONTEXT_ENTRY));
}

/* An element that has no row here. */
static void tell_unknown(struct judge *j, enum vocabulary ns, bool elsewhere)
{
	const struct node *parent = judge_parent(j);
	const char *name = judge_name(j, judge_node(j));
	const char *around = parent ? judge_name(j, parent) : NULL;
	bool leaf = parent && parent->row >= 0 && !parent->inside;
	struct fg_diag *d;
	if (!parent || !is_closed(j, ns, elsewhere))
		return;
	if (ns == NS_PODCAST)
		judge_say(j, FG_RULE_FEED_PODCAST_UNKNOWN,
			elsewhere ? "<%s> does not belong in <%s>"
				  : "there is no <%s> in the podcast namespace (in <%s>)",
			name, around);
	else if (leaf) {
		d = judge_say(j, FG_RULE_FEED_ELEMENT_UNKNOWN,
			"<%s> stands in <%s>, which holds text alone", name, around);
		judge_hint(j, d, "write HTML as text: &lt;%s&gt;, or in <![CDATA[ … ]]>",
			name);
	} else if (elsewhere)
		judge_say(j, FG_RULE_FEED_ELEMENT_MISPLACED,
			"<%s> does not belong in <%s>", name, around);
	else
		judge_say(j, FG_RULE_FEED_ELEMENT_UNKNOWN, "there is no <%s> in <%s>",
			name, around);
}

/* An element stands within another that nobody judges. */
static void deeper(struct judge *j, const struct xmlread_element *element)
{
	if (j->depth == 0 || judge_node(j)->inside != CONTEXT_MARKUP)
		return;
	j->element = element;
	element_rows[judge_node(j)->row].hook(j, DEEPER);
	j->element = NULL;
}

static void on_start(void *data, const struct xmlread_element *element)
{
	struct judge *j = data;
	if (j->unused_count)
		prologue_use(j, element);
	if (j->unknown) {
		j->unknown++;
		deeper(j, element);
		return;
	}
	enum context in = j->depth ? judge_node(j)->inside : CONTEXT_DOCUMENT;
	enum vocabulary ns = find_namespace(j, element->uri);
	bool elsewhere;
	struct node *n = &j->nodes[j->depth++];
	n->row = vocabulary_find(ns, element->name, in, &elsewhere);
	n->prefix = usual_prefix(j, ns, element->prefix);
	n->name = element->name;
	n->inside = n->row < 0 ? CONTEXT_NOTHING : element_rows[n->row].inside;
	n->at = element->at;
	n->text_at = j->texts.len;
	n->stray = false;
	n->based = j->depth > 1 && judge_parent(j)->based;
	memset(n->counts, 0, n->inside ? sizeof n->counts : 0);
	j->element = element;
	if (j->depth == 1)
		prologue_root(j);
	prologue_bindings(j);
	if (n->row < 0) {
		bool markup = in == CONTEXT_MARKUP;
		if (!markup)
			tell_unknown(j, ns, elsewhere);
		j->unknown = 1;
		j->depth--;
		if (markup)
			element_rows[judge_node(j)->row].hook(j, HOLDS);
	} else {
		count(j);
		if (in == CONTEXT_CHANNEL)
			rss_after_item(j);
		judge_attributes(j);
		if (element_rows[n->row].hook)
			element_rows[n->row].hook(j, BEGINS);
	}
	j->element = NULL;
}

static void on_end(void *data)
{
	struct judge *j = data;
	if (j->unknown) {
		j->unknown--;
		return;
	}
	struct node *n = judge_node(j);
	const struct element_row *r = &element_rows[n->row];
	j->text = j->texts.len > n->text_at ? j->texts.data + n->text_at : "";
	if (r->kind != KIND_EMPTY)
		judge_value(j, r->kind, j->text);
	lacks(j);
	if (r->hook)
		r->hook(j, ENDS);
	j->text = NULL;
	sbuf_cut(&j->texts, n->text_at);
	if (j->depth == 1)
		prologue_ends(j);
	j->depth--;
	if (n->inside == CONTEXT_ITEM || n->inside == CONTEXT_ENTRY)
		arena_reset(&j->scratch);
}

static void on_text(void *data, struct str text)
{
	struct judge *j = data;
	if (j->unknown || j->depth == 0)
		return;
	struct node *n = judge_node(j);
	if (element_rows[n->row].kind != KIND_EMPTY) {
		sbuf_slice(&j->texts, text);
		sbuf_need_memory(&j->texts, j->run->arena);
		if (j->texts.failed) {
			judge_say(j, FG_RULE_XML_LIMIT, "%s has more than 8 MiB of text",
				judge_what(j));
			sbuf_reset(&j->texts);
		}
		return;
	}
	if (n->stray || str_trim(text).len == 0)
		return;
	n->stray = true;
	const char *shown = arena_strndup(&j->scratch, text.data, text.len);
	judge_say(j, FG_RULE_FEED_TEXT_STRAY, "<%s> has text in it, %s", judge_name(j, n),
		judge_quote(j, shown));
}

static void on_doctype(void *data, const char *public_id, const char *system_id)
{
	prologue_doctype(data, public_id, system_id);
}

static void on_comment(void *data, struct xmlscan_place at)
{
	prologue_comment(data, at);
}

const struct xmlread_handler judge_handler = {.start = on_start,
	.text = on_text,
	.end = on_end,
	.comment = on_comment,
	.doctype = on_doctype};

/* ---- life ---- */

/* For items, whose findings are about the item that is open, or about all. */
static struct fg_diag *tell(
	void *who, enum fg_rule_id rule, const struct said *at, const char *message)
{
	struct judge *j = who;
	struct fg_diag *d = judge_say(j, rule, "%s", message);
	if (at->element)
		judge_point(j, d, at->element, at->at);
	return d;
}

void judge_init(struct judge *j, struct fg_run *run, const struct fg_input *from)
{
	struct items_teller teller = {.tell = tell, .who = j, .file = from->name};
	*j = (struct judge){.run = run, .file = from->name, .from = from};
	arena_init(&j->scratch, run->arena->exhausted);
	items_init(&j->items, &teller, &j->scratch, run->arena);
	j->items.chapters = from->chapters;
	sbuf_init(&j->texts, TEXTS_MAX);
	j->nodes = arena_array(run->arena, XMLREAD_DEPTH_MAX, sizeof *j->nodes);
}

void judge_finish(struct judge *j)
{
	for (int i = 0; i < FG_RULE_COUNT; i++) {
		if (j->told[i] <= JUDGE_TOLD_MAX)
			continue;
		diag_add(j->run->diags, i, (struct fg_place){j->file, 0, 0},
			"there are %u more findings like these",
			j->told[i] - JUDGE_TOLD_MAX);
	}
}

void judge_release(struct judge *j)
{
	items_release(&j->items);
	if (j->atom)
		atom_release(j->atom);
	arena_release(&j->scratch);
	sbuf_release(&j->texts);
}

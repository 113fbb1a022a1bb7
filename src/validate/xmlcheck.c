/* SPDX-License-Identifier: ISC */
/*
 * The last gate: finished XML against its grammar, by libxml2.
 *
 * libxml2 tells one fault of an interleave in several lines, most of them about something
 * else. So the grammar only decides whether there is a fault; what it is, is found with
 * elements.def: what is missing, there too often or unknown. What is left is a value that
 * the grammar refuses, and then the first node that libxml2 complained about is the one.
 *
 * Nothing is printed: every context has a handler for its errors.
 */
#include "validate/checks.h"

#include <limits.h>
#include <string.h>
#include <libxml/relaxng.h>
#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"
#include "base/utf8.h"
#include "model/element.h"
#include "model/rule.h"
#include "validate/complaint.h"
#include "validate/schema.h"
#include "validate/shape.h"

struct xml_schema {
	enum fg_format format;
	/* Nobody writes to it once it is compiled; what a validation remembers is in its
	   own context. */
	xmlRelaxNGPtr grammar;
	bool shared; /* it is another's */
	xmlParserCtxtPtr parser;
	struct shapes shapes; /* of items that are valid */
};

/* What an item is called; what a channel is called, for people; the namespace that names
   without a prefix are in. */
static const struct {
	const char *item, *channel, *uri;
} shapes[] = {
	[FG_RSS] = {"item", "channel", NULL},
	[FG_ATOM] = {"entry", "feed", "http://www.w3.org/2005/Atom"},
};

/* ---- what libxml2 has against a document ---- */

static void on_grammar_error(void *data, xml_error e)
{
	complaint_note(data, e);
}

static void on_parse_error(void *data, xml_error e)
{
	xmlParserCtxtPtr parser = data;
	complaint_note(parser->_private, e);
}

/* ---- life ---- */

static xmlRelaxNGPtr compile(const char *name, struct complaint *c)
{
	const struct schema_text *t = schema_texts;
	while (t->name && strcmp(t->name, name) != 0)
		t++;
	xmlRelaxNGParserCtxtPtr p =
		t->name ? xmlRelaxNGNewMemParserCtxt(t->text, (int)t->len) : NULL;
	if (!p)
		return NULL;
	xmlRelaxNGSetParserStructuredErrors(p, on_grammar_error, c);
	xmlRelaxNGPtr grammar = xmlRelaxNGParse(p);
	xmlRelaxNGFreeParserCtxt(p);
	return grammar;
}

struct xml_schema *xml_schema_new(
	struct fg_run *run, enum fg_format format, const struct xml_schema *like)
{
	xmlInitParser();
	struct complaint c = {0};
	struct xml_schema *schema = arena_new(run->arena, struct xml_schema);
	schema->format = format;
	shapes_init(&schema->shapes);
	schema->shared = like != NULL;
	schema->grammar = like ? like->grammar : compile("feed", &c);
	schema->parser = xmlNewParserCtxt();
	if (schema->grammar && schema->parser) {
		schema->parser->sax->serror = on_parse_error;
		return schema;
	}
	diag_add(run->diags, FG_RULE_VALIDATE_GRAMMAR, (struct fg_place){0},
		"libxml2 cannot load the grammar of feeds: %s",
		c.made ? c.message : "memory is exhausted");
	xml_schema_free(schema);
	return NULL;
}

void xml_schema_free(struct xml_schema *schema)
{
	if (!schema)
		return;
	if (!schema->shared)
		xmlRelaxNGFree(schema->grammar);
	if (schema->parser)
		xmlFreeParserCtxt(schema->parser);
	shapes_release(&schema->shapes);
	*schema = (struct xml_schema){0};
}

/* ---- a document and what is said about it ---- */

/* What is judged: the channel of show, or the item of ep. */
struct judged {
	struct fg_run *run;
	enum fg_format format;
	const struct fg_show *show;
	const struct fg_episode *ep;
	const char *name; /* "channel", "item" */
	enum element_scope scope;
};

/* The file alone. */
static struct fg_place file_of(const struct judged *j)
{
	return (struct fg_place){j->ep ? j->ep->file : j->show->file, 0, 0};
}

/* Where what the row shows was written, as far as that is in this file. */
static struct fg_place place_of(const struct judged *j, const struct element *e)
{
	struct fg_place at = file_of(j);
	if (e->field == ELEMENT_NO_FIELD)
		return at;
	struct fg_pos pos = j->ep ? j->ep->at[e->field] : j->show->at[e->field];
	if (pos.origin == FG_WRITTEN) {
		at.line = pos.line;
		at.column = pos.column;
	}
	return at;
}

/* The document, or NULL and a diagnostic. */
static xmlDocPtr parse(struct xml_schema *schema, const struct judged *j, struct str text)
{
	struct complaint c = {0};
	if (text.len > INT_MAX) {
		diag_add(j->run->diags, FG_RULE_VALIDATE_ILL_FORMED, file_of(j),
			"the %s is too large to be checked: %zu bytes", j->name,
			text.len);
		return NULL;
	}
	schema->parser->_private = &c;
	xmlDocPtr doc = xmlCtxtReadMemory(
		schema->parser, text.data, (int)text.len, NULL, NULL, XML_OPTIONS);
	if (doc && !c.made)
		return doc;
	xmlFreeDoc(doc);
	diag_add(j->run->diags, FG_RULE_VALIDATE_ILL_FORMED, file_of(j),
		"line %d, column %d of the %s: %s", c.line, c.column, j->name,
		c.made ? c.message : "memory is exhausted");
	return NULL;
}

/* ---- finding the fault ---- */

static const char *name_of(const struct judged *j, const xmlNode *node)
{
	if (!node->ns || !node->ns->prefix)
		return (const char *)node->name;
	return arena_printf(j->run->arena, "%s:%s", (const char *)node->ns->prefix,
		(const char *)node->name);
}

/* The row of the table that the element was written from; NULL: none. */
static const struct element *row_of(const struct judged *j, const char *name)
{
	const struct element *e;
	for (size_t i = 0; (e = element_at(i)); i++) {
		const char *known = j->format == FG_ATOM ? e->atom : e->rss;
		if (e->scope == j->scope && strcmp(known, name) == 0)
			return e;
	}
	return NULL;
}

/* How many elements the row has been written to. */
static unsigned count(const struct judged *j, xmlNodePtr parent, const struct element *e)
{
	unsigned n = 0;
	for (xmlNodePtr c = xmlFirstElementChild(parent); c;
		c = xmlNextElementSibling(c)) {
		if (strcmp(name_of(j, c), e->rss) != 0)
			continue;
		xmlChar *relation = xmlGetProp(c, (const xmlChar *)"rel");
		const char *key =
			element_key(j->run->arena, e->rss, (const char *)relation);
		n += strcmp(key, element_own_key(e)) == 0;
		xmlFree(relation);
	}
	return n;
}

/* What is there too rarely or too often. How many such faults. */
static unsigned tell_counts(const struct judged *j, xmlNodePtr parent)
{
	unsigned faults = 0;
	const struct element *e;
	/* The counts are those of RSS; in Atom several rows are links. */
	for (size_t i = 0; j->format == FG_RSS && (e = element_at(i)); i++) {
		unsigned n = e->scope == j->scope ? count(j, parent, e) : e->least;
		if (n >= e->least && n <= e->most)
			continue;
		faults++;
		if (n == 0)
			diag_add(j->run->diags, FG_RULE_VALIDATE_SCHEMA, place_of(j, e),
				"the %s has no <%s>", j->name, element_own_key(e));
		else
			diag_add(j->run->diags, FG_RULE_VALIDATE_SCHEMA, place_of(j, e),
				"the %s has <%s> %u times; once is allowed", j->name,
				e->rss, n);
	}
	return faults;
}

/* Is it an element that the format has beside those of the table? */
static bool is_of_format(const struct judged *j, const char *name)
{
	if (j->scope == ELEMENT_CHANNEL && (strcmp(name, shapes[j->format].item) == 0 ||
						   strcmp(name, "fh:archive") == 0))
		return true;
	return j->format == FG_ATOM && strcmp(name, "id") == 0;
}

static unsigned tell_unknown(const struct judged *j, xmlNodePtr parent)
{
	unsigned faults = 0;
	for (xmlNodePtr c = xmlFirstElementChild(parent); c;
		c = xmlNextElementSibling(c)) {
		const char *name = name_of(j, c);
		if (is_of_format(j, name) || row_of(j, name))
			continue;
		faults++;
		diag_add(j->run->diags, FG_RULE_VALIDATE_SCHEMA, file_of(j),
			"the %s has <%s>, which does not belong there", j->name, name);
	}
	return faults;
}

/* At most so much of a value is shown. */
enum { SHOWN = 80 };

static const char *shorten(const struct judged *j, const xmlChar *value)
{
	struct str s = str_of((const char *)value);
	size_t len = utf8_cut(s, SHOWN);
	const char *dots = len < s.len ? "..." : "";
	return arena_printf(j->run->arena, "%.*s%s", (int)len, s.data, dots);
}

/* The element as it stands in the feed, for people: <enclosure url="…" length="x"/>. */
static const char *show_element(const struct judged *j, xmlNodePtr node)
{
	const char *name = name_of(j, node);
	const char *text = arena_printf(j->run->arena, "<%s", name);
	for (xmlAttrPtr a = node->properties; a; a = a->next) {
		xmlChar *value = xmlNodeListGetString(node->doc, a->children, 1);
		text = arena_printf(j->run->arena, "%s %s=\"%s\"", text,
			(const char *)a->name, shorten(j, value));
		xmlFree(value);
	}
	if (!node->children)
		return arena_printf(j->run->arena, "%s/>", text);
	xmlChar *content = xmlNodeGetContent(node);
	text = arena_printf(j->run->arena, "%s>%s</%s>", text, shorten(j, content), name);
	xmlFree(content);
	return text;
}

/* What the one value of an element must be. */
static const char *expectation(const struct element *e)
{
	static const char *const by_kind[] = {
		[ELEMENT_URL] = "must be an absolute http or https URL",
		[ELEMENT_DATE] = "must be a date like Tue, 05 Mar 2024 06:30:00 +0000",
		[ELEMENT_NUMBER] = "must be a whole number",
		[ELEMENT_FLAG] = "must be true or false",
		[ELEMENT_YES] = "must be Yes",
		[ELEMENT_PARTS] = NULL,
	};
	static const bool has_one[HOW_COUNT] = {
		[HOW_VALUE] = true,
		[HOW_HREF] = true,
		[HOW_OWN_HREF] = true,
		[HOW_PAGE] = true,
		[HOW_DATE] = true,
		[HOW_COMPLETE] = true,
	};
	const char *text = has_one[e->how] ? by_kind[e->kind] : NULL;
	return text ? text : "is not what the grammar allows";
}

/* Names the fault of an invalid document, once for each fault that can be told apart. */
static void tell(const struct judged *j, xmlNodePtr parent, const struct complaint *c)
{
	if (tell_counts(j, parent) + tell_unknown(j, parent))
		return;
	const struct element *e = c->child && c->child->type == XML_ELEMENT_NODE
					  ? row_of(j, name_of(j, c->child))
					  : NULL;
	if (e)
		diag_add(j->run->diags, FG_RULE_VALIDATE_SCHEMA, place_of(j, e), "%s %s",
			show_element(j, c->child), expectation(e));
	else
		diag_add(j->run->diags, FG_RULE_VALIDATE_SCHEMA, file_of(j),
			"the %s is not valid: %s", j->name, c->message);
}

/* Is the document valid? Its fault is looked for under the element parent. */
static bool judge(struct xml_schema *schema, const struct judged *j, xmlNodePtr parent)
{
	struct complaint c = {.within = parent};
	xmlRelaxNGValidCtxtPtr ctxt = xmlRelaxNGNewValidCtxt(schema->grammar);
	int result = -1;
	if (ctxt) {
		xmlRelaxNGSetValidStructuredErrors(ctxt, on_grammar_error, &c);
		result = xmlRelaxNGValidateDoc(ctxt, parent->doc);
		xmlRelaxNGFreeValidCtxt(ctxt);
	}
	if (result > 0)
		tell(j, parent, &c);
	if (result < 0)
		diag_add(j->run->diags, FG_RULE_VALIDATE_GRAMMAR, file_of(j),
			"libxml2 could not check the %s", j->name);
	return result == 0;
}

bool xml_channel(struct fg_run *run, struct xml_schema *schema,
	const struct fg_show *show, struct str text)
{
	enum fg_format format = schema->format;
	struct judged j = {
		run, format, show, NULL, shapes[format].channel, ELEMENT_CHANNEL};
	xmlDocPtr doc = parse(schema, &j, text);
	if (!doc)
		return false;
	xmlNodePtr root = xmlDocGetRootElement(doc);
	xmlNodePtr channel = format == FG_RSS ? xmlFirstElementChild(root) : root;
	bool valid = judge(schema, &j, channel ? channel : root);
	xmlFreeDoc(doc);
	return valid;
}

/* Longest run of text between two tags that the grammar is shown whole. */
enum { TEXT_SHOWN = 512 };

/* Where text may be cut: not within a character or an entity. */
static size_t cut_at(struct str text, size_t len)
{
	size_t cut = utf8_cut(text, len);
	size_t entity = cut;
	while (entity > 0 && cut - entity < 12 && text.data[entity - 1] != ';') {
		if (text.data[--entity] == '&')
			return entity;
	}
	return cut;
}

/* The item without the bulk of its long texts: the notes are nine tenths of it, and the
   grammar says no more of them than that they are text. Whether they are well-formed shows
   when the whole feed is read back. to has room for all of it; returns what it takes. */
static size_t abridge(char *to, struct str item)
{
	size_t n = 0;
	for (size_t at = 0; at < item.len;) {
		size_t tag = str_find_char(item, '<', at);
		size_t end = tag == STR_NONE ? item.len : tag;
		struct str run = str_slice(item, at, end);
		if (run.len > TEXT_SHOWN)
			run.len = cut_at(run, TEXT_SHOWN);
		memcpy(to + n, run.data, run.len);
		n += run.len;
		size_t close = str_find_char(item, '>', end);
		at = close == STR_NONE ? item.len : close + 1;
		memcpy(to + n, item.data + end, at - end);
		n += at - end;
	}
	return n;
}

/* An item as a document: with the namespaces that the root declares for it. Empty if text
   does not begin with the item. */
static struct str with_namespaces(
	struct fg_run *run, enum fg_format format, struct str text)
{
	const char *start = arena_printf(run->arena, "<%s", shapes[format].item);
	const char *head = start, *uri = shapes[format].uri;
	text = str_trim(text);
	if (!str_starts(text, start))
		return str_of("");
	if (uri)
		head = arena_printf(run->arena, "%s xmlns=\"%s\"", head, uri);
	const struct element_namespace *ns;
	for (size_t i = 0; (ns = element_namespace_at(i)); i++)
		head = arena_printf(
			run->arena, "%s xmlns:%s=\"%s\"", head, ns->prefix, ns->uri);
	size_t head_len = strlen(head), rest_len = text.len - strlen(start);
	char *whole = arena_text(run->arena, head_len + rest_len);
	memcpy(whole, head, head_len);
	struct str rest = str_slice(text, strlen(start), text.len);
	return (struct str){whole, head_len + abridge(whole + head_len, rest)};
}

/* The item as a document, against the grammar. */
static bool judge_item(struct fg_run *run, struct xml_schema *schema,
	const struct fg_episode *ep, struct str text)
{
	enum fg_format format = schema->format;
	const char *name = shapes[format].item;
	struct judged j = {run, format, NULL, ep, name, ELEMENT_ITEM};
	struct str whole = with_namespaces(run, format, text);
	if (whole.len == 0) {
		diag_add(run->diags, FG_RULE_VALIDATE_ILL_FORMED, file_of(&j),
			"the %s does not begin with <%s>", name, name);
		return false;
	}
	xmlDocPtr doc = parse(schema, &j, whole);
	if (!doc)
		return false;
	bool valid = judge(schema, &j, xmlDocGetRootElement(doc));
	xmlFreeDoc(doc);
	return valid;
}

bool xml_item(struct fg_run *run, struct xml_schema *schema, const struct fg_episode *ep,
	struct str text)
{
	if (shapes_know(&schema->shapes, text))
		return true;
	if (!judge_item(run, schema, ep, text))
		return false;
	shapes_learn(&schema->shapes);
	return true;
}

/* SPDX-License-Identifier: ISC */
/*
 * The last gate: finished XML against its grammar, by libxml2. xmlcheck.c is the only file
 * of the room that knows it.
 *
 * libxml2 tells one fault of an interleave in several lines, most of them about something
 * else. So the grammar only decides whether there is a fault; what it is, is found with
 * elements.def: what is missing, there too often or unknown. What is left is a value that
 * the grammar refuses, and then the first node that libxml2 complained about is the one.
 *
 * Nothing is printed: every context has a handler for its errors.
 */
#include <limits.h>
#include <string.h>
#include <unistd.h>
#include <errno.h>
#include <libxml/parser.h>
#include <libxml/relaxng.h>
#include <feedgen/feedgen.h>
#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"
#include "base/utf8.h"
#include "model/element.h"
#include "model/rule.h"
#include "validate/schema.h"

/* XML_PARSE_NOENT, DTDLOAD and HUGE stay off: what is ours needs none of them, and what
   is not must not gain by them. */
enum { PARSE_OPTIONS = XML_PARSE_NONET | XML_PARSE_COMPACT | XML_PARSE_BIG_LINES };

#if LIBXML_VERSION < 21200
typedef xmlError *xml_error;
#else
typedef const xmlError *xml_error;
#endif

struct fg_schema {
	xmlRelaxNGPtr grammar;
	xmlParserCtxtPtr parser;
};

static const char *const grammar_names[] = {[FG_RSS] = "rss"};

/* ---- what libxml2 has against a document ---- */

/* The first complaint. Those that follow are its consequences. */
struct complaint {
	bool made;
	int line, column;
	char message[200];
	xmlNodePtr within; /* if set, what is right under it is looked for … */
	xmlNodePtr child;  /* … and the first that a complaint is about, kept here */
};

static xmlNodePtr child_within(xmlNodePtr within, xmlNodePtr node)
{
	while (node && node->parent != within)
		node = node->parent;
	return node;
}

static void note(struct complaint *c, const xmlError *e)
{
	if (e->level < XML_ERR_ERROR)
		return;
	if (c->within && !c->child && e->node)
		c->child = child_within(c->within, e->node);
	if (c->made)
		return;
	c->made = true;
	c->line = e->line;
	c->column = e->int2;
	struct str message = str_trim(str_of(e->message ? e->message : ""));
	message.len = utf8_cut(message, sizeof c->message - 1);
	memcpy(c->message, message.data, message.len);
	c->message[message.len] = '\0';
}

static void on_grammar_error(void *data, xml_error e)
{
	note(data, e);
}

static void on_parse_error(void *data, xml_error e)
{
	xmlParserCtxtPtr parser = data;
	note(parser->_private, e);
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

struct fg_schema *fg_schema_new(struct fg_run *run, enum fg_format format)
{
	if ((size_t)format >= sizeof grammar_names / sizeof *grammar_names)
		return NULL;
	xmlInitParser();
	struct complaint c = {0};
	struct fg_schema *schema = arena_new(run->arena, struct fg_schema);
	schema->grammar = compile(grammar_names[format], &c);
	schema->parser = xmlNewParserCtxt();
	if (schema->grammar && schema->parser) {
		schema->parser->sax->serror = on_parse_error;
		return schema;
	}
	diag_add(run->diags, FG_RULE_VALIDATE_GRAMMAR, (struct fg_place){0},
		"libxml2 cannot load the grammar %s: %s", grammar_names[format],
		c.made ? c.message : "memory is exhausted");
	fg_schema_free(schema);
	return NULL;
}

void fg_schema_free(struct fg_schema *schema)
{
	if (!schema)
		return;
	xmlRelaxNGFree(schema->grammar);
	if (schema->parser)
		xmlFreeParserCtxt(schema->parser);
	*schema = (struct fg_schema){0};
}

/* ---- a document and what is said about it ---- */

/* What is judged: the channel of show, or the item of ep. */
struct judged {
	struct fg_run *run;
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
static xmlDocPtr parse(struct fg_schema *schema, const struct judged *j, struct str text)
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
		schema->parser, text.data, (int)text.len, NULL, NULL, PARSE_OPTIONS);
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

static unsigned count(const struct judged *j, xmlNodePtr parent, const char *name)
{
	unsigned n = 0;
	for (xmlNodePtr c = xmlFirstElementChild(parent); c; c = xmlNextElementSibling(c))
		n += strcmp(name_of(j, c), name) == 0;
	return n;
}

/* What is there too rarely or too often. How many such faults. */
static unsigned tell_counts(const struct judged *j, xmlNodePtr parent)
{
	unsigned faults = 0;
	const struct element *e;
	for (size_t i = 0; (e = element_at(i)); i++) {
		unsigned n = e->scope == j->scope ? count(j, parent, e->rss) : e->least;
		if (n >= e->least && n <= e->most)
			continue;
		faults++;
		if (n == 0)
			diag_add(j->run->diags, FG_RULE_VALIDATE_SCHEMA, place_of(j, e),
				"the %s has no <%s>", j->name, e->rss);
		else
			diag_add(j->run->diags, FG_RULE_VALIDATE_SCHEMA, place_of(j, e),
				"the %s has <%s> %u times; once is allowed", j->name,
				e->rss, n);
	}
	return faults;
}

static unsigned tell_unknown(const struct judged *j, xmlNodePtr parent)
{
	unsigned faults = 0;
	for (xmlNodePtr c = xmlFirstElementChild(parent); c;
		c = xmlNextElementSibling(c)) {
		const char *name = name_of(j, c);
		bool is_item = j->scope == ELEMENT_CHANNEL && strcmp(name, "item") == 0;
		if (is_item || element_find(j->scope, name))
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
	bool has_one =
		e->how == HOW_VALUE || e->how == HOW_HREF || e->how == HOW_OWN_HREF;
	const char *text = has_one ? by_kind[e->kind] : NULL;
	return text ? text : "is not what the grammar allows";
}

/* Names the fault of an invalid document, once for each fault that can be told apart. */
static void tell(const struct judged *j, xmlNodePtr parent, const struct complaint *c)
{
	if (tell_counts(j, parent) + tell_unknown(j, parent))
		return;
	const struct element *e = c->child && c->child->type == XML_ELEMENT_NODE
					  ? element_find(j->scope, name_of(j, c->child))
					  : NULL;
	if (e)
		diag_add(j->run->diags, FG_RULE_VALIDATE_SCHEMA, place_of(j, e), "%s %s",
			show_element(j, c->child), expectation(e));
	else
		diag_add(j->run->diags, FG_RULE_VALIDATE_SCHEMA, file_of(j),
			"the %s is not valid: %s", j->name, c->message);
}

/* Is the document valid? Its fault is looked for under the element parent. */
static bool judge(struct fg_schema *schema, const struct judged *j, xmlNodePtr parent)
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

bool fg_validate_channel(struct fg_run *run, struct fg_schema *schema,
	const struct fg_show *show, const char *text, size_t len)
{
	struct judged j = {run, show, NULL, "channel", ELEMENT_CHANNEL};
	xmlDocPtr doc = parse(schema, &j, (struct str){text, len});
	if (!doc)
		return false;
	xmlNodePtr root = xmlDocGetRootElement(doc);
	xmlNodePtr channel = xmlFirstElementChild(root);
	bool valid = judge(schema, &j, channel ? channel : root);
	xmlFreeDoc(doc);
	return valid;
}

/* An item as a document: with the namespaces that <rss> declares for it. Empty if text
   does not begin with <item. */
static struct str with_namespaces(struct fg_run *run, struct str text)
{
	static const char start[] = "<item";
	text = str_trim(text);
	if (!str_starts(text, start))
		return str_of("");
	const char *head = start;
	const struct element_namespace *ns;
	for (size_t i = 0; (ns = element_namespace_at(i)); i++)
		head = arena_printf(
			run->arena, "%s xmlns:%s=\"%s\"", head, ns->prefix, ns->uri);
	size_t head_len = strlen(head), rest_len = text.len - strlen(start);
	char *whole = arena_alloc(run->arena, head_len + rest_len + 1);
	memcpy(whole, head, head_len);
	memcpy(whole + head_len, text.data + strlen(start), rest_len);
	return (struct str){whole, head_len + rest_len};
}

bool fg_validate_item(struct fg_run *run, struct fg_schema *schema,
	const struct fg_episode *ep, const char *text, size_t len)
{
	struct judged j = {run, NULL, ep, "item", ELEMENT_ITEM};
	struct str whole = with_namespaces(run, (struct str){text, len});
	if (whole.len == 0) {
		diag_add(run->diags, FG_RULE_VALIDATE_ILL_FORMED, file_of(&j),
			"the item does not begin with <item>");
		return false;
	}
	xmlDocPtr doc = parse(schema, &j, whole);
	if (!doc)
		return false;
	bool valid = judge(schema, &j, xmlDocGetRootElement(doc));
	xmlFreeDoc(doc);
	return valid;
}

/* ---- the whole file, streaming ---- */

/* What was met so far. */
struct survey {
	struct complaint complaint;
	unsigned depth;
	size_t roots, channels, items; /* rss, rss/channel, rss/channel/item */
};

static bool is_plain(const xmlChar *name, const xmlChar *uri, const char *expected)
{
	return !uri && strcmp((const char *)name, expected) == 0;
}

static void on_start(void *data, const xmlChar *name, const xmlChar *prefix,
	const xmlChar *uri, int n_namespaces, const xmlChar **namespaces,
	int n_attributes, int n_defaulted, const xmlChar **attributes)
{
	(void)prefix, (void)n_namespaces, (void)namespaces, (void)n_attributes;
	(void)n_defaulted, (void)attributes;
	struct survey *s = data;
	s->depth++;
	s->roots += s->depth == 1 && is_plain(name, uri, "rss");
	s->channels += s->depth == 2 && is_plain(name, uri, "channel");
	s->items += s->depth == 3 && is_plain(name, uri, "item");
}

static void on_end(
	void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
	(void)name, (void)prefix, (void)uri;
	struct survey *s = data;
	s->depth--;
}

static void on_survey_error(void *data, xml_error e)
{
	struct survey *s = data;
	note(&s->complaint, e);
}

/* A file read from its start, whatever its offset. */
struct source {
	int fd;
	off_t at;
	int error; /* errno; 0: none */
};

/* What libxml2 asks when it needs more. A failure ends the text here, and is told of
   afterwards. */
static int give(void *data, char *buffer, int size)
{
	struct source *source = data;
	ssize_t n;
	do {
		n = pread(source->fd, buffer, (size_t)size, source->at);
	} while (n < 0 && errno == EINTR);
	if (n < 0) {
		source->error = errno;
		return 0;
	}
	source->at += n;
	return (int)n;
}

/* Says what the survey found amiss, if anything. */
static bool conclude(struct fg_run *run, const struct survey *s, size_t items)
{
	struct fg_place nowhere = {0};
	const struct complaint *c = &s->complaint;
	if (c->made) {
		diag_add(run->diags, FG_RULE_VALIDATE_ILL_FORMED, nowhere,
			"line %d, column %d of the feed: %s", c->line, c->column,
			c->message);
		return false;
	}
	if (s->roots != 1 || s->channels != 1) {
		diag_add(run->diags, FG_RULE_VALIDATE_ILL_FORMED, nowhere,
			"the feed is not one <rss> with one <channel>");
		return false;
	}
	if (s->items != items) {
		diag_add(run->diags, FG_RULE_VALIDATE_ITEM_COUNT, nowhere,
			"the feed has %zu items, but %zu were written", s->items, items);
		return false;
	}
	return true;
}

bool fg_validate_whole(struct fg_run *run, enum fg_format format, int fd, size_t items)
{
	if ((size_t)format >= sizeof grammar_names / sizeof *grammar_names)
		return false;
	struct survey s = {0};
	xmlSAXHandler sax = {.initialized = XML_SAX2_MAGIC,
		.startElementNs = on_start,
		.endElementNs = on_end,
		.serror = on_survey_error};
	struct source source = {.fd = fd};
	xmlParserCtxtPtr parser = xmlCreateIOParserCtxt(
		&sax, &s, give, NULL, &source, XML_CHAR_ENCODING_NONE);
	if (parser) {
		xmlCtxtUseOptions(parser, PARSE_OPTIONS);
		xmlParseDocument(parser);
		xmlFreeDoc(parser->myDoc); /* what a DOCTYPE leaves */
		xmlFreeParserCtxt(parser);
	} else {
		source.error = ENOMEM;
	}
	if (source.error == 0)
		return conclude(run, &s, items);
	diag_add(run->diags, FG_RULE_VALIDATE_READ_BACK, (struct fg_place){0},
		"the finished feed cannot be read back: %s", strerror(source.error));
	return false;
}

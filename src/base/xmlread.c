/* SPDX-License-Identifier: ISC */
#include "base/xmlread.h"

#include <limits.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include "base/decode.h"
#include "base/utf8.h"
#include "base/xmlfault.h"

/* NOENT, DTDLOAD, DTDATTR, DTDVALID, XINCLUDE, HUGE and RECOVER stay off. The encoding was
   seen to by decode, whatever the declaration says. */
enum { PARSE_OPTIONS = XML_PARSE_NONET | XML_PARSE_IGNORE_ENC | XML_PARSE_BIG_LINES };

#if LIBXML_VERSION < 21200
typedef xmlError *xml_error;
#else
typedef const xmlError *xml_error;
#endif

struct xmlread {
	struct arena *arena;
	struct arena values; /* of one element's attributes */
	const struct xmlread_handler *handler;
	void *data;
	xmlParserCtxtPtr parser;
	struct decode decode;
	struct xmlscan scan;
	size_t size;
	unsigned depth;
	struct {
		struct xmlscan_place at;
		const char *name;
	} opened[XMLREAD_DEPTH_MAX]; /* start tags of open elements */
	struct xmlread_attribute attributes[XMLSCAN_ATTRIBUTES_MAX];
	struct xmlread_binding bindings[XMLSCAN_ATTRIBUTES_MAX];
	bool failed;
	struct xmlread_fault fault;
};

/* The first one counts. */
static void fail(struct xmlread *x, struct xmlread_fault fault)
{
	if (x->failed)
		return;
	x->failed = true;
	x->fault = fault;
	xmlStopParser(x->parser);
}

/* ---- where libxml2 stands ---- */

/* At most so far back is the character looked for that a fault begins with. */
enum { LOOK_BACK = 4096 };

/* The place of libxml2's cursor, or of the last `anchor` before it. The start of its line
   may have left its buffer; then its own count of columns has to do. */
static struct xmlscan_place cursor(const struct xmlread *x, char anchor)
{
	const xmlParserInput *in = x->parser->input;
	if (!in || !in->cur)
		return x->scan.at;
	const xmlChar *p = in->cur;
	struct xmlscan_place at = {(unsigned)in->line, (unsigned)in->col};
	for (int i = 0; anchor && i < LOOK_BACK && p - i > in->base; i++) {
		if (p[-i - 1] == (xmlChar)anchor) {
			p -= i + 1;
			break;
		}
	}
	for (const xmlChar *q = p; q < in->cur; q++)
		at.line -= *q == '\n';
	const xmlChar *start = p;
	while (start > in->base && start[-1] != '\n')
		start--;
	if (start > in->base || in->consumed == 0)
		at.column = 1 + (unsigned)utf8_count((struct str){
					(const char *)start, (size_t)(p - start)});
	return at;
}

static void on_error(void *data, xml_error e)
{
	struct xmlread *x = data;
	struct xmlfault_facts facts;
	if (x->failed || !xmlfault_is(e->code, e->level >= XML_ERR_ERROR))
		return;
	facts = (struct xmlfault_facts){.code = e->code,
		.first = e->str1,
		.second = e->str2,
		.raw = e->message ? e->message : "it is no XML"};
	if (x->depth) {
		facts.open_name = x->opened[x->depth - 1].name;
		facts.open = x->opened[x->depth - 1].at;
	}
	facts.at = cursor(x, xmlfault_anchor(&facts));
	/* libxml2 resolves prefixes when it has read the whole tag */
	if (e->domain == XML_FROM_NAMESPACE)
		xmlscan_peek(&x->scan, &facts.at);
	fail(x, xmlfault_tell(x->arena, &facts));
}

/* ---- events ---- */

static const char *text_of(const xmlChar *s)
{
	return (const char *)s;
}

/* An attribute's value. libxml2 leaves every & in it as &#38;, for a tree to read again. */
static const char *value_of(struct arena *a, const xmlChar *from, const xmlChar *end)
{
	static const char escaped[] = "&#38;";
	struct str rest = {text_of(from), (size_t)(end - from)};
	char *value = arena_strndup(a, rest.data, rest.len), *to = value;
	while (rest.len > 0) {
		*to++ = rest.data[0];
		rest = str_slice(
			rest, str_starts(rest, escaped) ? strlen(escaped) : 1, rest.len);
	}
	*to = '\0';
	return value;
}

static void on_start(void *data, const xmlChar *name, const xmlChar *prefix,
	const xmlChar *uri, int n_namespaces, const xmlChar **namespaces,
	int n_attributes, int n_defaulted, const xmlChar **attributes)
{
	(void)n_defaulted;
	struct xmlread *x = data;
	struct xmlscan_place at = x->scan.at;
	xmlscan_take(&x->scan, &at);
	/* libxml2 tells of a tag whose end is missing before it complains */
	if (x->failed || xmlscan_is_open(&x->scan, at))
		return;
	if (x->depth == XMLREAD_DEPTH_MAX) {
		fail(x, (struct xmlread_fault){.kind = XMLREAD_LIMIT,
				.at = at,
				.message = "more than 128 elements are nested here"});
		return;
	}
	x->opened[x->depth].at = at;
	x->opened[x->depth++].name = text_of(name);
	if (!x->handler->start)
		return;
	arena_reset(&x->values);
	for (int i = 0; i < n_attributes; i++) {
		const xmlChar **a = &attributes[5 * i];
		x->attributes[i] = (struct xmlread_attribute){.name = text_of(a[0]),
			.prefix = text_of(a[1]),
			.uri = text_of(a[2]),
			.value = value_of(&x->values, a[3], a[4])};
	}
	for (int i = 0; i < n_namespaces; i++) {
		const xmlChar **n = &namespaces[2 * i];
		x->bindings[i] = (struct xmlread_binding){
			text_of(n[0]), n[1] ? text_of(n[1]) : ""};
	}
	struct xmlread_element element = {.uri = text_of(uri),
		.prefix = text_of(prefix),
		.name = text_of(name),
		.at = at,
		.attributes = x->attributes,
		.attribute_count = (size_t)n_attributes,
		.bindings = x->bindings,
		.binding_count = (size_t)n_namespaces};
	x->handler->start(x->data, &element);
}

static void on_end(
	void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
	(void)name, (void)prefix, (void)uri;
	struct xmlread *x = data;
	if (x->failed || x->depth == 0)
		return;
	x->depth--;
	if (x->handler->end)
		x->handler->end(x->data);
}

static void on_text(void *data, const xmlChar *text, int len)
{
	struct xmlread *x = data;
	if (!x->failed && x->handler->text && len > 0)
		x->handler->text(x->data, (struct str){text_of(text), (size_t)len});
}

static void on_comment(void *data, const xmlChar *text)
{
	(void)text;
	struct xmlread *x = data;
	if (!x->failed && x->handler->comment)
		x->handler->comment(x->data, cursor(x, '<'));
}

static void on_doctype(void *data, const xmlChar *name, const xmlChar *public_id,
	const xmlChar *system_id)
{
	(void)name;
	struct xmlread *x = data;
	x->parser->hasExternalSubset = system_id || public_id;
	if (!x->failed && x->handler->doctype)
		x->handler->doctype(x->data, text_of(public_id), text_of(system_id));
}

/* ---- life ---- */

struct xmlread *xmlread_new(
	struct arena *arena, const struct xmlread_handler *handler, void *data)
{
	xmlInitParser();
	struct xmlread *x = arena_new(arena, struct xmlread);
	x->arena = arena;
	x->handler = handler;
	x->data = data;
	xmlSAXHandler sax = {.initialized = XML_SAX2_MAGIC,
		.startElementNs = on_start,
		.endElementNs = on_end,
		.characters = on_text,
		.ignorableWhitespace = on_text,
		.cdataBlock = on_text,
		.comment = on_comment,
		.internalSubset = on_doctype,
		.serror = on_error};
	x->parser = xmlCreatePushParserCtxt(&sax, x, NULL, 0, NULL);
	if (!x->parser)
		return NULL;
	xmlCtxtUseOptions(x->parser, PARSE_OPTIONS);
	arena_init(&x->values, arena->exhausted);
	decode_init(&x->decode, arena);
	xmlscan_init(&x->scan, arena);
	return x;
}

void xmlread_free(struct xmlread *x)
{
	if (!x || !x->parser)
		return;
	if (x->parser->myDoc)
		xmlFreeDoc(x->parser->myDoc);
	xmlFreeParserCtxt(x->parser);
	x->parser = NULL;
	decode_release(&x->decode);
	arena_release(&x->values);
}

/* Text goes to the parser as far as the scanner lets it. */
static void parse(struct xmlread *x, struct str text)
{
	size_t fit = xmlscan_feed(&x->scan, text);
	for (size_t done = 0; done < fit && !x->failed;) {
		size_t n = fit - done < INT_MAX ? fit - done : INT_MAX;
		xmlParseChunk(x->parser, text.data + done, (int)n, 0);
		done += n;
	}
	if (x->scan.problem && !x->failed)
		fail(x, (struct xmlread_fault){.kind = XMLREAD_LIMIT,
				.at = x->scan.at,
				.message = arena_printf(
					x->arena, "the document %s", x->scan.problem),
				.hint = x->scan.hint ? x->scan.hint
						     : "no reader of feeds takes this: "
						       "leave it out"});
}

static void tell_decode(struct xmlread *x)
{
	enum xmlread_kind kind =
		x->decode.is_character ? XMLREAD_CHARACTER : XMLREAD_ENCODING;
	fail(x, (struct xmlread_fault){.kind = kind,
			.at = x->scan.at,
			.message = arena_printf(
				x->arena, "the document %s", x->decode.problem),
			.hint = x->decode.hint});
}

bool xmlread_feed(struct xmlread *x, const char *bytes, size_t len)
{
	struct str text;
	if (x->failed)
		return false;
	x->size += len;
	bool decoded = decode_feed(&x->decode, bytes, len, &text);
	parse(x, text);
	if (!decoded)
		tell_decode(x);
	if (x->size > XMLREAD_SIZE_MAX)
		fail(x, (struct xmlread_fault){.kind = XMLREAD_LIMIT,
				.at = x->scan.at,
				.message = "the document is larger than 256 MiB"});
	return !x->failed;
}

bool xmlread_finish(struct xmlread *x)
{
	struct str text;
	if (x->failed)
		return false;
	bool decoded = decode_finish(&x->decode, &text);
	parse(x, text);
	if (!decoded)
		tell_decode(x);
	if (!x->failed)
		xmlParseChunk(x->parser, "", 0, 1);
	/* whatever it did not complain about */
	if (!x->failed && !x->parser->wellFormed)
		fail(x, (struct xmlread_fault){.kind = XMLREAD_ILL_FORMED,
				.at = x->scan.at,
				.message = "the document is not well-formed"});
	return !x->failed;
}

const struct xmlread_fault *xmlread_fault(const struct xmlread *x)
{
	return x->failed ? &x->fault : NULL;
}

const char *xmlread_encoding(const struct xmlread *x, bool *is_utf8)
{
	*is_utf8 = x->decode.is_utf8;
	return x->decode.encoding;
}

const char *xmlread_own_encoding(const struct xmlread *x)
{
	return x->decode.own;
}

void xmlread_charset(struct xmlread *x, const char *charset)
{
	x->decode.charset = charset;
}

const char *xmlread_version(const struct xmlread *x)
{
	return x->parser->version ? text_of(x->parser->version) : "1.0";
}

struct xmlscan_place xmlread_doctype_at(const struct xmlread *x)
{
	return x->scan.has_doctype ? x->scan.doctype : (struct xmlscan_place){0, 0};
}

/* SPDX-License-Identifier: ISC */
/*
 * The finished XML file, read back as a stream: is it well-formed, and are all its items
 * in it? What an item holds was checked when it was made (xmlcheck.c).
 *
 * What feedgen writes is so plain that a quick look is sure of it (skim.h). Whatever that is
 * not sure of (a fault, or elements that people wrote themselves) libxml2 reads again and
 * judges, and says in its words what is wrong.
 */
#include "validate/checks.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>
#include <libxml/parser.h>
#include "base/diag.h"
#include "model/rule.h"
#include "validate/complaint.h"
#include "validate/skim.h"

/* How deep the elements stand that are counted, and their names. */
struct shape {
	const char *uri; /* their namespace; NULL: none */
	const char *root;
	const char *channel; /* right under the root; NULL: the root itself */
	const char *item;
};
static const struct shape shapes[] = {
	[FG_RSS] = {NULL, "rss", "channel", "item"},
	[FG_ATOM] = {"http://www.w3.org/2005/Atom", "feed", NULL, "entry"},
};

/* How deep an item stands; the root, 1. */
static unsigned items_at(const struct shape *shape)
{
	return shape->channel ? 3 : 2;
}

enum { READ_SIZE = 64 * 1024 };

/* What was met so far. */
struct survey {
	const struct shape *shape;
	struct complaint complaint;
	unsigned depth;
	size_t roots, channels, items;
};

static bool is_named(const struct survey *s, const xmlChar *name, const xmlChar *uri,
	const char *expected)
{
	if (!expected || strcmp((const char *)name, expected) != 0)
		return false;
	return s->shape->uri ? uri && strcmp((const char *)uri, s->shape->uri) == 0
			     : !uri;
}

static void on_start(void *data, const xmlChar *name, const xmlChar *prefix,
	const xmlChar *uri, int n_namespaces, const xmlChar **namespaces,
	int n_attributes, int n_defaulted, const xmlChar **attributes)
{
	(void)prefix, (void)n_namespaces, (void)namespaces, (void)n_attributes;
	(void)n_defaulted, (void)attributes;
	struct survey *s = data;
	s->depth++;
	unsigned at = s->depth;
	s->roots += at == 1 && is_named(s, name, uri, s->shape->root);
	s->channels += at == 2 && is_named(s, name, uri, s->shape->channel);
	s->items += at == items_at(s->shape) && is_named(s, name, uri, s->shape->item);
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
	complaint_note(&s->complaint, e);
}

static int give(void *source, char *buffer, int size)
{
	return (int)readback_read(source, buffer, (size_t)size);
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
	if (s->roots != 1 || (s->shape->channel && s->channels != 1)) {
		diag_add(run->diags, FG_RULE_VALIDATE_ILL_FORMED, nowhere,
			"the feed is not one <%s>%s", s->shape->root,
			s->shape->channel ? " with one <channel>" : "");
		return false;
	}
	if (s->items != items) {
		diag_add(run->diags, FG_RULE_VALIDATE_ITEM_COUNT, nowhere,
			"the feed has %zu items, but %zu were written", s->items, items);
		return false;
	}
	return true;
}

/* ---- the quick look ---- */

struct xml_look {
	const struct shape *shape;
	size_t roots, channels, items;
	struct skim skim;
	struct readback source;
	bool sure; /* nothing was amiss so far */
	size_t len;
	char buffer[READ_SIZE];
};

static void on_element(void *ctx, struct str name, unsigned depth)
{
	struct xml_look *l = ctx;
	const char *channel = l->shape->channel;
	l->roots += depth == 1 && str_is(name, l->shape->root);
	l->channels += depth == 2 && channel && str_is(name, channel);
	l->items += depth == items_at(l->shape) && str_is(name, l->shape->item);
}

struct xml_look *xml_look_new(struct arena *a, enum fg_format format, int fd)
{
	struct xml_look *l = arena_new(a, struct xml_look);
	l->shape = &shapes[format];
	l->source.fd = fd;
	l->sure = true;
	skim_begin(&l->skim, on_element, l);
	return l;
}

/* Looks at the lines of one more piece. False: there is none, or it is not sure. */
static bool look_on(struct xml_look *l)
{
	size_t n = readback_read(&l->source, l->buffer + l->len, READ_SIZE - l->len);
	if (n == 0)
		return false;
	l->len += n;
	const char *end = memrchr(l->buffer, '\n', l->len);
	size_t lines = end ? (size_t)(end - l->buffer) + 1 : 0;
	l->sure = skim_lines(&l->skim, (struct str){l->buffer, lines});
	l->len -= lines;
	memmove(l->buffer, l->buffer + lines, l->len);
	return l->sure;
}

void xml_look_follow(struct xml_look *l, int64_t size)
{
	while (l->sure && size - l->source.at >= (int64_t)(READ_SIZE - l->len) &&
		look_on(l))
		;
}

/* A line that does not fit is not plain. */
static bool is_surely_good(struct xml_look *l, size_t items)
{
	const struct skim *s = &l->skim;
	while (l->sure && look_on(l))
		;
	return l->sure && !l->source.error && l->len < READ_SIZE &&
	       skim_lines(&l->skim, (struct str){l->buffer, l->len}) &&
	       skim_is_whole(s) && l->roots == 1 && l->items == items &&
	       (!l->shape->channel || l->channels == 1) &&
	       str_is((struct str){s->namespace.text, s->namespace.len},
		       l->shape->uri ? l->shape->uri : "");
}

/* ---- libxml2 ---- */

static bool parse_whole(
	struct fg_run *run, const struct shape *shape, int fd, size_t items)
{
	struct survey s = {.shape = shape};
	xmlSAXHandler sax = {.initialized = XML_SAX2_MAGIC,
		.startElementNs = on_start,
		.endElementNs = on_end,
		.serror = on_survey_error};
	struct readback source = {.fd = fd};
	xmlParserCtxtPtr parser = xmlCreateIOParserCtxt(
		&sax, &s, give, NULL, &source, XML_CHAR_ENCODING_NONE);
	if (parser) {
		xmlCtxtUseOptions(parser, XML_OPTIONS);
		xmlParseDocument(parser);
		xmlFreeDoc(parser->myDoc); /* what a DOCTYPE leaves */
		xmlFreeParserCtxt(parser);
	} else {
		source.error = ENOMEM;
	}
	return readback_is_whole(run, &source) && conclude(run, &s, items);
}

bool xml_look_end(struct fg_run *run, struct xml_look *l, size_t items)
{
	bool good = is_surely_good(l, items) ||
		    parse_whole(run, l->shape, l->source.fd, items);
	arena_drop(run->arena, l, sizeof *l);
	return good;
}

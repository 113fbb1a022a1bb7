/* SPDX-License-Identifier: ISC */
#include "write/xmlout.h"

#include <string.h>
#include <libxml/xmlwriter.h>
#include "base/escape.h"

/* libxml2's escaping is slow for long text and, in attributes, turns every character
   beyond ASCII into a number: escaping is done here, right into what libxml2 writes to. */

static void add_raw(struct xmlout *x, const char *data, size_t len)
{
	if (xmlTextWriterWriteRawLen(x->writer, (const xmlChar *)data, (int)len) < 0)
		x->out->failed = true;
}

/* Has all that was written stand in out, where text is to follow. */
static void reach_out(struct xmlout *x)
{
	/* Nothing, written raw, ends an open start tag. */
	add_raw(x, "", 0);
	if (xmlTextWriterFlush(x->writer) < 0)
		x->out->failed = true;
}

/* libxml2 hands over what it has. A failure is the sbuf's to keep: told of one, libxml2
   would print it. */
static int take(void *out, const char *data, int len)
{
	sbuf_add(out, data, (size_t)len);
	return len;
}

static void begin(struct xmlout *x, struct sbuf *out)
{
	*x = (struct xmlout){.out = out};
	xmlOutputBufferPtr buffer = xmlOutputBufferCreateIO(take, NULL, out, NULL);
	x->writer = buffer ? xmlNewTextWriter(buffer) : NULL;
	if (buffer && !x->writer)
		xmlOutputBufferClose(buffer);
	if (!x->writer) {
		out->failed = true;
		return;
	}
	xmlTextWriterSetIndent(x->writer, 1);
	xmlTextWriterSetIndentString(x->writer, (const xmlChar *)"  ");
}

void xmlout_begin(struct xmlout *x, struct sbuf *out)
{
	begin(x, out);
	if (x->writer && xmlTextWriterStartDocument(x->writer, "1.0", "UTF-8", NULL) < 0)
		out->failed = true;
}

void xmlout_resume(struct xmlout *x, struct sbuf *out, const char *const *open)
{
	begin(x, out);
	if (!x->writer)
		return;
	size_t start = out->len;
	for (; *open; open++)
		xmlout_open(x, *open);
	/* After a child the writer is at the start of a line, as it was when it ended. */
	xmlout_open(x, "child");
	xmlout_close(x);
	xmlTextWriterFlush(x->writer);
	sbuf_cut(out, start);
}

void xmlout_open(struct xmlout *x, const char *name)
{
	if (x->writer && xmlTextWriterStartElement(x->writer, (const xmlChar *)name) < 0)
		x->out->failed = true;
}

void xmlout_attr(struct xmlout *x, const char *name, struct str value)
{
	if (!x->writer)
		return;
	if (xmlTextWriterStartAttribute(x->writer, (const xmlChar *)name) < 0)
		x->out->failed = true;
	if (value.len) {
		reach_out(x);
		escape_add(x->out, value, "&<>\"\r\n\t");
	}
	if (xmlTextWriterEndAttribute(x->writer) < 0)
		x->out->failed = true;
}

void xmlout_escape(struct sbuf *out, struct str text)
{
	escape_add(out, text, "&<>\r");
}

void xmlout_text(struct xmlout *x, struct str text)
{
	if (!x->writer || text.len == 0)
		return;
	reach_out(x);
	xmlout_escape(x->out, text);
}

void xmlout_escaped(struct xmlout *x, struct str escaped)
{
	if (!x->writer || escaped.len == 0)
		return;
	reach_out(x);
	sbuf_slice(x->out, escaped);
}

void xmlout_close(struct xmlout *x)
{
	if (x->writer && xmlTextWriterEndElement(x->writer) < 0)
		x->out->failed = true;
}

void xmlout_leaf(struct xmlout *x, const char *name, struct str text)
{
	xmlout_open(x, name);
	xmlout_text(x, text);
	xmlout_close(x);
}

/* libxml2 indents neither what is handed over raw nor the end tag behind it. */
void xmlout_raw(struct xmlout *x, struct str elements, unsigned depth)
{
	const char *indent = "                ";
	if (!x->writer)
		return;
	add_raw(x, indent, (size_t)2 * depth);
	add_raw(x, elements.data, elements.len);
	add_raw(x, "\n", 1);
}

void xmlout_raw_end(struct xmlout *x, unsigned depth)
{
	for (unsigned i = 1; x->writer && i < depth; i++)
		add_raw(x, "  ", 2);
}

void xmlout_end(struct xmlout *x)
{
	if (x->writer && xmlTextWriterFlush(x->writer) < 0)
		x->out->failed = true;
	xmlFreeTextWriter(x->writer);
	x->writer = NULL;
}

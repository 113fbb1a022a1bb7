/* SPDX-License-Identifier: ISC */
/*
 * Fuzz target: what skim is sure of, libxml2 finds well-formed too, and both meet the same
 * elements at the same depths.
 */
#include "fuzz.h"

#include <string.h>
#include <libxml/xmlreader.h>
#include "base/sbuf.h"
#include "validate/complaint.h"
#include "validate/skim.h"

/* The elements in order, one a line: depth and name. */
struct met {
	struct sbuf names;
	struct complaint complaint;
};

static void on_element(void *ctx, struct str name, unsigned depth)
{
	struct met *met = ctx;
	sbuf_printf(&met->names, "%u %.*s\n", depth, STR_ARG(name));
}

static void on_error(void *ctx, xml_error e)
{
	complaint_note(&((struct met *)ctx)->complaint, e);
}

static void parse(struct met *met, struct str text)
{
	xmlTextReaderPtr reader =
		xmlReaderForMemory(text.data, (int)text.len, NULL, NULL, XML_OPTIONS);
	if (!reader)
		abort();
	xmlTextReaderSetStructuredErrorHandler(reader, on_error, met);
	while (xmlTextReaderRead(reader) == 1) {
		if (xmlTextReaderNodeType(reader) == XML_READER_TYPE_ELEMENT)
			sbuf_printf(&met->names, "%d %s\n",
				xmlTextReaderDepth(reader) + 1,
				(const char *)xmlTextReaderConstName(reader));
	}
	xmlFreeTextReader(reader);
}

/* In two pieces, if there are two lines. */
static bool skim(struct met *met, struct str text)
{
	struct skim s;
	size_t lf = str_find_char(text, '\n', text.len / 2);
	size_t cut = lf == STR_NONE ? text.len : lf + 1;
	skim_begin(&s, on_element, met);
	return skim_lines(&s, str_slice(text, 0, cut)) &&
	       skim_lines(&s, str_slice(text, cut, text.len)) && skim_is_whole(&s);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = {(const char *)data, size};
	struct met skimmed = {0}, parsed = {0};
	sbuf_init(&skimmed.names, SIZE_MAX / 2);
	sbuf_init(&parsed.names, SIZE_MAX / 2);
	if (size > 0 && skim(&skimmed, text)) {
		parse(&parsed, text);
		if (parsed.complaint.made ||
			!str_eq(sbuf_text(&skimmed.names), sbuf_text(&parsed.names)))
			abort();
	}
	sbuf_release(&skimmed.names);
	sbuf_release(&parsed.names);
	return 0;
}

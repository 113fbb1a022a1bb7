/* SPDX-License-Identifier: ISC */
#include "base/xmlfault.h"

#include <libxml/xmlerror.h>

#define ESCAPE "write &amp;, or put the text in <![CDATA[ … ]]>"
#define CUT    "the file was cut off: write it again, whole"

/* A %s is the name that libxml2 tells. */
static const struct row {
	int code;
	enum xmlread_kind kind;
	char anchor;
	const char *message, *hint;
} rows[] = {
	{XML_ERR_NO_MEMORY, XMLREAD_MEMORY, 0, "memory is exhausted", NULL},
	{XML_ERR_DOCUMENT_EMPTY, XMLREAD_ILL_FORMED, 0,
		"this is no XML: a document begins with <", NULL},
	{XML_ERR_DOCUMENT_END, XMLREAD_ILL_FORMED, 0,
		"something stands behind the end of the document",
		"delete it: one element holds the whole document"},
	{XML_ERR_RESERVED_XML_NAME, XMLREAD_DECLARATION, '<',
		"something stands before <?xml",
		"delete what is before it, blank lines too: <?xml must be the very "
		"first"},
	{XML_ERR_UNDECLARED_ENTITY, XMLREAD_ENTITY, '&',
		"&%s; means nothing in XML: only &amp; &lt; &gt; &quot; and &apos; do",
		"write the character itself, or its number (&#160; for &nbsp;)"},
	{XML_ERR_NAME_REQUIRED, XMLREAD_ENTITY, '&', "a bare & is not allowed in XML",
		ESCAPE},
	{XML_ERR_ENTITYREF_SEMICOL_MISSING, XMLREAD_ENTITY, '&',
		"a bare & is not allowed in XML, or its ; is missing", ESCAPE},
	{XML_ERR_ENTITY_LOOP, XMLREAD_LIMIT, '&', "an entity means itself", NULL},
	/* raw ones never get here: decode has seen to them */
	{XML_ERR_INVALID_CHAR, XMLREAD_CHARACTER, '&',
		"this number is of no character that XML allows",
		"delete it: not even a number makes it allowed"},
	{XML_ERR_INVALID_HEX_CHARREF, XMLREAD_ENTITY, '&',
		"&#x is followed by digits and letters a to f, and then ;", ESCAPE},
	{XML_ERR_INVALID_DEC_CHARREF, XMLREAD_ENTITY, '&',
		"&# is followed by digits, and then ;", ESCAPE},
	{XML_ERR_ATTRIBUTE_REDEFINED, XMLREAD_ILL_FORMED, '<',
		"the attribute %s is there twice", "delete one of them"},
	{XML_NS_ERR_ATTRIBUTE_REDEFINED, XMLREAD_ILL_FORMED, '<',
		"the attribute %s is there twice", "delete one of them"},
	{XML_NS_ERR_UNDEFINED_NAMESPACE, XMLREAD_PREFIX, '<',
		"the prefix %s: is not declared",
		"declare it in the first tag, as in xmlns:itunes=\"http://www.itunes.com/"
		"dtds/podcast-1.0.dtd\""},
	{XML_ERR_LT_IN_ATTRIBUTE, XMLREAD_ILL_FORMED, '<',
		"a < stands in the value of an attribute",
		"write &lt;, or close the quotation marks before it"},
	{XML_ERR_ATTRIBUTE_NOT_STARTED, XMLREAD_ILL_FORMED, 0,
		"the value of an attribute has no quotation marks",
		"put it in quotation marks: name=\"value\""},
	{XML_ERR_ATTRIBUTE_WITHOUT_VALUE, XMLREAD_ILL_FORMED, 0,
		"the attribute %s has no value", "write name=\"value\""},
	{XML_ERR_ATTRIBUTE_NOT_FINISHED, XMLREAD_ILL_FORMED, 0,
		"the value of an attribute has no end", "close its quotation marks"},
	{XML_ERR_SPACE_REQUIRED, XMLREAD_ILL_FORMED, 0,
		"a space is missing between two attributes", "put one there"},
	{XML_ERR_GT_REQUIRED, XMLREAD_ILL_FORMED, '<', "this tag has no >",
		"close it, or write &lt; if it is no tag"},
	{XML_ERR_LTSLASH_REQUIRED, XMLREAD_ILL_FORMED, 0, "an end tag is missing", CUT},
	{XML_ERR_MISPLACED_CDATA_END, XMLREAD_ILL_FORMED, 0,
		"]]> stands in text outside <![CDATA[", "write ]]&gt;"},
	{XML_ERR_CDATA_NOT_FINISHED, XMLREAD_ILL_FORMED, '<', "a <![CDATA[ has no ]]>",
		"close it with ]]>"},
	{XML_ERR_COMMENT_NOT_FINISHED, XMLREAD_ILL_FORMED, '<', "a comment has no end",
		"close it with -->"},
	{XML_ERR_HYPHEN_IN_COMMENT, XMLREAD_ILL_FORMED, 0, "-- stands in a comment",
		"take one - away"},
	{XML_ERR_PI_NOT_FINISHED, XMLREAD_ILL_FORMED, '<', "a <? has no ?>",
		"close it with ?>"},
	{XML_ERR_XMLDECL_NOT_FINISHED, XMLREAD_ILL_FORMED, 0,
		"the XML declaration has no ?>",
		"write <?xml version=\"1.0\" encoding=\"UTF-8\"?>"},
	{XML_ERR_VERSION_MISSING, XMLREAD_ILL_FORMED, 0,
		"the XML declaration does not say version=\"1.0\"",
		"write <?xml version=\"1.0\" encoding=\"UTF-8\"?>"},
	{XML_ERR_ENCODING_NAME, XMLREAD_ENCODING, 0,
		"the XML declaration names no encoding",
		"write <?xml version=\"1.0\" encoding=\"UTF-8\"?>"},
	{XML_ERR_INTERNAL_ERROR, XMLREAD_LIMIT, 0,
		"the document is deeper or larger than any that means well", NULL},
};

static const struct row *row_of(int code)
{
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		if (rows[i].code == code)
			return &rows[i];
	}
	return NULL;
}

bool xmlfault_is(int code, bool is_error)
{
	/* an entity of a DTD that is not loaded; a version 1.x; a URI that is relative */
	if (code == XML_WAR_UNDECLARED_ENTITY || code == XML_ERR_UNKNOWN_VERSION ||
		code == XML_NS_ERR_XML_NAMESPACE)
		return false;
	return is_error;
}

/* libxml2 has one code for a & and a < that begin nothing. */
static bool is_bare_tag(const struct xmlfault_facts *f)
{
	return f->code == XML_ERR_NAME_REQUIRED &&
	       str_find(str_of(f->raw), "Entity", 0) == STR_NONE;
}

char xmlfault_anchor(const struct xmlfault_facts *f)
{
	const struct row *r = row_of(f->code);
	if (is_bare_tag(f) || f->code == XML_ERR_TAG_NAME_MISMATCH)
		return '<';
	return r ? r->anchor : '\0';
}

static bool is_name(const char *s)
{
	return s && *s && strcmp(s, "unparsable") != 0;
}

/* libxml2 tells the start tag first; an end tag without a start tag has none open. */
static void tell_mismatch(
	struct arena *a, const struct xmlfault_facts *f, struct xmlread_fault *fault)
{
	fault->related = f->open;
	fault->message = arena_printf(a, "<%s> of line %u is closed by %s%s%s", f->first,
		f->open.line, is_name(f->second) ? "</" : "something else",
		is_name(f->second) ? f->second : "", is_name(f->second) ? ">" : "");
	fault->hint = arena_printf(
		a, "write </%s> before it, or take the start tag away", f->first);
}

static void tell_unfinished(
	struct arena *a, const struct xmlfault_facts *f, struct xmlread_fault *fault)
{
	fault->related = f->open;
	fault->message = arena_printf(a, "the document ends, but <%s> of line %u is open",
		f->open_name, f->open.line);
	fault->hint = CUT;
}

struct xmlread_fault xmlfault_tell(struct arena *arena, const struct xmlfault_facts *f)
{
	const struct row *r = row_of(f->code);
	struct xmlread_fault fault = {.at = f->at};
	if (f->code == XML_ERR_TAG_NAME_MISMATCH && is_name(f->first)) {
		tell_mismatch(arena, f, &fault);
	} else if (f->open_name && (f->code == XML_ERR_TAG_NOT_FINISHED ||
					   f->code == XML_ERR_DOCUMENT_END)) {
		tell_unfinished(arena, f, &fault);
	} else if (is_bare_tag(f)) {
		fault.message = "a bare < is not allowed in XML";
		fault.hint = "write &lt;, or put the text in <![CDATA[ … ]]>";
	} else if (r) {
		const char *name = strstr(r->message, "%s");
		fault.kind = r->kind;
		fault.hint = r->hint;
		fault.message =
			!name ? r->message
			      : arena_printf(arena, "%.*s%s%s", (int)(name - r->message),
					r->message, f->first ? f->first : "?", name + 2);
	} else {
		struct str raw = str_trim(str_of(f->raw));
		fault.message = arena_printf(
			arena, "the document is not well-formed: %.*s", STR_ARG(raw));
	}
	return fault;
}

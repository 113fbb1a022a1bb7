/* SPDX-License-Identifier: ISC */
#include "model/xml_fault.h"

#include "base/diag.h"

static const int rules[] = {
	[XMLREAD_ILL_FORMED] = FG_RULE_XML_ILL_FORMED,
	[XMLREAD_DECLARATION] = FG_RULE_XML_DECLARATION,
	[XMLREAD_ENTITY] = FG_RULE_XML_ENTITY,
	[XMLREAD_PREFIX] = FG_RULE_XML_PREFIX,
	[XMLREAD_CHARACTER] = FG_RULE_XML_CHARACTER,
	[XMLREAD_ENCODING] = FG_RULE_XML_ENCODING,
	[XMLREAD_LIMIT] = FG_RULE_XML_LIMIT,
	[XMLREAD_MEMORY] = FG_RULE_FEED_UNREADABLE,
};

static struct fg_place place_at(const char *file, struct xmlscan_place at)
{
	return (struct fg_place){file, at.line, at.column};
}

struct fg_diag *xml_fault_tell(
	struct fg_diags *diags, const char *file, const struct xmlread_fault *fault)
{
	struct fg_diag *d = diag_add(diags, rules[fault->kind], place_at(file, fault->at),
		"%s", fault->message);
	if (fault->related.line)
		d->related = place_at(file, fault->related);
	if (fault->hint)
		diag_hint(diags, d, "%s", fault->hint);
	return d;
}

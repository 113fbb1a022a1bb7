/* SPDX-License-Identifier: ISC */
/*
 * xmlfault: what libxml2 has against a document, in our words, with what to do about it.
 * Used by xmlread alone.
 */
#ifndef BASE_XMLFAULT_H
#define BASE_XMLFAULT_H

#include "base/xmlread.h"

struct xmlfault_facts {
	int code;                   /* xmlParserErrors */
	const char *first, *second; /* names that libxml2 tells; may be NULL */
	const char *raw;            /* libxml2's own words */
	const char *open_name;      /* the innermost open element; NULL: none is */
	struct xmlscan_place open;  /* its start tag */
	struct xmlscan_place at;
};

/* Is this an end, or only something to note? */
bool xmlfault_is(int code, bool is_error);
/* The character at which the fault begins, when libxml2 stands behind it; 0: it does not. */
char xmlfault_anchor(const struct xmlfault_facts *facts);
/* Texts are in the arena. */
struct xmlread_fault xmlfault_tell(
	struct arena *arena, const struct xmlfault_facts *facts);

#endif

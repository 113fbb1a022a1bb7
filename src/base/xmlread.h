/* SPDX-License-Identifier: ISC */
/*
 * xmlread: XML from anywhere, as it streams by. The reader for documents that we did not
 * write: feeds to judge, to import, to compare. (What is published already is only looked
 * through, and most often ours: guard/scan.h.)
 *
 *     struct xmlread *x = xmlread_new(arena, &handler, data);
 *     while ((n = read(fd, buffer, sizeof buffer)) > 0 && xmlread_feed(x, buffer, n))
 *             ;
 *     xmlread_finish(x);
 *     const struct xmlread_fault *f = xmlread_fault(x);       NULL: well-formed
 *     xmlread_free(x);
 *
 * libxml2's SAX2 push parser does the work (it knows what is well-formed better than we
 * would); before it, decode makes UTF-8 of any encoding and xmlscan counts places and
 * keeps limits. Nothing is loaded, no entity is declared or expanded but the five of XML,
 * and time and memory are bounded by the limits here and in xmlscan.h. The first fault ends
 * it: no event comes after it.
 *
 * Knows nothing of feeds. Strings of an event are good until it returns, but for names and
 * namespaces, which live as long as the reader: equal ones are the same pointer.
 */
#ifndef BASE_XMLREAD_H
#define BASE_XMLREAD_H

#include <stddef.h>
#include <stdbool.h>
#include "base/arena.h"
#include "base/str.h"
#include "base/xmlscan.h"

enum {
	XMLREAD_DEPTH_MAX = 128, /* open elements */
	XMLREAD_SIZE_MAX = 256 * 1024 * 1024
};

struct xmlread_attribute {
	const char *uri, *prefix, *name; /* uri and prefix NULL: none */
	const char *value;
};
/* xmlns:prefix="uri"; prefix NULL: xmlns="uri"; uri "" takes it back */
struct xmlread_binding {
	const char *prefix, *uri;
};
struct xmlread_element {
	const char *uri, *prefix, *name; /* uri and prefix NULL: none */
	struct xmlscan_place at;         /* its '<' */
	const struct xmlread_attribute *attributes;
	size_t attribute_count;
	const struct xmlread_binding *bindings;
	size_t binding_count;
};

/* NULL: not wanted. */
struct xmlread_handler {
	void (*start)(void *data, const struct xmlread_element *element);
	/* a piece; the text of an element may come in many */
	void (*text)(void *data, struct str text);
	void (*end)(void *data);
	/* public_id and system_id may be NULL */
	void (*doctype)(void *data, const char *public_id, const char *system_id);
	void (*comment)(
		void *data, struct xmlscan_place at); /* its '<', or about there */
};

enum xmlread_kind {
	XMLREAD_ILL_FORMED,
	XMLREAD_DECLARATION, /* something stands before <?xml */
	XMLREAD_ENTITY,      /* not defined, or a bare & */
	XMLREAD_PREFIX,      /* not declared */
	XMLREAD_CHARACTER,   /* one that XML forbids */
	XMLREAD_ENCODING,
	XMLREAD_LIMIT, /* no document that means well is like that */
	XMLREAD_MEMORY
};
struct xmlread_fault {
	enum xmlread_kind kind;
	struct xmlscan_place at;
	struct xmlscan_place related; /* the start tag in question; line 0: none */
	const char *message;          /* a whole sentence without a period */
	const char *hint;             /* what to do; NULL: nothing is known */
};

struct xmlread;

/* Lives in arena, but holds what has to be freed. NULL: memory is exhausted. */
struct xmlread *xmlread_new(
	struct arena *arena, const struct xmlread_handler *handler, void *data);
/* What a server says the document is in (RFC 7303); NULL: nothing. Before its first bytes. */
void xmlread_charset(struct xmlread *x, const char *charset);
/* False once there is a fault. */
bool xmlread_feed(struct xmlread *x, const char *bytes, size_t len);
bool xmlread_finish(struct xmlread *x);
const struct xmlread_fault *xmlread_fault(const struct xmlread *x);
/* What the document says it is, or what it was found to be; is it UTF-8? */
const char *xmlread_encoding(const struct xmlread *x, bool *is_utf8);
/* What it says itself, whatever its server says; NULL: nothing. */
const char *xmlread_own_encoding(const struct xmlread *x);
/* Of the XML declaration: "1.0" if it has none. Known from the first event on. */
const char *xmlread_version(const struct xmlread *x);
/* Where the DOCTYPE begins; line 0: there is none. */
struct xmlscan_place xmlread_doctype_at(const struct xmlread *x);
/* Frees what is not in the arena; the fault and the names live on in the arena only if
   they were copied. NULL is allowed. */
void xmlread_free(struct xmlread *x);

#endif

/* SPDX-License-Identifier: ISC */
/*
 * Addresses as feeds have them: IRIs of any scheme (RFC 3987), with what some schemes ask
 * of their own (http and https: a host; tag: RFC 4151; urn: RFC 8141). Whether a listener
 * can open one is asked elsewhere (base/url.h).
 */
#ifndef MODEL_CHECK_IRI_H
#define MODEL_CHECK_IRI_H

enum check_iri_kind {
	CHECK_IRI_REFERENCE, /* may be relative, or empty */
	CHECK_IRI_ABSOLUTE   /* has a scheme */
};

/* What is wrong with text, in words that continue "the address …"; NULL: nothing. */
const char *check_iri(const char *text, enum check_iri_kind kind);
/* Why a program that tidies addresses would change this good one (RFC 4287 4.2.6.1), in the
   same way; NULL: it would not. */
const char *check_iri_canonical(const char *text);

#endif

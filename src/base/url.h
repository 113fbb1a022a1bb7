/* SPDX-License-Identifier: ISC */
/*
 * URLs, by libcurl's URL API (RFC 3986). url.c is the only file that knows it;
 * url_resolve.c and url_host.c do by hand what it does not do right.
 *
 * Strings that are returned live in the arena that was passed; NULL means that the
 * text is no URL of the kind asked for.
 */
#ifndef BASE_URL_H
#define BASE_URL_H

#include <stdbool.h>
#include "base/arena.h"
#include "base/str.h"

enum { URL_MAX = 2048 }; /* bytes; longer ones are refused: clients cut or drop them */

struct url_parts {
	const char *scheme, *host;    /* lower case; host without brackets */
	const char *port;             /* NULL: the scheme's own */
	const char *path;             /* begins with '/' */
	const char *query, *fragment; /* without '?' and '#'; NULL: none */
};

/* Length of what s begins with of characters that may stand in a URL as they are; '%' is none. */
size_t url_clean_len(struct str s);
/* Has text a scheme (RFC 3986 3.1: "https:", "mailto:", "geo:")? */
bool url_has_scheme(const char *text);
/* Is text an absolute http or https URL with a host that url_problem has nothing against? */
bool url_is_web(const char *text);
/* What is wrong with text as an absolute http(s) URL, in words that continue "the URL …":
   "has a space", "has no host", "is not http or https", "holds a user name or password",
   "is longer than 2,048 bytes", "has a control character", …; NULL: nothing. What url_encode
   would encode is wrong here (RFC 3986): to accept it, ask about the encoded text. */
const char *url_problem(const char *text);
bool url_split(struct arena *a, const char *text, struct url_parts *parts);
/* ref made absolute against base (RFC 3986 5.2). An absolute ref (mailto: too) stands as
   it is, unchecked. NULL if base is no web URL or the result is none: a ref that may hold
   spaces goes through url_encode first. "" gives base. */
const char *url_resolve(struct arena *a, const char *base, const char *ref);
/* For addresses in a document, which may have an xml:base (RFC 3986 5.1.1): what is relative to
   which, until the next. own is its value, around the base outside; NULL: none. */
const char *url_base(struct arena *a, const char *around, const char *own);
/* text, trimmed, encoded and made absolute against base; text itself, if it has a scheme or cannot
   be (base may be NULL). */
const char *url_complete(struct arena *a, const char *base, const char *text);
/* text with spaces, controls, '"<>\^`{|}' and bytes above 0x7f percent-encoded, and an
   international host name in its ASCII form when libcurl can tell it. What is already
   percent-encoded stays; a % that encodes nothing becomes %25. */
const char *url_encode(struct arena *a, const char *text);
/* text with all but ASCII letters, digits and "-._~" percent-encoded: as one segment of a path,
   or one value of a query or a form. */
const char *url_encode_part(struct arena *a, const char *text);
/* The other way; NULL if that would be no text: a NUL is in it. */
const char *url_decode_part(struct arena *a, struct str part);
/* The last segment of a URL's or a path's path part, without query and fragment ("" if
   none); its part before the last '.'; its part after it in lower case is for the caller
   to compare ("" if none). Slices of text. */
struct str url_name(const char *text);
struct str url_stem(const char *text);
struct str url_extension(const char *text);
/* Is host a name or address that the public cannot reach: localhost, *.local, *.internal,
   names without a dot, private, loopback, link-local and other special IPv4 and IPv6
   addresses in any spelling? With or without brackets. */
bool url_host_is_private(const char *host);
/* The same of an address: family AF_INET with its 4 bytes, or AF_INET6 with its 16, both in
   network order. Any other family is private. */
bool url_address_is_private(int family, const void *addr);
/* Does a web URL name another port than those that web servers have: 80, 443, 8080 and 8443? One
   without a port, and what is no web URL, does not. */
bool url_port_is_odd(const char *url);
/* Is it reserved for documentation: example, example.com/.net/.org, .example, .test, .invalid? */
bool url_host_is_reserved(const char *host);

#endif

/* SPDX-License-Identifier: ISC */
/*
 * Values with a notation of their own, by kind: each says whether text is written as its
 * standard has it. Nothing is trimmed; "" is never right.
 */
#ifndef MODEL_CHECK_FORM_H
#define MODEL_CHECK_FORM_H

#include <stdint.h>
#include <stdbool.h>
#include "base/str.h"

/* RFC 9562, any version: 8-4-4-4-12 hexadecimal digits. */
bool check_uuid(struct str text);
/* RFC 5646 2.2.9, well-formed: "en", "zh-Hant-TW", "de-CH-1996", "x-ours". The codes
   themselves are not looked up. */
bool check_language_tag(const char *text);
/* type/subtype and parameters (RFC 9110 8.3.1): "text/html; charset=utf-8". */
bool check_media_type(const char *text);
/* RFC 5322 3.4.1 without comments and folding; a domain of one part is one too. */
bool check_addr_spec(const char *text);
/* Labels of letters, digits and hyphens with dots between, at least two. */
bool check_domain(const char *text);
/* -?digits[.digits], and exactly digits */
bool check_signed_decimal(const char *text);
bool check_digits(const char *text);
/* RFC 5870: "geo:48.20,16.37[,alt][;crs=…;u=…]". With crs=wgs84 (that of a geo: without
   one) latitude and longitude must be on Earth. */
bool check_geo(const char *text);
/* OpenStreetMap: N, W or R and an object's number, with #revision or without. */
bool check_osm(const char *text);
/* ISO 3166-1 alpha-2, in capitals. */
bool check_country(const char *text);
/* W3C Subresource Integrity: "sha256-", "sha384-" or "sha512-" and base64 of that length;
   more than one with spaces between. */
bool check_sri(const char *text);
/* RFC 4648 4, with white space between (RFC 2045). */
bool check_base64(const char *text);
/* The public key of a Lightning node: 33 bytes, in 66 hexadecimal digits. */
bool check_node_key(const char *text);
/* "16/9": two whole numbers above 0 */
bool check_ratio(const char *text);
/* A date and time of ISO 8601 as people write it: to the minute or finer, and with "+0100"
   too. False: *problem says why, to continue "the date …". */
bool check_iso8601(const char *text, int64_t *seconds, const char **problem);
/* RFC 5545 3.3.10: parts NAME=value with ';' between, FREQ among them, COUNT and UNTIL not
   both. *counts: it has COUNT. False: *problem continues "the rule …". */
bool check_rrule(const char *text, bool *counts, const char **problem);

#endif

/* SPDX-License-Identifier: ISC */
/*
 * JSON for diagnostics: objects and lists of texts, numbers and flags, nothing else.
 * (Feeds are written by jansson, in the write room.)
 *
 *     json_open(&out, NULL);
 *     json_text(&out, "rule", id);
 *     json_close(&out);
 */
#ifndef APP_JSON_H
#define APP_JSON_H

#include "base/sbuf.h"

/* Begins an object, as the member `name` of the one that is open (NULL: at the top). */
void json_open(struct sbuf *out, const char *name);
void json_close(struct sbuf *out);
/* The same for a list, whose items have the name NULL. */
void json_list(struct sbuf *out, const char *name);
void json_end(struct sbuf *out);
/* A member; value NULL is null. Bytes that are not UTF-8 become U+FFFD. */
void json_text(struct sbuf *out, const char *name, const char *value);
void json_flag(struct sbuf *out, const char *name, bool value);
void json_number(struct sbuf *out, const char *name, unsigned long value);

#endif

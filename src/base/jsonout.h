/* SPDX-License-Identifier: ISC */
/*
 * jsonout: JSON text into an sbuf, as it comes: objects and lists of texts, numbers and
 * flags. No tree is built: a feed is written item by item, in bounded memory, which is why
 * this is no library's.
 *
 *     jsonout_open(&out, NULL);
 *     jsonout_text(&out, "rule", id);
 *     jsonout_close(&out);
 */
#ifndef BASE_JSONOUT_H
#define BASE_JSONOUT_H

#include <stdint.h>
#include "base/sbuf.h"

/* Begins an object, as the member `name` of the one that is open (NULL: at the top). */
void jsonout_open(struct sbuf *out, const char *name);
void jsonout_close(struct sbuf *out);
/* The same for a list, whose items have the name NULL. */
void jsonout_list(struct sbuf *out, const char *name);
void jsonout_end(struct sbuf *out);
/* A member; value NULL is null. Bytes that are not UTF-8 become U+FFFD. */
void jsonout_text(struct sbuf *out, const char *name, const char *value);
void jsonout_str(struct sbuf *out, const char *name, struct str value);
void jsonout_flag(struct sbuf *out, const char *name, bool value);
void jsonout_number(struct sbuf *out, const char *name, uint64_t value);
/* A member whose value is JSON already. */
void jsonout_raw(struct sbuf *out, const char *name, const char *value);
/* Milliseconds as seconds: 1500 is 1.5. */
void jsonout_seconds(struct sbuf *out, const char *name, int64_t ms);

#endif

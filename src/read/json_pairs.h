/* SPDX-License-Identifier: ISC */
/*
 * Pairs of JSON: a character beyond U+FFFF is two escapes there, halves of a pair (RFC 8259, 7).
 * YAML, by which JSON front matter is read, has one escape for it, and no halves.
 */
#ifndef READ_JSON_PAIRS_H
#define READ_JSON_PAIRS_H

#include <feedgen/feedgen.h>
#include "read/passage.h"

/* Makes one escape of YAML of each pair; the text is a copy in the scratch arena then, as long as
   it was and with every value in its place. False after a diagnostic: there is a half alone. */
bool json_pairs_join(struct fg_run *run, struct arena *scratch, struct passage *in);
/* Where a byte of a text that was joined stands in what was written: within a string they are not
   alike. */
struct point json_pairs_point(const struct passage *in, size_t offset);

#endif

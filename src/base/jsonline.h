/* SPDX-License-Identifier: ISC */
/*
 * jsonline: the members of a JSON object, each value on one line, put together from the events of
 * jsonread. Equal values make equal lines: strings are escaped in one way, numbers stay as they
 * are written.
 *
 *     struct jsonline line = {.depth = 1};          of the object whose members they are
 *     sbuf_init(&line.text, limit);
 *     while ((e = jsonread_next(&r)) …)
 *             if (jsonline_take(&line, &r, e))
 *                     …  line.name, line.text, at line.at; until the next call
 *     jsonline_release(&line);
 */
#ifndef BASE_JSONLINE_H
#define BASE_JSONLINE_H

#include "base/jsonread.h"

enum { JSONLINE_NAME_MAX = JSON_NAME_MAX + 1 };

struct jsonline {
	struct sbuf text;
	unsigned depth; /* of the values: how many objects and arrays are around one */
	char name[JSONLINE_NAME_MAX];
	unsigned line, column; /* of the value */

	uint64_t arrays[2]; /* its own: a bit for each open one that is an array */
};

/* True: with this event a member is complete. */
bool jsonline_take(struct jsonline *l, const struct jsonread *r, enum json_event event);
void jsonline_release(struct jsonline *l);

#endif

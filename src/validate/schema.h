/* SPDX-License-Identifier: ISC */
/*
 * The grammars of schema/, as text in the program: made by tests/tools/embed.sh.
 */
#ifndef VALIDATE_SCHEMA_H
#define VALIDATE_SCHEMA_H

#include <stddef.h>

struct schema_text {
	const char *name; /* of the file, without suffix; NULL ends the list */
	const char *text;
	size_t len;
};

extern const struct schema_text schema_texts[];

#endif

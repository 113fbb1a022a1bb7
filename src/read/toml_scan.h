/* SPDX-License-Identifier: ISC */
/*
 * The words of TOML: blanks, strings and bare values. Used by toml.c alone.
 *
 * Every function that can fail tells why and sets failed; from then on the cursor
 * stands still, and what is scanned is empty.
 */
#ifndef READ_TOML_SCAN_H
#define READ_TOML_SCAN_H

#include <feedgen/feedgen.h>
#include "read/passage.h"

struct toml {
	struct fg_run *run;
	struct arena *scratch;
	const struct passage *in;
	size_t i; /* the cursor: a byte of in->text */
	unsigned line;
	unsigned column; /* of byte number counted, which is not beyond the cursor */
	size_t counted;
	size_t nodes;
	bool failed;
};

/* The byte at the cursor, 0 at the end or after a failure. */
char toml_peek(const struct toml *t);
bool toml_at(const struct toml *t, const char *text);
/* Moves on by n bytes, none of which is a line end. */
void toml_skip(struct toml *t, size_t n);
/* Takes c if it is next. */
bool toml_take(struct toml *t, char c);
struct point toml_point(struct toml *t);
/* Says what is wrong at a point; hint NULL: the rule's own. */
void toml_fail(struct toml *t, struct point at, const char *message, const char *hint);

void toml_blanks(struct toml *t);
/* Blanks, comments and line ends. */
void toml_space(struct toml *t);
/* Blanks and a comment up to the end of the line, which must be there. */
void toml_line_end(struct toml *t);

/* A string, whose quote is next. Several lines are allowed if so wanted. */
const char *toml_string(struct toml *t, bool lines);
/* A name without quotes, or "" after a diagnostic. */
const char *toml_bare_key(struct toml *t);
/* A number, boolean, date or time. */
const char *toml_bare_value(struct toml *t);

#endif

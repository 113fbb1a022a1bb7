/* SPDX-License-Identifier: ISC */
/*
 * What jsonread is made of: its bytes with their positions, and the tokens that are more
 * than one byte. For jsonread.c alone.
 */
#ifndef BASE_JSONREAD_SCAN_H
#define BASE_JSONREAD_SCAN_H

#include "base/jsonread.h"

enum { JSON_EOF = -1 };

/* The next byte, or JSON_EOF. */
int jsonscan_peek(struct jsonread *r);
/* Takes it. */
void jsonscan_skip(struct jsonread *r);
void jsonscan_skip_space(struct jsonread *r);
void jsonscan_skip_bom(struct jsonread *r);
/* Remembers where the reader stands as the place of the value or of the problem. */
void jsonscan_mark(struct jsonread *r);
/* The first problem counts. Always false. */
bool jsonscan_fail(struct jsonread *r, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
/* The same, at the next byte. */
bool jsonscan_fail_here(struct jsonread *r, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
/* "does not belong here", with the next byte shown. */
bool jsonscan_fail_char(struct jsonread *r, const char *what);

/* Each takes its token into out; false is broken. */
bool jsonscan_string(struct jsonread *r, struct sbuf *out);
bool jsonscan_number(struct jsonread *r);
bool jsonscan_word(struct jsonread *r, enum json_event *event);

#endif

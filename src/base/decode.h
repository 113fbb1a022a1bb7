/* SPDX-License-Identifier: ISC */
/*
 * decode: the bytes of an XML document as UTF-8, in pieces, whatever encoding they are in:
 * by the mark at the beginning, else by what a server says (RFC 7303, section 3), else by the
 * XML declaration (XML 1.0, appendix F).
 *
 *     d.charset = …;                          what its server says, if there is one
 *     decode_feed(&d, bytes, len, &text);     text is UTF-8, as far as there is enough
 *     decode_finish(&d, &text);
 *     if (d.problem) …                        after text, the document …
 *     decode_release(&d);
 *
 * Text that decode hands out is valid UTF-8 and holds only characters that XML allows. It
 * stays good until the next call.
 */
#ifndef BASE_DECODE_H
#define BASE_DECODE_H

#include <iconv.h>
#include <stdbool.h>
#include "base/arena.h"
#include "base/sbuf.h"

enum decode_state { DECODE_HEAD, DECODE_PLAIN, DECODE_CONVERT };

struct decode {
	const char *charset; /* NULL: nobody says */
	const char *own;     /* what the document itself says; NULL: nothing */
	const char
		*encoding; /* as declared or found; "UTF-8" if nothing says otherwise */
	bool is_utf8, has_mark;
	const char *problem; /* continues "the document …"; NULL: none */
	const char *hint;
	bool is_character; /* the problem is a character that XML forbids, well encoded */

	/* its own */
	struct arena *arena;
	enum decode_state state;
	iconv_t converter;
	struct sbuf raw; /* the head, then bytes of a character that is not complete */
	struct sbuf text;
};

void decode_init(struct decode *d, struct arena *arena);
void decode_release(struct decode *d);
bool decode_feed(struct decode *d, const char *bytes, size_t len, struct str *text);
bool decode_finish(struct decode *d, struct str *text);

#endif

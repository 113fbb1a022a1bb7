/* SPDX-License-Identifier: ISC */
/*
 * token: the template syntax and footnotes in a body, found.
 *
 *     struct tokens tokens = {0};
 *     token_scan(arena, text, line, &tokens);
 *
 * One pass over the text, in which code spans and code blocks are left out, gives the
 * tokens in the order of the text. A shortcode's marks stand in one paragraph; only a
 * comment may be longer. Where two marks open before one closes, the first is taken to
 * lack its end: what people forget is the end of a line.
 */
#ifndef RENDER_TOKEN_H
#define RENDER_TOKEN_H

#include "base/arena.h"
#include "base/str.h"

enum token_kind {
	TOKEN_TAG,        /* {% name … %}, {{< name … >}}, {{% name … %}} */
	TOKEN_EXPRESSION, /* {{ … }} */
	TOKEN_COMMENT, /* {# … #}, {% comment %} …, %% … %%; {:attributes}, {#id} */
	TOKEN_OPEN,    /* a mark that opens and is not closed: {%, {{ or %% */
	TOKEN_CLOSE,   /* %} that closes nothing */
	TOKEN_TEXT,    /* one of these that means itself: see raw.h */
	TOKEN_MARK,    /* [^id] */
	TOKEN_NOTE     /* [^id]: with its text; the tokens of the text follow it */
};

struct token {
	enum token_kind kind;
	bool closing;    /* TAG: {{< /name >}} */
	size_t from, to; /* offsets in the text */
	size_t bol;      /* offset of the beginning of its line */
	size_t past;     /* NOTE: index of the first token behind its text */
	struct str name; /* TAG: name; MARK, NOTE: id; else the token itself */
	struct str rest; /* TAG: arguments as written; NOTE: text */
	unsigned line, column;
};

struct tokens {
	struct token *data;
	size_t len, cap;
	char fence; /* of a code block that the text leaves open: '`' or '~'; NUL: none */
	size_t fence_len;
};

/* first_line: number of the text's first line in its file; 0: not known, then of none. */
void token_scan(
	struct arena *a, struct str text, unsigned first_line, struct tokens *out);

#endif

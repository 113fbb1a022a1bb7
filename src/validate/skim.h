/* SPDX-License-Identifier: ISC */
/*
 * skim: is XML of the plain kind that feedgen writes surely well-formed? A parser of all of
 * XML takes ten times as long as this, which knows elements, attributes, text and the
 * references that are known to all: no DTD, no CDATA, no comment, no namespace that is not
 * declared by the root.
 *
 *     struct skim s;
 *     skim_begin(&s, on_element, &ctx);
 *     while (… && skim_lines(&s, text)) …         whole lines; no tag is broken into two
 *     if (skim_is_whole(&s)) …                    surely well-formed, namespaces too
 *
 * It never takes for good what a parser would refuse. What it does not take may be good all
 * the same: that is for a parser to say.
 */
#ifndef VALIDATE_SKIM_H
#define VALIDATE_SKIM_H

#include <stdbool.h>
#include "base/str.h"

enum {
	SKIM_DEPTH_MAX = 12,
	SKIM_NAME_MAX = 40,
	SKIM_PREFIXES_MAX = 16,
	SKIM_ATTRIBUTES_MAX = 20 /* of one element */
};

struct skim_name {
	char text[SKIM_NAME_MAX];
	size_t len;
};

struct skim {
	/* The namespace of names without a prefix, once the root was met; empty: none. */
	struct skim_name namespace;

	/* its own */
	void (*opened)(void *ctx, struct str name, unsigned depth);
	void *ctx;
	bool begun, had_root, failed;
	struct skim_name open[SKIM_DEPTH_MAX];
	unsigned depth;
	struct skim_name prefixes[SKIM_PREFIXES_MAX];
	size_t n_prefixes;
};

/* opened is told about each element that begins, by its name as it is written; the depth of the
   root is 1. */
void skim_begin(struct skim *s,
	void (*opened)(void *ctx, struct str name, unsigned depth), void *ctx);
/* Goes on with text. False: it is not sure, now and for ever. */
bool skim_lines(struct skim *s, struct str text);
/* Was all of it one document? */
bool skim_is_whole(const struct skim *s);

#endif

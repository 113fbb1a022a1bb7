/* SPDX-License-Identifier: ISC */
/*
 * HTML that needs no repair: each element is ended where it should be and stands in what it may
 * stand in, each value is in quotes. Most of what people put into a body is that, and a parser
 * of all that is written as HTML takes ten times longer for it.
 *
 *     if (!html_tidy(arena, text, &events, ctx))
 *             … a parser has to look at it …
 *
 * The events are those that libxml2's parser has for the same text, when it is in a <body>; but
 * a text may come in other parts.
 */
#ifndef RENDER_HTML_TIDY_H
#define RENDER_HTML_TIDY_H

#include "base/arena.h"
#include "base/str.h"

/* Names are in lower case. */
struct html_events {
	/* attributes are names and values in turn, then NULL; a value is NULL if none is
	   written. They live in the arena. */
	void (*start)(void *ctx, const char *name, const char **attributes);
	void (*end)(void *ctx, const char *name);
	void (*text)(void *ctx, struct str text);
	/* Is name that of an element of HTML? One that is none may stand anywhere. */
	bool (*is_known)(const char *name);
};

/* False: text, clean UTF-8, may need repair, and nothing was told of it. */
bool html_tidy(
	struct arena *a, struct str text, const struct html_events *events, void *ctx);

#endif

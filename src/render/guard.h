/* SPDX-License-Identifier: ISC */
/*
 * What a text must not have before cmark sees it: size, container
 * depth, number of "![" and of "<!--". With these refused, cmark's time is linear.
 *
 * It looks twice: at the notes as they are written, and at what their shortcodes have
 * made of them.
 */
#ifndef RENDER_GUARD_H
#define RENDER_GUARD_H

#include <feedgen/feedgen.h>

enum {
	/* Bytes of Markdown. Transcripts of 270 kB are real, under headings that we do not
	   know, or kept in the notes on purpose; with the guards below they cost little. */
	NOTES_MAX = 1024 * 1024,
	CONTAINERS_MAX = 64, /* quotes, list items and footnotes around a line */
	INDENT_MAX = 256,    /* columns before a line's text, but in a fence */
	IMAGES_MAX = 2000,
	COMMENTS_MAX = 2000
};

/* False, with an error that names the line, if body is not to be rendered: it may have max
   bytes. body->line 0: lines are not known. */
bool guard_notes(struct fg_run *run, const struct fg_episode *ep,
	const struct fg_body *body, size_t max);

#endif

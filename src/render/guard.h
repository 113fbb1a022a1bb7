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
	NOTES_MAX = 256 * 1024, /* bytes of Markdown, the transcript cut off */
	NOTES_KEEP_MAX =
		1024 * 1024, /* … with a transcript that the show keeps in its notes */
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

/* SPDX-License-Identifier: ISC */
/*
 * served: what a server says about the feed that it gives. Where no server gave it, there is
 * nothing to say.
 */
#ifndef VALIDATE_SERVED_H
#define VALIDATE_SERVED_H

#include <feedgen/feedgen.h>

/* The redirects; the type: is it one for that format; and what it costs to ask again. */
void served_judge(struct fg_run *run, const struct fg_input *from, enum fg_format format);

/* Of a file of chapters: is its type JSON? */
void served_judge_chapters(struct fg_run *run, const struct fg_input *from);

/* The encoding that the server speaks with authority of (RFC 7303, section 3.2): NULL if it
   does not, or not of XML. */
const char *served_charset(const struct fg_input *from);
/* Does the document say the same of itself? own NULL: it says nothing. */
void served_judge_charset(
	struct fg_run *run, const struct fg_input *from, const char *own);

#endif

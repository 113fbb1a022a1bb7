/* SPDX-License-Identifier: ISC */
/*
 * Chapters of an episode: those that are written as a list or in a file, else those in the
 * audio, else the sub-headings of its transcript, if that has times.
 */
#ifndef RENDER_CHAPTERS_H
#define RENDER_CHAPTERS_H

#include <feedgen/feedgen.h>
#include "base/sbuf.h"

/* Are they, if there are any, headings of the transcript? */
bool chapters_are_spoken(const struct fg_episode *ep);
/* Puts them into *out by time, without those that the audio has no room for, which are told.
   False: their file cannot be read. */
bool chapters_read(struct fg_run *run, const struct fg_episode *ep,
	const struct fg_transcript *spoken, struct fg_chapters *out);
/* Appends a list for the description, a line "00:00:00 Title" for each: as HTML, or as plain
   text. Nothing if there is none that has a title and is not hidden. */
void chapters_list_html(const struct fg_chapters *chapters, struct sbuf *out);
void chapters_list_text(const struct fg_chapters *chapters, struct sbuf *out);

#endif

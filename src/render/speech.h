/* SPDX-License-Identifier: ISC */
/*
 * Speech: a transcript as people write it in a body, or as plain text, becomes turns.
 *
 *     struct fg_transcript t = {.file = ep->file};
 *     speech_read(run, &section, &t);           Markdown
 *     speech_read_text(run, &body, &t);         plain text
 *
 * A turn begins with a line that turn.h knows and goes on to the next one; sub-headings stand
 * between turns, and who spoke before one speaks on behind it. Template syntax, footnotes and
 * pictures are no speech. What stands before the first turn has no speaker and no time.
 *
 * In plain text a line that begins with # is a heading.
 *
 * Times are taken as they are written: times.h puts them in order. A time that there cannot be
 * ("1:75") is told, and is none.
 */
#ifndef RENDER_SPEECH_H
#define RENDER_SPEECH_H

#include <feedgen/feedgen.h>

/* Appends the turns of the section, whose first line is section->line. Texts are in
   run->arena. The text must have passed guard_notes. */
void speech_read(
	struct fg_run *run, const struct fg_body *section, struct fg_transcript *out);
void speech_read_text(
	struct fg_run *run, const struct fg_body *text, struct fg_transcript *out);

#endif

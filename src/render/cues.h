/* SPDX-License-Identifier: ISC */
/*
 * Cues: the files of transcripts that other programs make, as turns.
 *
 *     .vtt    WebVTT, with <v Name> or "Name: " for who speaks
 *     .srt    SRT, with "Name: "
 *     .json   JSON of the podcast namespace (segments); start, end and text are taken as well
 *     .html   cite, time and p of the podcast namespace, or whatever reads as a text does
 *     .txt    lines of plain text (speech.h)
 *
 * Who spoke last goes on speaking until another name comes. A cue that cannot be read is left
 * out and told; a file that cannot be, is told where.
 */
#ifndef RENDER_CUES_H
#define RENDER_CUES_H

#include <feedgen/feedgen.h>
#include "render/foreign.h"

/* Reads the file of f, whose text is there, by the end of its name. False: it is none of
   these, or broken, and a diagnostic says so. */
bool cues_read(struct foreign *f, struct fg_transcript *out);
/* Has the file the name of one that can be read? */
bool cues_can_read(const char *file);

/* One format each. */
bool cues_vtt(struct foreign *f, struct fg_transcript *out);
bool cues_srt(struct foreign *f, struct fg_transcript *out);
bool cues_json(struct foreign *f, struct fg_transcript *out);
bool cues_html(struct foreign *f, struct fg_transcript *out);
bool cues_text(struct foreign *f, struct fg_transcript *out);

#endif

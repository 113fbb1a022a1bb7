/* SPDX-License-Identifier: ISC */
/*
 * Times: when everything in a transcript is said.
 *
 * What people write is when somebody begins, now and then with a slip. Of times that are not
 * in order the fewest are given up that leave the others in order; each is told, as are those
 * behind the end of the audio. Then everything gets a beginning and an end:
 *
 *   - between two times that are written, text without one has its share by its length;
 *   - the last before a time ends there, but no text lasts longer than slow speech does, so
 *     that music and breaks are nobody's words;
 *   - the last of all ends with the audio, under the same condition; if that is not known,
 *     after the time that people usually need.
 */
#ifndef RENDER_TIMES_H
#define RENDER_TIMES_H

#include <feedgen/feedgen.h>

/* Sets start_ms and end_ms of all turns but headings, and t->timed, which stays false if no
   time is left. A heading gets the start of what follows it. duration: seconds of the audio;
   0: not known. */
void times_settle(struct fg_run *run, int64_t duration, struct fg_transcript *t);

#endif

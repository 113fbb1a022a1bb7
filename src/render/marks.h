/* SPDX-License-Identifier: ISC */
/*
 * Marks: the transcript and the chapters of an episode, read from wherever they are, if the
 * show wants files of them or lists of chapters. If it wants neither, nothing is read.
 */
#ifndef RENDER_MARKS_H
#define RENDER_MARKS_H

#include <feedgen/feedgen.h>

/* Does the show want anything of that of this episode? */
bool marks_wanted(const struct fg_show *show, const struct fg_episode *ep);
/* Sets notes->spoken, chapters and sidecars; notes->transcript is there already. False: what
   is there cannot be read, and a diagnostic says why. */
bool marks_read(struct fg_run *run, const struct fg_show *show,
	const struct fg_episode *ep, struct fg_notes *notes);

#endif

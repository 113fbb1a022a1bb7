/* SPDX-License-Identifier: ISC */
/*
 * Speakers: who is meant by the names in a transcript.
 *
 * A name is that of somebody among the people of the episode or of the show: the name, one of
 * its other spellings (aka), or the first or last word of it, if nobody else's is the same. A
 * name that stands there once or twice and nearly is another speaker's is told.
 */
#ifndef RENDER_SPEAKERS_H
#define RENDER_SPEAKERS_H

#include <feedgen/feedgen.h>

/* Puts the people's names in the place of what t calls them. */
void speakers_settle(struct fg_run *run, const struct fg_show *show,
	const struct fg_episode *ep, struct fg_transcript *t);

#endif

/* SPDX-License-Identifier: ISC */
/*
 * extras: what a show names beside the audio: its cover, the episodes' pictures, transcripts
 * and chapters. They are asked about after the audio, in the same queues, and nothing that is
 * wrong with them changes what is said about the audio.
 *
 *     extras_collect(&extras, &sources, show);      after the audio's sources
 *     … the sources are asked, with extras_follow and extras_received for pictures …
 *     extras_count(&extras, &findings);
 *     extras_settle(&extras, &findings);            says what there is to say
 *
 * A picture that lies here as a file is looked at here, and its address is not asked: when the
 * feed is built, it may not have been uploaded yet. A transcript or chapters file that is here
 * counts as found.
 */
#ifndef PROBE_EXTRAS_H
#define PROBE_EXTRAS_H

#include "probe/findings.h"
#include "probe/source.h"

/* One thing that is named, and where. */
struct extra {
	struct source *source;
	struct fg_place at;
	int64_t date;               /* of the episode */
	struct fg_picture *picture; /* of a picture: what is learnt goes there */
};
struct extras {
	struct fg_run *run;
	struct arena *scratch; /* as that of sources */
	struct arena words;    /* while they are collected: the parts of one address */
	struct extra *data;
	size_t len, cap;
};

void extras_collect(struct extras *x, struct sources *sources, struct fg_show *show);

/* For struct ask_order: the ranges of a picture that are wanted, and their bytes. */
bool extras_follow(struct source *s, struct ask_range *range);
void extras_received(struct source *s, const struct ask_bytes *bytes);
/* Seconds for which a good finding about such a source is believed. */
int64_t extras_ttl(struct arena *a, struct source *s, int64_t now);

void extras_count(const struct extras *x, struct findings *f);
void extras_settle(struct extras *x, struct findings *f);

#endif

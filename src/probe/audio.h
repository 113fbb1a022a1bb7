/* SPDX-License-Identifier: ISC */
/*
 * audio: the bytes of sources that are audio: whether they are wanted, and what they told.
 * The callbacks of struct ask_order come here with such sources.
 */
#ifndef PROBE_AUDIO_H
#define PROBE_AUDIO_H

#include "probe/listen.h"
#include "probe/source.h"

/* From when on its server is to be asked for bytes, because they would tell what neither the
   episode nor the cache knows: a source whose bytes could not be had is not tried again on the
   same day. INT64_MAX: never. */
int64_t audio_due(const struct source *s);

bool audio_follow(struct source *s, struct ask_range *range);
void audio_received(struct listen *l, struct source *s, const struct ask_bytes *bytes);
/* All has come that will come: puts it into the source's facts. */
void audio_end(struct listen *l, struct source *s);
/* What its bytes have told, now or to an earlier run; what is new of it is in a. False: nothing
   that is believed. */
bool audio_heard(struct arena *a, const struct source *s, struct heard *heard);

#endif

/* SPDX-License-Identifier: ISC */
/*
 * The walks through the formats, private to media_plan.c. Each fills facts as far as the
 * bytes reach; where some are missing, p->wanted says which.
 */
#ifndef PROBE_MEDIA_WALK_H
#define PROBE_MEDIA_WALK_H

#include "probe/media_plan.h"

/* Most headers that one walk looks at. */
enum { WALK_STEPS = 512 };

/* units of which a second has rate, in milliseconds; 0 if that is no playing time (none, or
   more than a year). */
int64_t walk_ms(uint64_t units, uint64_t rate);
/* Where the ID3v2 tags that begin at at end; at if there is none. -1: bytes are missing. */
int64_t walk_id3(struct pieces *p, int64_t at);

/* from: where the audio begins. */
void walk_mpeg(struct pieces *p, int64_t from, struct media_facts *facts);
void walk_flac(struct pieces *p, int64_t from, struct media_facts *facts);
void walk_mp4(struct pieces *p, struct media_facts *facts);
void walk_ogg(struct pieces *p, struct media_facts *facts);
void walk_wav(struct pieces *p, struct media_facts *facts);

#endif

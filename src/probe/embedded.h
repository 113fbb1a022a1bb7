/* SPDX-License-Identifier: ISC */
/*
 * embedded: chapters that are in the audio file itself.
 *
 *   MPEG   frames CHAP of an ID3v2.3 or 2.4 tag, those that a CTOC lists if there is one
 *          (ID3v2 Chapter Frame Addendum); unsynchronised tags are not read
 *   MP4    the atom chpl of moov.udta, as Nero and most others write it
 *   FLAC, Ogg Vorbis, Opus   comments CHAPTER001=00:01:02.345, CHAPTER001NAME, CHAPTER001URL
 *
 * Of what a file claims, only titles of clean text and web addresses are taken over.
 */
#ifndef PROBE_EMBEDDED_H
#define PROBE_EMBEDDED_H

#include "probe/embedded_found.h"
#include "probe/media_plan.h"

/* The chapters by time, in p->arena, as far as the bytes are here; p->wanted says which are
   missing. chapters NULL: to learn that alone. facts are those of the complete walk. */
void embedded_chapters(
	struct pieces *p, const struct media_facts *facts, struct fg_chapters *chapters);

/* The size in an ID3v2 header or frame: four bytes of seven bits. */
uint32_t embedded_id3_size(const unsigned char b[4]);

/* ---- a reader for each container ---- */

void embedded_id3(struct embedded *e);
/* A block of comments as in FLAC (RFC 9639, 8.6), as much of it as is here. */
void embedded_comments(struct embedded *e, struct str block);
/* The second packet of an Ogg stream. */
void embedded_ogg(struct embedded *e);

#endif

/* SPDX-License-Identifier: ISC */
/*
 * sniff: what a file is, by its first bytes. Names and servers are not asked.
 */
#ifndef PROBE_SNIFF_H
#define PROBE_SNIFF_H

#include "base/str.h"

enum sniff_kind {
	SNIFF_UNKNOWN,
	SNIFF_ID3,  /* an ID3v2 tag: the audio is behind it */
	SNIFF_MPEG, /* MPEG audio, layers 1 to 3: probably (the next frames tell) */
	SNIFF_AAC,  /* AAC in ADTS frames */
	SNIFF_MP4,  /* MPEG-4 and QuickTime */
	SNIFF_OGG,
	SNIFF_FLAC,
	SNIFF_WAV,
	SNIFF_AIFF,
	SNIFF_WEBM,
	SNIFF_PDF,
	SNIFF_HTML,
	SNIFF_LFS /* a Git LFS pointer: a few lines in the place of the file */
};

enum { SNIFF_SIZE = 512 }; /* more bytes than this tell no more */

enum sniff_kind sniff_bytes(struct str head);

/* The MIME type as mime_of_extension spells it; NULL: the first bytes do not decide.
   Of an MP4 it is what the brand of its ftyp says. */
const char *sniff_type(struct str head);

#endif

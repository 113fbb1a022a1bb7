/* SPDX-License-Identifier: ISC */
/* FLAC and WAV: a row of blocks, each with its size. */
#include "probe/media_walk.h"

#include <string.h>

/* ---- FLAC: RFC 9639, section 8 ---- */

enum { STREAMINFO = 0, COMMENTS = 4, STREAMINFO_SIZE = 34, BLOCK_HEADER = 4 };

static void take_streaminfo(const unsigned char *b, struct media_facts *facts)
{
	uint64_t packed = be64(b + 10); /* rate 20, channels 3, bits 5, samples 36 */
	facts->rate = (unsigned)(packed >> 44);
	facts->channels = (unsigned)(packed >> 41 & 7) + 1;
	facts->duration_ms = walk_ms(packed & 0xfffffffff, facts->rate);
}

void walk_flac(struct pieces *p, int64_t from, struct media_facts *facts)
{
	int64_t at = from + 4;
	for (int step = 0; step < WALK_STEPS; step++) {
		const unsigned char *b = pieces_at(p, at, BLOCK_HEADER);
		if (!b)
			return;
		bool last = b[0] & 0x80;
		uint32_t type = b[0] & 0x7f, size = be32(b) & 0xffffff;
		at += BLOCK_HEADER;
		if (type == STREAMINFO) {
			if (!(b = pieces_at(p, at, STREAMINFO_SIZE)))
				return;
			take_streaminfo(b, facts);
		}
		if (type == COMMENTS)
			facts->chapters = (struct pieces_range){at, size};
		at += size;
		if (last) {
			facts->audio_bytes = at < p->size ? p->size - at : 0;
			return;
		}
	}
}

/* ---- WAV: RIFF, and RF64 (EBU Tech 3306), whose sizes of 0xffffffff are clamped ---- */

enum { CHUNK_HEADER = 8, FMT_LEAST = 16 };

void walk_wav(struct pieces *p, struct media_facts *facts)
{
	uint32_t bytes_a_second = 0;
	int64_t at = 12;
	for (int step = 0; step < WALK_STEPS && at < p->size; step++) {
		const unsigned char *b = pieces_at(p, at, CHUNK_HEADER);
		if (!b)
			return;
		bool is_fmt = memcmp(b, "fmt ", 4) == 0;
		bool is_data = memcmp(b, "data", 4) == 0;
		int64_t size = le32(b + 4);
		at += CHUNK_HEADER;
		/* A recorder that was stopped, or wrote into a pipe, did not know it. */
		if (is_data && (size == 0 || size > p->size - at))
			size = p->size - at;
		if (is_fmt) {
			if (size < FMT_LEAST || !(b = pieces_at(p, at, FMT_LEAST)))
				return;
			facts->channels = b[2];
			facts->rate = le32(b + 4);
			bytes_a_second = le32(b + 8);
		}
		if (is_data) {
			facts->audio_bytes = size;
			facts->duration_ms = walk_ms((uint64_t)size, bytes_a_second);
		}
		at += size + (size & 1);
	}
}

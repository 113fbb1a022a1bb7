/* SPDX-License-Identifier: ISC */
/*
 * mpeg: frames of MPEG audio (ISO 11172-3, 13818-3, and the "2.5" of low sample rates), and
 * what encoders write in the first one. Pure functions over bytes.
 */
#ifndef PROBE_MPEG_H
#define PROBE_MPEG_H

#include <stdint.h>
#include <stddef.h>
#include <stdbool.h>

enum { MPEG_HEADER = 4 };

struct mpeg_frame {
	unsigned
		kind; /* version, layer and sample rate: the same in all frames of a file */
	unsigned bitrate; /* kbit/s */
	unsigned rate;    /* samples a second */
	unsigned channels;
	unsigned samples; /* in the frame, of each channel */
	size_t bytes;     /* of the frame, header included */
	size_t side;      /* bytes between header and data, where Xing's header is */
};
/* False if these four bytes begin no frame (or one of free format). */
bool mpeg_frame(const unsigned char head[MPEG_HEADER], struct mpeg_frame *frame);

/* What a Xing, Info or VBRI header says of the whole stream. */
struct mpeg_stream {
	uint32_t frames;
	uint32_t bytes; /* 0: it does not say */
};
/* data holds len bytes from the first frame's header on. */
bool mpeg_stream(const struct mpeg_frame *first, const unsigned char *data, size_t len,
	struct mpeg_stream *stream);

/* Counts frames in bytes that come one after another: begin with .kind of the first frame. */
struct mpeg_count {
	unsigned kind;
	uint64_t samples;
	size_t skip; /* bytes until the next header */
	unsigned char head[MPEG_HEADER];
	size_t n_head;
};
void mpeg_count_add(struct mpeg_count *c, const unsigned char *data, size_t len);

#endif

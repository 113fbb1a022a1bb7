/* SPDX-License-Identifier: ISC */
#include "probe/mpeg.h"

#include <string.h>
#include "probe/pieces.h"

/* kbit/s by row and index; 0 is free format, and there is no 15. */
static const uint16_t bitrates[5][15] = {
	{0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448}, /* 1, I */
	{0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384}, /* 1, II */
	{0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320},  /* 1, III */
	{0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256}, /* 2, I */
	{0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144,
		160}, /* 2, II and III */
};
static const uint16_t rates[3] = {44100, 48000, 32000};

/* As the header has them. */
enum { VERSION_25 = 0, VERSION_RESERVED = 1, VERSION_1 = 3 };
enum { LAYER_RESERVED = 0, LAYER_3 = 1, LAYER_1 = 3, MONO = 3 };

static size_t bitrate_row(unsigned version, unsigned layer)
{
	if (version == VERSION_1)
		return LAYER_1 - layer;
	return layer == LAYER_1 ? 3 : 4;
}

/* Length of the side information of layer III behind the header. */
static size_t side_of(bool version_1, unsigned channels)
{
	if (version_1)
		return channels == 1 ? 17 : 32;
	return channels == 1 ? 9 : 17;
}

bool mpeg_frame(const unsigned char head[MPEG_HEADER], struct mpeg_frame *frame)
{
	unsigned version = head[1] >> 3 & 3, layer = head[1] >> 1 & 3;
	unsigned bitrate = head[2] >> 4, rate = head[2] >> 2 & 3, pad = head[2] >> 1 & 1;
	bool sync = head[0] == 0xff && (head[1] & 0xe0) == 0xe0;
	if (!sync || version == VERSION_RESERVED || layer == LAYER_RESERVED)
		return false;
	if (bitrate == 0 || bitrate == 15 || rate == 3)
		return false;
	bool v1 = version == VERSION_1;
	*frame = (struct mpeg_frame){
		.kind = version << 4 | layer << 2 | rate,
		.bitrate = bitrates[bitrate_row(version, layer)][bitrate],
		.rate = (unsigned)rates[rate] >> (v1                             ? 0
							 : version == VERSION_25 ? 2
										 : 1),
		.channels = head[3] >> 6 == MONO ? 1 : 2,
		.samples = layer == LAYER_1          ? 384
			   : layer == LAYER_3 && !v1 ? 576
						     : 1152,
	};
	frame->side = side_of(v1, frame->channels);
	if (layer == LAYER_1)
		frame->bytes = (12000 * frame->bitrate / frame->rate + pad) * 4;
	else
		frame->bytes = frame->samples * 125 * frame->bitrate / frame->rate + pad;
	return true;
}

bool mpeg_stream(const struct mpeg_frame *first, const unsigned char *data, size_t len,
	struct mpeg_stream *stream)
{
	enum { HAS_FRAMES = 1, HAS_BYTES = 2, VBRI_AT = MPEG_HEADER + 32 };
	size_t at = MPEG_HEADER + first->side;
	*stream = (struct mpeg_stream){0};
	if (len >= at + 16 && (memcmp(data + at, "Xing", 4) == 0 ||
				      memcmp(data + at, "Info", 4) == 0)) {
		uint32_t flags = be32(data + at + 4);
		if (flags & HAS_FRAMES)
			stream->frames = be32(data + at + 8);
		if ((flags & HAS_FRAMES) && (flags & HAS_BYTES))
			stream->bytes = be32(data + at + 12);
	} else if (len >= VBRI_AT + 18 && memcmp(data + VBRI_AT, "VBRI", 4) == 0) {
		stream->bytes = be32(data + VBRI_AT + 10);
		stream->frames = be32(data + VBRI_AT + 14);
	}
	return stream->frames > 0;
}

void mpeg_count_add(struct mpeg_count *c, const unsigned char *data, size_t len)
{
	struct mpeg_frame frame;
	size_t i = 0;
	while (i < len) {
		if (c->skip > 0) {
			size_t n = c->skip < len - i ? c->skip : len - i;
			c->skip -= n;
			i += n;
			continue;
		}
		c->head[c->n_head++] = data[i++];
		if (c->n_head < MPEG_HEADER)
			continue;
		if (mpeg_frame(c->head, &frame) && frame.kind == c->kind) {
			c->samples += frame.samples;
			c->skip = frame.bytes - MPEG_HEADER;
			c->n_head = 0;
		} else {
			memmove(c->head, c->head + 1, --c->n_head);
		}
	}
}

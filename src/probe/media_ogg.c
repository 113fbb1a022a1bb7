/* SPDX-License-Identifier: ISC */
/* Ogg (RFC 3533): the first page says what codec, the last one where its stream ends. */
#include "probe/media_walk.h"

#include <string.h>

enum { PAGE_HEADER = 27, TAIL_SIZE = 16384, TAIL_MOST = 65536 };

struct stream {
	uint32_t serial;
	uint64_t rate; /* of granule positions; 0: none that we know */
	uint64_t skip; /* granules before the sound begins */
};

/* Fills the stream by its first packet. */
static void take_codec(
	const unsigned char *b, size_t len, struct stream *s, struct media_facts *facts)
{
	enum { OPUS_RATE = 48000, FLAC_INFO = 17 };
	if (len >= 19 && memcmp(b, "OpusHead", 8) == 0) {
		facts->codec = "opus";
		facts->channels = b[9];
		facts->rate = OPUS_RATE;
		s->skip = (uint64_t)(b[10] | b[11] << 8);
	} else if (len >= 16 && memcmp(b, "\x01vorbis", 7) == 0) {
		facts->codec = "vorbis";
		facts->channels = b[11];
		facts->rate = le32(b + 12);
	} else if (len >= FLAC_INFO + 18 && memcmp(b,
						    "\x7f"
						    "FLAC",
						    5) == 0) {
		facts->codec = "flac";
		facts->rate = be32(b + FLAC_INFO + 10) >> 12;
		facts->channels = (be32(b + FLAC_INFO + 10) >> 9 & 7) + 1;
	} else if (len >= 52 && memcmp(b, "Speex   ", 8) == 0) {
		facts->codec = "speex";
		facts->rate = le32(b + 36);
		facts->channels = b[48];
	}
	s->rate = facts->rate;
}

static bool is_page(const unsigned char *b)
{
	return memcmp(b, "OggS", 5) == 0; /* and version 0 */
}

/* The first page. False: bytes are missing, or it is none. */
static bool take_first(struct pieces *p, struct stream *s, struct media_facts *facts)
{
	size_t len;
	const unsigned char *b = pieces_from(p, 0, PAGE_HEADER, &len);
	if (!b || !is_page(b))
		return false;
	size_t body = PAGE_HEADER + (size_t)b[26];
	s->serial = le32(b + 14);
	if (body < len)
		take_codec(b + body, len - body, s, facts);
	return s->rate > 0;
}

/* Where the last page in these bytes ends that ends a packet; 0: there is none. *ours: it is
   of this stream. */
static uint64_t last_granule(
	const unsigned char *b, size_t len, uint32_t serial, bool *ours)
{
	const uint64_t no_packet = UINT64_MAX;
	for (size_t i = len < PAGE_HEADER ? 0 : len - PAGE_HEADER + 1; i-- > 0;) {
		if (!is_page(b + i) || le64(b + i + 6) == no_packet)
			continue;
		*ours = le32(b + i + 14) == serial;
		return le64(b + i + 6);
	}
	return 0;
}

void walk_ogg(struct pieces *p, struct media_facts *facts)
{
	struct stream s = {0};
	bool ours = false;
	uint64_t end = 0;
	if (!take_first(p, &s, facts))
		return;
	for (int64_t tail = TAIL_SIZE; tail <= TAIL_MOST && end == 0; tail *= 2) {
		int64_t size = tail < p->size ? tail : p->size;
		const unsigned char *b = pieces_at(p, p->size - size, (size_t)size);
		if (!b)
			return;
		end = last_granule(b, (size_t)size, s.serial, &ours);
	}
	/* One behind another (chained), or a film: the end of another stream is not ours. */
	facts->doubtful = end > 0 && !ours;
	if (ours && end > s.skip)
		facts->duration_ms = walk_ms(end - s.skip, s.rate);
	facts->audio_bytes = p->size;
}

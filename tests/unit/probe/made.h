/* SPDX-License-Identifier: ISC */
/*
 * Sound files made in memory, as small as their formats allow, and a reader that gives a plan
 * the ranges it asks for and keeps the account.
 */
#ifndef MADE_H
#define MADE_H

#include "unit.h"
#include "probe/media_plan.h"

/* 300 s of silence would be large: most of a made file is a hole of zeros or frames. */
enum { MADE_MAX = 64 << 20 };

static inline void put_be(struct sbuf *b, uint64_t value, int bytes)
{
	while (bytes-- > 0)
		sbuf_char(b, (char)(value >> (8 * bytes)));
}
static inline void put_le(struct sbuf *b, uint64_t value, int bytes)
{
	for (int i = 0; i < bytes; i++)
		sbuf_char(b, (char)(value >> (8 * i)));
}
static inline void put_zeros(struct sbuf *b, size_t n)
{
	static const char zeros[4096];
	for (; n > sizeof zeros; n -= sizeof zeros)
		sbuf_add(b, zeros, sizeof zeros);
	sbuf_add(b, zeros, n);
}
static inline void put_7(struct sbuf *b, uint32_t size)
{
	for (int shift = 21; shift >= 0; shift -= 7)
		sbuf_char(b, (char)(size >> shift & 0x7f));
}

/* ---- MPEG 1 layer III, 44,100 Hz, one channel ---- */

enum { BITRATE_64 = 5, BITRATE_128 = 9 };

/* A frame without sound; index is that of its bitrate. */
static inline void put_frame(struct sbuf *b, unsigned index)
{
	size_t bytes = index == BITRATE_64 ? 208 : 417;
	put_be(b, 0xfffb00c0 | index << 12, 4);
	put_zeros(b, bytes - 4);
}
/* The first frame, with Xing's header in it. */
static inline void put_xing(
	struct sbuf *b, const char *magic, uint32_t frames, uint32_t bytes)
{
	size_t end = b->len + 417;
	put_be(b, 0xfffb90c0, 4);
	put_zeros(b, 17);
	sbuf_str(b, magic);
	put_be(b, bytes ? 3 : 1, 4);
	put_be(b, frames, 4);
	put_be(b, bytes, 4);
	put_zeros(b, end - b->len);
}
static inline void put_id3(struct sbuf *b, uint32_t size)
{
	sbuf_add(b, "ID3\4\0\0", 6);
	put_7(b, size);
}

/* ---- MPEG-4: an atom is begun, filled and ended ---- */

static inline size_t begin_atom(struct sbuf *b, const char *type)
{
	put_be(b, 0, 4);
	sbuf_str(b, type);
	return b->len - 8;
}
static inline void end_atom(struct sbuf *b, size_t at)
{
	for (int i = 0; i < 4; i++)
		b->own[at + (size_t)i] = (char)((b->len - at) >> (24 - 8 * i));
}
static inline void put_atom(struct sbuf *b, const char *type, size_t zeros)
{
	size_t at = begin_atom(b, type);
	put_zeros(b, zeros);
	end_atom(b, at);
}
static inline void put_ftyp(struct sbuf *b, const char *brand)
{
	size_t at = begin_atom(b, "ftyp");
	sbuf_str(b, brand);
	put_be(b, 0, 4);
	end_atom(b, at);
}
static inline void put_time(
	struct sbuf *b, const char *type, uint32_t units, uint32_t second)
{
	size_t at = begin_atom(b, type);
	put_zeros(b, 12);
	put_be(b, second, 4);
	put_be(b, units, 4);
	put_zeros(b, 80);
	end_atom(b, at);
}
static inline void put_track(struct sbuf *b, const char *handler, size_t table)
{
	size_t trak = begin_atom(b, "trak"), mdia = begin_atom(b, "mdia");
	put_time(b, "mdhd", 44100 * 200, 44100);
	size_t hdlr = begin_atom(b, "hdlr");
	put_zeros(b, 8);
	sbuf_str(b, handler);
	end_atom(b, hdlr);
	size_t minf = begin_atom(b, "minf"), stbl = begin_atom(b, "stbl");
	size_t stsd = begin_atom(b, "stsd");
	put_zeros(b, 33);
	put_be(b, 2, 1);
	put_zeros(b, 6);
	put_be(b, 44100u << 16, 4);
	put_zeros(b, 40);
	end_atom(b, stsd);
	put_atom(b, "stsz", table);
	end_atom(b, stbl);
	end_atom(b, minf);
	end_atom(b, mdia);
	end_atom(b, trak);
}

/* ---- Ogg ---- */

/* A page with one packet that ends in it; at most 254 bytes a packet. */
static inline void put_page(
	struct sbuf *b, uint32_t serial, uint64_t granule, struct str packet)
{
	size_t full = packet.len / 255;
	sbuf_add(b, "OggS\0\0", 6);
	put_le(b, granule, 8);
	put_le(b, serial, 4);
	put_zeros(b, 8);
	put_be(b, full + 1, 1);
	for (size_t i = 0; i < full; i++)
		put_be(b, 255, 1);
	put_be(b, packet.len % 255, 1);
	sbuf_slice(b, packet);
}
static inline void put_opus_head(struct sbuf *b, uint32_t serial)
{
	static const char head[] = "OpusHead\1\1\x38\1\x80\xbb\0\0\0\0\0";
	put_page(b, serial, 0, (struct str){head, 19});
}

/* ---- reading ---- */

struct account {
	size_t ranges, bytes;
};

static inline struct account read_plan(struct media_plan *plan, struct str file,
	const struct media_limits *limits, struct arena *a)
{
	struct account account = {0};
	struct pieces_range r;
	media_plan_begin(plan, a, (int64_t)file.len, limits);
	while (media_plan_next(plan, &r)) {
		assert_true(r.first >= 0 && r.len > 0 && r.len <= PIECE_MAX);
		assert_true((size_t)r.first + r.len <= file.len);
		account.ranges++;
		account.bytes += r.len;
		media_plan_add(plan, r.first, file.data + r.first, r.len);
	}
	assert_true(account.ranges <= limits->ranges && account.bytes <= limits->bytes);
	return account;
}

#endif

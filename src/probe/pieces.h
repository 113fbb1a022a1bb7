/* SPDX-License-Identifier: ISC */
/*
 * pieces: a large file of which only some ranges are here.
 *
 *     struct pieces p = {.arena = a, .size = 57000000, .ahead = 8192};
 *     for (;;) {
 *             p.wanted.len = 0;
 *             walk(&p);                          reads by pieces_at, returns at the first NULL
 *             if (!p.wanted.len) break;          it came to its end
 *             pieces_add(&p, …);                 what p.wanted says
 *     }
 *
 * Who walks a format writes the walk as if the whole file were here. At the first bytes that
 * are not, the walk ends, what it wanted is fetched, and it begins anew: no state to keep, and
 * the same code serves files on disk, files behind a server, and the bytes of a fuzzer.
 */
#ifndef PROBE_PIECES_H
#define PROBE_PIECES_H

#include <stdint.h>
#include <stdbool.h>
#include "base/arena.h"

enum { PIECE_MAX = 65536 }; /* most that is wanted at once */

struct pieces_range {
	int64_t first;
	size_t len; /* 0: none */
};
struct piece {
	int64_t first;
	size_t len;
	const unsigned char *data;
};
struct pieces {
	struct arena *arena; /* holds the list and copies of the bytes */
	int64_t size;        /* of the whole file */
	size_t ahead; /* want so many bytes at least: the next are likely to be read too */
	struct pieces_range wanted; /* the first range that was not here */
	struct {
		struct piece *data;
		size_t len, cap;
	} list;
};

/* len bytes of the file from at. NULL: they are beyond its end; or not here, and then wanted
   says which are. Good until the next pieces_add. */
const unsigned char *pieces_at(struct pieces *p, int64_t at, size_t len);
/* All that is here in one piece from at: *len bytes, at least need. NULL as above. */
const unsigned char *pieces_from(struct pieces *p, int64_t at, size_t need, size_t *len);
/* Puts a copy of bytes that came. What lies beyond the end of the file is cut off. */
void pieces_add(struct pieces *p, int64_t first, const void *data, size_t len);

/* Numbers in the byte orders of the formats. */
static inline uint32_t be32(const unsigned char *b)
{
	return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
}
static inline uint64_t be64(const unsigned char *b)
{
	return (uint64_t)be32(b) << 32 | be32(b + 4);
}
static inline uint32_t le32(const unsigned char *b)
{
	return (uint32_t)b[3] << 24 | (uint32_t)b[2] << 16 | (uint32_t)b[1] << 8 | b[0];
}
static inline uint64_t le64(const unsigned char *b)
{
	return (uint64_t)le32(b + 4) << 32 | le32(b);
}

#endif

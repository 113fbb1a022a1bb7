/* SPDX-License-Identifier: ISC */
/*
 * artwork: what a picture is, from the bytes at the beginning of its file. No pixel is read.
 *
 *     struct artwork look = {.size = …};
 *     int64_t first;
 *     size_t len;
 *     while (artwork_wants(&look, &first, &len))
 *             artwork_read(&look, first, data, n);    the n bytes that came for it
 *     … look.facts …
 *
 * Pure: no file, no socket, no memory of its own. JPEG and PNG are walked by hand, marker by
 * marker and chunk by chunk, as far as the size and the colours: that is two small tables,
 * whereas libpng and libjpeg leave by longjmp, take memory as large as a hostile header says,
 * and want the metadata in between, which is jumped over here.
 *
 * At most ARTWORK_RANGES ranges are wanted: the first 64 KiB, which is enough for most, then
 * small ones, each behind a block of metadata (an ICC profile for printing is 550 KB).
 */
#ifndef PROBE_ARTWORK_H
#define PROBE_ARTWORK_H

#include <stddef.h>
#include "probe/facts.h"

enum {
	ARTWORK_FIRST = 65536, /* bytes */
	ARTWORK_FURTHER = 4096,
	ARTWORK_RANGES = 32,
};

/* Zero but for size to begin with. Its facts are good at any time; what has not been seen yet
   is 0. A picture that is damaged or of no known kind has looked set and no format. */
struct artwork {
	struct probe_facts facts;
	int64_t size; /* of the file, set by the caller; 0: unknown */

	/* artwork.c's own */
	bool done;
	unsigned ranges;
	int64_t at;    /* of the next marker or chunk in the file */
	size_t wanted; /* bytes asked for last */
};

/* Is there a range to be read? At its first call: the beginning of the file. */
bool artwork_wants(struct artwork *look, int64_t *first, size_t *len);
/* Takes what came for it. Fewer bytes than wanted mean that the file ends there, unless its
   size says otherwise. */
void artwork_read(struct artwork *look, int64_t first, const char *data, size_t len);

/* How people call a format: "JPEG", "WebP", "web page"; NULL: not one that is known. */
const char *artwork_name(const char *format);

#endif

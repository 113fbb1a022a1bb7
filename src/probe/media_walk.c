/* SPDX-License-Identifier: ISC */
#include "probe/media_walk.h"

#include <string.h>
#include "probe/embedded.h"

int64_t walk_ms(uint64_t units, uint64_t rate)
{
	enum { YEAR_S = 366 * 24 * 60 * 60 };
	if (rate == 0 || units / rate > YEAR_S)
		return 0;
	return (int64_t)(units / rate * 1000 + (units % rate) * 1000 / rate);
}

int64_t walk_id3(struct pieces *p, int64_t at)
{
	enum { HEADER = 10, HAS_FOOTER = 0x10, TAGS_MOST = 4 };
	for (int i = 0; i < TAGS_MOST && p->size - at > HEADER; i++) {
		const unsigned char *b = pieces_at(p, at, HEADER);
		if (!b)
			return -1;
		if (memcmp(b, "ID3", 3) != 0)
			break;
		at += HEADER + (int64_t)embedded_id3_size(b + 6);
		at += b[5] & HAS_FOOTER ? HEADER : 0;
	}
	return at;
}

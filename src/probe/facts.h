/* SPDX-License-Identifier: ISC */
/*
 * facts: what the bytes of a file tell, beside what its server says. Whoever looked at the
 * bytes fills them (media.c, artwork.c); the cache keeps them with the address.
 */
#ifndef PROBE_FACTS_H
#define PROBE_FACTS_H

#include <stdint.h>
#include <stdbool.h>

enum probe_colour {
	PROBE_COLOUR_UNKNOWN,
	PROBE_RGB,
	PROBE_GREY,
	PROBE_PALETTE,
	PROBE_CMYK,
	PROBE_COLOUR_COUNT
};

struct probe_facts {
	bool looked; /* bytes were looked at; what is not known then is 0 or NULL */
	/* By content, as policy_type spells it: "audio/mpeg", "image/png". */
	const char *format;
	int64_t duration_ms;
	int bitrate; /* kbit/s */
	unsigned channels;
	unsigned width, height; /* pixels */
	enum probe_colour colour;
	unsigned depth; /* bits of each colour, of PNG; 0: not known */
	bool alpha;
};

#endif

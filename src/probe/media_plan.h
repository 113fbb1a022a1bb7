/* SPDX-License-Identifier: ISC */
/*
 * media_plan: which ranges of a sound or film file tell what it is and how long it plays, and
 * what they say. Pure: it is told the size, asks for ranges, and is given their bytes.
 *
 *     struct media_plan plan;
 *     media_plan_begin(&plan, arena, size, &media_remote);
 *     while (media_plan_next(&plan, &range))
 *             media_plan_add(&plan, range.first, bytes, n);
 *     plan.facts …
 *
 * Tags, pictures and tables of frames are stepped over by their size. Sizes in a file are
 * claims: every walk is bounded in steps, and never leaves the file.
 *
 * What is fetched is what TagLib needs, too: media.h lets it read the same bytes.
 */
#ifndef PROBE_MEDIA_PLAN_H
#define PROBE_MEDIA_PLAN_H

#include <feedgen/model.h>
#include "probe/pieces.h"
#include "probe/sniff.h"

/* How much may be fetched. */
struct media_limits {
	size_t bytes, ranges; /* in all */
	size_t ahead;         /* of each range, at least */
	bool chapters;        /* fetch what chapters in the file need, too */
};
/* From a server: every range is a request. */
extern const struct media_limits media_remote;
/* From a server that does not give parts: the beginning, of which the rest is not read. */
extern const struct media_limits media_beginning;
/* From a disk. */
extern const struct media_limits media_local;

struct media_facts {
	enum sniff_kind kind;
	const char *format;  /* as sniff_type; NULL: unknown */
	const char *codec;   /* in an Ogg: "vorbis", "opus", "flac", "speex"; else NULL */
	int64_t duration_ms; /* 0: unknown */
	int64_t audio_bytes; /* of the file without its tags, as far as known; else 0 */
	unsigned channels, rate;
	bool doubtful; /* what the headers say of the duration cannot be right: nobody who
			  believes them is to be believed */
	/* MPEG without a header of the whole stream, and of more than one bitrate: only all
	   its frames tell the duration. The kind of the first, and where it is; else 0. */
	unsigned count_kind;
	int64_t count_from;
	/* Where a block is that may hold chapters: chpl of MP4, comments of FLAC. */
	struct pieces_range chapters;
};

struct media_plan {
	struct pieces pieces;
	const struct media_limits *limits;
	struct media_facts facts; /* of what was added so far */
	struct fg_chapters chapters;
	size_t bytes, ranges; /* asked for so far */
	struct pieces_range last;
};

void media_plan_begin(struct media_plan *plan, struct arena *arena, int64_t size,
	const struct media_limits *limits);
/* The range to get next; false: there is none, and facts and chapters are complete. */
bool media_plan_next(struct media_plan *plan, struct pieces_range *range);
/* What came of it; fewer bytes, or none, are no fault. */
void media_plan_add(struct media_plan *plan, int64_t first, const void *data, size_t len);

#endif

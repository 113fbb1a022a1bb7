/* SPDX-License-Identifier: ISC */
#include "probe/media_plan.h"

#include "probe/embedded.h"
#include "probe/media_walk.h"

const struct media_limits media_remote = {
	.bytes = 256 * 1024, .ranges = 12, .ahead = 8192, .chapters = false};
const struct media_limits media_beginning = {
	.bytes = 256 * 1024, .ranges = 1, .ahead = 8192, .chapters = false};
const struct media_limits media_local = {
	.bytes = 8 * 1024 * 1024, .ranges = 2048, .ahead = 4096, .chapters = true};

/* Most headers of podcast files, tag included if it has no picture. */
enum { FIRST_RANGE = 16384 };

void media_plan_begin(struct media_plan *plan, struct arena *arena, int64_t size,
	const struct media_limits *limits)
{
	*plan = (struct media_plan){
		.pieces = {.arena = arena, .size = size, .ahead = limits->ahead},
		.limits = limits};
}

/* The first bytes behind the ID3 tags, and where they are. False: not here. */
static bool find_head(struct pieces *p, int64_t *from, struct str *head)
{
	size_t len;
	*from = walk_id3(p, 0);
	if (*from < 0 || *from >= p->size)
		return false;
	size_t need =
		p->size - *from < SNIFF_SIZE ? (size_t)(p->size - *from) : SNIFF_SIZE;
	const unsigned char *b = pieces_from(p, *from, need, &len);
	*head = (struct str){(const char *)b, SNIFF_SIZE < len ? SNIFF_SIZE : len};
	return b;
}

static void walk(struct media_plan *plan)
{
	struct pieces *p = &plan->pieces;
	struct media_facts *f = &plan->facts;
	struct str head;
	int64_t from;
	*f = (struct media_facts){0};
	if (!find_head(p, &from, &head))
		return;
	f->kind = sniff_bytes(head);
	f->format = sniff_type(head);
	switch (f->kind) {
	case SNIFF_MP4:
		walk_mp4(p, f);
		break;
	case SNIFF_OGG:
		walk_ogg(p, f);
		break;
	case SNIFF_FLAC:
		walk_flac(p, from, f);
		break;
	case SNIFF_WAV:
		walk_wav(p, f);
		break;
	case SNIFF_MPEG:
	case SNIFF_UNKNOWN: /* padding behind a tag, and what a cut left */
		walk_mpeg(p, from, f);
		break;
	default:
		break;
	}
}

/* Does the budget allow it? A range that came to nothing is not asked for again. */
static bool may_fetch(const struct media_plan *plan, const struct pieces_range *range)
{
	const struct media_limits *l = plan->limits;
	bool again = plan->last.len > 0 && plan->last.first == range->first &&
		     plan->last.len >= range->len;
	return range->len > 0 && !again && plan->ranges < l->ranges &&
	       range->len <= l->bytes - plan->bytes;
}

bool media_plan_next(struct media_plan *plan, struct pieces_range *range)
{
	struct pieces *p = &plan->pieces;
	if (p->size <= 0)
		return false;
	p->wanted = (struct pieces_range){0};
	p->ahead = p->list.len == 0 ? FIRST_RANGE : plan->limits->ahead;
	walk(plan);
	*range = p->wanted;
	if (range->len == 0 && plan->limits->chapters) {
		embedded_chapters(p, &plan->facts, NULL);
		*range = p->wanted;
	}
	if (!may_fetch(plan, range)) {
		embedded_chapters(p, &plan->facts, &plan->chapters);
		return false;
	}
	plan->last = *range;
	plan->ranges++;
	plan->bytes += range->len;
	return true;
}

void media_plan_add(struct media_plan *plan, int64_t first, const void *data, size_t len)
{
	pieces_add(&plan->pieces, first, data, len);
}

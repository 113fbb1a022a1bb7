/* SPDX-License-Identifier: ISC */
#include "probe/embedded.h"

/* ---- MP4: version, flags, (reserved,) count, then start in 100 ns and title of each ---- */

static void take_chpl(struct embedded *e, const unsigned char *b, size_t len)
{
	enum { UNITS_A_MS = 10000, ENTRY = 9 };
	size_t at = len > 0 && b[0] == 1 ? 9 : 5;
	if (at > len)
		return;
	for (unsigned n = b[at - 1]; n > 0 && len - at >= ENTRY; n--) {
		size_t title = b[at + 8];
		uint64_t start = be64(b + at) / UNITS_A_MS;
		at += ENTRY;
		struct found_chapter *c = title <= len - at ? embedded_add(e) : NULL;
		if (!c)
			return;
		c->start_ms = (int64_t)start;
		c->title = embedded_text(e, (struct str){(const char *)b + at, title});
		at += title;
	}
}

/* The block that the walk has found, or as much of it as one piece can have. */
static struct str block_of(struct pieces *p, const struct media_facts *facts)
{
	size_t here, len = facts->chapters.len;
	if (len == 0)
		return (struct str){0};
	len = len < PIECE_MAX ? len : PIECE_MAX;
	const unsigned char *b = pieces_from(p, facts->chapters.first, len, &here);
	return (struct str){(const char *)b, b ? len : 0};
}

void embedded_chapters(
	struct pieces *p, const struct media_facts *facts, struct fg_chapters *chapters)
{
	struct arena scratch;
	struct embedded e = {.pieces = p, .scratch = &scratch};
	struct str block;
	arena_init(&scratch, p->arena->exhausted);
	switch (facts->kind) {
	case SNIFF_MPEG:
	case SNIFF_AAC:
		embedded_id3(&e);
		break;
	case SNIFF_MP4:
		block = block_of(p, facts);
		take_chpl(&e, (const unsigned char *)block.data, block.len);
		break;
	case SNIFF_FLAC:
		embedded_comments(&e, block_of(p, facts));
		break;
	case SNIFF_OGG:
		embedded_ogg(&e);
		break;
	default:
		break;
	}
	if (chapters) {
		*chapters = (struct fg_chapters){0};
		embedded_hand_over(&e, chapters);
	}
	arena_release(&scratch);
}

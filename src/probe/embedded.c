/* SPDX-License-Identifier: ISC */
#include "probe/embedded.h"

#include "base/url.h"
#include "base/utf8.h"
#include "base/vec.h"

struct found_chapter *embedded_add(struct embedded *e)
{
	return e->found.len < CHAPTERS_MOST ? vec_push(e->scratch, &e->found) : NULL;
}

const char *embedded_text(struct embedded *e, struct str text)
{
	text.len = utf8_clean_len(text);
	text = str_trim(text);
	return text.len > 0 ? arena_strndup(e->scratch, text.data, text.len) : NULL;
}

const char *embedded_href(struct embedded *e, struct str text)
{
	const char *href = embedded_text(e, text);
	return href && url_is_web(href) ? href : NULL;
}

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

/* ---- what was found ---- */

/* By start, and as they came. */
static void sort_found(struct embedded *e)
{
	for (size_t i = 1; i < e->found.len; i++) {
		struct found_chapter c = e->found.data[i];
		size_t at = i;
		for (; at > 0 && e->found.data[at - 1].start_ms > c.start_ms; at--)
			e->found.data[at] = e->found.data[at - 1];
		e->found.data[at] = c;
	}
}

static const char *keep(struct arena *a, const char *text)
{
	return text ? arena_strdup(a, text) : NULL;
}

static void hand_over(struct embedded *e, struct fg_chapters *chapters)
{
	struct arena *a = e->pieces->arena;
	sort_found(e);
	for (size_t i = 0; i < e->found.len; i++) {
		const struct found_chapter *c = &e->found.data[i];
		if (c->hidden || !c->title)
			continue;
		*vec_push(a, chapters) = (struct fg_chapter){.start_ms = c->start_ms,
			.title = keep(a, c->title),
			.href = keep(a, c->href)};
	}
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
		hand_over(&e, chapters);
	}
	arena_release(&scratch);
}

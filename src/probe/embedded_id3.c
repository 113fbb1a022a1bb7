/* SPDX-License-Identifier: ISC */
/* Chapters of ID3v2.3 and 2.4 (id3.org: id3v2.4.0-structure, id3v2-chapters-1.0). */
#include "probe/embedded.h"

#include <string.h>
#include "base/utf8.h"
#include "base/vec.h"
#include "probe/media_walk.h"

enum { HEADER = 10, TEXT_MOST = 1024, ID_MOST = 64 };

struct tag {
	struct embedded *e;
	unsigned version;
	int steps;
	struct {
		const char **data;
		size_t len, cap;
	} listed; /* ids in tables of contents */
	bool has_contents;
};
struct frame {
	char name[4];
	int64_t body, end;
	bool plain; /* not compressed, encrypted, grouped … */
};

uint32_t embedded_id3_size(const unsigned char b[4])
{
	return (uint32_t)(b[0] & 0x7f) << 21 | (uint32_t)(b[1] & 0x7f) << 14 |
	       (uint32_t)(b[2] & 0x7f) << 7 | (uint32_t)(b[3] & 0x7f);
}

/* Old versions of iTunes wrote plain sizes in 2.4, too: visible where a top bit is set. */
static uint32_t frame_size(const struct tag *t, const unsigned char b[4])
{
	bool plain = t->version == 3 || (be32(b) & 0x80808080);
	return plain ? be32(b) : embedded_id3_size(b);
}

/* The frame at *at, which moves behind it. False: padding, the end, or bytes are missing. */
static bool next_frame(struct tag *t, int64_t *at, int64_t end, struct frame *frame)
{
	if (end - *at < HEADER || t->steps-- <= 0)
		return false;
	const unsigned char *b = pieces_at(t->e->pieces, *at, HEADER);
	if (!b || b[0] == 0)
		return false;
	int64_t size = frame_size(t, b + 4);
	if (size > end - *at - HEADER)
		return false;
	memcpy(frame->name, b, sizeof frame->name);
	frame->plain = b[9] == 0;
	frame->body = *at + HEADER;
	frame->end = frame->body + size;
	*at = frame->end;
	return true;
}

static bool is_frame(const struct frame *f, const char *name)
{
	return f->plain && memcmp(f->name, name, sizeof f->name) == 0;
}

/* The bytes of [at, end), at most most of them; NULL data: they are not here. */
static struct str bytes_of(struct tag *t, int64_t at, int64_t end, int64_t most)
{
	size_t len = (size_t)(end - at < most ? end - at : most);
	const unsigned char *b = len ? pieces_at(t->e->pieces, at, len) : NULL;
	return (struct str){(const char *)b, b ? len : 0};
}

/* Takes what is before the next NUL off *rest; all of it if there is none. */
static const char *take_id(struct tag *t, struct str *rest)
{
	struct str id;
	if (!str_cut(rest, '\0', &id))
		return NULL;
	return arena_strndup(t->e->scratch, id.data, id.len);
}

/* ---- text ---- */

enum { LATIN_1 = 0, UTF_16 = 1, UTF_16_BE = 2, UTF_8 = 3 };

static uint32_t unit_at(struct str s, size_t i, bool little)
{
	uint32_t a = (unsigned char)s.data[i], b = (unsigned char)s.data[i + 1];
	return little ? b << 8 | a : a << 8 | b;
}

/* UTF-16 up to a NUL; out has room for three bytes of each unit. */
static size_t from_utf16(struct str s, bool little, char *out)
{
	size_t n = 0;
	for (size_t i = 0; i + 1 < s.len; i += 2) {
		uint32_t cp = unit_at(s, i, little), low = 0;
		if (cp == 0)
			break;
		if (cp == 0xfeff)
			continue;
		if (cp >= 0xd800 && cp < 0xdc00 && i + 3 < s.len)
			low = unit_at(s, i + 2, little);
		if (low >= 0xdc00 && low < 0xe000) {
			cp = 0x10000 + ((cp - 0xd800) << 10) + (low - 0xdc00);
			i += 2;
		}
		if (utf8_is_xml_char(cp))
			n += utf8_encode(cp, out + n);
	}
	return n;
}

static size_t from_latin_1(struct str s, char *out)
{
	size_t n = 0;
	for (size_t i = 0; i < s.len && s.data[i]; i++) {
		uint32_t cp = (unsigned char)s.data[i];
		if (utf8_is_xml_char(cp))
			n += utf8_encode(cp, out + n);
	}
	return n;
}

/* A text in the encoding that its first byte names. */
static const char *text_of(struct tag *t, struct str s)
{
	char out[2 * TEXT_MOST];
	struct str text = {out, 0}, rest;
	if (s.len < 2)
		return NULL;
	rest = str_slice(s, 1, s.len);
	switch (s.data[0]) {
	case LATIN_1:
		text.len = from_latin_1(rest, out);
		break;
	case UTF_16:
		text.len = from_utf16(rest, (rest.data[0] & 0xff) == 0xff, out);
		break;
	case UTF_16_BE:
		text.len = from_utf16(rest, false, out);
		break;
	case UTF_8:
		str_cut(&rest, '\0', &text);
		break;
	default:
		break;
	}
	return embedded_text(t->e, text);
}

/* WXXX: encoding, description in it, NUL, the address. */
static const char *address_of(struct tag *t, struct str s)
{
	if (s.len < 2)
		return NULL;
	bool wide = s.data[0] == UTF_16 || s.data[0] == UTF_16_BE;
	size_t step = wide ? 2 : 1, i = 1;
	while (i + step <= s.len && (s.data[i] || (wide && s.data[i + 1])))
		i += step;
	if (i + step > s.len)
		return NULL;
	struct str url = str_slice(s, i + step, s.len);
	url.len = strnlen(url.data, url.len);
	return embedded_href(t->e, url);
}

/* ---- frames ---- */

/* Id, NUL, start and end in ms and as offsets, then frames of its own. */
static void take_chapter(struct tag *t, const struct frame *chap)
{
	enum { TIMES = 16 };
	struct frame sub;
	struct str head = bytes_of(t, chap->body, chap->end, ID_MOST + 1 + TIMES);
	struct str rest = head;
	const char *id = take_id(t, &rest);
	if (!id || rest.len < TIMES)
		return;
	struct found_chapter *c = embedded_add(t->e);
	if (!c)
		return;
	c->id = id;
	c->start_ms = be32((const unsigned char *)rest.data);
	int64_t at = chap->body + (int64_t)(head.len - rest.len) + TIMES;
	while (next_frame(t, &at, chap->end, &sub)) {
		if (is_frame(&sub, "TIT2"))
			c->title = text_of(t, bytes_of(t, sub.body, sub.end, TEXT_MOST));
		else if (is_frame(&sub, "WXXX"))
			c->href =
				address_of(t, bytes_of(t, sub.body, sub.end, TEXT_MOST));
	}
}

/* Id, NUL, flags, number, ids. */
static void take_contents(struct tag *t, const struct frame *ctoc)
{
	struct str rest = bytes_of(t, ctoc->body, ctoc->end, PIECE_MAX);
	const char *id = take_id(t, &rest);
	if (!id || rest.len < 2)
		return;
	t->has_contents = true;
	rest = str_slice(rest, 2, rest.len);
	for (unsigned n = (unsigned char)rest.data[-1]; n > 0; n--) {
		if (!(id = take_id(t, &rest)))
			return;
		if (t->listed.len < CHAPTERS_MOST)
			*vec_push(t->e->scratch, &t->listed) = id;
	}
}

/* What no table of contents lists is not for the listener to choose. */
static void hide_unlisted(struct tag *t)
{
	for (size_t i = 0; t->has_contents && i < t->e->found.len; i++) {
		struct found_chapter *c = &t->e->found.data[i];
		c->hidden = true;
		for (size_t j = 0; j < t->listed.len && c->hidden; j++)
			c->hidden = strcmp(c->id, t->listed.data[j]) != 0;
	}
}

void embedded_id3(struct embedded *e)
{
	enum { UNSYNCHRONISED = 0x80, EXTENDED = 0x40, V3 = 3, V4 = 4 };
	struct tag t = {.e = e, .steps = WALK_STEPS * 4};
	struct frame frame;
	int64_t at = HEADER;
	const unsigned char *b = pieces_at(e->pieces, 0, HEADER + 4);
	if (!b || memcmp(b, "ID3", 3) != 0 || (b[5] & UNSYNCHRONISED))
		return;
	t.version = b[3];
	if (t.version != V3 && t.version != V4)
		return;
	int64_t end = HEADER + (int64_t)embedded_id3_size(b + 6);
	if (end > e->pieces->size)
		end = e->pieces->size;
	if (b[5] & EXTENDED)
		at += t.version == V3 ? (int64_t)be32(b + HEADER) + 4
				      : (int64_t)embedded_id3_size(b + HEADER);
	while (next_frame(&t, &at, end, &frame)) {
		if (is_frame(&frame, "CHAP"))
			take_chapter(&t, &frame);
		else if (is_frame(&frame, "CTOC"))
			take_contents(&t, &frame);
	}
	hide_unlisted(&t);
}

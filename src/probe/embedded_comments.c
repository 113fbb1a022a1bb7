/* SPDX-License-Identifier: ISC */
/* Chapters in comments of FLAC, Vorbis and Opus (wiki.xiph.org, Chapter Extension). */
#include "probe/embedded.h"

#include <string.h>
#include "base/duration.h"
#include "base/vec.h"
#include "probe/media_walk.h"

enum { NUMBERS = 1000 }; /* CHAPTER000 … CHAPTER999 */

struct numbered {
	bool has_start;
	int64_t start_ms;
	const char *title, *href;
};

/* "00:01:02.345" */
static bool read_start(struct str text, int64_t *ms)
{
	int64_t seconds, unit = 100;
	if (!duration_parse(text, &seconds) || seconds > INT32_MAX)
		return false;
	*ms = seconds * 1000;
	size_t dot = str_find_char(text, '.', 0);
	for (size_t i = dot + 1; dot != STR_NONE && i < text.len && unit > 0; i++) {
		*ms += (text.data[i] - '0') * unit;
		unit /= 10;
	}
	return true;
}

/* NNN of CHAPTERNNN…, and what follows it; false: it is no such name. */
static bool read_name(struct str name, size_t *number, struct str *what)
{
	enum { PREFIX = 7, DIGITS = 3 };
	long long n;
	if (!str_case_starts(name, "CHAPTER") || name.len < PREFIX + DIGITS ||
		!str_to_int(str_slice(name, PREFIX, PREFIX + DIGITS), &n))
		return false;
	*number = (size_t)n;
	*what = str_slice(name, PREFIX + DIGITS, name.len);
	return true;
}

static void take_comment(struct embedded *e, struct numbered *all, struct str comment)
{
	struct str name, what;
	size_t number;
	if (!str_cut(&comment, '=', &name) || !read_name(name, &number, &what))
		return;
	struct numbered *c = &all[number];
	if (what.len == 0)
		c->has_start = read_start(str_trim(comment), &c->start_ms);
	else if (str_case_is(what, "NAME"))
		c->title = embedded_text(e, comment);
	else if (str_case_is(what, "URL"))
		c->href = embedded_href(e, comment);
}

/* Takes a length and so many bytes off *rest. */
static bool take_sized(struct str *rest, struct str *part)
{
	if (rest->len < 4)
		return false;
	size_t len = le32((const unsigned char *)rest->data);
	if (len > rest->len - 4)
		return false;
	*part = str_slice(*rest, 4, 4 + len);
	*rest = str_slice(*rest, 4 + len, rest->len);
	return true;
}

void embedded_comments(struct embedded *e, struct str block)
{
	struct str part;
	struct numbered *all = arena_array(e->scratch, NUMBERS, sizeof *all);
	if (!take_sized(&block, &part) || block.len < 4)
		return; /* the vendor; then the number of comments, which we need not know */
	block = str_slice(block, 4, block.len);
	while (take_sized(&block, &part))
		take_comment(e, all, part);
	for (size_t i = 0; i < NUMBERS; i++) {
		struct found_chapter *c = all[i].has_start ? embedded_add(e) : NULL;
		if (!c)
			continue;
		c->start_ms = all[i].start_ms;
		c->title = all[i].title;
		c->href = all[i].href;
	}
}

/* ---- Ogg: the packet is cut into segments of pages ---- */

enum { PAGE_HEADER = 27, SEGMENT = 255, PACKET_MOST = PIECE_MAX };

struct packet {
	uint32_t serial;
	unsigned number; /* of the packet that is being read, from 0 */
	char *data;
	size_t len;
	bool whole;
};

/* Puts together what segments of a page belong to packet 1. */
static void take_segments(
	struct packet *k, const unsigned char *lacing, unsigned n, const unsigned char *b)
{
	for (unsigned i = 0; i < n && !k->whole; b += lacing[i++]) {
		size_t len = k->number == 1 ? lacing[i] : 0;
		if (len > PACKET_MOST - k->len)
			len = PACKET_MOST - k->len;
		memcpy(k->data + k->len, b, len);
		k->len += len;
		if (lacing[i] < SEGMENT)
			k->whole = k->number++ == 1;
	}
}

/* The page at *at, which moves behind it. False: bytes are missing, or it is none. */
static bool take_page(struct embedded *e, struct packet *k, int64_t *at)
{
	unsigned n;
	size_t body = 0;
	const unsigned char *b = pieces_at(e->pieces, *at, PAGE_HEADER);
	if (!b || memcmp(b, "OggS", 4) != 0)
		return false;
	n = b[26];
	if (!(b = pieces_at(e->pieces, *at, PAGE_HEADER + n)))
		return false;
	for (unsigned i = 0; i < n; i++)
		body += b[PAGE_HEADER + i];
	if (!(b = pieces_at(e->pieces, *at, PAGE_HEADER + n + body)))
		return false;
	if (*at == 0)
		k->serial = le32(b + 14);
	if (le32(b + 14) == k->serial)
		take_segments(k, b + PAGE_HEADER, n, b + PAGE_HEADER + n);
	*at += (int64_t)(PAGE_HEADER + n + body);
	return true;
}

void embedded_ogg(struct embedded *e)
{
	static const char *const prefixes[] = {"\x03vorbis", "OpusTags"};
	struct packet k = {.data = arena_alloc(e->scratch, PACKET_MOST)};
	int64_t at = 0;
	for (int step = 0; step < WALK_STEPS && !k.whole; step++) {
		if (k.len == PACKET_MOST || !take_page(e, &k, &at))
			break;
	}
	struct str packet = {k.data, k.len};
	for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++) {
		if (str_starts(packet, prefixes[i]))
			embedded_comments(
				e, str_slice(packet, strlen(prefixes[i]), packet.len));
	}
}

/* SPDX-License-Identifier: ISC */
#include "base/decode.h"

#include <errno.h>
#include <stdint.h>
#include "base/utf8.h"

enum {
	NAME_MAX = 40, /* of an encoding */
	HEAD = 1024,   /* bytes in which an XML declaration must end */
	CHUNK = 64 * 1024,
	ROOM = 16 * CHUNK
};

void decode_init(struct decode *d, struct arena *arena)
{
	*d = (struct decode){.arena = arena, .encoding = "UTF-8", .is_utf8 = true};
	sbuf_init(&d->raw, ROOM);
	sbuf_init(&d->text, ROOM);
}

void decode_release(struct decode *d)
{
	if (d->state == DECODE_CONVERT)
		iconv_close(d->converter);
	d->state = DECODE_HEAD;
	sbuf_release(&d->raw);
	sbuf_release(&d->text);
}

static bool fail(struct decode *d, const char *hint, const char *problem)
{
	d->problem = problem;
	d->hint = hint;
	return false;
}

/* What to do, if the document is to blame; if its server is, something else. */
static const char *hint_of(const struct decode *d, const char *own)
{
	if (d->charset && !d->has_mark)
		return "let the server say the charset that the document is in, or none";
	return own;
}

/* ---- which encoding ---- */

static const struct {
	const char *bytes;
	size_t len, skipped;
	const char *encoding;
} marks[] = {
	{"\xef\xbb\xbf", 3, 3, "UTF-8"},
	{"\xff\xfe\0\0", 4, 4, "UTF-32LE"},
	{"\0\0\xfe\xff", 4, 4, "UTF-32BE"},
	{"\xff\xfe", 2, 2, "UTF-16LE"},
	{"\xfe\xff", 2, 2, "UTF-16BE"},
	{"<\0", 2, 0, "UTF-16LE"},
	{"\0<", 2, 0, "UTF-16BE"},
};

/* The value of the encoding declaration in head, or an empty slice. */
static struct str declared(struct str head)
{
	struct str none = {NULL, 0};
	size_t end = str_find(head, "?>", 0);
	if (!str_starts(head, "<?xml") || end == STR_NONE)
		return none;
	head.len = end;
	size_t at = str_find(head, "encoding", 0);
	if (at == STR_NONE)
		return none;
	at += strlen("encoding");
	while (at < head.len && (ascii_is_space(head.data[at]) || head.data[at] == '='))
		at++;
	if (at == head.len || (head.data[at] != '"' && head.data[at] != '\''))
		return none;
	size_t close = str_find_char(head, head.data[at], at + 1);
	return close == STR_NONE ? none : str_slice(head, at + 1, close);
}

static bool is_wide(const char *encoding)
{
	return str_case_starts(str_of(encoding), "utf-16") ||
	       str_case_starts(str_of(encoding), "utf-32") ||
	       str_case_starts(str_of(encoding), "ucs-");
}

static bool open_converter(struct decode *d)
{
	d->is_utf8 = false;
	d->converter = iconv_open("UTF-8", d->encoding);
	if (d->converter == (iconv_t)-1)
		return fail(d,
			hint_of(d, "save the file as UTF-8, and declare "
				   "encoding=\"UTF-8\""),
			arena_printf(d->arena,
				"is in the encoding %s, which is not known",
				d->encoding));
	d->state = DECODE_CONVERT;
	return true;
}

/* Its bytes are UTF-16 or UTF-32. */
static bool open_wide(struct decode *d)
{
	if (d->has_mark || !d->charset || is_wide(d->charset))
		return open_converter(d);
	return fail(d, hint_of(d, NULL),
		arena_printf(d->arena, "is in %s, and its server says it is in %s",
			d->encoding, d->charset));
}

/* Its bytes are not, and this is what it is said to be in. */
static bool believe(struct decode *d, const char *name)
{
	struct str s = str_of(name);
	d->encoding = name;
	if (is_wide(name))
		return fail(d, hint_of(d, "declare encoding=\"UTF-8\""),
			arena_printf(d->arena, "%s it is %s, and is not",
				d->charset ? "has a server that says" : "says", name));
	/* ASCII is UTF-8, and text that claims it holds other letters often enough */
	if (str_case_is(s, "utf-8") || str_case_is(s, "us-ascii") ||
		str_case_is(s, "ascii"))
		return true;
	return open_converter(d);
}

/* Decides by the head; what was its mark is taken off it. */
static bool decide(struct decode *d)
{
	struct str head = sbuf_text(&d->raw);
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
		if (head.len < marks[i].len ||
			memcmp(head.data, marks[i].bytes, marks[i].len) != 0)
			continue;
		d->encoding = marks[i].encoding;
		d->has_mark = marks[i].skipped > 0;
		d->own = d->encoding;
		head = str_slice(head, marks[i].skipped, head.len);
		break;
	}
	struct str rest = {arena_strndup(d->arena, head.data, head.len), head.len};
	sbuf_reset(&d->raw);
	sbuf_slice(&d->raw, rest);
	sbuf_need_memory(&d->raw, d->arena);
	if (is_wide(d->encoding))
		return open_wide(d);
	d->state = DECODE_PLAIN;
	if (d->has_mark)
		return true;
	struct str name = declared(rest);
	if (name.len > 0 && name.len <= NAME_MAX)
		d->own = arena_strndup(d->arena, name.data, name.len);
	return !(d->charset || d->own) || believe(d, d->charset ? d->charset : d->own);
}

/* ---- text ---- */

/* Is s the beginning of a character that goes on behind its end? */
static bool is_cut(struct str s)
{
	static const char tails[] = "\x80\x80\x80";
	char whole[8];
	uint32_t cp;
	if (s.len == 0 || s.len > 3)
		return false;
	memcpy(whole, s.data, s.len);
	memcpy(whole + s.len, tails, 3);
	if ((unsigned char)whole[0] == 0xe0 || (unsigned char)whole[0] == 0xf0)
		return s.len == 1 || ((unsigned char)whole[1] & 0xc0) == 0x80;
	return utf8_decode(whole, s.len + 3, &cp) > s.len;
}

static void tell_bad(struct decode *d, struct str rest)
{
	uint32_t cp;
	if (utf8_decode(rest.data, rest.len, &cp)) {
		d->is_character = true;
		fail(d, "delete the character: retype the words around it",
			arena_printf(d->arena,
				"has the character U+%04X, which XML forbids", cp));
		return;
	}
	fail(d,
		hint_of(d,
			"save the file as UTF-8, or declare the encoding that it is in"),
		arena_printf(d->arena,
			"has the byte 0x%02X, which is not %s here (the text looks like "
			"Windows-1252)",
			(unsigned char)rest.data[0], d->encoding));
}

/* Takes the clean part of text; keeps what a later piece may complete. */
static bool give(struct decode *d, struct str text, bool last, struct str *out)
{
	size_t clean = utf8_clean_len(text);
	struct str rest = str_slice(text, clean, text.len);
	*out = str_slice(text, 0, clean);
	bool cut = rest.len && d->state == DECODE_PLAIN && !last && is_cut(rest);
	char kept[4] = "";
	size_t n = cut ? rest.len : 0;
	if (n)
		memcpy(kept, rest.data, n);
	if (rest.len && !cut)
		tell_bad(d, rest);
	sbuf_reset(&d->raw);
	sbuf_add(&d->raw, kept, n);
	sbuf_need_memory(&d->raw, d->arena);
	return !d->problem;
}

static bool convert(struct decode *d, bool last, struct str *out)
{
	struct str raw = sbuf_text(&d->raw);
	char *in = d->raw.own;
	size_t in_left = raw.len;
	sbuf_reset(&d->text);
	while (in_left > 0) {
		char piece[4096];
		char *to = piece;
		size_t room = sizeof piece;
		errno = 0;
		size_t done = iconv(d->converter, &in, &in_left, &to, &room);
		sbuf_add(&d->text, piece, sizeof piece - room);
		if (done != (size_t)-1 || errno == E2BIG)
			continue;
		if (errno == EILSEQ || last)
			fail(d,
				hint_of(d, "save the file as UTF-8, and declare "
					   "encoding=\"UTF-8\""),
				arena_printf(d->arena,
					"has the byte 0x%02X, which is not %s",
					(unsigned char)*in, d->encoding));
		break;
	}
	char kept[16];
	size_t n = in_left < sizeof kept ? in_left : 0;
	if (n)
		memcpy(kept, in, n);
	sbuf_need_memory(&d->text, d->arena);
	bool fine = !d->problem;
	bool clean = give(d, sbuf_text(&d->text), last, out);
	sbuf_reset(&d->raw);
	sbuf_add(&d->raw, kept, n);
	sbuf_need_memory(&d->raw, d->arena);
	return fine && clean;
}

static bool go(struct decode *d, bool last, struct str *text)
{
	if (d->state == DECODE_CONVERT)
		return convert(d, last, text);
	/* give() empties raw, which text may lie in */
	sbuf_reset(&d->text);
	sbuf_slice(&d->text, sbuf_text(&d->raw));
	sbuf_need_memory(&d->text, d->arena);
	return give(d, sbuf_text(&d->text), last, text);
}

bool decode_feed(struct decode *d, const char *bytes, size_t len, struct str *text)
{
	*text = (struct str){"", 0};
	if (d->state == DECODE_PLAIN && d->raw.len == 0)
		return give(d, (struct str){bytes, len}, false, text);
	sbuf_add(&d->raw, bytes, len);
	sbuf_need_memory(&d->raw, d->arena);
	if (d->raw.failed)
		return fail(d, NULL, "is given in pieces that are too large");
	if (d->state != DECODE_HEAD)
		return go(d, false, text);
	if (d->raw.len < HEAD && str_find(sbuf_text(&d->raw), "?>", 0) == STR_NONE)
		return true;
	return decide(d) && go(d, false, text);
}

bool decode_finish(struct decode *d, struct str *text)
{
	*text = (struct str){"", 0};
	if (d->state == DECODE_HEAD && !decide(d))
		return false;
	return go(d, true, text);
}

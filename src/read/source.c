/* SPDX-License-Identifier: ISC */
#include "read/source.h"

#include <errno.h>
#include <string.h>
#include "base/diag.h"
#include "base/trace.h"
#include "base/utf8.h"
#include "model/rule.h"
#include "read/front_matter.h"
#include "read/passage.h"

/* ---- encodings ---- */

/* Windows-1252 from 0x80 to 0x9f; the rest of it is Latin-1. 0: no character. */
static const uint16_t windows_1252[32] = {0x20ac, 0, 0x201a, 0x0192, 0x201e, 0x2026,
	0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017d, 0, 0, 0x2018,
	0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a,
	0x0153, 0, 0x017e, 0x0178};

/* The character that byte is in Windows-1252, or 0. */
static uint32_t windows_char(unsigned char byte)
{
	if (byte < 0x80)
		return 0;
	return byte < 0xa0 ? windows_1252[byte - 0x80] : byte;
}

/* Two bytes a character: a mark says so, or every second byte is NUL. */
static bool looks_utf16(struct str s)
{
	if (str_starts(s, "\xff\xfe") || str_starts(s, "\xfe\xff"))
		return true;
	return s.len >= 4 &&
	       ((s.data[0] && !s.data[1] && s.data[2] && !s.data[3]) ||
		       (!s.data[0] && s.data[1] && !s.data[2] && s.data[3]));
}

static bool is_tail(struct str s, size_t i)
{
	return i < s.len && ((unsigned char)s.data[i] & 0xc0) == 0x80;
}

/* Tells of the byte at offset, which begins no UTF-8 character. */
static void tell_byte(struct fg_run *run, const struct source *src, size_t offset)
{
	unsigned char byte = (unsigned char)src->text.data[offset];
	struct fg_place at = point_place(src->file, text_point(src->text, offset));
	struct fg_diag *d = diag_add(
		run->diags, FG_RULE_FILE_ENCODING, at, "byte 0x%02X is not UTF-8", byte);
	uint32_t cp = windows_char(byte);
	if (!cp || is_tail(src->text, offset + 1))
		return;
	char glyph[5] = {0};
	utf8_encode(cp, glyph);
	diag_hint(run->diags, d,
		"the file looks like Windows-1252, where this byte is %s: convert it "
		"with iconv -f WINDOWS-1252 -t UTF-8",
		glyph);
}

static void tell_utf16(struct fg_run *run, const struct source *src)
{
	struct fg_place at = {src->file, 1, 1};
	struct fg_diag *d = diag_add(run->diags, FG_RULE_FILE_ENCODING, at,
		"the file looks like UTF-16, not UTF-8");
	diag_hint(run->diags, d, "convert it with iconv -f UTF-16 -t UTF-8");
}

static void tell_char(
	struct fg_run *run, const struct source *src, size_t offset, uint32_t cp)
{
	struct fg_place at = point_place(src->file, text_point(src->text, offset));
	if (cp == 0)
		diag_add(run->diags, FG_RULE_FILE_CHARACTER, at, "a NUL byte");
	else
		diag_add(run->diags, FG_RULE_FILE_CHARACTER, at,
			"the character U+%04X cannot be in a feed", (unsigned)cp);
}

static bool check_text(struct fg_run *run, const struct source *src)
{
	size_t clean = utf8_clean_len(src->text);
	if (clean == src->text.len)
		return true;
	uint32_t cp;
	if (looks_utf16(src->text))
		tell_utf16(run, src);
	else if (utf8_decode(src->text.data + clean, src->text.len - clean, &cp) == 0)
		tell_byte(run, src, clean);
	else
		tell_char(run, src, clean, cp);
	return false;
}

/* A copy of s in which CRLF and lone CR are LF. */
static struct str lf_only(struct arena *a, struct str s)
{
	char *out = arena_text(a, s.len);
	size_t n = 0;
	for (size_t i = 0; i < s.len; i++) {
		bool cr = s.data[i] == '\r';
		out[n++] = cr ? '\n' : s.data[i];
		if (cr && i + 1 < s.len && s.data[i + 1] == '\n')
			i++;
	}
	out[n] = '\0';
	return (struct str){out, n};
}

static struct str normalise(struct arena *a, struct str s)
{
	if (str_starts(s, "\xef\xbb\xbf"))
		s = str_slice(s, 3, s.len);
	return str_find_char(s, '\r', 0) == STR_NONE ? s : lf_only(a, s);
}

/* ---- reading ---- */

/* Tells why a file was not read; errno is that of fs_read. */
static enum source_result tell_failure(
	struct fg_run *run, const struct source *src, enum fs_result result, int64_t max)
{
	int failure = errno;
	struct fg_place at = {src->file, 0, 0};
	switch (result) {
	case FS_FAILED:
		if (failure == ENOENT)
			return SOURCE_GONE;
		diag_add(run->diags, FG_RULE_FILE_UNREADABLE, at, "cannot be read: %s",
			strerror(failure));
		break;
	case FS_NOT_FILE:
		diag_add(run->diags, FG_RULE_FILE_UNREADABLE, at,
			"is a folder, pipe or device, not a file");
		break;
	case FS_TOO_LARGE:
		diag_add(run->diags, FG_RULE_FILE_TOO_LARGE, at,
			"has %lld bytes; at most %lld are read",
			(long long)src->facts.size, (long long)max);
		break;
	case FS_CHANGING:
	case FS_OK:
		diag_add(run->diags, FG_RULE_FILE_CHANGED, at,
			"kept changing while it was read");
		break;
	}
	return SOURCE_BAD;
}

bool source_take(
	struct fg_run *run, struct arena *a, struct str bytes, struct source *src)
{
	src->text = normalise(a, bytes);
	return check_text(run, src);
}

enum source_result source_read(struct fg_run *run, struct arena *a, const char *path,
	int64_t max, struct source *out)
{
	struct str bytes;
	*out = (struct source){.file = path};
	trace_file(run->settings->traces, path);
	enum fs_result result = fs_read(a, path, max, &bytes, &out->facts);
	if (result != FS_OK)
		return tell_failure(run, out, result, max);
	return source_take(run, a, bytes, out) ? SOURCE_OK : SOURCE_BAD;
}

/* Front matter is mostly shorter than a page of memory. */
enum { FRONT_READ = 4096 };

enum source_result source_read_front(
	struct fg_run *run, struct arena *a, const char *path, struct source *out)
{
	struct str bytes;
	*out = (struct source){.file = path};
	enum fs_result result = fs_read_head(a, path, FRONT_READ, &bytes, &out->facts);
	if (result == FS_OK && out->facts.size <= FG_EPISODE_MAX &&
		!front_matter_is_whole(path)) {
		struct str text = normalise(a, bytes);
		size_t end = front_matter_end(text);
		out->text = str_slice(text, 0, end);
		if (end > 0)
			return check_text(run, out) ? SOURCE_OK : SOURCE_BAD;
	}
	return source_read(run, a, path, FG_EPISODE_MAX, out);
}

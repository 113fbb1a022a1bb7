/* SPDX-License-Identifier: ISC */
#include "probe/sniff.h"

#include "probe/mpeg.h"

static bool has_at(struct str head, size_t at, const char *magic)
{
	size_t n = strlen(magic);
	return head.len >= at + n && memcmp(head.data + at, magic, n) == 0;
}

/* An atom that a file can begin with, in its second four bytes. */
static bool is_mp4(struct str head)
{
	static const char *const first[] = {
		"ftyp", "moov", "mdat", "wide", "free", "skip", "pnot"};
	for (size_t i = 0; i < sizeof first / sizeof *first; i++) {
		if (has_at(head, 4, first[i]))
			return true;
	}
	return false;
}

static bool is_html(struct str head)
{
	static const char *const first[] = {
		"<!doctype html", "<html", "<head", "<body", "<script"};
	if (has_at(head, 0, "\xef\xbb\xbf"))
		head = str_slice(head, 3, head.len);
	head = str_trim(head);
	for (size_t i = 0; i < sizeof first / sizeof *first; i++) {
		if (str_case_starts(head, first[i]))
			return true;
	}
	return false;
}

static bool is_mpeg(struct str head)
{
	struct mpeg_frame frame;
	return head.len >= MPEG_HEADER &&
	       mpeg_frame((const unsigned char *)head.data, &frame);
}

static bool is_adts(struct str head)
{
	return head.len >= 2 && (head.data[0] & 0xff) == 0xff &&
	       (head.data[1] & 0xf6) == 0xf0;
}

enum sniff_kind sniff_bytes(struct str head)
{
	static const struct {
		const char *magic;
		size_t at;
		const char *second; /* NULL: the magic is enough */
		enum sniff_kind kind;
	} rows[] = {
		{"ID3", 0, NULL, SNIFF_ID3},
		{"OggS", 0, NULL, SNIFF_OGG},
		{"fLaC", 0, NULL, SNIFF_FLAC},
		{"RIFF", 8, "WAVE", SNIFF_WAV},
		{"RF64", 8, "WAVE", SNIFF_WAV},
		{"FORM", 8, "AIF", SNIFF_AIFF},
		{"%PDF-", 0, NULL, SNIFF_PDF},
		{"\x1a\x45\xdf\xa3", 0, NULL, SNIFF_WEBM},
		{"version https://git-lfs.github.com/", 0, NULL, SNIFF_LFS},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		if (has_at(head, 0, rows[i].magic) &&
			(!rows[i].second || has_at(head, rows[i].at, rows[i].second)))
			return rows[i].kind;
	}
	if (is_mp4(head))
		return SNIFF_MP4;
	if (is_html(head))
		return SNIFF_HTML;
	if (is_adts(head))
		return SNIFF_AAC;
	return is_mpeg(head) ? SNIFF_MPEG : SNIFF_UNKNOWN;
}

/* What the major brand of an MP4 says (mp4ra.org); NULL: sound or film, the tracks decide. */
static const char *mp4_type(struct str head)
{
	static const struct {
		const char *brand, *type;
	} brands[] = {
		{"M4A ", "audio/x-m4a"},
		{"M4P ", "audio/x-m4a"},
		{"M4B ", "audio/x-m4b"},
		{"M4V", "video/x-m4v"},
		{"qt  ", "video/quicktime"},
	};
	for (size_t i = 0; i < sizeof brands / sizeof *brands; i++) {
		if (has_at(head, 4, "ftyp") && has_at(head, 8, brands[i].brand))
			return brands[i].type;
	}
	return NULL;
}

/* Of the codec in the first page, which is that of one stream alone. */
static const char *ogg_type(struct str head)
{
	return str_find(head, "\x80theora", 0) == STR_NONE ? "audio/ogg" : "video/ogg";
}

const char *sniff_type(struct str head)
{
	switch (sniff_bytes(head)) {
	case SNIFF_MPEG:
		return "audio/mpeg";
	case SNIFF_AAC:
		return "audio/aac";
	case SNIFF_MP4:
		return mp4_type(head);
	case SNIFF_OGG:
		return ogg_type(head);
	case SNIFF_FLAC:
		return "audio/flac";
	case SNIFF_WAV:
		return "audio/wav";
	case SNIFF_AIFF:
		return "audio/aiff";
	case SNIFF_WEBM:
		return "video/webm";
	case SNIFF_PDF:
		return "application/pdf";
	case SNIFF_HTML:
		return "text/html";
	default:
		return NULL;
	}
}

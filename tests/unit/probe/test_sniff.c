/* SPDX-License-Identifier: ISC */
#include "unit.h"

#include "probe/sniff.h"

#define BYTES(s) ((struct str){(s), sizeof(s) - 1})

static void test_types(void **state)
{
	(void)state;
	static const struct {
		struct str head;
		enum sniff_kind kind;
		const char *type;
	} rows[] = {
		{BYTES("ID3\4\0\0\0\0\1\0"), SNIFF_ID3, NULL},
		{BYTES("\xff\xfb\x90\xc0rest"), SNIFF_MPEG, "audio/mpeg"},
		{BYTES("\xff\xf3\x40\xc0rest"), SNIFF_MPEG, "audio/mpeg"},
		{BYTES("\xff\xf1\x50\x80rest"), SNIFF_AAC, "audio/aac"},
		{BYTES("\0\0\0\x20"
		       "ftypM4A \0\0"),
			SNIFF_MP4, "audio/x-m4a"},
		{BYTES("\0\0\0\x20"
		       "ftypM4B \0\0"),
			SNIFF_MP4, "audio/x-m4b"},
		{BYTES("\0\0\0\x20"
		       "ftypM4VH\0\0"),
			SNIFF_MP4, "video/x-m4v"},
		{BYTES("\0\0\0\x20"
		       "ftypqt  \0\0"),
			SNIFF_MP4, "video/quicktime"},
		{BYTES("\0\0\0\x20"
		       "ftypisom\0\0"),
			SNIFF_MP4, NULL},
		{BYTES("\0\0\1\x20moov\0\0\0\0"), SNIFF_MP4, NULL},
		{BYTES("OggS\0\2........................OpusHead"), SNIFF_OGG,
			"audio/ogg"},
		{BYTES("OggS\0\2......................\1\x2a\x80theora"), SNIFF_OGG,
			"video/ogg"},
		{BYTES("fLaC\0\0\0\x22"), SNIFF_FLAC, "audio/flac"},
		{BYTES("RIFF....WAVEfmt "), SNIFF_WAV, "audio/wav"},
		{BYTES("FORM....AIFFCOMM"), SNIFF_AIFF, "audio/aiff"},
		{BYTES("\x1a\x45\xdf\xa3...."), SNIFF_WEBM, "video/webm"},
		{BYTES("%PDF-1.7\n"), SNIFF_PDF, "application/pdf"},
		{BYTES("\xef\xbb\xbf \r\n<!DOCTYPE HTML>"), SNIFF_HTML, "text/html"},
		{BYTES("\n<html lang=en>"), SNIFF_HTML, "text/html"},
		{BYTES("version https://git-lfs.github.com/spec/v1\noid"), SNIFF_LFS,
			NULL},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		assert_int_equal(sniff_bytes(rows[i].head), rows[i].kind);
		const char *type = sniff_type(rows[i].head);
		if (rows[i].type)
			assert_string_equal(type, rows[i].type);
		else
			assert_null(type);
	}
}

static void test_unknown(void **state)
{
	(void)state;
	static const struct str heads[] = {
		{"", 0}, BYTES("\xff"), BYTES("\xff\xfe<\0h\0t\0m\0l\0"), /* UTF-16 */
		BYTES("RIFF....AVI LIST"), BYTES("RIFF"), BYTES("ftyp"),
		BYTES("hello, this is text"),
		BYTES("\xff\xfb\xf0\xc0"), /* no such bitrate */
		BYTES("\xff\xe9\x90\xc0"), /* no such version */
	};
	for (size_t i = 0; i < sizeof heads / sizeof *heads; i++) {
		assert_int_equal(sniff_bytes(heads[i]), SNIFF_UNKNOWN);
		assert_null(sniff_type(heads[i]));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_types),
		cmocka_unit_test(test_unknown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

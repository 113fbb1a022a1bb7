/* SPDX-License-Identifier: ISC */
#include "unit.h"

#include "model/check.h"

static void types_of_extensions(void **state)
{
	(void)state;
	static const struct {
		const char *extension, *type;
		bool apple, media;
	} rows[] = {
		{"mp3", "audio/mpeg", true, true},
		{"MP3", "audio/mpeg", true, true},
		{"m4a", "audio/x-m4a", true, true},
		{"mp4", "video/mp4", true, true},
		{"m4v", "video/x-m4v", true, true},
		{"mov", "video/quicktime", true, true},
		{"pdf", "application/pdf", true, false},
		{"epub", "application/epub+zip", false, false},
		{"m4b", "audio/x-m4b", false, true},
		{"ogg", "audio/ogg", false, true},
		{"opus", "audio/ogg", false, true},
		{"flac", "audio/flac", false, true},
		{"wav", "audio/wav", false, true},
		{"m3u8", "application/x-mpegURL", false, true},
	};
	static const char *const others[] = {
		"", "html", "jpg", "mp", "mp33", "md", "vtt"};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct str e = str_of(rows[i].extension);
		assert_string_equal(mime_of_extension(e), rows[i].type);
		assert_true(check_mime(rows[i].type));
		assert_true(mime_agrees(e, rows[i].type));
		assert_int_equal(extension_is_apples(e), rows[i].apple);
		assert_int_equal(extension_is_media(e), rows[i].media);
	}
	for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
		assert_null(mime_of_extension(str_of(others[i])));
		assert_false(extension_is_apples(str_of(others[i])));
		assert_false(extension_is_media(str_of(others[i])));
	}
}

static void what_agrees(void **state)
{
	(void)state;
	static const struct {
		const char *extension, *type;
		bool agrees;
	} rows[] = {
		{"mp3", "audio/mpeg", true},
		{"mp3", "Audio/MPEG", true},
		{"mp3", "audio/mp3", true},
		{"mp3", "audio/x-m4a", false},
		{"mp3", "audio", false},
		{"mp3", "", false},
		{"mp3", "text/html", false},
		{"mp3", "application/octet-stream", false},
		{"m4a", "audio/m4a", true},
		{"m4a", "audio/mp4", true},
		{"m4a", "audio/mpeg", false},
		{"opus", "audio/opus", true},
		{"m3u8", "application/vnd.apple.mpegurl", true},
		/* Nothing is known of these. */
		{"", "audio/mpeg", true},
		{"php", "audio/mpeg", true},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		if (mime_agrees(str_of(rows[i].extension), rows[i].type) !=
			rows[i].agrees)
			fail_msg("%s %s", rows[i].extension, rows[i].type);
	}
}

static void types_apple_plays(void **state)
{
	(void)state;
	assert_true(mime_is_apples("audio/mpeg"));
	assert_true(mime_is_apples("AUDIO/X-M4A"));
	assert_true(mime_is_apples("application/pdf"));
	assert_false(mime_is_apples("audio/ogg"));
	assert_false(mime_is_apples("audio/opus"));
	assert_false(mime_is_apples(""));
}

static void types_of_transcripts(void **state)
{
	(void)state;
	static const struct {
		const char *extension, *type;
	} rows[] = {{"vtt", "text/vtt"}, {"SRT", "application/x-subrip"},
		{"json", "application/json"}, {"htm", "text/html"}, {"", "text/html"},
		{"txt", "text/plain"}};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_string_equal(
			mime_of_transcript(str_of(rows[i].extension)), rows[i].type);
	assert_null(mime_of_transcript(str_of("pdf")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(types_of_extensions),
		cmocka_unit_test(what_agrees),
		cmocka_unit_test(types_apple_plays),
		cmocka_unit_test(types_of_transcripts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

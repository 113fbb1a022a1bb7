/* SPDX-License-Identifier: ISC */
/*
 * File extensions and MIME types. The type to write is the one that Apple asks for
 * (Podcast RSS feed requirements), where it asks for one.
 */
#include "model/check.h"

enum { APPLE = 1, MEDIA = 2 };

static const struct media_type {
	const char *extension;
	const char *type; /* the one to write */
	const char *also; /* others that mean the same, with spaces between */
	int flags;
} types[] = {
	{"mp3", "audio/mpeg", "audio/mp3 audio/mpeg3 audio/x-mp3 audio/x-mpeg",
		APPLE | MEDIA},
	{"m4a", "audio/x-m4a", "audio/m4a audio/mp4 audio/aac audio/x-aac",
		APPLE | MEDIA},
	{"mp4", "video/mp4", "audio/mp4 video/x-m4v", APPLE | MEDIA},
	{"m4v", "video/x-m4v", "video/m4v video/mp4", APPLE | MEDIA},
	{"mov", "video/quicktime", "video/mp4", APPLE | MEDIA},
	{"pdf", "application/pdf", "application/x-pdf", APPLE},
	{"epub", "application/epub+zip", "", 0},
	{"m4b", "audio/x-m4b", "audio/m4b audio/mp4 audio/x-m4a", MEDIA},
	{"aac", "audio/aac", "audio/x-aac audio/aacp", MEDIA},
	{"ogg", "audio/ogg", "application/ogg audio/opus audio/vorbis video/ogg", MEDIA},
	{"oga", "audio/ogg", "application/ogg audio/opus audio/vorbis", MEDIA},
	{"ogv", "video/ogg", "application/ogg", MEDIA},
	{"opus", "audio/ogg", "audio/opus application/ogg", MEDIA},
	{"flac", "audio/flac", "audio/x-flac", MEDIA},
	{"wav", "audio/wav", "audio/x-wav audio/wave audio/vnd.wave", MEDIA},
	{"aif", "audio/aiff", "audio/x-aiff", MEDIA},
	{"aiff", "audio/aiff", "audio/x-aiff", MEDIA},
	{"wma", "audio/x-ms-wma", "", MEDIA},
	{"webm", "video/webm", "audio/webm", MEDIA},
	{"mkv", "video/x-matroska", "video/matroska", MEDIA},
	{"mpg", "video/mpeg", "", MEDIA},
	{"mpeg", "video/mpeg", "audio/mpeg", MEDIA},
	{"avi", "video/x-msvideo", "video/avi", MEDIA},
	{"m3u8", "application/x-mpegURL", "application/vnd.apple.mpegurl audio/mpegurl",
		MEDIA},
};

static const struct media_type *find(struct str extension)
{
	for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
		if (str_case_is(extension, types[i].extension))
			return &types[i];
	}
	return NULL;
}

const char *mime_of_extension(struct str extension)
{
	const struct media_type *t = find(extension);
	return t ? t->type : NULL;
}

const char *mime_of_transcript(struct str extension)
{
	static const struct {
		const char *extension, *type;
	} transcripts[] = {
		{"vtt", "text/vtt"},
		{"srt", "application/x-subrip"},
		{"json", "application/json"},
		{"html", "text/html"},
		{"htm", "text/html"},
		{"", "text/html"},
		{"txt", "text/plain"},
	};
	for (size_t i = 0; i < sizeof transcripts / sizeof *transcripts; i++) {
		if (str_case_is(extension, transcripts[i].extension))
			return transcripts[i].type;
	}
	return NULL;
}

static bool may_be(const struct media_type *t, const char *type)
{
	if (str_case_is(str_of(type), t->type))
		return true;
	struct str rest = str_of(t->also), other;
	while (str_cut(&rest, ' ', &other)) {
		if (str_case_is(other, type))
			return true;
	}
	return false;
}

bool mime_agrees(struct str extension, const char *type)
{
	const struct media_type *t = find(extension);
	return !t || may_be(t, type);
}

bool mime_is_apples(const char *type)
{
	for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
		if ((types[i].flags & APPLE) && may_be(&types[i], type))
			return true;
	}
	return false;
}

static bool has_flag(struct str extension, int flag)
{
	const struct media_type *t = find(extension);
	return t && (t->flags & flag);
}

bool extension_is_apples(struct str extension)
{
	return has_flag(extension, APPLE);
}

bool extension_is_media(struct str extension)
{
	return has_flag(extension, MEDIA);
}

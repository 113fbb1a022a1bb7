/* SPDX-License-Identifier: ISC */
#include "probe/artwork.h"

#include "base/str.h"

/* ---- which kind ---- */

#define JPEG "image/jpeg"
#define PNG  "image/png"

/* The bytes at an offset that tell a kind of file, and what people call it. */
static const struct kind {
	size_t offset, len;
	const char *magic;
	const char *format, *name;
} kinds[] = {
	{0, 3, "\xff\xd8\xff", JPEG, "JPEG"},
	{0, 8, "\x89PNG\r\n\x1a\n", PNG, "PNG"},
	{0, 6, "GIF87a", "image/gif", "GIF"},
	{0, 6, "GIF89a", "image/gif", "GIF"},
	{8, 4, "WEBP", "image/webp", "WebP"},
	{4, 8, "ftypavif", "image/avif", "AVIF"},
	{4, 8, "ftypavis", "image/avif", "AVIF"},
	{4, 8, "ftypheic", "image/heic", "HEIC"},
	{4, 8, "ftypheix", "image/heic", "HEIC"},
	{4, 8, "ftyphevc", "image/heic", "HEIC"},
	{4, 8, "ftypmif1", "image/heif", "HEIF"},
	{4, 8, "ftypmsf1", "image/heif", "HEIF"},
	{0, 4, "II*\0", "image/tiff", "TIFF"},
	{0, 4, "MM\0*", "image/tiff", "TIFF"},
	{0, 2, "\xff\x0a", "image/jxl", "JPEG XL"},
	{4, 4, "JXL ", "image/jxl", "JPEG XL"},
	{4, 4, "jP  ", "image/jp2", "JPEG 2000"},
	{0, 4, "8BPS", "image/vnd.adobe.photoshop", "Photoshop"},
	{0, 5, "%PDF-", "application/pdf", "PDF"},
	{0, 2, "BM", "image/bmp", "BMP"},
};

/* Text is known by the first of these tags. */
static const struct {
	const char *tag, *format, *name;
} texts[] = {
	{"svg", "image/svg+xml", "SVG"},
	{"!doctype html", "text/html", "web page"},
	{"html", "text/html", "web page"},
	{"head", "text/html", "web page"},
	{"body", "text/html", "web page"},
};

enum { TEXT_MAX = 1024 }; /* where a tag is looked for */

#define COUNT(array) (sizeof(array) / sizeof *(array))

const char *artwork_name(const char *format)
{
	struct str f = str_of(format);
	for (size_t i = 0; format && i < COUNT(kinds); i++) {
		if (str_is(f, kinds[i].format))
			return kinds[i].name;
	}
	for (size_t i = 0; format && i < COUNT(texts); i++) {
		if (str_is(f, texts[i].format))
			return texts[i].name;
	}
	return NULL;
}

static const char *format_of_text(struct str s)
{
	struct str text = str_slice(s, 0, s.len < TEXT_MAX ? s.len : TEXT_MAX);
	for (size_t at = 0; (at = str_find_char(text, '<', at)) != STR_NONE; at++) {
		struct str rest = str_slice(text, at + 1, text.len);
		for (size_t i = 0; i < COUNT(texts); i++) {
			if (str_case_starts(rest, texts[i].tag))
				return texts[i].format;
		}
	}
	return NULL;
}

/* Begins s with a tag, behind a byte order mark and white space? */
static bool is_text(struct str s)
{
	if (str_starts(s, "\xef\xbb\xbf"))
		s = str_slice(s, 3, s.len);
	return str_starts(str_trim(s), "<");
}

static const char *format_of(struct str s)
{
	for (size_t i = 0; i < COUNT(kinds); i++) {
		const struct kind *k = &kinds[i];
		if (s.len >= k->offset + k->len &&
			memcmp(s.data + k->offset, k->magic, k->len) == 0)
			return k->format;
	}
	return is_text(s) ? format_of_text(s) : NULL;
}

/* ---- numbers ---- */

/* What one step of a walk came to. */
enum step {
	STEP_ON,    /* the next is at look->at */
	STEP_SHORT, /* more bytes from look->at on are needed */
	STEP_DONE,  /* all is known */
	STEP_BROKEN /* this is no such file */
};

static unsigned byte_at(struct str s, size_t at)
{
	return (unsigned char)s.data[at];
}

static unsigned be16(struct str s, size_t at)
{
	return byte_at(s, at) << 8 | byte_at(s, at + 1);
}

static unsigned be32(struct str s, size_t at)
{
	return be16(s, at) << 16 | be16(s, at + 2);
}

static enum step take_size(struct artwork *look, unsigned width, unsigned height)
{
	look->facts.width = width;
	look->facts.height = height;
	return width && height ? STEP_DONE : STEP_BROKEN;
}

/* ---- JPEG (ITU T.81, annex B) ---- */

enum { M_TEM = 0x01, M_RST0 = 0xd0, M_SOI = 0xd8, M_EOI = 0xd9, M_SOS = 0xda };

/* A start of frame: C0 to CF, but for the Huffman tables, JPG and arithmetic conditioning. */
static bool is_frame(unsigned marker)
{
	return (marker & 0xf0) == 0xc0 && marker != 0xc4 && marker != 0xc8 &&
	       marker != 0xcc;
}

static enum step take_frame(struct artwork *look, struct str s)
{
	static const enum probe_colour colours[] = {
		[1] = PROBE_GREY, [3] = PROBE_RGB, [4] = PROBE_CMYK};
	if (s.len < 10)
		return STEP_SHORT;
	unsigned components = byte_at(s, 9);
	if (components < COUNT(colours))
		look->facts.colour = colours[components];
	return take_size(look, be16(s, 7), be16(s, 5));
}

static enum step jpeg_step(struct artwork *look, struct str s)
{
	if (s.len < 2)
		return STEP_SHORT;
	unsigned marker = byte_at(s, 1);
	if (byte_at(s, 0) != 0xff || marker == 0)
		return STEP_BROKEN;
	if (marker == 0xff) { /* a fill byte */
		look->at++;
		return STEP_ON;
	}
	if (marker == M_TEM || (marker >= M_RST0 && marker <= M_SOI)) {
		look->at += 2;
		return STEP_ON;
	}
	if (is_frame(marker))
		return take_frame(look, s);
	if (marker == M_SOS || marker == M_EOI)
		return STEP_BROKEN;
	if (s.len < 4)
		return STEP_SHORT;
	if (be16(s, 2) < 2)
		return STEP_BROKEN;
	look->at += 2 + be16(s, 2);
	return STEP_ON;
}

/* ---- PNG (ISO/IEC 15948, chapters 5 and 11) ---- */

enum { PNG_BEGIN = 8, PNG_LENGTH_MAX = 0x7fffffff, IHDR_LENGTH = 13 };

static enum step png_header(struct artwork *look, struct str s)
{
	static const enum probe_colour colours[] = {[0] = PROBE_GREY,
		[2] = PROBE_RGB,
		[3] = PROBE_PALETTE,
		[4] = PROBE_GREY,
		[6] = PROBE_RGB};
	if (s.len < 8 + IHDR_LENGTH)
		return STEP_SHORT;
	unsigned width = be32(s, 8), height = be32(s, 12), type = byte_at(s, 17);
	if (be32(s, 0) != IHDR_LENGTH || type >= COUNT(colours) || !colours[type] ||
		width > PNG_LENGTH_MAX || height > PNG_LENGTH_MAX)
		return STEP_BROKEN;
	look->facts.colour = colours[type];
	look->facts.depth = byte_at(s, 16);
	look->facts.alpha = type & 4;
	look->at += 12 + IHDR_LENGTH;
	/* Without an alpha channel, a later chunk may still make a colour transparent. */
	enum step step = take_size(look, width, height);
	return step == STEP_DONE && !look->facts.alpha ? STEP_ON : step;
}

static enum step png_step(struct artwork *look, struct str s)
{
	if (s.len < 8)
		return STEP_SHORT;
	unsigned length = be32(s, 0);
	struct str type = str_slice(s, 4, 8);
	bool is_header = str_is(type, "IHDR");
	if (is_header != (look->at == PNG_BEGIN) || length > PNG_LENGTH_MAX)
		return STEP_BROKEN;
	if (is_header)
		return png_header(look, s);
	look->facts.alpha = str_is(type, "tRNS");
	if (look->facts.alpha || str_is(type, "IDAT"))
		return STEP_DONE;
	look->at += 12 + (int64_t)length;
	return str_is(type, "IEND") ? STEP_BROKEN : STEP_ON;
}

/* ---- both ---- */

static void begin(struct artwork *look, struct str s)
{
	look->facts = (struct probe_facts){.looked = true, .format = format_of(s)};
	struct str format = str_of(look->facts.format);
	look->at = str_is(format, PNG) ? PNG_BEGIN : 0;
	look->done = !str_is(format, PNG) && !str_is(format, JPEG);
}

bool artwork_wants(struct artwork *look, int64_t *first, size_t *len)
{
	if (look->done || look->ranges == ARTWORK_RANGES)
		return false;
	look->wanted = look->ranges == 0 ? ARTWORK_FIRST : ARTWORK_FURTHER;
	look->ranges++;
	*first = look->at;
	*len = look->wanted;
	return true;
}

/* Does the file end with these bytes? */
static bool ends(const struct artwork *look, int64_t first, size_t len)
{
	return look->size > 0 ? first + (int64_t)len >= look->size : len < look->wanted;
}

void artwork_read(struct artwork *look, int64_t first, const char *data, size_t len)
{
	struct str s = {data, len};
	enum step step = STEP_ON;
	if (!look->facts.looked)
		begin(look, s);
	bool is_png = !look->done && str_is(str_of(look->facts.format), PNG);
	while (!look->done && step == STEP_ON) {
		int64_t skip = look->at - first;
		struct str rest = {data, 0};
		if (skip >= 0 && skip < (int64_t)len)
			rest = str_slice(s, (size_t)skip, len);
		step = is_png ? png_step(look, rest) : jpeg_step(look, rest);
		look->done = step == STEP_DONE;
	}
	if (step == STEP_SHORT && ends(look, first, len))
		step = STEP_BROKEN;
	if (step != STEP_BROKEN)
		return;
	look->facts = (struct probe_facts){.looked = true};
	look->done = true;
}

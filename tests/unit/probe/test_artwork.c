/* SPDX-License-Identifier: ISC */
#include "unit.h"

#include "probe/artwork.h"

/* A file that is put together, and how it was read. */
struct file {
	struct sbuf bytes;
	size_t ranges, fetched;
};

static int file_open(void **state)
{
	static struct file file;
	file = (struct file){0};
	sbuf_init(&file.bytes, 16 << 20);
	*state = &file;
	return 0;
}

static int file_close(void **state)
{
	struct file *f = *state;
	sbuf_release(&f->bytes);
	return 0;
}

/* n bytes of number, the highest first. */
static void be(struct file *f, unsigned number, unsigned n)
{
	while (n-- > 0)
		sbuf_char(&f->bytes, (char)(number >> (8 * n) & 0xff));
}

static void zeros(struct file *f, size_t n)
{
	while (n-- > 0)
		sbuf_char(&f->bytes, 0);
}

static void text(struct file *f, const char *words)
{
	sbuf_str(&f->bytes, words);
}

/* Reads the file as the walk does, with its size known or not. */
static struct probe_facts look_at(struct file *f, bool size_known)
{
	struct artwork look = {.size = size_known ? (int64_t)f->bytes.len : 0};
	int64_t first;
	size_t len;
	f->ranges = f->fetched = 0;
	while (artwork_wants(&look, &first, &len)) {
		size_t from = (size_t)first < f->bytes.len ? (size_t)first : f->bytes.len;
		size_t left = f->bytes.len - from;
		len = len < left ? len : left;
		artwork_read(&look, first, len ? f->bytes.data + from : "", len);
		f->ranges++;
		f->fetched += len;
	}
	return look.facts;
}

static struct probe_facts look(struct file *f)
{
	return look_at(f, false);
}

static void assert_picture(struct probe_facts got, const char *format, unsigned width,
	unsigned height, enum probe_colour colour)
{
	assert_true(got.looked);
	assert_non_null(got.format);
	assert_string_equal(got.format, format);
	assert_int_equal(got.width, width);
	assert_int_equal(got.height, height);
	assert_int_equal(got.colour, colour);
}

static void assert_unknown(struct probe_facts got)
{
	assert_true(got.looked);
	assert_null(got.format);
	assert_int_equal(got.width, 0);
	assert_int_equal(got.height, 0);
	assert_int_equal(got.colour, PROBE_COLOUR_UNKNOWN);
	assert_false(got.alpha);
}

/* ---- JPEG ---- */

enum { SOI = 0xd8, SOF0 = 0xc0, SOF2 = 0xc2, DHT = 0xc4, DQT = 0xdb, APP0 = 0xe0 };

static void marker(struct file *f, unsigned code)
{
	be(f, 0xff, 1);
	be(f, code, 1);
}

/* A segment of len bytes behind its marker, length included. */
static void segment(struct file *f, unsigned code, unsigned len)
{
	marker(f, code);
	be(f, len, 2);
	zeros(f, len - 2);
}

static void frame(
	struct file *f, unsigned code, unsigned width, unsigned height, unsigned n)
{
	marker(f, code);
	be(f, 8 + 3 * n, 2);
	be(f, 8, 1);
	be(f, height, 2);
	be(f, width, 2);
	be(f, n, 1);
	zeros(f, 3 * n);
}

static void test_jpeg_baseline(void **state)
{
	struct file *f = *state;
	marker(f, SOI);
	segment(f, APP0, 16);
	segment(f, DQT, 67);
	frame(f, SOF0, 3000, 2999, 3);
	assert_picture(look(f), "image/jpeg", 3000, 2999, PROBE_RGB);
	assert_int_equal(f->ranges, 1);
	assert_false(look(f).alpha);
}

static void test_jpeg_progressive_grey(void **state)
{
	struct file *f = *state;
	marker(f, SOI);
	segment(f, DHT, 40); /* looks like a start of frame, and is none */
	be(f, 0xff, 1);      /* a fill byte */
	frame(f, SOF2, 1400, 1400, 1);
	assert_picture(look(f), "image/jpeg", 1400, 1400, PROBE_GREY);
}

static void test_jpeg_cmyk(void **state)
{
	struct file *f = *state;
	marker(f, SOI);
	frame(f, SOF0, 2000, 2000, 4);
	assert_picture(look(f), "image/jpeg", 2000, 2000, PROBE_CMYK);
}

static void test_jpeg_odd_components(void **state)
{
	struct file *f = *state;
	marker(f, SOI);
	frame(f, SOF0, 2000, 2000, 200);
	assert_picture(look(f), "image/jpeg", 2000, 2000, PROBE_COLOUR_UNKNOWN);
}

/* A profile for printing: nine blocks of 64 KiB before the frame. They are jumped over. */
static void test_jpeg_behind_metadata(void **state)
{
	struct file *f = *state;
	marker(f, SOI);
	segment(f, APP0 + 1, 65535);
	for (int i = 0; i < 9; i++)
		segment(f, APP0 + 2, 65535);
	frame(f, SOF0, 3000, 3000, 4);
	zeros(f, 100000);
	for (int known = 0; known < 2; known++) {
		assert_picture(look_at(f, known), "image/jpeg", 3000, 3000, PROBE_CMYK);
		assert_in_range(f->fetched, 1, 128 * 1024);
	}
}

/* The frame begins on the last bytes of the first range. */
static void test_jpeg_across_ranges(void **state)
{
	struct file *f = *state;
	for (unsigned cut = 1; cut < 12; cut++) {
		sbuf_reset(&f->bytes);
		marker(f, SOI);
		segment(f, APP0 + 1, 60000);
		segment(f, APP0 + 1, ARTWORK_FIRST - 2 - 60002 - 2 - cut);
		frame(f, SOF0, 1500, 1600, 3);
		zeros(f, ARTWORK_FURTHER);
		assert_picture(look(f), "image/jpeg", 1500, 1600, PROBE_RGB);
		assert_int_equal(f->ranges, cut < 10 ? 2 : 1);
	}
}

static void test_jpeg_truncated(void **state)
{
	struct file *f = *state;
	marker(f, SOI);
	segment(f, APP0 + 1, 5000);
	frame(f, SOF0, 1500, 1600, 3);
	size_t whole = f->bytes.len;
	for (size_t len = 3; len < whole - 9; len++) {
		f->bytes.len = len;
		assert_unknown(look_at(f, len % 2));
	}
}

static void test_jpeg_broken(void **state)
{
	static const struct {
		const char *bytes;
		size_t len;
	} broken[] = {
		{"\xff\xd8\xff\xe0\x00\x01xxxxxxxxxx", 16}, /* a length that is none */
		{"\xff\xd8\xff\xd9xxxxxxxxxx", 14},         /* ends before it begins */
		{"\xff\xd8\xff\xda\x00\x08xxxxxxxxxx", 16}, /* pixels without a frame */
		{"\xff\xd8\xff\x00xxxxxxxxxx", 14},
		{"\xff\xd8\xff\xe0\x00\x04xxyyyyyyyyyy", 18}, /* no marker behind it */
		{"\xff\xd8\xff\xc0\x00\x11\x08\x00\x00\x05\xdc\x03xxxxxxx",
			19}, /* no height */
	};
	struct file *f = *state;
	for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
		sbuf_reset(&f->bytes);
		sbuf_add(&f->bytes, broken[i].bytes, broken[i].len);
		assert_unknown(look(f));
	}
}

/* Metadata without end costs so many small ranges, and then nothing is known. */
static void test_jpeg_hostile(void **state)
{
	struct file *f = *state;
	marker(f, SOI);
	for (int i = 0; i < 100; i++)
		segment(f, APP0 + 1, 65535);
	assert_picture(look(f), "image/jpeg", 0, 0, PROBE_COLOUR_UNKNOWN);
	assert_int_equal(f->ranges, ARTWORK_RANGES);
	sbuf_reset(&f->bytes);
	marker(f, SOI);
	for (int i = 0; i < 300000; i++)
		be(f, 0xff, 1);
	assert_picture(look(f), "image/jpeg", 0, 0, PROBE_COLOUR_UNKNOWN);
	assert_int_equal(f->ranges, ARTWORK_RANGES);
}

/* ---- PNG ---- */

enum { GREY = 0, RGB = 2, PALETTE = 3, GREY_ALPHA = 4, RGB_ALPHA = 6 };

static void chunk(struct file *f, const char *type, unsigned len)
{
	be(f, len, 4);
	text(f, type);
	zeros(f, len + 4);
}

static void png(struct file *f, unsigned width, unsigned height, unsigned type)
{
	sbuf_reset(&f->bytes);
	sbuf_add(&f->bytes, "\x89PNG\r\n\x1a\n", 8);
	be(f, 13, 4);
	text(f, "IHDR");
	be(f, width, 4);
	be(f, height, 4);
	be(f, 8, 1);
	be(f, type, 1);
	zeros(f, 3 + 4);
}

static void test_png_colours(void **state)
{
	static const struct {
		unsigned type;
		enum probe_colour colour;
		bool alpha;
	} types[] = {
		{GREY, PROBE_GREY, false},
		{RGB, PROBE_RGB, false},
		{PALETTE, PROBE_PALETTE, false},
		{GREY_ALPHA, PROBE_GREY, true},
		{RGB_ALPHA, PROBE_RGB, true},
	};
	struct file *f = *state;
	for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
		png(f, 1400, 1401, types[i].type);
		chunk(f, "PLTE", 30);
		chunk(f, "IDAT", 100);
		assert_picture(look(f), "image/png", 1400, 1401, types[i].colour);
		assert_int_equal(look(f).alpha, types[i].alpha);
	}
}

static void test_png_transparent_colour(void **state)
{
	struct file *f = *state;
	png(f, 1400, 1400, RGB);
	chunk(f, "iCCP", 70000);
	chunk(f, "iTXt", 2000000);
	chunk(f, "tRNS", 6);
	chunk(f, "IDAT", 100);
	assert_picture(look(f), "image/png", 1400, 1400, PROBE_RGB);
	assert_true(look(f).alpha);
	assert_in_range(f->fetched, 1, 80000);
	png(f, 1400, 1400, RGB);
	chunk(f, "IDAT", 100);
	chunk(f, "tRNS", 6); /* too late: it means nothing */
	assert_false(look(f).alpha);
}

static void test_png_broken(void **state)
{
	struct file *f = *state;
	png(f, 1400, 1400, RGB);
	assert_unknown(look(f)); /* ends behind the header */
	for (size_t len = 8; len < 33; len++) {
		f->bytes.len = len;
		assert_unknown(look(f));
	}
	png(f, 0, 1400, RGB);
	assert_unknown(look(f));
	png(f, 1400, 0x80000000u, RGB_ALPHA);
	assert_unknown(look(f));
	png(f, 1400, 1400, 5);
	assert_unknown(look(f));
	png(f, 1400, 1400, 255);
	assert_unknown(look(f));
	png(f, 1400, 1400, RGB);
	chunk(f, "IEND", 0);
	assert_unknown(look(f));
	png(f, 1400, 1400, RGB);
	be(f, 0xffffffffu, 4);
	text(f, "iTXtxxxx");
	assert_unknown(look(f));
	sbuf_reset(&f->bytes);
	sbuf_add(&f->bytes, "\x89PNG\r\n\x1a\n", 8);
	chunk(f, "CgBI", 4);
	zeros(f, 100);
	assert_unknown(look(f));
}

static void test_png_largest(void **state)
{
	struct file *f = *state;
	png(f, 0x7fffffff, 0x7fffffff, RGB_ALPHA);
	assert_picture(look(f), "image/png", 0x7fffffff, 0x7fffffff, PROBE_RGB);
	png(f, 1400, 1400, RGB);
	be(f, 0x7fffffff, 4); /* metadata of two gigabytes */
	text(f, "iTXt");
	zeros(f, ARTWORK_FIRST);
	assert_unknown(look_at(f, true));
	assert_int_equal(f->ranges, 2);
}

/* ---- other files ---- */

static void test_other_kinds(void **state)
{
	static const struct {
		const char *bytes;
		size_t len;
		const char *format, *name;
	} kinds[] = {
		{"GIF89a\x10\0\x10\0", 10, "image/gif", "GIF"},
		{"RIFF\x10\0\0\0WEBPVP8 ", 16, "image/webp", "WebP"},
		{"\0\0\0\x1c"
		 "ftypavif\0\0\0\0",
			16, "image/avif", "AVIF"},
		{"\0\0\0\x1c"
		 "ftypheic\0\0\0\0",
			16, "image/heic", "HEIC"},
		{"II*\0\x08\0\0\0", 8, "image/tiff", "TIFF"},
		{"%PDF-1.7", 8, "application/pdf", "PDF"},
		{"<svg xmlns='http://www.w3.org/2000/svg'/>", 41, "image/svg+xml", "SVG"},
		{"<?xml version='1.0'?>\n<!-- an html page? -->\n<svg/>", 51,
			"image/svg+xml", "SVG"},
		{"\xef\xbb\xbf\r\n <!DOCTYPE HTML>\n<title>", 29, "text/html",
			"web page"},
		{"<html><body>gone", 16, "text/html", "web page"},
	};
	struct file *f = *state;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		sbuf_reset(&f->bytes);
		sbuf_add(&f->bytes, kinds[i].bytes, kinds[i].len);
		assert_picture(look(f), kinds[i].format, 0, 0, PROBE_COLOUR_UNKNOWN);
		assert_string_equal(artwork_name(kinds[i].format), kinds[i].name);
		assert_int_equal(f->ranges, 1);
	}
}

static void test_no_kind(void **state)
{
	static const char *const texts[] = {"", "GIF88a", "RIFF....WAVE", "PNG",
		"once upon <html>",
		"<?xml version='1.0'?><Error><Code>AccessDenied</Code>",
		"{\"error\": \"<svg>\"}"};
	struct file *f = *state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		sbuf_reset(&f->bytes);
		text(f, texts[i]);
		assert_unknown(look(f));
	}
	assert_null(artwork_name("audio/mpeg"));
	assert_null(artwork_name(NULL));
	assert_string_equal(artwork_name("image/jpeg"), "JPEG");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			test_jpeg_baseline, file_open, file_close),
		cmocka_unit_test_setup_teardown(
			test_jpeg_progressive_grey, file_open, file_close),
		cmocka_unit_test_setup_teardown(test_jpeg_cmyk, file_open, file_close),
		cmocka_unit_test_setup_teardown(
			test_jpeg_odd_components, file_open, file_close),
		cmocka_unit_test_setup_teardown(
			test_jpeg_behind_metadata, file_open, file_close),
		cmocka_unit_test_setup_teardown(
			test_jpeg_across_ranges, file_open, file_close),
		cmocka_unit_test_setup_teardown(
			test_jpeg_truncated, file_open, file_close),
		cmocka_unit_test_setup_teardown(test_jpeg_broken, file_open, file_close),
		cmocka_unit_test_setup_teardown(test_jpeg_hostile, file_open, file_close),
		cmocka_unit_test_setup_teardown(test_png_colours, file_open, file_close),
		cmocka_unit_test_setup_teardown(
			test_png_transparent_colour, file_open, file_close),
		cmocka_unit_test_setup_teardown(test_png_broken, file_open, file_close),
		cmocka_unit_test_setup_teardown(test_png_largest, file_open, file_close),
		cmocka_unit_test_setup_teardown(test_other_kinds, file_open, file_close),
		cmocka_unit_test_setup_teardown(test_no_kind, file_open, file_close),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

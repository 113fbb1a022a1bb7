/* SPDX-License-Identifier: ISC */
#include "made.h"

struct world {
	struct unit u;
	struct sbuf file;
	struct media_plan plan;
	struct account account;
};

static int open_world(void **state)
{
	struct world *w = calloc(1, sizeof *w);
	unit_open(&w->u);
	sbuf_init(&w->file, MADE_MAX);
	*state = w;
	return 0;
}

static int close_world(void **state)
{
	struct world *w = *state;
	sbuf_release(&w->file);
	unit_close(&w->u);
	free(w);
	return 0;
}

static const struct media_facts *look(struct world *w, const struct media_limits *limits)
{
	assert_false(w->file.failed);
	w->account = read_plan(&w->plan, sbuf_text(&w->file), limits, &w->u.arena);
	return &w->plan.facts;
}

static void put_frames(struct world *w, unsigned index, size_t n)
{
	while (n-- > 0)
		put_frame(&w->file, index);
}

/* Milliseconds of so many frames of 1,152 samples. */
static int64_t frames_ms(int64_t n)
{
	return n * 1152 * 1000 / 44100;
}

/* ---- MPEG ---- */

static void test_xing(void **state)
{
	struct world *w = *state;
	put_xing(&w->file, "Xing", 20000, 417 * 20001);
	put_frames(w, BITRATE_128, 10000);
	put_frames(w, BITRATE_64, 20000);
	const struct media_facts *f = look(w, &media_remote);
	assert_string_equal(f->format, "audio/mpeg");
	assert_int_equal(f->duration_ms, frames_ms(20000));
	assert_int_equal(f->channels, 1);
	assert_int_equal(f->rate, 44100);
	assert_int_equal(w->account.ranges, 1);
}

static void test_vbri(void **state)
{
	struct world *w = *state;
	put_be(&w->file, 0xfffb90c0, 4);
	put_zeros(&w->file, 32);
	sbuf_str(&w->file, "VBRI");
	put_zeros(&w->file, 6);
	put_be(&w->file, 417 * 5000, 4);
	put_be(&w->file, 5000, 4);
	put_zeros(&w->file, 417 - w->file.len);
	put_frames(w, BITRATE_128, 5000);
	assert_int_equal(look(w, &media_remote)->duration_ms, frames_ms(5000));
}

/* A tag with a picture is stepped over, padding behind it searched. */
static void test_tag_is_skipped(void **state)
{
	struct world *w = *state;
	put_id3(&w->file, 900000);
	put_zeros(&w->file, 900000 + 5000);
	put_xing(&w->file, "Info", 5000, 0);
	put_frames(w, BITRATE_128, 5000);
	assert_int_equal(look(w, &media_remote)->duration_ms, frames_ms(5000));
	assert_true(w->account.bytes < 64 * 1024);
}

static void test_constant_bitrate(void **state)
{
	struct world *w = *state;
	put_frames(w, BITRATE_64, 9000);
	assert_int_equal(look(w, &media_remote)->duration_ms, 9000 * 208 * 8 / 64);
	assert_int_equal(w->account.ranges, 2);
	/* Tags at the end are no sound. */
	put_zeros(&w->file, 500);
	sbuf_str(&w->file, "APETAGEX");
	put_le(&w->file, 2000, 4);
	put_le(&w->file, 532, 4);
	put_zeros(&w->file, 16);
	sbuf_str(&w->file, "TAG");
	put_zeros(&w->file, 125);
	assert_int_equal(look(w, &media_remote)->duration_ms, 9000 * 208 * 8 / 64);
}

/* Without a header of the whole, frames of two bitrates tell only when all are counted. */
static void test_variable_bitrate(void **state)
{
	struct world *w = *state;
	put_frames(w, BITRATE_64, 5000);
	put_frames(w, BITRATE_128, 5000);
	const struct media_facts *f = look(w, &media_remote);
	assert_int_equal(f->duration_ms, 0);
	assert_true(f->doubtful);
	assert_true(f->count_kind > 0);
	assert_int_equal(f->count_from, 0);
}

/* Two files copied one behind the other: the header of the first is not that of the whole. */
static void test_foreign_header(void **state)
{
	struct world *w = *state;
	put_xing(&w->file, "Info", 100, 417 * 101);
	put_frames(w, BITRATE_128, 10000);
	const struct media_facts *f = look(w, &media_remote);
	assert_int_equal(f->duration_ms, 0);
	assert_true(f->doubtful);
}

static void test_no_audio(void **state)
{
	struct world *w = *state;
	put_zeros(&w->file, 500000);
	const struct media_facts *f = look(w, &media_remote);
	assert_null(f->format);
	assert_int_equal(f->duration_ms, 0);
	sbuf_reset(&w->file);
	put_id3(&w->file, 0xfffffff); /* beyond the end */
	put_zeros(&w->file, 500000);
	assert_null(look(w, &media_remote)->format);
	assert_int_equal(w->account.ranges, 1);
}

/* ---- MPEG-4 ---- */

static void put_moov(struct world *w, const char *handler, size_t table)
{
	size_t moov = begin_atom(&w->file, "moov");
	put_time(&w->file, "mvhd", 200500, 1000);
	put_track(&w->file, handler, table);
	size_t udta = begin_atom(&w->file, "udta");
	put_atom(&w->file, "abcd", 700000);
	end_atom(&w->file, udta);
	end_atom(&w->file, moov);
}

static void test_moov_first(void **state)
{
	struct world *w = *state;
	put_ftyp(&w->file, "M4A ");
	put_moov(w, "soun", 600000);
	put_atom(&w->file, "mdat", 3000000);
	const struct media_facts *f = look(w, &media_remote);
	assert_string_equal(f->format, "audio/x-m4a");
	assert_int_equal(f->duration_ms, 200500);
	assert_int_equal(f->channels, 2);
	assert_int_equal(f->rate, 44100);
	assert_int_equal(f->audio_bytes, 3000000);
	assert_true(w->account.bytes < 64 * 1024);
	assert_true(w->account.ranges <= 4);
}

static void test_moov_last(void **state)
{
	struct world *w = *state;
	put_ftyp(&w->file, "isom");
	put_atom(&w->file, "mdat", 3000000);
	put_moov(w, "soun", 600000);
	const struct media_facts *f = look(w, &media_remote);
	assert_string_equal(f->format, "audio/x-m4a");
	assert_int_equal(f->duration_ms, 200500);
	assert_true(w->account.bytes < 64 * 1024);
}

static void test_film(void **state)
{
	struct world *w = *state;
	put_ftyp(&w->file, "isom");
	put_moov(w, "vide", 1000);
	assert_string_equal(look(w, &media_remote)->format, "video/mp4");
}

/* An atom of 64-bit size, one that goes to the end, and sizes that lie. */
static void test_atom_sizes(void **state)
{
	struct world *w = *state;
	put_ftyp(&w->file, "M4A ");
	put_be(&w->file, 1, 4);
	sbuf_str(&w->file, "mdat");
	put_be(&w->file, 16 + 100000, 8);
	put_zeros(&w->file, 100000);
	size_t moov = begin_atom(&w->file, "moov");
	put_time(&w->file, "mvhd", 2000, 1000);
	assert_int_equal(look(w, &media_remote)->duration_ms, 2000);
	assert_int_equal(w->plan.facts.audio_bytes, 100000);
	static const uint32_t lies[] = {1, 2, 7, 0x7fffffff, 0xffffffff};
	for (size_t i = 0; i < sizeof lies / sizeof *lies; i++) {
		for (int b = 0; b < 4; b++)
			w->file.own[moov + (size_t)b] = (char)(lies[i] >> (24 - 8 * b));
		assert_int_equal(look(w, &media_remote)->duration_ms, 0);
	}
}

static void test_many_atoms(void **state)
{
	struct world *w = *state;
	put_ftyp(&w->file, "M4A ");
	for (int i = 0; i < 100000; i++)
		put_atom(&w->file, "free", 0);
	assert_int_equal(look(w, &media_remote)->duration_ms, 0);
}

/* ---- Ogg, FLAC, WAV ---- */

static void test_ogg(void **state)
{
	struct world *w = *state;
	put_opus_head(&w->file, 7);
	for (uint64_t i = 1; i <= 3000; i++)
		put_page(&w->file, 7, i * 48000 + 312, (struct str){"sound", 5});
	put_page(&w->file, 7, UINT64_MAX, (struct str){"no end", 6});
	const struct media_facts *f = look(w, &media_remote);
	assert_string_equal(f->format, "audio/ogg");
	assert_string_equal(f->codec, "opus");
	assert_int_equal(f->duration_ms, 3000 * 1000);
	assert_int_equal(w->account.ranges, 2);
	/* Another stream behind it. */
	put_page(&w->file, 8, 48000, (struct str){"sound", 5});
	f = look(w, &media_remote);
	assert_int_equal(f->duration_ms, 0);
	assert_true(f->doubtful);
}

static void put_flac(struct world *w, uint64_t samples)
{
	sbuf_str(&w->file, "fLaC");
	put_be(&w->file, 34, 4);
	put_zeros(&w->file, 10);
	put_be(&w->file, 44100ull << 44 | 1ull << 41 | 15ull << 36 | samples, 8);
	put_zeros(&w->file, 16);
	put_be(&w->file, 0x06000000 | 300000, 4); /* a picture */
	put_zeros(&w->file, 300000);
	put_be(&w->file, 0x81000000 | 100, 4); /* padding, the last block */
	put_zeros(&w->file, 100 + 1000000);
}

static void test_flac(void **state)
{
	struct world *w = *state;
	put_flac(w, 44100ull * 3600);
	const struct media_facts *f = look(w, &media_remote);
	assert_string_equal(f->format, "audio/flac");
	assert_int_equal(f->duration_ms, 3600000);
	assert_int_equal(f->channels, 2);
	assert_int_equal(f->audio_bytes, 1000000);
	assert_int_equal(w->account.ranges, 2);
	sbuf_reset(&w->file);
	put_flac(w, 0); /* not known when it was written */
	assert_int_equal(look(w, &media_remote)->duration_ms, 0);
}

static void put_wav(struct world *w, uint32_t size)
{
	sbuf_str(&w->file, "RIFF");
	put_le(&w->file, 0xffffffff, 4);
	sbuf_str(&w->file, "WAVEfmt ");
	put_le(&w->file, 16, 4);
	put_le(&w->file, 1, 2);
	put_le(&w->file, 2, 2);
	put_le(&w->file, 48000, 4);
	put_le(&w->file, 192000, 4);
	put_le(&w->file, 0x100004, 4);
	sbuf_str(&w->file, "data");
	put_le(&w->file, size, 4);
	put_zeros(&w->file, 192000 * 10);
}

static void test_wav(void **state)
{
	struct world *w = *state;
	static const uint32_t sizes[] = {192000 * 10, 0, 0xffffffff};
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		sbuf_reset(&w->file);
		put_wav(w, sizes[i]);
		const struct media_facts *f = look(w, &media_remote);
		assert_string_equal(f->format, "audio/wav");
		assert_int_equal(f->duration_ms, 10000);
		assert_int_equal(f->channels, 2);
		assert_int_equal(f->rate, 48000);
	}
	sbuf_reset(&w->file);
	put_wav(w, 192000 * 5); /* what is behind it is no sound */
	assert_int_equal(look(w, &media_remote)->duration_ms, 5000);
}

/* ---- servers ---- */

/* Who gives less than was asked for, or nothing, is not asked the same again. */
static void test_short_answers(void **state)
{
	struct world *w = *state;
	struct media_plan plan;
	struct pieces_range r;
	int asked = 0;
	put_frames(w, BITRATE_64, 9000);
	media_plan_begin(&plan, &w->u.arena, (int64_t)w->file.len, &media_remote);
	for (; media_plan_next(&plan, &r); asked++)
		media_plan_add(&plan, r.first, w->file.data + r.first, 3);
	assert_int_equal(asked, 1);
	assert_null(plan.facts.format);
	media_plan_begin(&plan, &w->u.arena, (int64_t)w->file.len, &media_remote);
	for (asked = 0; media_plan_next(&plan, &r); asked++)
		media_plan_add(&plan, r.first, "", 0);
	assert_int_equal(asked, 1);
	media_plan_begin(&plan, &w->u.arena, 0, &media_remote);
	assert_false(media_plan_next(&plan, &r));
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, open_world, close_world)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_xing),
		TEST(test_vbri),
		TEST(test_tag_is_skipped),
		TEST(test_constant_bitrate),
		TEST(test_variable_bitrate),
		TEST(test_foreign_header),
		TEST(test_no_audio),
		TEST(test_moov_first),
		TEST(test_moov_last),
		TEST(test_film),
		TEST(test_atom_sizes),
		TEST(test_many_atoms),
		TEST(test_ogg),
		TEST(test_flac),
		TEST(test_wav),
		TEST(test_short_answers),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

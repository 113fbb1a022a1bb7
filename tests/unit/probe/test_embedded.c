/* SPDX-License-Identifier: ISC */
#include "made.h"

#include "probe/mpeg.h"

struct world {
	struct unit u;
	struct sbuf file, body;
	struct media_plan plan;
};

static int open_world(void **state)
{
	struct world *w = calloc(1, sizeof *w);
	unit_open(&w->u);
	sbuf_init(&w->file, MADE_MAX);
	sbuf_init(&w->body, MADE_MAX);
	*state = w;
	return 0;
}

static int close_world(void **state)
{
	struct world *w = *state;
	sbuf_release(&w->file);
	sbuf_release(&w->body);
	unit_close(&w->u);
	free(w);
	return 0;
}

static const struct fg_chapters *look(struct world *w)
{
	assert_false(w->file.failed || w->body.failed);
	read_plan(&w->plan, sbuf_text(&w->file), &media_local, &w->u.arena);
	return &w->plan.chapters;
}

static void assert_chapter(
	const struct fg_chapters *c, size_t i, int64_t start_ms, const char *title)
{
	assert_true(i < c->len);
	assert_int_equal(c->data[i].start_ms, start_ms);
	assert_string_equal(c->data[i].title, title);
}

/* ---- ID3 ---- */

static void put_id3_frame(struct sbuf *b, const char *name, struct str body)
{
	sbuf_str(b, name);
	put_7(b, (uint32_t)body.len);
	put_be(b, 0, 2);
	sbuf_slice(b, body);
}

/* A CHAP with the sub-frames that are given as they stand. */
static void put_chap(struct world *w, const char *id, uint32_t start, struct str frames)
{
	struct sbuf chap;
	sbuf_init(&chap, MADE_MAX);
	sbuf_add(&chap, id, strlen(id) + 1);
	put_be(&chap, start, 4);
	put_be(&chap, start + 1000, 4);
	put_be(&chap, UINT64_MAX, 8);
	sbuf_slice(&chap, frames);
	put_id3_frame(&w->body, "CHAP", sbuf_text(&chap));
	sbuf_release(&chap);
}

static void put_titled(struct world *w, const char *id, uint32_t start, struct str text)
{
	struct sbuf frames;
	sbuf_init(&frames, MADE_MAX);
	put_id3_frame(&frames, "APIC", (struct str){"\0image/png\0\3\0...", 15});
	put_id3_frame(&frames, "TIT2", text);
	put_id3_frame(
		&frames, "WXXX", (struct str){"\0chapter url\0https://a.example/x", 32});
	put_chap(w, id, start, sbuf_text(&frames));
	sbuf_release(&frames);
}

#define TEXT(s) ((struct str){(s), sizeof(s) - 1})

/* The tag of what is in w->body, and sound behind it. */
static void close_tag(struct world *w)
{
	put_id3(&w->file, (uint32_t)w->body.len + 100);
	sbuf_slice(&w->file, sbuf_text(&w->body));
	put_zeros(&w->file, 100);
	for (int i = 0; i < 100; i++)
		put_frame(&w->file, BITRATE_128);
}

static void test_id3(void **state)
{
	struct world *w = *state;
	put_id3_frame(&w->body, "TIT2", TEXT("\3Episode"));
	put_titled(w, "c2", 60000, TEXT("\1\xff\xfe\xdc\0b\0e\0r\0=\xd8\x00\xde\0\0"));
	put_titled(w, "c1", 0, TEXT("\0Caf\xe9\0"));
	put_titled(w, "c3", 90000, TEXT("\2\0O\0n"));
	put_titled(w, "c4", 95000, TEXT("\3 Trimmed "));
	close_tag(w);
	const struct fg_chapters *c = look(w);
	assert_int_equal(c->len, 4);
	assert_chapter(c, 0, 0, "Caf\xc3\xa9");
	assert_chapter(c, 1, 60000,
		"\xc3\x9c"
		"ber\xf0\x9f\x98\x80");
	assert_chapter(c, 2, 90000, "On");
	assert_chapter(c, 3, 95000, "Trimmed");
	assert_string_equal(c->data[0].href, "https://a.example/x");
	assert_null(c->data[0].img);
}

static void test_table_of_contents(void **state)
{
	struct world *w = *state;
	put_titled(w, "a", 1000, TEXT("\3One"));
	put_titled(w, "slide", 1500, TEXT("\3A picture alone"));
	put_titled(w, "b", 2000, TEXT("\3Two"));
	put_id3_frame(&w->body, "CTOC", TEXT("toc\0\3\2a\0b\0"));
	close_tag(w);
	const struct fg_chapters *c = look(w);
	assert_int_equal(c->len, 2);
	assert_chapter(c, 0, 1000, "One");
	assert_chapter(c, 1, 2000, "Two");
}

/* A tag with pictures of megabytes is walked, not read. */
static void test_large_tag(void **state)
{
	struct world *w = *state;
	static const char picture[700000];
	for (uint32_t i = 0; i < 4; i++) {
		put_titled(w, "x", i * 1000, TEXT("\3T"));
		put_id3_frame(&w->body, "APIC", (struct str){picture, sizeof picture});
	}
	close_tag(w);
	assert_int_equal(look(w)->len, 4);
	assert_true(w->plan.bytes < 100000);
}

static void test_unfit_titles(void **state)
{
	struct world *w = *state;
	put_titled(w, "a", 1, TEXT("\3\xff\xff"));
	put_titled(w, "b", 2, TEXT("\7odd"));
	put_titled(w, "c", 3, TEXT("\3"));
	put_chap(w, "d", 4, (struct str){"TIT2\xff\xff\xff\xff\0\0", 10});
	close_tag(w);
	assert_int_equal(look(w)->len, 0);
	assert_int_equal(w->plan.facts.kind, SNIFF_MPEG);
}

/* ---- MP4 ---- */

static void put_chapter_atom(struct world *w, uint64_t ms, const char *title)
{
	put_be(&w->file, ms * 10000, 8);
	put_be(&w->file, strlen(title), 1);
	sbuf_str(&w->file, title);
}

static void test_nero(void **state)
{
	struct world *w = *state;
	put_ftyp(&w->file, "M4A ");
	size_t moov = begin_atom(&w->file, "moov");
	put_time(&w->file, "mvhd", 2000, 1);
	size_t udta = begin_atom(&w->file, "udta"), chpl = begin_atom(&w->file, "chpl");
	put_be(&w->file, 0x0100000000000000, 8);
	put_be(&w->file, 3, 1); /* one more than there are */
	put_chapter_atom(w, 0, "Hello");
	put_chapter_atom(w, 123456, "W\xc3\xb6rld");
	end_atom(&w->file, chpl);
	end_atom(&w->file, udta);
	end_atom(&w->file, moov);
	const struct fg_chapters *c = look(w);
	assert_int_equal(c->len, 2);
	assert_chapter(c, 0, 0, "Hello");
	assert_chapter(c, 1, 123456, "W\xc3\xb6rld");
}

/* ---- comments ---- */

static void put_comment(struct sbuf *b, const char *text)
{
	put_le(b, strlen(text), 4);
	sbuf_str(b, text);
}

static void put_comments(struct sbuf *b)
{
	put_comment(b, "encoder");
	put_le(b, 8, 4);
	put_comment(b, "TITLE=x");
	put_comment(b, "CHAPTER002=00:01:02.5");
	put_comment(b, "CHAPTER002NAME=Second");
	put_comment(b, "chapter001name=First");
	put_comment(b, "CHAPTER001=00:00:00.000");
	put_comment(b, "CHAPTER001URL=https://a.example/1");
	put_comment(b, "CHAPTER003NAME=without a time");
	put_comment(b, "CHAPTERX=1");
	put_le(b, 0xffffffff, 4);
}

static void assert_comments(const struct fg_chapters *c)
{
	assert_int_equal(c->len, 2);
	assert_chapter(c, 0, 0, "First");
	assert_chapter(c, 1, 62500, "Second");
	assert_string_equal(c->data[0].href, "https://a.example/1");
	assert_null(c->data[1].href);
}

static void test_flac(void **state)
{
	struct world *w = *state;
	put_comments(&w->body);
	sbuf_str(&w->file, "fLaC");
	put_be(&w->file, 34, 4);
	put_zeros(&w->file, 34);
	put_be(&w->file, 0x84000000 | w->body.len, 4);
	sbuf_slice(&w->file, sbuf_text(&w->body));
	put_zeros(&w->file, 1000);
	assert_comments(look(w));
}

/* The packet goes over several pages, with one of another stream between them. */
static void test_opus(void **state)
{
	struct world *w = *state;
	sbuf_str(&w->body, "OpusTags");
	put_comments(&w->body);
	put_zeros(&w->body, 600);
	put_opus_head(&w->file, 7);
	struct str rest = sbuf_text(&w->body);
	for (; rest.len > 255; rest = str_slice(rest, 255, rest.len)) {
		sbuf_add(&w->file, "OggS\0\0", 6);
		put_le(&w->file, UINT64_MAX, 8);
		put_le(&w->file, 7, 4);
		put_zeros(&w->file, 8);
		put_be(&w->file, 0x01ff, 2);
		sbuf_add(&w->file, rest.data, 255);
		put_page(&w->file, 8, 0, TEXT("another stream"));
	}
	put_page(&w->file, 7, 0, rest);
	put_page(&w->file, 7, 48000, TEXT("sound"));
	assert_comments(look(w));
}

/* ---- counting frames ---- */

static void test_count(void **state)
{
	struct world *w = *state;
	struct mpeg_frame first;
	for (int i = 0; i < 1000; i++)
		put_frame(&w->file, i % 3 ? BITRATE_64 : BITRATE_128);
	sbuf_str(&w->file, "TAG and more");
	assert_true(mpeg_frame((const unsigned char *)w->file.data, &first));
	static const size_t steps[] = {1, 2, 3, 5, 415, 417, 418, 70000};
	for (size_t s = 0; s < sizeof steps / sizeof *steps; s++) {
		struct mpeg_count count = {.kind = first.kind};
		for (size_t i = 0; i < w->file.len; i += steps[s]) {
			size_t left = w->file.len - i;
			mpeg_count_add(&count, (const unsigned char *)w->file.data + i,
				left < steps[s] ? left : steps[s]);
		}
		assert_int_equal(count.samples, 1000 * 1152);
	}
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, open_world, close_world)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_id3),
		TEST(test_table_of_contents),
		TEST(test_large_tag),
		TEST(test_unfit_titles),
		TEST(test_nero),
		TEST(test_flac),
		TEST(test_opus),
		TEST(test_count),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

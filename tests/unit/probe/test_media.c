/* SPDX-License-Identifier: ISC */
#include "made.h"

#include <signal.h>
#include <sys/types.h>
#include <unistd.h>
#include "probe/media.h"

enum { PATIENT_MS = 60000 };

struct world {
	struct unit u;
	struct sbuf file;
	struct media *media;
	struct media_plan plan;
	struct media_reading reading;
};

static int open_world(void **state)
{
	struct world *w = calloc(1, sizeof *w);
	unit_open(&w->u);
	sbuf_init(&w->file, MADE_MAX);
	w->media = media_new(&w->u.arena, PATIENT_MS);
	*state = w;
	return 0;
}

static int close_world(void **state)
{
	struct world *w = *state;
	media_free(w->media);
	sbuf_release(&w->file);
	unit_close(&w->u);
	free(w);
	return 0;
}

static enum media_result look(struct world *w)
{
	read_plan(&w->plan, sbuf_text(&w->file), &media_remote, &w->u.arena);
	return media_read(w->media, &w->plan, &w->reading);
}

static void put_frames(struct world *w, size_t n)
{
	while (n-- > 0)
		put_frame(&w->file, BITRATE_128);
}

/* Sends a signal to the child that is reading. */
static void signal_child(int number)
{
	char path[64], text[64] = "";
	snprintf(path, sizeof path, "/proc/self/task/%d/children", (int)getpid());
	FILE *f = fopen(path, "r");
	assert_non_null(f);
	assert_non_null(fgets(text, sizeof text, f));
	fclose(f);
	long child = strtol(text, NULL, 10);
	assert_true(child > 0);
	assert_int_equal(kill((pid_t)child, number), 0);
}

static void test_reads_what_was_fetched(void **state)
{
	struct world *w = *state;
	put_id3(&w->file, 500000);
	put_zeros(&w->file, 500000);
	put_frames(w, 4000); /* 104.24 s */
	assert_int_equal(look(w), MEDIA_READ);
	assert_int_equal(w->reading.seconds, 104);
	assert_int_equal(w->reading.bitrate, 128);
	assert_int_equal(w->reading.rate, 44100);
	assert_int_equal(w->reading.channels, 1);
	/* The next file is another. */
	sbuf_reset(&w->file);
	put_frames(w, 2000);
	assert_int_equal(look(w), MEDIA_READ);
	assert_int_equal(w->reading.seconds, 52);
}

static void test_what_taglib_is_not_asked(void **state)
{
	struct world *w = *state;
	put_zeros(&w->file, 100000);
	assert_int_equal(look(w), MEDIA_UNKNOWN);
	assert_int_equal(w->reading.seconds, 0);
}

/* A child that dies with a file costs that file alone; after some there is none any more. */
static void test_crash(void **state)
{
	struct world *w = *state;
	put_frames(w, 2000);
	for (int i = 0; i < MEDIA_LIVES; i++) {
		assert_int_equal(look(w), MEDIA_READ);
		signal_child(SIGKILL);
		assert_int_equal(look(w), MEDIA_CRASHED);
		assert_int_equal(w->reading.seconds, 0);
	}
	assert_int_equal(look(w), MEDIA_UNABLE);
}

/* One that does not answer is not waited for. */
static void test_hang(void **state)
{
	struct world *w = *state;
	media_free(w->media);
	w->media = media_new(&w->u.arena, 2000);
	put_frames(w, 2000);
	assert_int_equal(look(w), MEDIA_READ);
	signal_child(SIGSTOP);
	assert_int_equal(look(w), MEDIA_HUNG);
	assert_int_equal(w->reading.seconds, 0);
	assert_int_equal(look(w), MEDIA_READ);
}

/* ---- broken files ---- */

static void put_m4a(struct world *w)
{
	put_ftyp(&w->file, "M4A ");
	size_t moov = begin_atom(&w->file, "moov");
	put_time(&w->file, "mvhd", 200500, 1000);
	put_track(&w->file, "soun", 4000);
	size_t udta = begin_atom(&w->file, "udta"), meta = begin_atom(&w->file, "meta");
	put_be(&w->file, 0, 4);
	put_atom(&w->file, "hdlr", 20);
	size_t ilst = begin_atom(&w->file, "ilst"),
	       name = begin_atom(&w->file, "\xa9nam");
	size_t data = begin_atom(&w->file, "data");
	put_be(&w->file, 1, 4);
	put_be(&w->file, 0, 4);
	sbuf_str(&w->file, "A title");
	end_atom(&w->file, data);
	end_atom(&w->file, name);
	end_atom(&w->file, ilst);
	end_atom(&w->file, meta);
	end_atom(&w->file, udta);
	end_atom(&w->file, moov);
	put_atom(&w->file, "mdat", 30000);
}

static void put_flac(struct world *w)
{
	sbuf_str(&w->file, "fLaC");
	put_be(&w->file, 34, 4);
	put_zeros(&w->file, 10);
	put_be(&w->file, 44100ull << 44 | 1ull << 41 | 15ull << 36 | 4410000, 8);
	put_zeros(&w->file, 16);
	put_be(&w->file, 0x84000010, 4);
	put_zeros(&w->file, 16 + 30000);
}

static void put_tagged(struct world *w)
{
	put_id3(&w->file, 3000);
	sbuf_add(&w->file, "TIT2\0\0\0\5\0\0\3abcd", 15);
	sbuf_add(&w->file, "APIC\0\0\4\0\0\0\0image/png\0\3\0", 24);
	put_zeros(&w->file, 3000 - 39);
	put_frames(w, 100);
}

/* Changes some bytes of the first ones, always the same by the same seed. */
static void mutate(struct sbuf *file, uint32_t seed)
{
	uint32_t r = seed * 2654435761u + 1;
	for (int i = 0; i < 6; i++) {
		r = r * 1664525u + 1013904223u;
		size_t at = (r >> 8) % 600;
		file->own[at] = (char)(r & 1 ? 0xff : r >> 24);
	}
}

/* Whatever becomes of the child, this process goes on and is told. */
static void test_broken_files(void **state)
{
	static void (*const put[])(struct world *) = {put_m4a, put_flac, put_tagged};
	struct world *w = *state;
	size_t results[MEDIA_HUNG + 1] = {0};
	for (uint32_t i = 0; i < 600; i++) {
		sbuf_reset(&w->file);
		put[i % 3](w);
		mutate(&w->file, i);
		enum media_result result = look(w);
		results[result]++;
		assert_true(result == MEDIA_READ || w->reading.seconds == 0);
		if (result != MEDIA_UNABLE)
			continue;
		media_free(w->media);
		w->media = media_new(&w->u.arena, PATIENT_MS);
	}
	assert_true(results[MEDIA_READ] > 0);
	print_message("read %zu, unknown %zu, crashed %zu, hung %zu\n",
		results[MEDIA_READ], results[MEDIA_UNKNOWN], results[MEDIA_CRASHED],
		results[MEDIA_HUNG]);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, open_world, close_world)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(test_reads_what_was_fetched),
		TEST(test_what_taglib_is_not_asked),
		TEST(test_crash),
		TEST(test_hang),
		TEST(test_broken_files),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}

/* SPDX-License-Identifier: ISC */
/*
 * Fuzz target: files of transcripts and chapters that other programs make. The first byte says
 * which. What is read is clean and has times that can be; what is refused says where.
 */
#include "fuzz.h"

#include <string.h>
#include "base/arena.h"
#include "base/timecode.h"
#include "base/utf8.h"
#include "render/chapters_file.h"
#include "render/cues.h"

static bool is_clean(const char *text)
{
	return !text || utf8_clean_len(str_of(text)) == strlen(text);
}

static bool is_time(int64_t ms)
{
	return ms >= -1 && ms <= TIMECODE_MAX;
}

static void check_turns(const struct fg_transcript *t)
{
	for (size_t i = 0; i < t->len; i++) {
		const struct fg_turn *turn = &t->data[i];
		must(turn->text && *turn->text && is_clean(turn->text));
		must(is_clean(turn->speaker));
		must(is_time(turn->start_ms) && is_time(turn->end_ms));
		must(!turn->written || turn->start_ms >= 0);
	}
}

static void check_chapters(const struct fg_chapters *all)
{
	for (size_t i = 0; i < all->len; i++) {
		const struct fg_chapter *c = &all->data[i];
		must(c->start_ms >= 0 && is_time(c->start_ms));
		must(is_clean(c->title) && is_clean(c->href) && is_clean(c->img));
		must(is_clean(c->place) && is_clean(c->geo) && is_clean(c->osm));
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static bool (*const readers[])(struct foreign * f, struct fg_transcript * out) = {
		cues_vtt, cues_srt, cues_json, cues_html, cues_text};
	enum { READERS = sizeof readers / sizeof *readers };
	if (size == 0 || size > 1 << 16)
		return -1;
	size_t which = data[0] % (READERS + 1);
	struct str text = {(const char *)data + 1, size - 1};
	/* foreign_read has made sure of this. */
	if (utf8_clean_len(text) != text.len || memchr(text.data, '\r', text.len))
		return -1;
	struct arena arena;
	arena_init(&arena, exhausted);
	struct fg_diags diags = {.arena = &arena};
	struct fg_settings settings = {.jobs = 1};
	struct fg_run run = {&arena, &diags, &settings};
	struct foreign f = {.run = &run,
		.file = "a",
		.broken = FG_RULE_TRANSCRIPT_FILE,
		.skipped = FG_RULE_TRANSCRIPT_CUE};
	f.text = (struct str){arena_strndup(&arena, text.data, text.len), text.len};
	struct fg_transcript t = {.file = "a"};
	struct fg_chapters chapters = {0};
	bool good = which < READERS ? readers[which](&f, &t)
				    : chapters_file_read(&f, &chapters);
	foreign_end(&f);
	must(good || diags.len > 0);
	must(diags.len <= FOREIGN_TOLD + 2 || which >= 3);
	check_turns(&t);
	check_chapters(&chapters);
	arena_release(&arena);
	return 0;
}

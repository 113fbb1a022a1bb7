/* SPDX-License-Identifier: ISC */
/*
 * Fuzz target: a transcript, as a body's section or as plain text, on its way to files. What
 * is said has times in order, and no file can be misread: a VTT has as many arrows as cues.
 */
#include "fuzz.h"

#include <string.h>
#include <feedgen/feedgen.h>
#include "base/arena.h"
#include "base/sbuf.h"
#include "base/utf8.h"
#include "render/guard.h"
#include "render/speakers.h"
#include "render/speech.h"
#include "render/times.h"

static void check_times(const struct fg_transcript *t)
{
	int64_t last = 0;
	for (size_t i = 0; t->timed && i < t->len; i++) {
		const struct fg_turn *turn = &t->data[i];
		must(turn->text && *turn->text);
		if (turn->heading || turn->start_ms < 0)
			continue;
		must(turn->start_ms >= last && turn->end_ms >= turn->start_ms);
		last = turn->start_ms;
	}
}

static size_t count(const char *text, const char *what)
{
	size_t n = 0;
	for (; (text = strstr(text, what)); text += strlen(what))
		n++;
	return n;
}

static void check_files(struct fg_run *run, const struct fg_item *item)
{
	struct sbuf out;
	sbuf_init(&out, 64 << 20);
	for (unsigned k = 0; k < FG_SIDECARS; k++) {
		sbuf_reset(&out);
		must(fg_write_sidecar(run, item, (enum fg_sidecar)k, &out));
		must(utf8_clean_len(sbuf_text(&out)) == out.len);
		if (k == FG_SIDECAR_VTT)
			must(count(out.data, "-->") == count(out.data, "\n\n"));
	}
	sbuf_release(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct fg_person people[] = {{.name = "Ada Lovelace"}, {.name = "Fin"}};
	struct str text = {(const char *)data, size};
	/* A reader has made sure of this. */
	if (utf8_clean_len(text) != size || memchr(data, '\r', size) || size > 1 << 16)
		return -1;
	struct arena arena;
	arena_init(&arena, exhausted);
	struct fg_diags diags = {.arena = &arena};
	struct fg_settings settings = {.jobs = 1};
	struct fg_run run = {&arena, &diags, &settings};
	struct fg_show show = {.people = {people, 2, 2}};
	struct fg_episode ep = {.file = "a.md"};
	struct fg_notes notes = {.spoken = {.file = "a.md"}};
	struct fg_body body = {arena_strndup(&arena, text.data, size), size, 1};
	if (size % 2)
		speech_read_text(&run, &body, &notes.spoken);
	else if (guard_notes(&run, &ep, &body, NOTES_MAX))
		speech_read(&run, &body, &notes.spoken);
	times_settle(&run, (int64_t)(size % 5) * 20, &notes.spoken);
	speakers_settle(&run, &show, &ep, &notes.spoken);
	check_times(&notes.spoken);
	check_files(&run, &(struct fg_item){&show, &ep, &notes});
	arena_release(&arena);
	return 0;
}

/* SPDX-License-Identifier: ISC */
/*
 * Fuzz target: a feed of anybody. The judge ends, whatever it is given, and every finding
 * has a place within the text.
 */
#include "fuzz.h"

#include <feedgen/feedgen.h>
#include "base/arena.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena;
	arena_init(&arena, exhausted);
	struct fg_diags diags = {.arena = &arena};
	struct fg_settings settings = {.now = 1717243200, .offline = true, .jobs = 1};
	struct fg_run run = {&arena, &diags, &settings};
	struct fg_input input = {
		.name = "feed", .data = size ? (const char *)data : "", .len = size};
	fg_validate_feed(&run, &input);
	for (size_t i = 0; i < diags.len; i++) {
		if (!diags.data[i].message || diags.data[i].at.line > size + 1)
			abort();
	}
	arena_release(&arena);
	return 0;
}

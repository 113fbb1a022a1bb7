/* SPDX-License-Identifier: ISC */
/*
 * Fuzz target: any bytes, judged as whatever feed they are; the corpus is Atom. It ends,
 * every finding has a text, and its place is in the text.
 */
#include "fuzz.h"

#include "base/arena.h"
#include "base/utf8.h"
#include "model/rule.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena;
	arena_init(&arena, exhausted);
	struct fg_diags diags = {.arena = &arena};
	struct fg_settings settings = {.now = 1717243200, .offline = true, .jobs = 1};
	struct fg_run run = {&arena, &diags, &settings};
	struct fg_input in = {.name = "feed", .data = (const char *)data, .len = size};
	must(fg_validate_feed(&run, &in));
	for (size_t i = 0; i < diags.len; i++) {
		const struct fg_diag *d = &diags.data[i];
		must(d->message && *d->message && d->at.line <= size + 1);
		must(d->rule >= 0 && d->rule < FG_RULE_COUNT);
	}
	arena_release(&arena);
	return 0;
}

/* SPDX-License-Identifier: ISC */
/*
 * Fuzz target: stamps. The sum at the end is made here, so that what is behind it is reached.
 * A stamp that is believed has findings of rules that there are, each with a message.
 */
#include "fuzz.h"

#include <stdio.h>
#include <string.h>
#include <feedgen/feedgen.h>
#include "base/arena.h"
#include "base/hash.h"

static void check(const struct fg_stamp *stamp)
{
	for (size_t i = 0; i < stamp->diags.len; i++) {
		const struct fg_diag *d = &stamp->diags.data[i];
		if (d->rule < 0 || d->rule >= FG_RULE_COUNT || !d->message ||
			stamp->levels[d->rule] == FG_OFF)
			abort();
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena;
	struct fg_stamp stamp;
	char hash[SHA256_TEXT_SIZE];
	struct fg_settings settings = {.now = 1717243200, .offline = true};
	arena_init(&arena, exhausted);
	struct fg_diags diags = {.arena = &arena};
	struct fg_run run = {&arena, &diags, &settings};
	if (!sha256_text(data, size, hash))
		abort();
	char *whole = arena_text(&arena, size + sizeof "end\t\n" + SHA256_TEXT_SIZE);
	if (size > 0)
		memcpy(whole, data, size);
	int tail = snprintf(whole + size, SHA256_TEXT_SIZE + 6, "end\t%s\n", hash);
	if (fg_stamp_holds(&run, whole, size + (size_t)tail, "k", &stamp))
		check(&stamp);
	arena_release(&arena);
	return 0;
}

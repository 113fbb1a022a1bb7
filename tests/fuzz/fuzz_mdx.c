/* SPDX-License-Identifier: ISC */
/*
 * Fuzz target: what is taken out of MDX. The lines stay, nothing is made up, and what is told is
 * in the text.
 */
#include "fuzz.h"

#include <string.h>
#include "base/arena.h"
#include "base/utf8.h"
#include "read/mdx.h"

static unsigned lines(const char *text, size_t len)
{
	unsigned n = 1;
	for (size_t i = 0; i < len; i++)
		n += text[i] == '\n';
	return n;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena;
	arena_init(&arena, exhausted);
	/* As source_take hands texts on: clean, and followed by a NUL. */
	char *text = arena_text(&arena, size);
	memcpy(text, data, size);
	size_t len = utf8_clean_len((struct str){text, size});
	text[len] = '\0';
	struct fg_diags diags = {.arena = &arena};
	struct fg_settings settings = {.jobs = 1};
	struct fg_run run = {&arena, &diags, &settings};
	struct fg_body body = {text, len, 1};
	mdx_take_out(&run, "a.mdx", &body);
	must(body.len <= len && body.text[body.len] == '\0');
	must(utf8_clean_len((struct str){body.text, body.len}) == body.len);
	must(lines(body.text, body.len) == lines(text, len));
	for (size_t i = 0; i < diags.len; i++)
		must(diags.data[i].at.line <= lines(text, len));
	arena_release(&arena);
	return 0;
}

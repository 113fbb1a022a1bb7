/* SPDX-License-Identifier: ISC */
/*
 * Fuzz target: any text, judged as a JSON Feed. It ends, every finding has a text and a
 * place that is in the text, and what is no JSON is told exactly once.
 */
#include "fuzz.h"

#include "base/arena.h"
#include "base/utf8.h"
#include "model/rule.h"
#include "validate/json_feed.h"

/* All of it, in two pieces. */
static size_t halves(void *arg, char *buffer, size_t size)
{
	struct str *rest = arg;
	size_t n = rest->len - rest->len / 2;
	if (n > size)
		n = size;
	if (n)
		memcpy(buffer, rest->data, n);
	*rest = str_slice(*rest, n, rest->len);
	return n;
}

static size_t lines_of(struct str text)
{
	size_t n = 1;
	for (size_t i = 0; i < text.len; i++)
		n += text.data[i] == '\n';
	return n;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena;
	arena_init(&arena, exhausted);
	struct fg_diags diags = {.arena = &arena};
	struct fg_settings settings = {.now = 1717243200, .offline = true, .jobs = 1};
	struct fg_run run = {&arena, &diags, &settings};
	struct str text = {(const char *)data, size}, rest = text;
	size_t broken = 0, lines = lines_of(text);
	json_feed_judge(&run, "feed.json", halves, &rest);
	for (size_t i = 0; i < diags.len; i++) {
		const struct fg_diag *d = &diags.data[i];
		must(d->message && *d->message && d->at.line <= lines);
		broken += d->rule == FG_RULE_JSON_SYNTAX;
	}
	must(broken <= 1);
	arena_release(&arena);
	return 0;
}

/* SPDX-License-Identifier: ISC */
/*
 * Fuzz target: the feed that is out there, which may be anybody's. Whatever it is, what
 * the guard takes from it is clean, trimmed text, and a feed that was refused says why.
 */
#include "fuzz.h"

#include <string.h>
#include "base/arena.h"
#include "base/utf8.h"
#include "guard/published.h"

static void check_text(const char *text)
{
	if (!text)
		return;
	struct str s = str_of(text);
	must(s.len > 0 && str_eq(s, str_trim(s)) && utf8_clean_len(s) == s.len);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena arena;
	struct published feed = {.address = "https://a.example/f/feed.xml"};
	const char *problem;
	unsigned line;
	arena_init(&arena, exhausted);
	struct str text = {(const char *)data, size};
	bool ok = published_scan(&arena, text, &feed, &problem, &line);
	must(ok == (problem == NULL) && line >= 1);
	check_text(feed.guid);
	for (size_t i = 0; i < feed.len; i++) {
		check_text(feed.data[i].guid);
		check_text(feed.data[i].title);
		check_text(feed.data[i].url);
	}
	arena_release(&arena);
	return 0;
}

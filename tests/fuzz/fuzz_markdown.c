/* SPDX-License-Identifier: ISC */
/*
 * Fuzz target: Markdown, with raw HTML and without. What leaves is well-formed, stays the
 * same when it is parsed as HTML and written again, and is no longer than its limit. And it
 * is what it is when nothing of it is plain (render/plain.h).
 */
#include "fuzz.h"

#include "base/utf8.h"
#include "render/html.h"
#include "render/markdown.h"
#include "../unit/render/unplain.h"
#include "../unit/render/wellformed.h"

/* Small: that containers do not nest deep is seen to before Markdown is parsed. */
enum { INPUT_MAX = 4 * 1024, OUTPUT_MAX = 16 * 1024 * 1024 };

static void write(struct arena *a, const struct html_doc *doc,
	const struct html_rules *rules, struct sbuf *out)
{
	must(doc != NULL);
	sbuf_init(out, OUTPUT_MAX);
	must(html_write(a, doc, rules, out) || rules->max);
	must(!out->failed && wellformed(out->data, rules->full) == NULL);
}

static void check(struct arena *a, const struct html_doc *doc)
{
	const struct html_rules full = {.full = true};
	const struct html_rules brief = {.max = 300, .more = "https://example.com/"};
	const char *problem;
	struct sbuf once, twice, cut;
	write(a, doc, &full, &once);
	write(a, html_parse(a, sbuf_text(&once), &problem), &full, &twice);
	must(str_eq(sbuf_text(&once), sbuf_text(&twice)));
	write(a, doc, &brief, &cut);
	must(cut.len <= brief.max);
	sbuf_release(&once);
	sbuf_release(&twice);
	sbuf_release(&cut);
}

static void check_plain(struct arena *a, struct str text, const struct html_doc *doc)
{
	const struct html_rules full = {.full = true};
	const char *problem;
	struct sbuf parsed, once, again;
	sbuf_init(&parsed, OUTPUT_MAX);
	unplain(a, text, &parsed);
	write(a, doc, &full, &once);
	write(a, markdown_parse(a, sbuf_text(&parsed), &problem), &full, &again);
	must(str_eq(sbuf_text(&once), sbuf_text(&again)));
	sbuf_release(&parsed);
	sbuf_release(&once);
	sbuf_release(&again);
}

/* Could it be seen that text was changed by unplain: would a blank more show, or has it marks
   of grafts, whose numbers depend on what is plain? */
static bool is_delicate(struct str text)
{
	static const char *const signs[] = {
		"<pre", "<listing", "<plaintext", "<xmp", "data-feedgen"};
	for (size_t at = 0; at < text.len; at++) {
		for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
			if (str_case_starts(str_slice(text, at, text.len), signs[i]))
				return true;
		}
	}
	return false;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = {(const char *)data, size};
	const char *problem = NULL;
	struct arena a;
	if (size > INPUT_MAX || utf8_clean_len(text) != size)
		return 0;
	arena_init(&a, exhausted);
	const struct html_doc *doc = markdown_parse(&a, text, &problem);
	must((doc == NULL) == (problem != NULL));
	if (doc) {
		check(&a, doc);
		/* A bare CR, which no source has, ends a line for cmark alone. */
		if (str_find_char(text, '\r', 0) == STR_NONE && !is_delicate(text))
			check_plain(&a, text, doc);
	}
	arena_release(&a);
	return 0;
}

/* SPDX-License-Identifier: ISC */
/*
 * Fuzz target: Markdown, with raw HTML and without. What leaves is well-formed, stays the
 * same when it is parsed as HTML and written again, and is no longer than its limit. And it
 * is what it is when nothing of it is plain (render/plain.h).
 */
#include <stdint.h>
#include <stdlib.h>
#include "base/utf8.h"
#include "render/html.h"
#include "render/markdown.h"
#include "render/plain.h"
#include "../unit/render/wellformed.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Small: that containers do not nest deep is seen to before Markdown is parsed. */
enum { INPUT_MAX = 4 * 1024, OUTPUT_MAX = 16 * 1024 * 1024 };

static void must(bool holds)
{
	if (!holds)
		abort();
}

static void exhausted(void)
{
	abort();
}

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

static bool is_blank_line(struct str text)
{
	struct str line;
	return str_line(&text, &line) && str_trim(line).len == 0;
}

/* text with a reference to a blank at the end of each plain block: none is plain, and all
   mean the same. */
static void unplain(struct arena *a, struct str text, struct sbuf *out)
{
	struct plain p;
	struct plain_run run;
	size_t done = 0;
	plain_init(&p, a, text);
	while (plain_next(&p, &run)) {
		size_t at = (size_t)(run.whole.data - text.data);
		sbuf_slice(out, str_slice(text, done, at));
		done = at + run.whole.len;
		struct str rest = run.whole, line;
		while (str_line(&rest, &line)) {
			bool heading = str_starts(line, "#");
			bool ends = rest.len == 0 || is_blank_line(rest);
			sbuf_slice(out, line);
			if (str_trim(line).len && (heading || ends))
				sbuf_str(out, " &#32;");
			if (line.data + line.len < run.whole.data + run.whole.len)
				sbuf_char(out, '\n');
		}
	}
	sbuf_slice(out, str_slice(text, done, text.len));
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
		if (str_find_char(text, '\r', 0) == STR_NONE)
			check_plain(&a, text, doc);
	}
	arena_release(&a);
	return 0;
}

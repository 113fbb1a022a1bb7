/* SPDX-License-Identifier: ISC */
/*
 * Fuzz target: HTML that is parsed and written anew. Whatever comes in, what leaves has
 * only what is allowed, is balanced, fits where it has to and stays the same when it is
 * parsed and written again. What needs no repair (render/html_tidy.h) is what libxml2's
 * parser makes of it.
 */
#include "fuzz.h"

#include <libxml/HTMLparser.h>
#include "base/utf8.h"
#include "render/html.h"
#include "render/html_tidy.h"
#include "../unit/render/wellformed.h"

enum { INPUT_MAX = 64 * 1024, OUTPUT_MAX = 64 * 1024 * 1024 };

static struct html_doc *parse(struct arena *a, struct str html)
{
	const char *problem = NULL;
	struct html_doc *doc = html_parse(a, html, &problem);
	must((doc == NULL) == (problem != NULL));
	return doc;
}

/* Writes doc into out, which is empty; false if it does not fit. */
static bool write(struct arena *a, const struct html_doc *doc,
	const struct html_rules *rules, struct sbuf *out)
{
	bool whole = html_write(a, doc, rules, out);
	must(whole || rules->max);
	must(out->failed || wellformed(out->data, rules->full) == NULL);
	return !out->failed;
}

static void check_round(
	struct arena *a, const struct html_doc *doc, const struct html_rules *rules)
{
	struct sbuf once, twice;
	sbuf_init(&once, OUTPUT_MAX);
	sbuf_init(&twice, OUTPUT_MAX);
	if (write(a, doc, rules, &once)) {
		struct html_doc *again = parse(a, sbuf_text(&once));
		must(again != NULL && write(a, again, rules, &twice));
		must(str_eq(sbuf_text(&once), sbuf_text(&twice)));
	}
	sbuf_release(&once);
	sbuf_release(&twice);
}

static void check_cut(struct arena *a, const struct html_doc *doc, size_t max, bool full)
{
	struct html_rules rules = {.full = full, .max = max};
	struct sbuf out;
	sbuf_init(&out, OUTPUT_MAX);
	for (int more = 0; more < 2; more++) {
		rules.more = more ? "https://example.com/?a&b" : NULL;
		sbuf_reset(&out);
		must(write(a, doc, &rules, &out) && out.len <= max);
	}
	sbuf_release(&out);
}

static void check_text(struct arena *a, const struct html_doc *doc)
{
	struct sbuf out;
	sbuf_init(&out, OUTPUT_MAX);
	html_text(a, doc, &out);
	must(utf8_clean_len(sbuf_text(&out)) == out.len);
	must(out.len == 0 || (out.data[0] != '\n' && out.data[out.len - 1] != '\n'));
	sbuf_release(&out);
}

static void no_start(void *ctx, const char *name, const char **attributes)
{
	(void)ctx, (void)name, (void)attributes;
}

static void no_end(void *ctx, const char *name)
{
	(void)ctx, (void)name;
}

static void no_text(void *ctx, struct str text)
{
	(void)ctx, (void)text;
}

static bool is_known(const char *name)
{
	return htmlTagLookup((const xmlChar *)name) != NULL;
}

/* With a comment a text needs a parser, and means the same. */
static void check_tidy(struct arena *a, struct str html)
{
	static const struct html_events events = {no_start, no_end, no_text, is_known};
	const struct html_rules full = {.full = true};
	struct sbuf commented, once, again;
	if (!html_tidy(a, html, &events, NULL))
		return;
	sbuf_init(&commented, OUTPUT_MAX);
	sbuf_init(&once, OUTPUT_MAX);
	sbuf_init(&again, OUTPUT_MAX);
	sbuf_slice(&commented, html);
	sbuf_str(&commented, "<!-- -->");
	must(write(a, parse(a, html), &full, &once));
	must(write(a, parse(a, sbuf_text(&commented)), &full, &again));
	must(str_eq(sbuf_text(&once), sbuf_text(&again)));
	sbuf_release(&commented);
	sbuf_release(&once);
	sbuf_release(&again);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const bases[] = {NULL, "https://example.com/a/b?c"};
	struct str html = {(const char *)data, size};
	struct arena a;
	if (size > INPUT_MAX || utf8_clean_len(html) != size)
		return 0;
	arena_init(&a, exhausted);
	struct html_doc *doc = parse(&a, html);
	for (int i = 0; doc && i < 4; i++) {
		struct html_rules rules = {.full = i & 1, .base = bases[i >> 1]};
		check_round(&a, doc, &rules);
	}
	for (size_t max = 1; doc && max < 4096; max = max * 2 + size % 7) {
		check_cut(&a, doc, max, true);
		check_cut(&a, doc, max, false);
	}
	if (doc)
		check_text(&a, doc);
	check_tidy(&a, html);
	arena_release(&a);
	return 0;
}

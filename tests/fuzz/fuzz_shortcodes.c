/* SPDX-License-Identifier: ISC */
/*
 * Fuzz target: the shortcode and footnote scanner. What comes out is clean, bounded, and,
 * if the text has nothing that could be code, free of template syntax.
 */
#include "fuzz.h"

#include <string.h>
#include "base/arena.h"
#include "base/sbuf.h"
#include "base/utf8.h"
#include "render/shortcode.h"

enum { OUT_MAX = 1 << 20 };

/* Could a part of the text be code: a backtick, a fence, an indentation? */
static bool may_hold_code(struct str text)
{
	return str_find_char(text, '`', 0) != STR_NONE ||
	       str_find_char(text, '~', 0) != STR_NONE ||
	       str_find_char(text, '\t', 0) != STR_NONE ||
	       str_find(text, "    ", 0) != STR_NONE;
}

static void check(struct str text, const struct sbuf *out)
{
	struct str s = sbuf_text(out);
	must(utf8_clean_len(s) == s.len);
	if (may_hold_code(text))
		return;
	must(str_find(s, "{%", 0) == STR_NONE);
	must(str_find(s, "{{", 0) == STR_NONE);
	/* \%} is a percent sign and a brace. */
	for (size_t at = 0; (at = str_find(s, "%}", at)) != STR_NONE; at++)
		must(at > 0 && s.data[at - 1] == '\\');
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct fg_entry shortcodes[] = {
		{"i", "<img src=\"{n}/{1}\" alt=\"{2}\">", {1, 1, FG_ABSENT, false}},
		{"a", "<blockquote>{body}</blockquote>", {2, 1, FG_ABSENT, false}},
		{"b", "<b>{body}</b> {body} {k}", {3, 1, FG_ABSENT, false}},
		{"l", "<ul>\n<li>{1}</li>\n{body}\n</ul>", {4, 1, FG_ABSENT, false}},
		{"include", "[{1}]({k.name})", {5, 1, FG_ABSENT, false}},
		{"x", "{nothing}", {6, 1, FG_ABSENT, false}},
		{"y", "{", {7, 1, FG_ABSENT, false}},
	};
	static struct fg_entry entries[] = {{"n", "07", {2, 1, FG_WRITTEN, false}}};
	enum { SHORTCODES = sizeof shortcodes / sizeof *shortcodes };
	struct fg_show show = {
		.file = "show.yaml", .shortcodes = {shortcodes, SHORTCODES, SHORTCODES}};
	struct fg_episode ep = {.file = "e.md", .entries = {entries, 1, 1}};
	struct str text = {(const char *)data, size};
	struct arena arena;
	struct sbuf out;
	if (utf8_clean_len(text) != size)
		return -1;
	arena_init(&arena, exhausted);
	sbuf_init(&out, OUT_MAX);
	struct fg_diags diags = {.arena = &arena};
	struct fg_settings settings = {.jobs = 1};
	struct fg_run run = {&arena, &diags, &settings};
	struct fg_body body = {text.data, text.len, 1};
	if (shortcode_expand(&run, &show, &ep, &body, &out))
		check(text, &out);
	else
		must(out.len <= OUT_MAX);
	for (size_t i = 0; i < diags.len; i++)
		must(diags.data[i].at.line > 0 && diags.data[i].at.column > 0);
	sbuf_release(&out);
	arena_release(&arena);
	return 0;
}

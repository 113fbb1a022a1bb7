/* SPDX-License-Identifier: ISC */
/*
 * Fuzz target: a body on its whole way to the notes of a feed item. What comes out is
 * clean, bounded, without scripts, and, of a text without escapes and HTML, without
 * template syntax outside code; what is refused says why.
 */
#include "fuzz.h"

#include <string.h>
#include <feedgen/feedgen.h>
#include "base/arena.h"
#include "base/sbuf.h"
#include "base/utf8.h"

/* Has the text only what a template's mark could not be put together from: no escape, no
   HTML, no markup that vanishes, and nothing {% raw %}, where a mark means itself? */
static bool is_plain(struct str text)
{
	if (str_find(text, "raw", 0) != STR_NONE)
		return false;
	for (size_t i = 0; i < text.len; i++) {
		if (strchr("<&\\[]!*_", text.data[i]))
			return false;
	}
	return true;
}

/* Does html show a template's mark outside code? */
static bool shows_mark(const char *html)
{
	while (*html) {
		if (strncmp(html, "{%", 2) == 0)
			return true;
		if (strncmp(html, "<code>", 6) == 0)
			html = strstr(html, "</code>");
		must(html != NULL);
		html++;
	}
	return false;
}

static bool contains(const char *text, size_t len, const char *what)
{
	return str_find((struct str){text, len}, what, 0) != STR_NONE;
}

/* Has a tag of html an address that is a script? Text may well say what looks like one. */
static bool has_script_address(struct str html)
{
	for (size_t at = 0; (at = str_find_char(html, '<', at)) != STR_NONE; at++) {
		size_t end = str_find_char(html, '>', at);
		must(end != STR_NONE);
		struct str tag = str_slice(html, at, end);
		if (str_find(tag, "href=\"javascript", 0) != STR_NONE ||
			str_find(tag, "src=\"javascript", 0) != STR_NONE)
			return true;
	}
	return false;
}

static void check(struct str text, const struct fg_notes *n)
{
	must(n->html_len == strlen(n->html) && n->text_len == strlen(n->text));
	must(n->description_len == strlen(n->description));
	must(utf8_clean_len(str_of(n->html)) == n->html_len);
	must(utf8_clean_len(str_of(n->description)) == n->description_len);
	must(utf8_clean_len(str_of(n->text)) == n->text_len);
	must(n->html_len <= 4 * text.len + 64 * 1024);
	must(n->description_len <= 4000);
	must(!contains(n->html, n->html_len, "<script"));
	must(!has_script_address((struct str){n->html, n->html_len}));
	must(!contains(n->description, n->description_len, "<img"));
	must(!is_plain(text) || !shows_mark(n->html));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct fg_entry shortcodes[] = {
		{"image", "<img src=\"{1}\" alt=\"{2}\">", {1, 1, FG_ABSENT, false}},
		{"aside", "<blockquote>{body}</blockquote>", {2, 1, FG_ABSENT, false}},
		{"link", "[{1}]({2})", {3, 1, FG_ABSENT, false}},
	};
	struct str text = {(const char *)data, size};
	/* A reader has made sure of this. */
	if (utf8_clean_len(text) != size || memchr(data, '\r', size) || size > 1 << 16)
		return -1;
	struct fg_show show = {.file = "show.yaml",
		.link = "https://example.com/",
		.shortcodes = {shortcodes, 3, 3},
		.transcript_keep = size % 2};
	struct fg_episode ep = {.file = "e.md", .link = "https://example.com/1/"};
	struct arena arena;
	struct fg_notes notes;
	arena_init(&arena, exhausted);
	struct fg_diags diags = {.arena = &arena};
	struct fg_settings settings = {.jobs = 1, .plain_notes = true};
	struct fg_run run = {&arena, &diags, &settings};
	/* A body is NUL-terminated. */
	struct fg_body body = {arena_strndup(&arena, text.data, size), size, 1};
	if (fg_render(&run, &show, &ep, &body, &notes))
		check(text, &notes);
	else
		must(diags.len > 0);
	arena_release(&arena);
	return 0;
}

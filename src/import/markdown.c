/* SPDX-License-Identifier: ISC */
#include "import/markdown.h"

#include <stdio.h>
#include <string.h>

enum { SIZE_MOST = 256 * 1024, DEPTH_MOST = 16 };

struct writing_md {
	struct arena *arena;
	struct sbuf out, indent; /* what each line begins with */
	unsigned depth;
	bool failed; /* there is something without a word in Markdown */
};

static void put_blocks(struct writing_md *w, const struct tree *parent);
static void put_inline(
	struct writing_md *w, const struct tree *n, const struct tree *end);

static void new_line(struct writing_md *w)
{
	while (w->out.len && w->out.data[w->out.len - 1] == ' ')
		sbuf_cut(&w->out, w->out.len - 1);
	sbuf_char(&w->out, '\n');
	sbuf_slice(&w->out, sbuf_text(&w->indent));
}

/* ---- text ---- */

static bool is_blank(const struct tree *n)
{
	return !n->name && str_trim(n->text).len == 0;
}

static bool is_word(char c)
{
	return ascii_is_alnum(c) || (unsigned char)c >= 0x80;
}

/* Would the character at i mean something to Markdown? */
static bool is_mark(struct str s, size_t i)
{
	char c = s.data[i], before = i ? s.data[i - 1] : ' ';
	char after = i + 1 < s.len ? s.data[i + 1] : ' ';
	if (strchr("\\`*[]<", c))
		return true;
	if (c == '_')
		return !is_word(before) || !is_word(after);
	return c == '&' && (ascii_is_alpha(after) || after == '#');
}

/* … and at the beginning of a line? */
static bool is_mark_of_line(struct str s)
{
	size_t digits = 0;
	if (s.len && strchr("#>+-=~", s.data[0]))
		return true;
	while (digits < s.len && ascii_is_digit(s.data[digits]))
		digits++;
	return digits && digits < s.len && strchr(".)", s.data[digits]);
}

static void put_text(struct writing_md *w, struct str s, bool begins)
{
	for (size_t i = 0; i < s.len; i++) {
		struct str rest = str_slice(s, i, s.len);
		bool line = i ? s.data[i - 1] == '\n' : begins;
		if (s.data[i] == '\n') {
			new_line(w);
			continue;
		}
		if (line && is_mark_of_line(rest)) {
			/* A number is undone by its dot. */
			while (ascii_is_digit(s.data[i]))
				sbuf_char(&w->out, s.data[i++]);
			sbuf_char(&w->out, '\\');
		} else if (is_mark(s, i)) {
			sbuf_char(&w->out, '\\');
		}
		sbuf_char(&w->out, s.data[i]);
	}
}

/* ---- within a line ---- */

static void put_around(struct writing_md *w, const struct tree *n, const char *mark)
{
	sbuf_str(&w->out, mark);
	put_inline(w, n->first, NULL);
	sbuf_str(&w->out, mark);
}

static void put_link(struct writing_md *w, const struct tree *n)
{
	const char *href = tree_attribute(n, "href");
	if (!href || n->attribute_count != 1 || strpbrk(href, " <>()\\\n")) {
		w->failed = true;
		return;
	}
	if (!tree_has_elements(n) && strcmp(tree_text(w->arena, n), href) == 0) {
		sbuf_printf(&w->out, "<%s>", href);
		return;
	}
	sbuf_char(&w->out, '[');
	put_inline(w, n->first, NULL);
	sbuf_printf(&w->out, "](%s)", href);
}

static void put_image(struct writing_md *w, const struct tree *n)
{
	const char *src = tree_attribute(n, "src"), *alt = tree_attribute(n, "alt");
	if (!src || !alt || strpbrk(src, " <>()\\\n") || strpbrk(alt, "[]\\\n*_`")) {
		w->failed = true;
		return;
	}
	sbuf_printf(&w->out, "![%s](%s)", alt, src);
}

static void put_code(struct writing_md *w, const struct tree *n)
{
	const char *code = tree_text(w->arena, n);
	w->failed = w->failed || tree_has_elements(n) || strpbrk(code, "`\n");
	sbuf_printf(&w->out, "`%s`", code);
}

static void put_break(struct writing_md *w, const struct tree *n)
{
	(void)n;
	sbuf_char(&w->out, '\\');
	new_line(w);
}

static void put_strong(struct writing_md *w, const struct tree *n)
{
	put_around(w, n, "**");
}

static void put_emphasis(struct writing_md *w, const struct tree *n)
{
	put_around(w, n, "*");
}

struct word {
	const char *name;
	void (*put)(struct writing_md *w, const struct tree *n);
	unsigned attributes; /* so many it may have */
};
static const struct word words[] = {
	{"a", put_link, 1},
	{"strong", put_strong, 0},
	{"em", put_emphasis, 0},
	{"code", put_code, 0},
	{"img", put_image, 2},
	{"br", put_break, 0},
};

static const struct word *word_of(const struct word *all, size_t n, const struct tree *t)
{
	for (size_t i = 0; i < n; i++) {
		if (!t->prefix && strcmp(all[i].name, t->name) == 0 &&
			t->attribute_count <= all[i].attributes)
			return &all[i];
	}
	return NULL;
}

#define WORD_OF(all, t) word_of(all, sizeof(all) / sizeof *(all), t)

/* A line break takes the one behind it in the HTML with it. */
static struct str behind_break(const struct tree *before, struct str text)
{
	bool breaks = before && before->name && strcmp(before->name, "br") == 0;
	return breaks && str_starts(text, "\n") ? str_slice(text, 1, text.len) : text;
}

static void put_inline(struct writing_md *w, const struct tree *n, const struct tree *end)
{
	const struct tree *before = NULL;
	for (; n && n != end && !w->failed; before = n, n = n->next) {
		const struct word *word = n->name ? WORD_OF(words, n) : NULL;
		if (!n->name)
			put_text(w, behind_break(before, n->text), !before);
		else if (word)
			word->put(w, n);
		else
			w->failed = true;
	}
}

/* ---- blocks ---- */

static void put_paragraph(struct writing_md *w, const struct tree *n)
{
	put_inline(w, n->first, NULL);
}

static void put_heading(struct writing_md *w, const struct tree *n)
{
	sbuf_add(&w->out, "######", (size_t)(n->name[1] - '0'));
	sbuf_char(&w->out, ' ');
	put_inline(w, n->first, NULL);
}

static void put_rule(struct writing_md *w, const struct tree *n)
{
	(void)n;
	sbuf_str(&w->out, "---");
}

static void put_within(struct writing_md *w, const struct tree *n, const char *indent)
{
	size_t len = w->indent.len;
	sbuf_str(&w->indent, indent);
	put_blocks(w, n);
	sbuf_cut(&w->indent, len);
}

static void put_quote(struct writing_md *w, const struct tree *n)
{
	sbuf_str(&w->out, "> ");
	put_within(w, n, "> ");
}

static void put_pre(struct writing_md *w, const struct tree *n)
{
	const struct tree *code = n->first;
	struct str text, line;
	if (!code || !code->name || code->next || strcmp(code->name, "code") != 0 ||
		tree_has_elements(code) || strstr(tree_text(w->arena, code), "```")) {
		w->failed = true;
		return;
	}
	text = str_of(tree_text(w->arena, code));
	sbuf_str(&w->out, "```");
	while (str_line(&text, &line)) {
		new_line(w);
		sbuf_slice(&w->out, line);
	}
	new_line(w);
	sbuf_str(&w->out, "```");
}

/* An item whose text is in paragraphs has air around it. */
static bool is_loose(const struct tree *item)
{
	const struct tree *first = item->first;
	while (first && is_blank(first))
		first = first->next;
	return first && first->name && strcmp(first->name, "p") == 0;
}

/* number -1: the list has none. */
static void put_items(struct writing_md *w, const struct tree *list, int number)
{
	static const char spaces[] = "                ";
	char mark[sizeof spaces];
	bool first = true;
	for (const struct tree *n = list->first; n && !w->failed; n = n->next) {
		if (is_blank(n))
			continue;
		w->failed = !n->name || strcmp(n->name, "li") != 0 || n->attribute_count;
		if (!first)
			new_line(w);
		if (!first && is_loose(n))
			new_line(w);
		first = false;
		if (number < 0)
			snprintf(mark, sizeof mark, "- ");
		else
			snprintf(mark, sizeof mark, "%d. ", number++);
		sbuf_str(&w->out, mark);
		if (!w->failed)
			put_within(w, n, spaces + sizeof spaces - 1 - strlen(mark));
	}
}

static void put_bullets(struct writing_md *w, const struct tree *n)
{
	put_items(w, n, -1);
}

static void put_numbers(struct writing_md *w, const struct tree *n)
{
	long long start = 1;
	const char *text = tree_attribute(n, "start");
	if (text && (!str_to_int(str_of(text), &start) || start > 999999))
		w->failed = true;
	put_items(w, n, w->failed ? 1 : (int)start);
}

static const struct word blocks[] = {
	{"p", put_paragraph, 0},
	{"ul", put_bullets, 0},
	{"ol", put_numbers, 1},
	{"blockquote", put_quote, 0},
	{"pre", put_pre, 0},
	{"hr", put_rule, 0},
	{"h2", put_heading, 0},
	{"h3", put_heading, 0},
	{"h4", put_heading, 0},
	{"h5", put_heading, 0},
	{"h6", put_heading, 0},
};

static const struct word *block_of(const struct tree *n)
{
	return n->name ? WORD_OF(blocks, n) : NULL;
}

/* Text of a tight item, up to the list in it. */
static const struct tree *put_run(struct writing_md *w, const struct tree *n)
{
	const struct tree *end = n;
	while (end && !block_of(end))
		end = end->next;
	put_inline(w, n, end);
	while (w->out.len && ascii_is_space(w->out.data[w->out.len - 1]))
		sbuf_cut(&w->out, w->out.len - 1);
	return end;
}

static void put_blocks(struct writing_md *w, const struct tree *parent)
{
	const struct tree *n = parent->first;
	bool is_item = strcmp(parent->name, "li") == 0, after_run = false, any = false;
	if (++w->depth > DEPTH_MOST)
		w->failed = true;
	while (n && !w->failed) {
		const struct word *block = block_of(n);
		if (is_blank(n)) {
			n = n->next;
			continue;
		}
		if (any)
			new_line(w);
		if (any && !(is_item && after_run))
			new_line(w);
		any = true;
		after_run = !block;
		if (block)
			block->put(w, n);
		n = block ? n->next : put_run(w, n);
	}
	w->depth--;
}

/* ---- all of it ---- */

/* The length of a tag at the beginning of s that HTML never closes, up to its '>'; 0: none. */
static size_t void_tag(struct str s)
{
	static const char *const names[] = {"<br>", "<hr>", "<img "};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		size_t end =
			str_starts(s, names[i]) ? str_find_char(s, '>', 0) : STR_NONE;
		if (end != STR_NONE && s.data[end - 1] != '/')
			return end;
	}
	return 0;
}

/* … closed: the rest of it may well be XML. */
static struct str close_voids(struct fg_import *im, struct str html)
{
	struct sbuf b;
	size_t from = 0;
	sbuf_init(&b, 2 * SIZE_MOST);
	for (size_t i = 0; i < html.len; i++) {
		size_t n =
			html.data[i] == '<' ? void_tag(str_slice(html, i, html.len)) : 0;
		if (n == 0)
			continue;
		sbuf_slice(&b, str_slice(html, from, i + n));
		sbuf_char(&b, '/');
		from = i + n;
	}
	sbuf_slice(&b, str_slice(html, from, html.len));
	sbuf_need_memory(&b, im->arena);
	struct str closed = {arena_strndup(im->arena, b.data, b.len), b.len};
	sbuf_release(&b);
	return closed;
}

/* Is it laid out as feedgen's own, a block a line? If not, no Markdown makes it, and there is no
   need to try. */
static bool may_be_ours(struct str html)
{
	size_t at = 0;
	if (html.len < 2 || html.data[0] != '<' || html.data[html.len - 1] != '>')
		return false;
	while ((at = str_find(html, "</p>", at)) != STR_NONE) {
		at += strlen("</p>");
		struct str rest = str_slice(html, at, html.len);
		if (rest.len && !str_starts(rest, "\n<") && !str_starts(rest, "</"))
			return false;
	}
	return true;
}

struct str markdown_of_html(struct fg_import *im, struct str html)
{
	struct writing_md w = {.arena = im->arena};
	struct str result = {"", 0};
	if (html.len > SIZE_MOST || !may_be_ours(html))
		return result;
	const struct tree *tree = reading_fragment(im, close_voids(im, html));
	if (!tree)
		return result;
	sbuf_init(&w.out, 2 * SIZE_MOST);
	sbuf_init(&w.indent, SIZE_MOST);
	put_blocks(&w, tree);
	sbuf_char(&w.out, '\n');
	sbuf_need_memory(&w.out, im->arena);
	sbuf_need_memory(&w.indent, im->arena);
	if (!w.failed && !w.out.failed && !w.indent.failed)
		result = (struct str){
			arena_strndup(im->arena, w.out.data, w.out.len), w.out.len};
	sbuf_release(&w.out);
	sbuf_release(&w.indent);
	return result;
}

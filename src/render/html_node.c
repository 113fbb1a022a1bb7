/* SPDX-License-Identifier: ISC */
#include "render/html_node.h"

#include <stdint.h>
#include "base/lanes.h"
#include "base/utf8.h"

struct html_node *html_node_add(
	struct arena *a, struct html_node *parent, enum html_tag tag)
{
	struct html_node *n = arena_new(a, struct html_node);
	n->tag = tag;
	n->parent = parent;
	if (parent->last)
		parent->last->next = n;
	else
		parent->first = n;
	parent->last = n;
	return n;
}

void html_node_cut(struct html_node *n, const struct html_node *child)
{
	struct html_node *before = NULL;
	if (!child)
		return;
	for (struct html_node *c = n->first; c != child; c = c->next)
		before = c;
	n->last = before;
	if (before)
		before->next = NULL;
	else
		n->first = NULL;
}

/* ---- characters ---- */

/* Length of the beginning of s in which every white space is one space or line end between
   two words. */
static size_t collapsed_len(struct str s)
{
	bool blank = true; /* the one before */
	size_t i = 0;
	while (s.len - i > LANES) {
		lanes v = lanes_load(s.data + i), next = lanes_load(s.data + i + 1);
		size_t first = lanes_first(((lanes)(v <= ' ') & (lanes)(next <= ' ')) |
					   ((lanes)(v < ' ') & (lanes)(v != '\n')));
		blank = blank && i + first == 0;
		i += first;
		if (first < LANES)
			break;
		blank = ascii_is_space(s.data[i - 1]);
	}
	for (; i < s.len; i++) {
		char c = s.data[i];
		if ((unsigned char)c > ' ') {
			blank = false;
			continue;
		}
		if (blank || (c != ' ' && c != '\n'))
			return i;
		blank = true;
	}
	return s.len;
}

/* Appends one white space, which is c or more; a line end wins over a space. */
static void add_blank(struct sbuf *text, char c)
{
	bool after_blank = text->len && ascii_is_space(text->data[text->len - 1]);
	if (after_blank && c != '\n')
		return;
	sbuf_cut(text, text->len - after_blank);
	sbuf_char(text, c == '\n' ? '\n' : ' ');
}

void html_collapse(struct sbuf *text, struct str s)
{
	while (s.len) {
		size_t n = ascii_is_space(s.data[0]) ? 0 : collapsed_len(s);
		sbuf_add(text, s.data, n);
		for (; n < s.len && ascii_is_space(s.data[n]); n++)
			add_blank(text, s.data[n]);
		s = str_slice(s, n, s.len);
	}
}

struct str html_visible(struct str s)
{
	static const char *const invisible[] = {
		"\xc2\xa0", "\xe2\x80\x8b", "\xef\xbb\xbf", " ", "\n", "\t", "\r", "\f"};
	size_t i = 0;
	/* Most texts begin with a letter. */
	if (s.len && s.data[0] > ' ')
		return s;
	while (i < sizeof invisible / sizeof *invisible) {
		bool starts = str_starts(s, invisible[i]);
		if (starts)
			s = str_slice(s, strlen(invisible[i]), s.len);
		i = starts ? 0 : i + 1;
	}
	return s;
}

/* html_clean, the clean parts appended by add. */
static void add_clean(
	struct sbuf *out, struct str s, void (*add)(struct sbuf *out, struct str s))
{
	for (;;) {
		size_t n = utf8_clean_len(s);
		add(out, str_slice(s, 0, n));
		if (n == s.len)
			return;
		uint32_t cp;
		size_t bad = utf8_decode(s.data + n, s.len - n, &cp);
		sbuf_str(out, "\xef\xbf\xbd");
		s = str_slice(s, n + (bad ? bad : 1), s.len);
	}
}

void html_clean(struct sbuf *text, struct str s)
{
	add_clean(text, s, sbuf_slice);
}

/* ---- building ---- */

void html_build(struct html_builder *b, struct arena *a)
{
	*b = (struct html_builder){.arena = a, .root = arena_new(a, struct html_node)};
	b->at = b->root;
	sbuf_init(&b->text, SIZE_MAX / 2);
}

static void flush(struct html_builder *b)
{
	if (b->text.failed)
		b->arena->exhausted();
	if (b->text.len == 0)
		return;
	struct html_node *n = html_node_add(b->arena, b->at, TAG_TEXT);
	n->text.data = arena_strndup(b->arena, b->text.data, b->text.len);
	n->text.len = b->text.len;
	sbuf_reset(&b->text);
}

struct html_node *html_open(struct html_builder *b, enum html_tag tag)
{
	if (b->depth == HTML_DEPTH_MAX) {
		b->beyond++;
		return arena_new(b->arena, struct html_node);
	}
	flush(b);
	b->depth++;
	b->pre += tag == TAG_PRE;
	return b->at = html_node_add(b->arena, b->at, tag);
}

void html_close(struct html_builder *b)
{
	if (b->beyond) {
		b->beyond--;
		return;
	}
	flush(b);
	if (!b->at->parent)
		return;
	b->pre -= b->at->tag == TAG_PRE;
	b->at = b->at->parent;
	b->depth--;
}

struct html_node *html_leaf(struct html_builder *b, enum html_tag tag)
{
	struct html_node *n = html_open(b, tag);
	html_close(b);
	return n;
}

void html_chars(struct html_builder *b, struct str text)
{
	add_clean(&b->text, text, b->pre ? sbuf_slice : html_collapse);
}

void html_run(struct html_builder *b, const struct html_piece *pieces, size_t len)
{
	struct html_run *run = arena_new(b->arena, struct html_run);
	*run = (struct html_run){pieces, len};
	flush(b);
	html_node_add(b->arena, b->at, TAG_RUN)->run = run;
}

const char *html_value(struct html_builder *b, struct str text)
{
	struct sbuf clean;
	if (utf8_clean_len(text) == text.len)
		return arena_strndup(b->arena, text.data, text.len);
	sbuf_init(&clean, SIZE_MAX / 2);
	html_clean(&clean, text);
	if (clean.failed)
		b->arena->exhausted();
	const char *value = arena_strndup(b->arena, clean.data, clean.len);
	sbuf_release(&clean);
	return value;
}

struct html_doc *html_built(struct html_builder *b)
{
	while (b->at->parent)
		html_close(b);
	flush(b);
	sbuf_release(&b->text);
	struct html_doc *doc = arena_new(b->arena, struct html_doc);
	*doc = (struct html_doc){b->arena, b->root};
	return doc;
}

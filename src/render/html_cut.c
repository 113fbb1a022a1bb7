/* SPDX-License-Identifier: ISC */
/*
 * Cutting a tree down to a size. What is kept is always a beginning of the document; the
 * question is only where it ends: between blocks if what is kept then is at least half of
 * what could be, else inside the first block that does not fit.
 */
#include "render/html_cut.h"

#include "base/utf8.h"
#include "render/html_spell.h"

#define ELLIPSIS "…"

enum {
	ELLIPSIS_SIZE = 3,
	/* Text without white space, as Chinese has it, is cut anywhere; not so short a word. */
	HARD_CUT_MIN = 60
};

/* ---- text ---- */

/* The longest beginning of s that is written in max bytes. */
static size_t fitting(struct str s, size_t max)
{
	size_t size = 0, i = 0;
	for (; i < s.len; i++) {
		size += html_text_size(str_slice(s, i, i + 1));
		if (size > max)
			break;
	}
	return utf8_cut(s, i);
}

static bool ends_sentence(struct str s)
{
	static const char *const ends[] = {".", "!", "?", "…", "。", "！", "？"};
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		if (str_ends(s, ends[i]))
			return true;
	}
	return false;
}

/* Length of the beginning of s, at most n bytes, that is well to stop after: a sentence if it is
   at least half of n, else a word. 0: there is none. */
static size_t stop(struct str s, size_t n)
{
	size_t word = 0;
	for (size_t i = n; i > 0; i--) {
		bool at_space = i < s.len && ascii_is_space(s.data[i]);
		if (!at_space)
			continue;
		if (ends_sentence(str_slice(s, 0, i)) && i >= n / 2)
			return i;
		word = word ? word : i;
	}
	return word || n < HARD_CUT_MIN ? word : n;
}

static struct str without_end_space(struct str s)
{
	while (s.len && ascii_is_space(s.data[s.len - 1]))
		s.len--;
	return s;
}

static bool cut_text(struct html_node *n, size_t max)
{
	n->text.len = stop(n->text, fitting(n->text, max));
	return n->text.len > 0;
}

/* ---- ends ---- */

static bool is_inline(const struct html_node *n)
{
	return n->tag == TAG_TEXT || n->tag >= TAG_A;
}

/* Drops breaks and white space that nothing follows, and what is empty without them. */
static void trim_end(struct html_node *n)
{
	struct html_node *last;
	while ((last = n->last)) {
		last->text = last->tag == TAG_TEXT ? without_end_space(last->text)
						   : last->text;
		trim_end(last);
		if (last->first || last->tag == TAG_IMG || last->text.len)
			return;
		html_node_cut(n, last);
	}
}

static bool is_sentence(const struct html_node *n)
{
	while (n->last)
		n = n->last;
	return ends_sentence(n->text);
}

/* Ends a text that goes on in the original. */
static void end_text(struct arena *a, struct html_node *n)
{
	trim_end(n);
	if (n->last && is_inline(n->last) && n->last->tag != TAG_IMG && !is_sentence(n))
		html_node_add(a, n, TAG_TEXT)->text = str_of(ELLIPSIS);
}

/* Is it a heading, or what became of one in a description? */
static bool is_title(const struct html_node *n)
{
	bool bold = n->tag == TAG_P && n->first == n->last && n->first->tag == TAG_STRONG;
	return bold || (n->tag >= TAG_H1 && n->tag <= TAG_H6);
}

/* ---- nodes ---- */

static bool shrink(struct arena *a, struct html_node *n, size_t max);

/* Keeps the children of n that fit, and of the next what fits, if it is wanted. */
static void shrink_children(struct arena *a, struct html_node *n, size_t max)
{
	size_t used = 0, line_end = n->tag == TAG_ROOT;
	struct html_node *c = n->first;
	for (; c && used + c->size <= max; c = c->next)
		used += c->size + line_end;
	bool list = n->tag == TAG_UL || n->tag == TAG_OL;
	bool enough = used && (list || (n->tag == TAG_ROOT && used >= max / 2));
	if (c && !enough && used < max && shrink(a, c, max - used))
		c = c->next;
	html_node_cut(n, c);
}

/* Makes n fit into max bytes. False: nothing of it would be left. */
static bool shrink(struct arena *a, struct html_node *n, size_t max)
{
	if (n->tag == TAG_TEXT)
		return cut_text(n, max);
	if (n->tag == TAG_A || !n->first)
		return false;
	bool text = !is_inline(n) && is_inline(n->first);
	size_t reserve = html_own_size(n) + (text ? ELLIPSIS_SIZE : 0);
	if (max <= reserve)
		return false;
	shrink_children(a, n, max - reserve);
	if (text)
		end_text(a, n);
	return n->first != NULL;
}

void html_cut(struct arena *a, struct html_node *root, size_t max)
{
	shrink_children(a, root, max);
	/* A heading with nothing below it announces what is not there. */
	while (root->last && root->first != root->last && is_title(root->last))
		html_node_cut(root, root->last);
}

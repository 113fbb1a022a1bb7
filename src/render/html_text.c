/* SPDX-License-Identifier: ISC */
/*
 * An allowed tree as plain text. Line ends between blocks are written when something
 * follows, so there are none at either end.
 */
#include "render/html_allow.h"

struct text {
	struct sbuf *out;
	unsigned depth; /* lists we are in */
	unsigned ends;  /* line ends that go before what comes next */
	bool fresh; /* nothing was written yet, or nothing behind the mark of an item */
};

static void start_line(struct text *t)
{
	if (t->ends == 0)
		return;
	for (; t->ends; t->ends--)
		sbuf_char(t->out, '\n');
	for (unsigned i = 0; i < t->depth; i++)
		sbuf_str(t->out, "  ");
}

static void begin_block(struct text *t)
{
	if (!t->fresh && t->ends == 0)
		t->ends = 1;
}

static void end_block(struct text *t)
{
	t->ends = t->depth ? 1 : 2;
}

/* The line ends in text were made by an editor, not meant. */
static void add_chars(struct text *t, struct str s)
{
	size_t done = 0, at;
	start_line(t);
	t->fresh = false;
	while ((at = str_find_char(s, '\n', done)) != STR_NONE) {
		sbuf_slice(t->out, str_slice(s, done, at));
		sbuf_char(t->out, ' ');
		done = at + 1;
	}
	sbuf_slice(t->out, str_slice(s, done, s.len));
}

static void add_children(struct text *t, const struct html_node *n);

static void add_list(struct text *t, const struct html_node *list)
{
	int number = list->start;
	begin_block(t);
	for (const struct html_node *item = list->first; item; item = item->next) {
		start_line(t);
		if (list->tag == TAG_OL)
			sbuf_printf(t->out, "%d. ", number++);
		else
			sbuf_str(t->out, "- ");
		t->depth++;
		t->fresh = true;
		add_children(t, item);
		t->depth--;
		t->ends = 1;
	}
	end_block(t);
}

static void add_node(struct text *t, const struct html_node *n)
{
	switch (n->tag) {
	case TAG_TEXT:
		add_chars(t, n->text);
		break;
	case TAG_BR:
		t->ends++;
		break;
	case TAG_UL:
	case TAG_OL:
		add_list(t, n);
		break;
	case TAG_P:
		begin_block(t);
		add_children(t, n);
		end_block(t);
		break;
	default:
		add_children(t, n);
	}
}

static void add_children(struct text *t, const struct html_node *n)
{
	for (const struct html_node *c = n->first; c; c = c->next)
		add_node(t, c);
}

void html_text(struct arena *a, const struct html_doc *doc, struct sbuf *out)
{
	static const struct html_rules description = {.full = false};
	struct text t = {.out = out, .fresh = true};
	add_children(&t, html_allowed(a, doc, &description));
}

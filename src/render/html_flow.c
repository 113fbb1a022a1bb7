/* SPDX-License-Identifier: ISC */
#include "render/html_flow.h"

#include <stdint.h>
#include "render/html_address.h"
#include "render/links.h"

static bool is_line(const struct flow_block *b)
{
	return b->kind == FLOW_LINE || b->kind == FLOW_PRE;
}

/* The innermost block that is more than a group; NULL: there is none. */
static const struct flow_block *nearest(const struct flow *f)
{
	for (size_t i = f->n_blocks; i-- > 0;) {
		if (f->blocks[i].kind != FLOW_GROUP)
			return &f->blocks[i];
	}
	return NULL;
}

bool flow_in_pre(const struct flow *f)
{
	return f->n_blocks && f->blocks[f->n_blocks - 1].kind == FLOW_PRE;
}

void flow_begin(struct flow *f, struct arena *a)
{
	*f = (struct flow){
		.arena = a, .root = arena_new(a, struct html_node), .fresh = true};
	sbuf_init(&f->text, SIZE_MAX / 2);
	sbuf_init(&f->space, SIZE_MAX / 2);
}

/* ---- text ---- */

static void add_text(struct flow *f, struct str text)
{
	f->bytes += text.len;
	if (text.len)
		html_node_add(f->arena, f->at, TAG_TEXT)->text = text;
}

static void add_link(struct flow *f, struct str text, bool www)
{
	const char *url = html_bare_address(f->arena, text, www);
	if (!url) {
		add_text(f, text);
		return;
	}
	struct html_node *a = html_node_add(f->arena, f->at, TAG_A);
	a->url = url;
	html_node_add(f->arena, a, TAG_TEXT)->text = text;
	f->bytes += text.len;
}

/* May text at n have links made of its addresses? */
static bool is_linkable(const struct html_node *n)
{
	for (; n; n = n->parent) {
		if (n->tag == TAG_A || n->tag == TAG_CODE || n->tag == TAG_PRE)
			return false;
	}
	return true;
}

/* Adds to the text that comes together for f->at. */
static void append(struct flow *f, struct str s)
{
	sbuf_slice(&f->text, f->lone);
	f->lone.len = 0;
	sbuf_slice(&f->text, s);
}

/* The same with text that stays where it is. */
static void append_lasting(struct flow *f, struct str s)
{
	if (f->text.len || f->lone.len)
		append(f, s);
	else
		f->lone = s;
}

/* The text that has come together, which stays. */
static struct str take_text(struct flow *f)
{
	struct str text = f->lone;
	if (f->text.failed || f->space.failed)
		f->arena->exhausted();
	f->lone.len = 0;
	if (f->text.len == 0)
		return text;
	text.data = arena_strndup(f->arena, f->text.data, f->text.len);
	text.len = f->text.len;
	sbuf_reset(&f->text);
	return text;
}

/* Makes nodes of the text that has come together for f->at. */
static void flush(struct flow *f)
{
	struct str text = take_text(f);
	struct link link;
	if (text.len == 0)
		return;
	size_t done = 0;
	while (is_linkable(f->at) && links_find(text, done, &link)) {
		add_text(f, str_slice(text, done, link.from));
		add_link(f, str_slice(text, link.from, link.to), link.www);
		done = link.to;
	}
	add_text(f, str_slice(text, done, text.len));
}

static void move_to(struct flow *f, struct html_node *at)
{
	if (f->at == at)
		return;
	flush(f);
	f->at = at;
}

static void drop_pending(struct flow *f)
{
	/* What is reset forgets that it failed. */
	if (f->space.failed)
		f->arena->exhausted();
	sbuf_reset(&f->space);
	f->breaks = 0;
	f->next_cell = false;
}

/* ---- opening ---- */

/* Ends the paragraph: what comes next begins another. */
static void end_paragraph(struct flow *f)
{
	flush(f);
	drop_pending(f);
	for (size_t i = 0; i < f->n_inlines; i++)
		f->inlines[i].out = NULL;
	for (size_t i = 0; i < f->n_blocks; i++) {
		if (is_line(&f->blocks[i]))
			f->blocks[i].out = NULL;
	}
	while (f->n_blocks && f->blocks[f->n_blocks - 1].implied)
		f->n_blocks--;
	f->block = f->at = NULL;
	f->fresh = true;
	f->in_row = false;
}

static void push(struct flow *f, enum flow_kind kind, enum html_tag tag, bool implied)
{
	f->blocks[f->n_blocks++] = (struct flow_block){
		.kind = kind, .tag = tag, .start = 1, .implied = implied};
}

/* Does text put into n now need a paragraph to be told from what is there? */
static bool has_loose_end(const struct html_node *n)
{
	return n && n->last && (n->last->tag == TAG_TEXT || n->last->tag >= TAG_A);
}

/* Pushes what text needs around it and nobody pushed. */
static void imply(struct flow *f)
{
	const struct flow_block *top = f->n_blocks ? &f->blocks[f->n_blocks - 1] : NULL;
	const struct flow_block *near = nearest(f);
	if (near && is_line(near))
		return;
	if (near && near->kind == FLOW_LIST)
		push(f, FLOW_ITEM, TAG_LI, true);
	else if (!top || top->kind == FLOW_GROUP || has_loose_end(top->out))
		push(f, FLOW_LINE, TAG_P, true);
}

/* Opens all wanted blocks; f->block is then the innermost. */
static void open_blocks(struct flow *f)
{
	imply(f);
	const struct flow_block *last = nearest(f);
	struct html_node *parent = f->root;
	for (size_t i = 0; i < f->n_blocks; i++) {
		struct flow_block *b = &f->blocks[i];
		if (b->kind == FLOW_GROUP || (is_line(b) && b != last))
			continue;
		if (!b->out) {
			b->out = html_node_add(f->arena, parent, b->tag);
			b->out->start = b->start;
		}
		parent = b->out;
	}
	f->block = parent;
}

static void add_pending(struct flow *f)
{
	if (f->next_cell) {
		append(f, str_of(" | "));
	} else if (f->breaks) {
		flush(f);
		while (f->breaks--)
			html_node_add(f->arena, f->at, TAG_BR);
	} else {
		append(f, sbuf_text(&f->space));
	}
	drop_pending(f);
}

/* Cuts off the lines before the first that has text; of it the indentation stays. */
static void drop_empty_lines(struct flow *f)
{
	struct str s = sbuf_text(&f->space);
	size_t n = s.len;
	while (n > 0 && s.data[n - 1] != '\n')
		n--;
	append(f, str_slice(s, n, s.len));
}

/* Makes f->at the element that content goes into, with all that comes before it. */
static void place(struct flow *f)
{
	size_t i = 0;
	if (!f->block)
		open_blocks(f);
	struct html_node *base = f->block;
	for (; i < f->n_inlines && f->inlines[i].out; i++)
		base = f->inlines[i].out;
	move_to(f, base);
	if (!f->fresh)
		add_pending(f);
	for (; i < f->n_inlines; i++) {
		struct flow_inline *n = &f->inlines[i];
		flush(f);
		n->out = f->at = html_node_add(f->arena, f->at, n->tag);
		n->out->url = n->url;
		f->bytes += n->url ? strlen(n->url) : 0;
	}
	if (f->fresh && flow_in_pre(f))
		drop_empty_lines(f);
	if (f->fresh)
		drop_pending(f);
	f->fresh = false;
	f->in_row = true;
}

/* ---- blocks ---- */

/* Something of this kind where we are: may it be, or is it only a group? */
static enum flow_kind kind_here(const struct flow *f, enum flow_kind kind)
{
	const struct flow_block *near = nearest(f);
	size_t boxes = 0;
	for (size_t i = 0; i < f->n_blocks; i++)
		boxes += f->blocks[i].kind == FLOW_LIST || f->blocks[i].kind == FLOW_BOX;
	if (kind == FLOW_ITEM && !(near && near->kind == FLOW_LIST))
		return FLOW_GROUP;
	if ((kind == FLOW_LIST || kind == FLOW_BOX) && boxes == FLOW_BOXES_MAX)
		return FLOW_GROUP;
	if (kind == FLOW_LINE && near && near->kind == FLOW_LINE && near->tag != TAG_P)
		return FLOW_GROUP; /* a paragraph in a heading */
	return kind;
}

struct flow_mark flow_push(struct flow *f, enum flow_kind kind, enum html_tag tag)
{
	end_paragraph(f);
	struct flow_mark mark = {f->n_blocks, f->n_inlines};
	const struct flow_block *near = nearest(f);
	kind = kind_here(f, kind);
	if (near && near->kind == FLOW_LIST && kind != FLOW_ITEM && kind != FLOW_GROUP)
		push(f, FLOW_ITEM, TAG_LI, false);
	push(f, kind, tag, false);
	return mark;
}

void flow_start(struct flow *f, int start)
{
	f->blocks[f->n_blocks - 1].start = start;
}

void flow_pop(struct flow *f, struct flow_mark mark)
{
	end_paragraph(f);
	f->n_blocks = mark.blocks;
	f->n_inlines = mark.inlines;
}

bool flow_is_clear(const struct flow *f)
{
	for (size_t i = 0; i < f->n_blocks; i++) {
		if (f->blocks[i].kind != FLOW_GROUP && !f->blocks[i].implied)
			return false;
	}
	return f->n_inlines == 0;
}

void flow_run(struct flow *f, const struct html_run *run)
{
	end_paragraph(f);
	html_node_add(f->arena, f->root, TAG_RUN)->run = run;
}

void flow_rule(struct flow *f)
{
	struct flow_mark mark = flow_push(f, FLOW_LINE, TAG_HR);
	if (f->blocks[f->n_blocks - 1].kind == FLOW_LINE)
		open_blocks(f);
	flow_pop(f, mark);
}

struct flow_mark flow_push_inline(struct flow *f, enum html_tag tag, const char *url)
{
	struct flow_mark mark = {f->n_blocks, f->n_inlines};
	for (size_t i = 0; i < f->n_inlines; i++) {
		if (f->inlines[i].tag == tag)
			return mark;
	}
	f->inlines[f->n_inlines++] = (struct flow_inline){.tag = tag, .url = url};
	return mark;
}

void flow_pop_inline(struct flow *f, struct flow_mark mark)
{
	f->n_inlines = mark.inlines;
}

/* ---- content ---- */

static void hold_space(struct flow *f, char c)
{
	if (f->space.len && c != '\n')
		return;
	sbuf_cut(&f->space, 0);
	sbuf_char(&f->space, c);
}

static void add_wrapped(struct flow *f, struct str s)
{
	if (f->fresh)
		s = html_visible(s);
	if (s.len && ascii_is_space(s.data[0])) {
		hold_space(f, s.data[0]);
		s = str_slice(s, 1, s.len);
	}
	if (s.len == 0)
		return;
	bool blank = ascii_is_space(s.data[s.len - 1]);
	place(f);
	append_lasting(f, str_slice(s, 0, s.len - blank));
	if (blank)
		hold_space(f, s.data[s.len - 1]);
}

static void add_verbatim(struct flow *f, struct str s)
{
	size_t from = 0, to = s.len;
	while (from < to && ascii_is_space(s.data[from]))
		from++;
	while (to > from && ascii_is_space(s.data[to - 1]))
		to--;
	sbuf_add(&f->space, s.data, from);
	if (from == to)
		return;
	place(f);
	append_lasting(f, str_slice(s, from, to));
	sbuf_slice(&f->space, str_slice(s, to, s.len));
}

void flow_text(struct flow *f, struct str text)
{
	if (flow_in_pre(f))
		add_verbatim(f, text);
	else
		add_wrapped(f, text);
}

void flow_break(struct flow *f)
{
	if (flow_in_pre(f))
		sbuf_char(&f->space, '\n');
	else
		f->breaks++;
}

void flow_space(struct flow *f)
{
	if (!flow_in_pre(f))
		hold_space(f, ' ');
	else if (str_find_char(sbuf_text(&f->space), '\n', 0) == STR_NONE)
		sbuf_char(&f->space, '\n');
}

struct html_node *flow_image(struct flow *f)
{
	place(f);
	flush(f);
	return html_node_add(f->arena, f->at, TAG_IMG);
}

void flow_row(struct flow *f)
{
	f->next_cell = f->in_row = false;
	if (flow_in_pre(f)) {
		flow_space(f);
		return;
	}
	drop_pending(f);
	f->breaks = 1;
}

void flow_cell(struct flow *f)
{
	f->next_cell = f->in_row;
}

struct html_node *flow_end(struct flow *f)
{
	end_paragraph(f);
	sbuf_release(&f->text);
	sbuf_release(&f->space);
	return f->root;
}

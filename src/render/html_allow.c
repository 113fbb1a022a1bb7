/* SPDX-License-Identifier: ISC */
#include "render/html_allow.h"

#include "base/url.h"
#include "base/vec.h"
#include "render/html_address.h"
#include "render/html_flow.h"
#include "render/links.h"

/* What becomes of an element. */
enum fate {
	PASS,  /* it gives way to its content */
	GROUP, /* it only begins and ends a paragraph */
	LINE,
	TITLE, /* a paragraph in bold */
	PRE,
	LINES, /* as text, each of its lines ended by a break */
	LIST,
	ITEM,
	BOX,
	RULE,
	INLINE,
	LINK,
	IMAGE,
	BREAK,
	FRAME, /* a paragraph with a link to what it shows */
	TABLE,
	ROW,
	CELL
};

static const struct policy {
	enum html_tag as;
	enum fate full, description;
} policies[TAG_COUNT] = {
	[TAG_P] = {TAG_P, LINE, LINE},
	[TAG_H1] = {TAG_H2, LINE, TITLE}, /* the title of the episode is above it */
	[TAG_H2] = {TAG_H2, LINE, TITLE},
	[TAG_H3] = {TAG_H3, LINE, TITLE},
	[TAG_H4] = {TAG_H4, LINE, TITLE},
	[TAG_H5] = {TAG_H5, LINE, TITLE},
	[TAG_H6] = {TAG_H6, LINE, TITLE},
	[TAG_UL] = {TAG_UL, LIST, LIST},
	[TAG_OL] = {TAG_OL, LIST, LIST},
	[TAG_LI] = {TAG_LI, ITEM, ITEM},
	[TAG_BLOCKQUOTE] = {TAG_BLOCKQUOTE, BOX, GROUP},
	[TAG_PRE] = {TAG_PRE, PRE, LINES},
	[TAG_HR] = {TAG_HR, RULE, GROUP},
	[TAG_DIV] = {TAG_DIV, GROUP, GROUP},
	[TAG_TABLE] = {TAG_TABLE, TABLE, TABLE},
	[TAG_TR] = {TAG_TR, ROW, ROW},
	[TAG_TD] = {TAG_TD, CELL, CELL},
	[TAG_A] = {TAG_A, LINK, LINK},
	[TAG_STRONG] = {TAG_STRONG, INLINE, INLINE},
	[TAG_EM] = {TAG_EM, INLINE, INLINE},
	[TAG_CODE] = {TAG_CODE, INLINE, PASS},
	[TAG_BR] = {TAG_BR, BREAK, BREAK},
	[TAG_IMG] = {TAG_IMG, IMAGE, PASS},
	[TAG_IFRAME] = {TAG_IFRAME, FRAME, FRAME},
	[TAG_MEDIA] = {TAG_MEDIA, FRAME, FRAME},
};

/* What leaving an element undoes. */
struct undo {
	enum { UNDO_NOTHING, UNDO_SPACE, UNDO_BLOCK, UNDO_INLINE } what;
	struct flow_mark mark;
	bool in_cell, in_lines;
};

struct allow {
	struct flow flow;
	const struct html_rules *rules;
	bool in_cell;  /* of a table: paragraphs are not told apart */
	bool in_lines; /* line ends are breaks */
	struct undo undo[HTML_DEPTH_MAX + HTML_RUN_DEPTH + 1];
	size_t depth;
};

static enum fate fate_of(const struct allow *w, enum html_tag tag)
{
	return w->rules->full ? policies[tag].full : policies[tag].description;
}

/* ---- what has no content ---- */

static struct str collapsed(struct arena *a, struct str text)
{
	struct sbuf b;
	sbuf_init(&b, text.len);
	html_collapse(&b, text);
	if (b.failed)
		a->exhausted();
	struct str lasting = {arena_strndup(a, b.data, b.len), b.len};
	sbuf_release(&b);
	return lasting;
}

/* The value of an attribute as text. */
static void add_value(struct flow *f, struct str value)
{
	flow_text(f, collapsed(f->arena, value));
}

static void write_image(struct allow *w, const struct html_node *n)
{
	struct flow *f = &w->flow;
	const char *url = html_image_address(f->arena, w->rules->base, n->url);
	if (!url) {
		add_value(f, n->text);
		return;
	}
	struct html_node *image = flow_image(f);
	image->url = url;
	image->text = n->text;
}

/* What a link to a frame is called: its title, else its host. */
static struct str frame_title(struct arena *a, const struct html_node *n, const char *url)
{
	struct url_parts parts;
	struct str title = str_trim(n->text);
	if (title.len)
		return title;
	if (!url_split(a, url, &parts))
		return str_of(url);
	return str_of(str_case_starts(str_of(parts.host), "www.") ? parts.host + 4
								  : parts.host);
}

static void write_frame(struct allow *w, const struct html_node *n)
{
	struct flow *f = &w->flow;
	const char *url = html_image_address(f->arena, w->rules->base, n->url);
	if (!url)
		return;
	url = html_watch_address(f->arena, url);
	bool inside = w->in_cell || flow_in_pre(f);
	struct flow_mark block = {f->n_blocks, f->n_inlines};
	if (inside)
		flow_space(f);
	else
		block = flow_push(f, FLOW_GROUP, TAG_DIV);
	struct flow_mark mark = flow_push_inline(f, TAG_A, url);
	add_value(f, frame_title(f->arena, n, url));
	flow_pop_inline(f, mark);
	if (inside)
		flow_space(f);
	else
		flow_pop(f, block);
}

/* A preformatted text without <pre>: its lines stay lines. */
static void write_lines(struct allow *w, struct str text)
{
	struct str line;
	for (bool first = true; str_cut(&text, '\n', &line); first = false) {
		if (!first)
			flow_break(&w->flow);
		flow_text(&w->flow, collapsed(w->flow.arena, line));
	}
}

/* ---- what has ---- */

static struct undo push_block(struct allow *w, const struct html_node *n, enum fate fate)
{
	static const enum flow_kind kinds[] = {
		[GROUP] = FLOW_GROUP,
		[LINE] = FLOW_LINE,
		[TITLE] = FLOW_LINE,
		[PRE] = FLOW_PRE,
		[LINES] = FLOW_GROUP,
		[LIST] = FLOW_LIST,
		[ITEM] = FLOW_ITEM,
		[BOX] = FLOW_BOX,
		[TABLE] = FLOW_GROUP,
	};
	struct flow *f = &w->flow;
	struct undo undo = {UNDO_BLOCK, .in_cell = w->in_cell, .in_lines = w->in_lines};
	bool simple = fate == GROUP || fate == LINE || fate == TITLE;
	if (flow_in_pre(f) || (w->in_cell && simple)) {
		flow_space(f);
		undo.what = UNDO_SPACE;
		return undo;
	}
	undo.mark =
		flow_push(f, kinds[fate], fate == TITLE ? TAG_P : policies[n->tag].as);
	if (fate == LIST)
		flow_start(f, n->start);
	if (fate == TITLE)
		flow_push_inline(f, TAG_STRONG, NULL);
	w->in_cell = false;
	w->in_lines = w->in_lines || fate == LINES;
	return undo;
}

static struct undo push_inline(struct allow *w, const struct html_node *n, enum fate fate)
{
	struct undo undo = {UNDO_NOTHING, .in_cell = w->in_cell, .in_lines = w->in_lines};
	const char *url = NULL;
	if (fate == LINK)
		url = html_address(w->flow.arena, w->rules->base, n->url);
	if (fate == INLINE || url) {
		undo.what = UNDO_INLINE;
		undo.mark = flow_push_inline(&w->flow, policies[n->tag].as, url);
	}
	return undo;
}

/* What is written where n begins. */
static struct undo enter(struct allow *w, const struct html_node *n)
{
	struct undo undo = {UNDO_NOTHING, .in_cell = w->in_cell, .in_lines = w->in_lines};
	enum fate fate = fate_of(w, n->tag);
	switch (fate) {
	case PASS:
		break;
	case BREAK:
		flow_break(&w->flow);
		break;
	case IMAGE:
		write_image(w, n);
		break;
	case FRAME:
		write_frame(w, n);
		break;
	case RULE:
		if (!flow_in_pre(&w->flow) && !w->in_cell)
			flow_rule(&w->flow);
		break;
	case ROW:
		flow_row(&w->flow);
		break;
	case CELL:
		flow_cell(&w->flow);
		w->in_cell = true;
		break;
	case INLINE:
	case LINK:
		return push_inline(w, n, fate);
	default:
		return push_block(w, n, fate);
	}
	return undo;
}

static void leave(struct allow *w, const struct undo *undo)
{
	w->in_cell = undo->in_cell;
	w->in_lines = undo->in_lines;
	switch (undo->what) {
	case UNDO_NOTHING:
		break;
	case UNDO_SPACE:
		flow_space(&w->flow);
		break;
	case UNDO_BLOCK:
		flow_pop(&w->flow, undo->mark);
		break;
	case UNDO_INLINE:
		flow_pop_inline(&w->flow, undo->mark);
		break;
	}
}

static void write_text(struct allow *w, struct str text)
{
	if (w->in_lines)
		write_lines(w, text);
	else
		flow_text(&w->flow, text);
}

/* Is there so much that what comes next will be cut off? */
static bool is_enough(const struct allow *w)
{
	return w->rules->max && w->flow.bytes > w->rules->max;
}

/* ---- runs ---- */

static const char *address_of(const struct allow *w, const struct html_piece *link)
{
	struct arena *a = w->flow.arena;
	const char *url = arena_strndup(a, link->text.data, link->text.len);
	return html_address(a, w->rules->base, url);
}

/* Tells the flow of a piece, as if it were a node. */
static void tell(struct allow *w, const struct html_piece *piece)
{
	struct html_node n = {.tag = piece->tag, .start = 1};
	bool as_written = w->in_lines || flow_in_pre(&w->flow);
	switch (piece->kind) {
	case PIECE_OPEN:
		n.url = arena_strndup(w->flow.arena, piece->text.data, piece->text.len);
		w->undo[w->depth++] = enter(w, &n);
		break;
	case PIECE_CLOSE:
		leave(w, &w->undo[--w->depth]);
		break;
	case PIECE_BREAK:
		flow_break(&w->flow);
		break;
	case PIECE_LOOSE:
		write_text(w,
			as_written ? piece->text : collapsed(w->flow.arena, piece->text));
		break;
	case PIECE_TEXT:
		write_text(w, piece->text);
	}
}

/* A run as it is to be written. */
struct settled {
	struct html_piece *data;
	size_t len, cap;
	bool in_link;
};

static void settle(struct allow *w, struct settled *s, struct html_piece piece)
{
	*vec_push(w->flow.arena, s) = piece;
}

/* Text, with links made of its addresses. */
static void settle_text(struct allow *w, struct settled *s, struct str text)
{
	struct link link;
	size_t done = 0, at = 0;
	while (!s->in_link && links_find(text, at, &link)) {
		struct str address = str_slice(text, link.from, link.to);
		const char *url = html_bare_address(w->flow.arena, address, link.www);
		at = link.to;
		if (!url)
			continue;
		settle(w, s,
			(struct html_piece){.text = str_slice(text, done, link.from)});
		settle(w, s, (struct html_piece){PIECE_OPEN, TAG_A, str_of(url)});
		settle(w, s, (struct html_piece){.text = address});
		settle(w, s, (struct html_piece){.kind = PIECE_CLOSE, .tag = TAG_A});
		done = at;
	}
	settle(w, s, (struct html_piece){.text = str_slice(text, done, text.len)});
}

/* False: the piece is a link that gives way to its content, which will be one with the text
   beside it. */
static bool settle_piece(
	struct allow *w, struct settled *s, const struct html_piece *piece)
{
	struct html_piece as = *piece;
	as.tag = policies[piece->tag].as;
	if (piece->kind == PIECE_TEXT) {
		settle_text(w, s, piece->text);
		return true;
	}
	if (piece->kind == PIECE_LOOSE) {
		settle_text(w, s, collapsed(w->flow.arena, piece->text));
		return true;
	}
	if (piece->tag == TAG_A)
		s->in_link = piece->kind == PIECE_OPEN;
	if (s->in_link && piece->tag == TAG_A) {
		const char *url = address_of(w, piece);
		if (!url)
			return false;
		as.text = str_of(url);
	}
	settle(w, s, as);
	return true;
}

/* Puts a run as it is, but for its addresses, among the blocks. False: it cannot be. */
static bool put_run(struct allow *w, const struct html_run *run)
{
	struct settled s = {.cap = run->len + 1};
	if (!w->rules->full || w->rules->max || w->in_cell || !flow_is_clear(&w->flow))
		return false;
	s.data = arena_array(w->flow.arena, s.cap, sizeof *s.data);
	for (size_t i = 0; i < run->len; i++) {
		if (!settle_piece(w, &s, &run->pieces[i]))
			return false;
	}
	struct html_run *settled = arena_new(w->flow.arena, struct html_run);
	*settled = (struct html_run){s.data, s.len};
	flow_run(&w->flow, settled);
	return true;
}

static void write_run(struct allow *w, const struct html_run *run)
{
	size_t depth = w->depth;
	if (put_run(w, run))
		return;
	for (size_t i = 0; i < run->len && !is_enough(w); i++)
		tell(w, &run->pieces[i]);
	w->depth = depth;
}

/* ---- the walk ---- */

static void visit(struct allow *w, const struct html_node *n)
{
	size_t depth = w->depth++;
	w->undo[depth] = (struct undo){
		UNDO_NOTHING, .in_cell = w->in_cell, .in_lines = w->in_lines};
	if (n->tag == TAG_TEXT)
		write_text(w, n->text);
	else if (n->tag == TAG_RUN)
		write_run(w, n->run);
	else
		w->undo[depth] = enter(w, n);
	w->depth = depth;
}

struct html_node *html_allowed(
	struct arena *a, const struct html_doc *doc, const struct html_rules *rules)
{
	struct allow w;
	w.rules = rules;
	w.in_cell = w.in_lines = false;
	w.depth = 0;
	flow_begin(&w.flow, a);
	const struct html_node *n = doc->root->first;
	while (n && !is_enough(&w)) {
		visit(&w, n);
		if (n->first) {
			n = n->first;
			w.depth++;
			continue;
		}
		leave(&w, &w.undo[w.depth]);
		while (!n->next && n->parent != doc->root) {
			n = n->parent;
			leave(&w, &w.undo[--w.depth]);
		}
		n = n->next;
	}
	return flow_end(&w.flow);
}

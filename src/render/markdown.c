/* SPDX-License-Identifier: ISC */
/*
 * Markdown into nodes, from cmark's syntax tree; this is the only file that knows cmark.
 * Paragraphs and headings that mean what they seem to (plain.h) become nodes without it.
 *
 * A body without raw HTML, and every block without, goes straight into nodes. A body that
 * has some is written as HTML by cmark where it has, with a mark in the place of the
 * blocks in a row that have none, and html.c puts the two together.
 */
#include "render/markdown.h"

#include <stdint.h>
#include <cmark.h>
#include "base/vec.h"
#include "render/html_parse.h"
#include "render/plain.h"

/* ---- memory ---- */

/* cmark hands its allocator no context: the arena of the parse under way on this thread. */
static struct arena **current(void)
{
	static _Thread_local struct arena *arena;
	return &arena;
}

/* What is before each allocation, for realloc. Keeps the arena's alignment. */
struct header {
	_Alignas(16) size_t size;
};

static void *bump_alloc(size_t size)
{
	if (size > SIZE_MAX - sizeof(struct header))
		(*current())->exhausted();
	struct header *h = arena_alloc(*current(), sizeof *h + size);
	h->size = size;
	return h + 1;
}

static void *bump_calloc(size_t count, size_t size)
{
	size_t total;
	if (__builtin_mul_overflow(count, size, &total))
		(*current())->exhausted();
	return bump_alloc(total);
}

static void *bump_realloc(void *old, size_t size)
{
	struct header *h = old ? (struct header *)old - 1 : NULL;
	if (h && size <= h->size)
		return old;
	void *larger = bump_alloc(size);
	if (h)
		memcpy(larger, old, h->size);
	return larger;
}

static const char *bump_text(struct str s)
{
	return arena_strndup(*current(), s.data, s.len);
}

static void bump_free(void *p)
{
	(void)p;
}

/* ---- tables ---- */

/* Is line the one below a table's heading: dashes, colons and at least one bar? */
static bool is_ruler(struct str line)
{
	bool bar = false, dash = false;
	for (size_t i = 0; i < line.len; i++) {
		bar = bar || line.data[i] == '|';
		dash = dash || line.data[i] == '-';
		if (!strchr("|-: \t", line.data[i]))
			return false;
	}
	return bar && dash;
}

static bool is_break(cmark_node *n)
{
	return cmark_node_get_type(n) == CMARK_NODE_SOFTBREAK;
}

/* The line end before the second line of paragraph if that line is a ruler, else NULL. */
static cmark_node *find_ruler(cmark_node *paragraph)
{
	cmark_node *end = cmark_node_first_child(paragraph);
	while (end && !is_break(end))
		end = cmark_node_next(end);
	cmark_node *line = end ? cmark_node_next(end) : NULL;
	if (!line || cmark_node_get_type(line) != CMARK_NODE_TEXT)
		return NULL;
	cmark_node *after = cmark_node_next(line);
	bool alone = !after || is_break(after);
	return alone && is_ruler(str_of(cmark_node_get_literal(line))) ? end : NULL;
}

/* Takes the bar at either end of a row off text. */
static void strip_bars(cmark_node *text, bool begins, bool ends)
{
	struct str s = str_of(cmark_node_get_literal(text));
	size_t from = begins && str_starts(s, "|"), to = s.len;
	if (ends && to > from && s.data[to - 1] == '|')
		to--;
	if (to - from < s.len)
		cmark_node_set_literal(text, bump_text(str_slice(s, from, to)));
}

/* If paragraph is what others write as a table, its rows become lines: `a | b`. */
static void flatten_table(cmark_node *paragraph, cmark_mem *mem)
{
	cmark_node *ruler = find_ruler(paragraph), *next;
	if (!ruler)
		return;
	cmark_node_unlink(cmark_node_next(ruler));
	cmark_node_unlink(ruler);
	for (cmark_node *n = cmark_node_first_child(paragraph); n; n = next) {
		cmark_node *before = cmark_node_previous(n);
		bool begins =
			!before || cmark_node_get_type(before) == CMARK_NODE_LINEBREAK;
		next = cmark_node_next(n);
		if (cmark_node_get_type(n) == CMARK_NODE_TEXT)
			strip_bars(n, begins, !next || is_break(next));
		else if (is_break(n))
			cmark_node_replace(
				n, cmark_node_new_with_mem(CMARK_NODE_LINEBREAK, mem));
	}
}

/* ---- nodes ---- */

static void add_literal(struct html_builder *b, cmark_node *n)
{
	html_chars(b, str_of(cmark_node_get_literal(n)));
}

/* The text of an image, which may hold links and emphasis. */
static struct str alt_of(struct html_builder *b, cmark_node *image)
{
	struct sbuf alt;
	sbuf_init(&alt, SIZE_MAX / 2);
	cmark_iter *walk = cmark_iter_new(image);
	while (cmark_iter_next(walk) != CMARK_EVENT_DONE) {
		cmark_node *n = cmark_iter_get_node(walk);
		cmark_node_type type = cmark_node_get_type(n);
		if (type == CMARK_NODE_TEXT || type == CMARK_NODE_CODE)
			sbuf_str(&alt, cmark_node_get_literal(n));
		else if (type == CMARK_NODE_SOFTBREAK || type == CMARK_NODE_LINEBREAK)
			sbuf_char(&alt, ' ');
	}
	if (alt.failed)
		b->arena->exhausted();
	const char *text = html_value(b, sbuf_text(&alt));
	sbuf_release(&alt);
	return str_of(text);
}

static void add_image(struct html_builder *b, cmark_node *n)
{
	struct html_node *image = html_leaf(b, TAG_IMG);
	image->url = html_value(b, str_of(cmark_node_get_url(n)));
	image->text = alt_of(b, n);
}

static void open_list(struct html_builder *b, cmark_node *n)
{
	bool ordered = cmark_node_get_list_type(n) == CMARK_ORDERED_LIST;
	struct html_node *list = html_open(b, ordered ? TAG_OL : TAG_UL);
	list->start = ordered ? cmark_node_get_list_start(n) : 1;
}

static void open_link(struct html_builder *b, cmark_node *n)
{
	struct html_node *link = html_open(b, TAG_A);
	link->url = html_value(b, str_of(cmark_node_get_url(n)));
}

static void add_code(struct html_builder *b, cmark_node *n)
{
	html_open(b, TAG_CODE);
	add_literal(b, n);
	html_close(b);
}

/* Is n a paragraph in a tight list, where only its text is wanted? */
static bool is_tight(cmark_node *n)
{
	if (cmark_node_get_type(n) != CMARK_NODE_PARAGRAPH)
		return false;
	cmark_node *list = cmark_node_parent(cmark_node_parent(n));
	return list && cmark_node_get_list_tight(list);
}

/* What has no content of its own. False: n is something else. */
static bool add_leaf(struct html_builder *b, cmark_node *n)
{
	switch (cmark_node_get_type(n)) {
	case CMARK_NODE_TEXT:
		add_literal(b, n);
		return true;
	case CMARK_NODE_SOFTBREAK:
		html_chars(b, str_of("\n"));
		return true;
	case CMARK_NODE_LINEBREAK:
		html_leaf(b, TAG_BR);
		return true;
	case CMARK_NODE_THEMATIC_BREAK:
		html_leaf(b, TAG_HR);
		return true;
	case CMARK_NODE_CODE:
		add_code(b, n);
		return true;
	case CMARK_NODE_CODE_BLOCK:
		html_open(b, TAG_PRE);
		add_code(b, n);
		html_close(b);
		return true;
	default:
		return false;
	}
}

static void enter(struct html_builder *b, cmark_node *n)
{
	switch (cmark_node_get_type(n)) {
	case CMARK_NODE_PARAGRAPH:
		html_open(b, TAG_P);
		break;
	case CMARK_NODE_HEADING:
		html_open(
			b, TAG_H1 + (enum html_tag)(cmark_node_get_heading_level(n) - 1));
		break;
	case CMARK_NODE_BLOCK_QUOTE:
		html_open(b, TAG_BLOCKQUOTE);
		break;
	case CMARK_NODE_LIST:
		open_list(b, n);
		break;
	case CMARK_NODE_ITEM:
		html_open(b, TAG_LI);
		break;
	case CMARK_NODE_EMPH:
		html_open(b, TAG_EM);
		break;
	case CMARK_NODE_STRONG:
		html_open(b, TAG_STRONG);
		break;
	default:
		open_link(b, n);
	}
}

/* Adds n and all in it. */
static void add_tree(struct html_builder *b, cmark_node *root)
{
	cmark_iter *walk = cmark_iter_new(root);
	cmark_event_type event;
	while ((event = cmark_iter_next(walk)) != CMARK_EVENT_DONE) {
		cmark_node *n = cmark_iter_get_node(walk);
		cmark_node_type type = cmark_node_get_type(n);
		if (type == CMARK_NODE_DOCUMENT || is_tight(n) || add_leaf(b, n))
			continue;
		if (type == CMARK_NODE_IMAGE) {
			add_image(b, n);
			cmark_iter_reset(walk, n, CMARK_EVENT_EXIT);
		} else if (event == CMARK_EVENT_ENTER) {
			enter(b, n);
		} else {
			html_close(b);
		}
	}
}

/* ---- blocks ---- */

/* Stands for a run of plain blocks in what cmark is given: no text has this byte, and nothing
   in Markdown means it. */
#define PLAIN_MARK "\xff"

/* The blocks of a document. */
struct blocks {
	struct block {
		cmark_node *node;
		const struct plain_run *plain; /* it stands for that; NULL: for itself */
		bool raw;                      /* there is raw HTML in it */
	} * data;
	size_t len, cap;
	bool raw; /* in any */
	const struct html_piece *pieces;
};

/* What of a text is plain. */
struct plains {
	struct plain_run *data;
	size_t len, cap;
	const struct html_piece *pieces; /* of all of them */
};

/* Makes tables of a block lines of text. True if it has raw HTML. */
static bool prepare(cmark_node *block, cmark_mem *mem)
{
	bool raw = false;
	cmark_iter *walk = cmark_iter_new(block);
	cmark_event_type event;
	while ((event = cmark_iter_next(walk)) != CMARK_EVENT_DONE) {
		cmark_node *n = cmark_iter_get_node(walk);
		cmark_node_type type = cmark_node_get_type(n);
		raw = raw || type == CMARK_NODE_HTML_BLOCK ||
		      type == CMARK_NODE_HTML_INLINE;
		if (type == CMARK_NODE_PARAGRAPH && event == CMARK_EVENT_EXIT)
			flatten_table(n, mem);
	}
	return raw;
}

static bool is_plain_mark(cmark_node *block)
{
	cmark_node *text = cmark_node_first_child(block);
	return text && !cmark_node_next(text) &&
	       cmark_node_get_type(text) == CMARK_NODE_TEXT &&
	       strcmp(cmark_node_get_literal(text), PLAIN_MARK) == 0 &&
	       cmark_node_get_type(block) == CMARK_NODE_PARAGRAPH;
}

/* False: a mark is not where it was put, as a paragraph of its own. */
static bool list_blocks(cmark_node *document, cmark_mem *mem, const struct plains *plain,
	struct blocks *blocks)
{
	cmark_node *n = cmark_node_first_child(document);
	size_t marks = 0;
	blocks->pieces = plain->pieces;
	for (; n; n = cmark_node_next(n)) {
		struct block block = {.node = n};
		if (marks < plain->len && is_plain_mark(n))
			block.plain = &plain->data[marks++];
		else
			block.raw = prepare(n, mem);
		*vec_push(*current(), blocks) = block;
		blocks->raw = blocks->raw || block.raw;
	}
	return marks == plain->len;
}

/* Adds the blocks without raw HTML from block i on. */
static void add_blocks(void *ctx, struct html_builder *b, size_t i)
{
	const struct blocks *blocks = ctx;
	for (; i < blocks->len && !blocks->data[i].raw; i++) {
		const struct block *block = &blocks->data[i];
		const struct plain_run *run = block->plain;
		if (run)
			html_run(b, blocks->pieces + run->first, run->past - run->first);
		else
			add_tree(b, block->node);
	}
}

static struct html_doc *parse_mixed(
	struct arena *a, struct blocks *blocks, const char **problem)
{
	struct html_graft graft = {add_blocks, blocks, blocks->len};
	struct sbuf text;
	sbuf_init(&text, SIZE_MAX / 2);
	for (size_t i = 0; i < blocks->len; i++) {
		cmark_node *n = blocks->data[i].node;
		if (blocks->data[i].raw)
			html_clean(&text, str_of(cmark_render_html(n, CMARK_OPT_UNSAFE)));
		else if (i == 0 || blocks->data[i - 1].raw)
			html_graft_mark(&text, i);
	}
	if (text.failed)
		a->exhausted();
	struct html_doc *doc = html_parse_around(a, sbuf_text(&text), &graft, problem);
	sbuf_release(&text);
	return doc;
}

static struct html_doc *parse_pure(struct arena *a, struct blocks *blocks)
{
	struct html_builder b;
	html_build(&b, a);
	add_blocks(blocks, &b, 0);
	return html_built(&b);
}

/* ---- parsing ---- */

/* Parses text but for what is plain, which is listed, its pieces in a. */
static cmark_node *parse_others(
	struct arena *a, struct str text, cmark_mem *mem, struct plains *plains)
{
	struct plain plain;
	struct plain_run run;
	size_t done = 0;
	cmark_parser *parser = cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, mem);
	plain_init(&plain, a, text);
	while (plain_next(&plain, &run)) {
		size_t at = (size_t)(run.whole.data - text.data);
		cmark_parser_feed(parser, text.data + done, at - done);
		/* Below a heading may be text, which is not to go on with the mark. */
		cmark_parser_feed(parser, PLAIN_MARK "\n", strlen(PLAIN_MARK "\n"));
		*vec_push(*current(), plains) = run;
		done = at + run.whole.len;
	}
	plains->pieces = plain.pieces.data;
	cmark_parser_feed(parser, text.data + done, text.len - done);
	return cmark_parser_finish(parser);
}

/* The blocks of text. Should what is plain be something else to cmark, it gets all. */
static struct blocks parse(struct arena *a, struct str text, cmark_mem *mem)
{
	struct plains plains = {0}, none = {0};
	struct blocks blocks = {0}, all = {0};
	if (list_blocks(parse_others(a, text, mem, &plains), mem, &plains, &blocks))
		return blocks;
	cmark_parser *parser = cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, mem);
	cmark_parser_feed(parser, text.data, text.len);
	list_blocks(cmark_parser_finish(parser), mem, &none, &all);
	return all;
}

struct html_doc *markdown_parse(struct arena *a, struct str text, const char **problem)
{
	struct arena scratch;
	cmark_mem mem = {bump_calloc, bump_realloc, bump_free};
	arena_init(&scratch, a->exhausted);
	*current() = &scratch;
	*problem = NULL;
	struct blocks blocks = parse(a, text, &mem);
	struct html_doc *doc =
		blocks.raw ? parse_mixed(a, &blocks, problem) : parse_pure(a, &blocks);
	*current() = NULL;
	arena_release(&scratch);
	return doc;
}

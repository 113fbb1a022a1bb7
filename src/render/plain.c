/* SPDX-License-Identifier: ISC */
#include "render/plain.h"

#include "base/vec.h"

enum {
	LEVELS = 3,      /* of lists in lists */
	PIECE_BYTES = 48 /* of text are a piece, or more */
};

void plain_init(struct plain *p, struct arena *a, struct str text)
{
	memset(p, 0, sizeof *p);
	p->pieces.arena = a;
	p->pieces.references = str_find(text, "]:", 0) != STR_NONE;
	p->pieces.cap = text.len / PIECE_BYTES + 1;
	p->pieces.data = arena_array(a, p->pieces.cap, sizeof *p->pieces.data);
	lines_init(&p->lines, text);
}

/* ---- lines of a block ---- */

static struct str line_at(struct str s, size_t at)
{
	struct str line = {"", 0}, rest = str_slice(s, at, s.len);
	str_line(&rest, &line);
	return line;
}

static bool is_blank(struct str s)
{
	size_t n = 0;
	while (n < s.len && (s.data[n] == ' ' || s.data[n] == '\t'))
		n++;
	return n == s.len;
}

/* Offset of the line behind that which ends at end. */
static size_t next_line(struct str s, size_t end)
{
	return end < s.len ? end + 1 : end;
}

static size_t spaces(struct str s)
{
	size_t n = 0;
	while (n < s.len && s.data[n] == ' ')
		n++;
	return n;
}

static void push(struct plain *p, enum html_piece_kind kind, enum html_tag tag)
{
	struct html_piece *piece = vec_push(p->pieces.arena, &p->pieces);
	piece->kind = kind;
	piece->tag = tag;
}

/* ---- quotes ---- */

/* Takes a quote whose paragraphs have a line each. Its length; 0: it is another one. */
static size_t take_quote(struct plain *p, struct str s)
{
	size_t at = 0, len = 0;
	bool after_text = false;
	push(p, PIECE_OPEN, TAG_BLOCKQUOTE);
	for (; str_starts(str_slice(s, at, s.len), ">"); at = next_line(s, len)) {
		struct str line = line_at(s, at);
		struct str text =
			str_slice(line, str_starts(line, "> ") ? 2 : 1, line.len);
		len = at + line.len;
		bool blank = is_blank(text);
		if (!blank && (after_text || !plain_text_begins(text) ||
				      !plain_text(&p->pieces, text, TAG_P, true)))
			return 0;
		after_text = !blank;
	}
	push(p, PIECE_CLOSE, TAG_BLOCKQUOTE);
	return is_blank(line_at(s, at)) ? len : 0;
}

/* ---- lists ---- */

/* The mark that a line of a list begins with. */
struct mark {
	size_t indent, content; /* columns before it, and before its text */
	char kind;              /* the bullet, or what is behind the number */
	bool first;             /* a list may begin with it */
};

/* False: the line begins with none, or no text follows. */
static bool mark_of(struct str line, struct mark *mark)
{
	size_t indent = spaces(line);
	struct str rest = str_slice(line, indent, line.len);
	size_t len = lines_item_mark(rest);
	size_t blanks = spaces(str_slice(rest, len, rest.len));
	if (len == 0 || blanks == 0 || blanks > 4 || len + blanks == rest.len)
		return false;
	*mark = (struct mark){.indent = indent,
		.content = indent + len + blanks,
		.kind = rest.data[len - 1],
		.first = len == 1 || (len == 2 && rest.data[0] == '1')};
	return true;
}

/* The items that are open, each in the one before it. */
struct items {
	struct mark data[LEVELS];
	size_t len;
};

static enum html_tag list_tag(const struct mark *mark)
{
	return mark->kind == '.' || mark->kind == ')' ? TAG_OL : TAG_UL;
}

/* Closes the innermost item, which is the last of its list or not. */
static void close_item(struct plain *p, struct items *items, bool last)
{
	push(p, PIECE_CLOSE, TAG_LI);
	items->len--;
	if (last)
		push(p, PIECE_CLOSE, list_tag(&items->data[items->len]));
}

/* Makes way for an item with that mark: closes those that it is not in, and opens a list if it
   is the first. False: it goes on with a text, or begins another list. */
static bool place_item(struct plain *p, struct items *items, const struct mark *mark)
{
	size_t level = 0, outer;
	while (level < items->len && mark->indent >= items->data[level].content)
		level++;
	outer = level ? items->data[level - 1].content : 0;
	if (level == LEVELS || mark->indent - outer > 3)
		return false;
	if (level == items->len) {
		push(p, PIECE_OPEN, list_tag(mark));
		return mark->first;
	}
	while (items->len > level + 1)
		close_item(p, items, true);
	close_item(p, items, false);
	return items->data[level].kind == mark->kind;
}

/* Takes the item that line is. In a loose list its text is a paragraph, and there is no list in
   it. */
static bool take_item(struct plain *p, struct items *items, struct str line, bool loose)
{
	struct mark mark;
	if (!mark_of(line, &mark) || !place_item(p, items, &mark) ||
		(loose && items->len > 0))
		return false;
	struct str text = str_slice(line, mark.content, line.len);
	if (loose)
		push(p, PIECE_OPEN, TAG_LI);
	if (!plain_text_begins(text) ||
		!plain_text(&p->pieces, text, loose ? TAG_P : TAG_LI, true))
		return false;
	if (!loose)
		p->pieces.len--; /* the end of it: there may be a list in it */
	items->data[items->len++] = mark;
	return true;
}

/* Offset of the first line of s at or behind at, which a line begins at, that is not blank. */
static size_t skip_blank(struct str s, size_t at)
{
	struct str line = line_at(s, at);
	while (at < s.len && is_blank(line)) {
		at = next_line(s, at + line.len);
		line = line_at(s, at);
	}
	return at;
}

/* Does s begin with an item, not indented? */
static bool is_item(struct str s)
{
	size_t n = lines_item_mark(s);
	return n > 0 && (n == s.len || ascii_is_space(s.data[n]));
}

/* Is the list that s begins with one in which blank lines stand between items? */
static bool is_loose(struct str s)
{
	size_t at = 0;
	struct str line = line_at(s, 0);
	for (; !is_blank(line); line = line_at(s, at))
		at = next_line(s, at + line.len);
	at = skip_blank(s, at);
	return is_item(str_slice(s, at, s.len));
}

/* Does s, what follows a list and blank lines, not go on with it? */
static bool is_beyond(struct str s)
{
	bool indented = s.len && (s.data[0] == ' ' || s.data[0] == '\t');
	return !indented && !is_item(s);
}

/* Takes a list whose items have a line each. Its length; 0: it is another one. */
static size_t take_list(struct plain *p, struct str s)
{
	struct items items = {.len = 0};
	bool loose = is_loose(s);
	size_t at = 0, len = 0, next = 0;
	struct str line = line_at(s, 0);
	for (; !is_blank(line); line = line_at(s, at)) {
		if (!take_item(p, &items, line, loose))
			return 0;
		len = at + line.len;
		at = next_line(s, len);
		next = skip_blank(s, at);
		if (loose && is_item(str_slice(s, next, s.len)))
			at = next;
	}
	while (items.len)
		close_item(p, &items, true);
	return is_beyond(str_slice(s, next, s.len)) ? len : 0;
}

/* ---- blocks ---- */

/* Takes the quote or list that line, s, begins. */
static size_t take_box(struct plain *p, const struct line *line, struct str s)
{
	size_t before = p->pieces.len, len = 0;
	if (line->depth == 1 && str_starts(s, ">"))
		len = take_quote(p, s);
	else if (line->depth == 1 && lines_item_mark(s))
		len = take_list(p, s);
	if (len == 0)
		p->pieces.len = before;
	return len;
}

/* Takes the block that begins with line. Its length; 0, and no pieces: it is not plain. */
static size_t take_block(struct plain *p, const struct line *line)
{
	struct str s = str_slice(p->lines.text, line->from, p->lines.text.len);
	if (line->kind != LINE_TEXT || !line->fresh || line->html || p->after_text)
		return 0;
	if (line->depth > 0)
		return p->in_box ? 0 : take_box(p, line, s);
	size_t n = line->heading;
	if (line->content != line->from || (n == 0 && !plain_text_begins(s)))
		return 0;
	if (n == 0)
		return plain_text(&p->pieces, s, TAG_P, false);
	n += spaces(str_slice(s, n, s.len));
	enum html_tag tag = TAG_H1 + (enum html_tag)(line->heading - 1);
	size_t len = plain_text(&p->pieces, str_slice(s, n, s.len), tag, true);
	return len ? n + len : 0;
}

/* Takes line if it begins a plain block, and all of that. Its length; 0: it does not. */
static size_t take(struct plain *p, const struct line *line)
{
	size_t len = take_block(p, line);
	p->after_text = len == 0 || !line->heading;
	p->in_box = len == 0 && line->depth > 0;
	if (len)
		lines_skip(&p->lines, next_line(p->lines.text, line->from + len));
	return len;
}

/* Has a line that is blank to its text nothing in it, not even the mark of a quote or item? */
static bool is_empty(const struct plain *p, const struct line *line)
{
	return line->depth == 0 ||
	       is_blank(str_slice(p->lines.text, line->from, line->to));
}

bool plain_next(struct plain *p, struct plain_run *run)
{
	struct line line;
	run->whole = (struct str){NULL, 0};
	run->first = p->pieces.len;
	while (lines_next(&p->lines, &line)) {
		if (line.kind == LINE_BLANK && is_empty(p, &line)) {
			p->after_text = false;
			continue;
		}
		size_t len = take(p, &line);
		if (len == 0 && run->whole.data)
			break;
		const char *from = p->lines.text.data + line.from;
		if (len && !run->whole.data)
			run->whole.data = from;
		if (len)
			run->whole.len = (size_t)(from + len - run->whole.data);
	}
	run->past = p->pieces.len;
	return run->whole.data != NULL;
}

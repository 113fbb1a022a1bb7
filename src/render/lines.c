/* SPDX-License-Identifier: ISC */
#include "render/lines.h"

#include <string.h>
#include "render/html_block.h"

enum { TAB = 4, CODE_INDENT = 4, NOTE_ID_MAX = 64 };

void lines_init(struct lines *l, struct str text)
{
	memset(l, 0, sizeof *l);
	l->text = text;
}

void lines_skip(struct lines *l, size_t at)
{
	l->next = at;
}

/* ---- the cursor in a line ---- */

/* The first character that is no blank, and how many columns before it. */
static size_t indent_end(const struct lines *l, unsigned *columns)
{
	size_t at = l->at;
	unsigned column = l->column;
	for (; at < l->end; at++) {
		char c = l->text.data[at];
		if (c == ' ')
			column++;
		else if (c == '\t')
			column += TAB - column % TAB;
		else
			break;
	}
	*columns = column - l->column;
	return at;
}

/* Goes over n columns of blanks; a tab may be used up in part. */
static void skip_columns(struct lines *l, unsigned n)
{
	while (n > 0 && l->at < l->end) {
		unsigned width = l->text.data[l->at] == '\t' ? TAB - l->column % TAB : 1;
		unsigned used = width < n ? width : n;
		l->column += used;
		n -= used;
		if (used == width)
			l->at++;
	}
}

/* Goes behind the indentation and n characters more, none of them a tab. */
static void skip_marker(struct lines *l, unsigned indent, size_t n)
{
	skip_columns(l, indent);
	l->at += n;
	l->column += (unsigned)n;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* Goes behind a '>' and the blank that belongs to it. */
static void skip_quote(struct lines *l, unsigned indent)
{
	skip_marker(l, indent, 1);
	if (l->at < l->end && is_blank(l->text.data[l->at]))
		skip_columns(l, 1);
}

static size_t run_of(struct str s, char c)
{
	size_t n = 0;
	while (n < s.len && s.data[n] == c)
		n++;
	return n;
}

/* ---- what a line begins with ---- */

static unsigned atx_level(struct str s)
{
	size_t n = run_of(s, '#');
	return n >= 1 && n <= 6 && (n == s.len || is_blank(s.data[n])) ? (unsigned)n : 0;
}

static unsigned setext_level(struct str s)
{
	size_t n = run_of(s, s.len && s.data[0] == '=' ? '=' : '-');
	if (n == 0 || str_trim(str_slice(s, n, s.len)).len)
		return 0;
	return s.data[0] == '=' ? 1 : 2;
}

static bool is_rule(struct str s)
{
	size_t n = 0;
	if (s.len == 0 || (s.data[0] != '*' && s.data[0] != '-' && s.data[0] != '_'))
		return false;
	for (size_t i = 0; i < s.len; i++) {
		if (s.data[i] == s.data[0])
			n++;
		else if (!is_blank(s.data[i]))
			return false;
	}
	return n >= 3;
}

/* Length of the fence that s opens, or 0. */
static size_t fence_open(struct str s)
{
	char c = s.len ? s.data[0] : '\0';
	if (c != '`' && c != '~')
		return 0;
	size_t n = run_of(s, c);
	bool info_ok = c == '~' || str_find_char(s, '`', n) == STR_NONE;
	return n >= 3 && info_ok ? n : 0;
}

static bool fence_closes(const struct lines *l, struct str s)
{
	size_t n = run_of(s, l->leaf);
	return n >= l->fence_len && str_trim(str_slice(s, n, s.len)).len == 0;
}

struct str lines_note_id(struct str text)
{
	struct str none = {text.data, 0};
	if (!str_starts(text, "[^"))
		return none;
	for (size_t i = 2; i < text.len && i < NOTE_ID_MAX + 2; i++) {
		char c = text.data[i];
		if (c == ']')
			return str_slice(text, 2, i);
		if (ascii_is_space(c) || (c && strchr("[^`\\{}%", c)))
			break;
	}
	return none;
}

/* Length of "[^id]:" at the beginning of s, or 0. */
static size_t note_marker(struct str s)
{
	struct str id = lines_note_id(s);
	size_t n = id.len + 3;
	return id.len && n < s.len && s.data[n] == ':' ? n + 1 : 0;
}

size_t lines_item_mark(struct str s)
{
	size_t n = 0;
	if (s.len && (s.data[0] == '-' || s.data[0] == '+' || s.data[0] == '*'))
		return 1;
	while (n < s.len && n < 9 && ascii_is_digit(s.data[n]))
		n++;
	return n > 0 && n < s.len && (s.data[n] == '.' || s.data[n] == ')') ? n + 1 : 0;
}

/* May the mark interrupt a paragraph: is it a bullet, or the number 1 ("01." is, too)? */
static bool interrupts(struct str mark)
{
	size_t zeros = run_of(mark, '0');
	return mark.len == 1 || (mark.len == zeros + 2 && mark.data[zeros] == '1');
}

/* The same, if it begins an item here: in a paragraph that must have text, too
   (CommonMark 5.2). */
static size_t list_marker(struct str s, bool in_paragraph)
{
	size_t n = lines_item_mark(s);
	struct str rest = str_slice(s, n, s.len);
	if (n == 0 || (rest.len && !is_blank(rest.data[0])))
		return 0;
	if (!in_paragraph)
		return n;
	return interrupts(str_slice(s, 0, n)) && str_trim(rest).len ? n : 0;
}

/* ---- containers ---- */

static void push(struct lines *l, size_t *kept, struct lines_container c)
{
	l->leaf = 0;
	l->depth = *kept;
	l->stack[l->depth++] = c;
	*kept = l->depth;
}

/* Goes over the marker of a list item and the blanks that belong to it. */
static void push_item(struct lines *l, size_t *kept, unsigned indent, size_t marker)
{
	skip_marker(l, indent, marker);
	unsigned blanks;
	bool empty = indent_end(l, &blanks) == l->end;
	unsigned taken = empty || blanks > CODE_INDENT ? blanks > 0 : blanks;
	unsigned padding = taken ? taken : 1;
	skip_columns(l, taken);
	push(l, kept,
		(struct lines_container){
			'-', empty, indent + (unsigned)marker + padding});
}

/* How many of the open containers the line goes on with. */
static size_t keep(struct lines *l)
{
	for (size_t i = 0; i < l->depth; i++) {
		struct lines_container *c = &l->stack[i];
		unsigned indent;
		size_t first = indent_end(l, &indent);
		bool blank = first == l->end;
		if (c->kind == '>') {
			if (indent >= CODE_INDENT || blank || l->text.data[first] != '>')
				return i;
			skip_quote(l, indent);
		} else if (indent >= c->width) {
			skip_columns(l, c->width);
			c->empty = c->empty && blank;
		} else if (!blank || c->empty) {
			return i;
		} else {
			skip_columns(l, indent);
		}
	}
	return l->depth;
}

/* ---- leaves ---- */

static void set_text(struct lines *l, struct line *out, char leaf)
{
	l->leaf = leaf;
	out->kind = LINE_TEXT;
	out->fresh = true;
}

static void html_line(struct lines *l, struct line *out)
{
	out->html = true;
	if (html_block_ends(l->html_kind, str_slice(l->text, l->at, l->end)))
		l->leaf = 0;
}

/* Does the open leaf take the line? A paragraph never does: what could end it is looked
   for first. Tells out what the line is then. */
static bool leaf_takes(struct lines *l, struct line *out, bool blank)
{
	switch (l->leaf) {
	case '`':
	case '~':
		out->kind = LINE_CODE;
		if (out->indent < CODE_INDENT &&
			fence_closes(l, str_slice(l->text, out->content, out->to)))
			l->leaf = 0;
		return true;
	case 'i':
		if (!blank && out->indent < CODE_INDENT)
			break;
		out->kind = blank ? LINE_BLANK : LINE_CODE;
		return true;
	case 'h':
		if (blank && l->html_kind > 5)
			break;
		out->kind = blank ? LINE_BLANK : LINE_TEXT;
		html_line(l, out);
		return true;
	default:
		return false;
	}
	l->leaf = 0;
	return false;
}

/* Opens a leaf that has a mark of its own, if the line has one. */
static bool leaf_opens(struct lines *l, struct line *out, struct str s, bool in_paragraph)
{
	size_t fence = fence_open(s);
	int html = fence ? 0 : html_block_kind(s);
	if ((out->heading = atx_level(s))) {
		set_text(l, out, 0);
	} else if (fence) {
		l->leaf = s.data[0];
		l->fence_len = fence;
		out->kind = LINE_CODE;
	} else if (html && !(html == 7 && l->leaf == 'p')) {
		set_text(l, out, 'h');
		l->html_kind = html;
		html_line(l, out);
	} else if (in_paragraph && (out->heading = setext_level(s))) {
		set_text(l, out, 0);
		out->underline = true;
		out->fresh = false;
	} else if (is_rule(s)) {
		set_text(l, out, 0);
	} else {
		return false;
	}
	return true;
}

/* Opens a container, if the line begins with the mark of one. */
static bool container_opens(struct lines *l, struct line *out, struct str s, size_t *kept)
{
	bool in_paragraph = *kept == l->depth && l->leaf == 'p';
	size_t note = *kept == 0 ? note_marker(s) : 0,
	       item = list_marker(s, in_paragraph);
	if (s.data[0] != '>' && !note && !item)
		return false;
	if (*kept == LINES_DEPTH) {
		l->too_deep = true;
		return false;
	}
	if (note) {
		unsigned blanks;
		skip_marker(l, out->indent, note);
		indent_end(l, &blanks);
		skip_columns(l, blanks);
		out->note_begins = true;
		push(l, kept, (struct lines_container){'^', false, LINES_NOTE_WIDTH});
	} else if (item) {
		push_item(l, kept, out->indent, item);
	} else {
		skip_quote(l, out->indent);
		push(l, kept, (struct lines_container){.kind = '>'});
	}
	return true;
}

/* ---- a line ---- */

static void begin(struct lines *l, struct line *out)
{
	size_t from = l->next, to = str_find_char(l->text, '\n', from);
	size_t next = to + 1;
	if (to == STR_NONE)
		to = next = l->text.len;
	l->at = from;
	l->end = to;
	l->next = next;
	l->column = 0;
	*out = (struct line){.from = from, .to = to};
}

/* What is left when no mark was found: a paragraph, old or new, or code. */
static void text_line(struct lines *l, struct line *out, size_t kept)
{
	out->kind = LINE_TEXT;
	if (l->leaf == 'p')
		return; /* although containers may be missing: a lazy continuation */
	l->depth = kept;
	if (out->indent >= CODE_INDENT) {
		l->leaf = 'i';
		out->kind = LINE_CODE;
	} else {
		set_text(l, out, 'p');
	}
}

/* Could a mark of a leaf or container begin with c? Most lines begin with a letter. */
static bool may_mark(char c)
{
	static const bool marks[256] = {['#'] = true,
		['`'] = true,
		['~'] = true,
		['<'] = true,
		['='] = true,
		['-'] = true,
		['*'] = true,
		['_'] = true,
		['>'] = true,
		['['] = true,
		['+'] = true};
	return ascii_is_digit(c) || marks[(unsigned char)c];
}

/* Takes the line behind the marks of the kept containers that it goes on with. */
static void take(struct lines *l, struct line *out, size_t kept)
{
	out->content = indent_end(l, &out->indent);
	if (kept == l->depth && leaf_takes(l, out, out->content == l->end))
		return;
	while (out->content < l->end && out->indent < CODE_INDENT &&
		may_mark(l->text.data[out->content])) {
		struct str s = str_slice(l->text, out->content, l->end);
		if (leaf_opens(l, out, s, kept == l->depth && l->leaf == 'p')) {
			l->depth = kept;
			return;
		}
		if (!container_opens(l, out, s, &kept))
			break;
		out->content = indent_end(l, &out->indent);
	}
	if (out->content < l->end) {
		text_line(l, out, kept);
		return;
	}
	l->depth = kept;
	l->leaf = 0;
}

/* The most common lines, which stand in nothing: empty ones, and text of a paragraph that
   begins with no mark. False: it is another one. */
static bool take_common(struct lines *l, struct line *out)
{
	bool blank = l->at == l->end;
	if (l->depth > 0 || (l->leaf != 0 && l->leaf != 'p'))
		return false;
	if (!blank && (is_blank(l->text.data[l->at]) || may_mark(l->text.data[l->at])))
		return false;
	out->kind = blank ? LINE_BLANK : LINE_TEXT;
	out->content = l->at;
	out->fresh = !blank && l->leaf == 0;
	l->leaf = blank ? 0 : 'p';
	return true;
}

bool lines_next(struct lines *l, struct line *out)
{
	if (l->next >= l->text.len)
		return false;
	begin(l, out);
	if (take_common(l, out))
		return true;
	take(l, out, keep(l));
	out->depth = l->depth;
	out->note = l->depth > 0 && l->stack[0].kind == '^';
	return true;
}

/* SPDX-License-Identifier: ISC */
#include "render/plain_text.h"

#include "base/lanes.h"
#include "base/vec.h"

/* ---- characters ---- */

/* The ends of a block and of its lines are white space to what stands beside them. */
static char char_at(struct str s, size_t i)
{
	return i < s.len ? s.data[i] : '\n';
}

/* Could c, before next, mean something in a line, or end it? In an image '!' is before a '['.
   ('^' cannot, but is among those that can.) */
static bool is_special(unsigned char c, char next)
{
	return c < 0x20 || c == '&' || c == '*' || c == '<' || (c >= '[' && c <= '`') ||
	       (c == ' ' && next == ' ');
}

/* Offset of the first such character of s at or after i. */
static size_t next_special(struct str s, size_t i)
{
	for (; s.len - i > LANES; i += LANES) {
		lanes v = lanes_load(s.data + i), next = lanes_load(s.data + i + 1);
		size_t first = lanes_first((lanes)(v < 0x20) | (lanes)(v == '&') |
					   (lanes)(v == '*') | (lanes)(v == '<') |
					   (lanes)((lanes)(v - '[') <= '`' - '[') |
					   ((lanes)(v == ' ') & (lanes)(next == ' ')));
		if (first < LANES)
			return i + first;
	}
	while (i < s.len && !is_special((unsigned char)s.data[i], char_at(s, i + 1)))
		i++;
	return i;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\n';
}

static bool is_punctuation(char c)
{
	return c > ' ' && c < 0x7f && !ascii_is_alnum(c);
}

/* What begins a block, or a line of a table, is an ASCII punctuation mark, a number with a mark
   behind it, or a blank. */
bool plain_text_begins(struct str s)
{
	size_t n = 0;
	while (n < s.len && ascii_is_digit(s.data[n]))
		n++;
	if (n > 0)
		return n < s.len && (s.data[n] == ' ' || ascii_is_alpha(s.data[n]));
	char c = char_at(s, 0), next = char_at(s, 1);
	if (c == '*' || c == '_')
		return next == c || next == '[' || ascii_is_alnum(next);
	/* cmark skips a byte order mark at the beginning of a text. */
	return ascii_is_alpha(c) || (c != '\n' && strchr("\"'([$.\\", c)) ||
	       ((unsigned char)c > 0x7f && !str_starts(s, "\xef\xbb\xbf"));
}

/* ---- a text ---- */

enum { BRACKETS = 3 }; /* in one another, at most */

/* Where one is taken apart. */
struct scan {
	struct plain_pieces *pieces;
	struct str s; /* from the beginning of the text on */
	size_t at;
	size_t text;       /* from here to at, text is no piece yet … */
	bool loose;        /* … and some of its blanks are one beside another */
	char mark;         /* of the emphasis that is open; NUL: none is */
	size_t marks;      /* how many of them */
	bool mark_in_link; /* it began in the link that is open */
	size_t link;       /* index of the piece that opens the link, which is open … */
	size_t link_text;  /* … and where its text begins; 0: none is open */
	unsigned brackets; /* that are open and mean nothing … */
	unsigned outside;  /* … how many of them outside of the link */
};

static struct html_piece *push(struct scan *x, enum html_piece_kind kind)
{
	struct html_piece *piece = vec_push(x->pieces->arena, x->pieces);
	piece->kind = kind;
	return piece;
}

static struct html_piece *push_tag(
	struct scan *x, enum html_piece_kind kind, enum html_tag tag)
{
	struct html_piece *piece = push(x, kind);
	piece->tag = tag;
	return piece;
}

/* Makes a piece of the text up to to, and goes to next, where text begins anew. */
static void end_text(struct scan *x, size_t to, size_t next)
{
	if (to > x->text)
		push(x, x->loose ? PIECE_LOOSE : PIECE_TEXT)->text =
			str_slice(x->s, x->text, to);
	x->at = x->text = next;
	x->loose = false;
}

/* May the n marks at x->at begin emphasis? CommonMark 6.2 has more that do. */
static bool may_open(const struct scan *x, size_t n)
{
	char before = x->at ? x->s.data[x->at - 1] : '\n',
	     next = char_at(x->s, x->at + n);
	if (next == '[')
		return is_blank(before);
	return ascii_is_alnum(next) &&
	       (x->s.data[x->at] == '*' || is_blank(before) || is_punctuation(before));
}

static bool may_close(const struct scan *x, size_t n)
{
	char before = x->s.data[x->at - 1], next = char_at(x->s, x->at + n);
	bool ends = is_blank(next) || is_punctuation(next);
	if (ascii_is_alnum(before))
		return ends || x->s.data[x->at] == '*';
	return is_punctuation(before) && ends;
}

/* Takes '*', "**", '_' or "__". Of these, one pair is open at a time. */
static bool take_marks(struct scan *x)
{
	char mark = x->s.data[x->at];
	bool in_link = x->link_text > 0;
	size_t n = 1;
	while (char_at(x->s, x->at + n) == mark)
		n++;
	if (mark == '_' && n == 1 && x->at && ascii_is_alnum(x->s.data[x->at - 1]) &&
		ascii_is_alnum(char_at(x->s, x->at + 1))) {
		x->at++;
		return true;
	}
	if (n > 2)
		return false;
	enum html_tag tag = n == 2 ? TAG_STRONG : TAG_EM;
	if (!x->mark && may_open(x, n)) {
		end_text(x, x->at, x->at + n);
		push_tag(x, PIECE_OPEN, tag);
		x->mark = mark;
		x->marks = n;
		x->mark_in_link = in_link;
		return true;
	}
	if (x->mark != mark || x->marks != n || x->mark_in_link != in_link ||
		!may_close(x, n))
		return false;
	end_text(x, x->at, x->at + n);
	push_tag(x, PIECE_CLOSE, tag);
	x->mark = '\0';
	return true;
}

/* Offset of the bracket that closes the one at x->at; STR_NONE: none does, or too many are in
   between. */
static size_t closing_bracket(const struct scan *x)
{
	size_t at = x->at + 1;
	unsigned open = 1;
	for (; (at = str_until(x->s, "[]", at)) < x->s.len; at++) {
		if (x->s.data[at] == '[')
			open++;
		else if (--open == 0)
			return at;
		if (open > BRACKETS)
			break;
	}
	return STR_NONE;
}

/* Takes a '[' that begins a link, or one that means nothing. */
static bool open_bracket(struct scan *x)
{
	size_t close = closing_bracket(x);
	if (close == STR_NONE || (x->at && x->s.data[x->at - 1] == '!'))
		return false;
	if (char_at(x->s, close + 1) != '(') {
		x->brackets++;
		x->at++;
		return !x->pieces->references;
	}
	if (x->link_text)
		return false;
	end_text(x, x->at, x->at + 1);
	push_tag(x, PIECE_OPEN, TAG_A);
	x->link = x->pieces->len - 1;
	x->link_text = x->at;
	x->outside = x->brackets;
	return true;
}

/* Offset of the first character of s at or after i that could end an address, or mean something
   in one. */
static size_t address_special(struct str s, size_t i)
{
	for (; s.len - i >= LANES; i += LANES) {
		lanes v = lanes_load(s.data + i);
		size_t first =
			lanes_first(lanes_in(v, "()<\\&;\x7f", 7) | (lanes)(v <= ' '));
		if (first < LANES)
			return i + first;
	}
	return i;
}

/* Length of the address that s begins with, if ')' follows; 0: it is none, or not surely
   one. With '&' and ';' there may be a reference to a character in it. */
static size_t address_len(struct str s)
{
	bool ampersand = false, semicolon = false;
	unsigned open = 0;
	for (size_t n = address_special(s, 0); n < s.len; n = address_special(s, n + 1)) {
		char c = s.data[n];
		ampersand = ampersand || c == '&';
		semicolon = semicolon || c == ';';
		if (c == ')' && open-- == 0)
			return ampersand && semicolon ? 0 : n;
		open += c == '(';
		if ((unsigned char)c <= ' ' || c == '<' || c == '\\' || c == 0x7f ||
			open > BRACKETS)
			return 0;
	}
	return 0;
}

/* Takes "](address)", or a bracket that means nothing. */
static bool close_bracket(struct scan *x)
{
	size_t from = x->at + 2;
	if (x->brackets > (x->link_text ? x->outside : 0)) {
		x->brackets--;
		x->at++;
		return true;
	}
	if (!x->link_text || x->at == x->link_text || (x->mark && x->mark_in_link) ||
		char_at(x->s, x->at + 1) != '(' || is_blank(x->s.data[x->link_text]) ||
		is_blank(x->s.data[x->at - 1]))
		return false;
	size_t len = address_len(str_slice(x->s, from, x->s.len));
	if (len == 0)
		return false;
	end_text(x, x->at, from + len + 1);
	x->pieces->data[x->link].text = str_slice(x->s, from, from + len);
	push_tag(x, PIECE_CLOSE, TAG_A);
	x->link_text = 0;
	return true;
}

/* Goes to the next line, which goes on with the block. Two blanks before it break the line;
   one would have to go. */
static bool take_line_end(struct scan *x)
{
	size_t end = x->at;
	while (end > x->text && x->s.data[end - 1] == ' ')
		end--;
	size_t blanks = x->at - end;
	if (blanks == 1 || !plain_text_begins(str_slice(x->s, x->at + 1, x->s.len)))
		return false;
	if (blanks) {
		end_text(x, end, x->at + 1);
		push(x, PIECE_BREAK);
	} else {
		x->at++;
	}
	return true;
}

/* Takes blanks, of which a reader sees one, or none before a line end. */
static bool take_blanks(struct scan *x)
{
	while (char_at(x->s, x->at) == ' ')
		x->at++;
	x->loose = x->loose || char_at(x->s, x->at) != '\n';
	return true;
}

/* Takes an '&' that begins no reference to a character. */
static bool take_ampersand(struct scan *x)
{
	size_t n = 1;
	while (ascii_is_alnum(char_at(x->s, x->at + n)))
		n++;
	char end = char_at(x->s, x->at + n);
	x->at++;
	return end != ';' && end != '#';
}

/* Takes a character that means nothing, if it does not. */
static bool take_literal(struct scan *x, bool means_nothing)
{
	x->at++;
	return means_nothing;
}

/* Takes the special character that the scan has come to. */
static bool take_special(struct scan *x)
{
	char next = char_at(x->s, x->at + 1);
	switch (x->s.data[x->at]) {
	case '\n':
		return take_line_end(x);
	case '*':
	case '_':
		return take_marks(x);
	case '[':
		return open_bracket(x);
	case ']':
		return close_bracket(x);
	case '&':
		return take_ampersand(x);
	case ' ':
		return take_blanks(x);
	case '^':
		return take_literal(x, true);
	case '\\':
		return take_literal(x, next != '\n' && !is_punctuation(next));
	case '<':
		return take_literal(x, next == ' ');
	default:
		return false;
	}
}

/* Goes to the end of the line or paragraph that x->s begins with. False: it is not plain. */
static bool take_all(struct scan *x, bool one_line)
{
	for (;;) {
		x->at = next_special(x->s, x->at);
		bool ends_line = char_at(x->s, x->at) == '\n';
		if (ends_line && (one_line || char_at(x->s, x->at + 1) == '\n'))
			break;
		if (!take_special(x))
			return false;
	}
	return x->at > 0 && !x->mark && !x->link_text && !x->brackets;
}

/* Does text that shows come first in the element whose pieces are those from i on? */
static bool is_visible(const struct scan *x, size_t i)
{
	const struct html_piece *pieces = x->pieces->data;
	while (i < x->pieces->len && pieces[i].kind == PIECE_OPEN)
		i++;
	struct str text =
		i < x->pieces->len ? pieces[i].text : str_slice(x->s, x->text, x->at);
	return html_visible(text).len == text.len;
}

/* Such marks at the end of a heading do not belong to it. */
static bool ends_with_marks(enum html_tag tag, struct str s)
{
	return tag >= TAG_H1 && tag <= TAG_H6 && (s.len == 0 || str_ends(s, "#"));
}

size_t plain_text(
	struct plain_pieces *pieces, struct str s, enum html_tag tag, bool one_line)
{
	struct scan x = {.pieces = pieces, .s = s};
	size_t before = pieces->len;
	push_tag(&x, PIECE_OPEN, tag);
	bool plain = take_all(&x, one_line) && is_visible(&x, before);
	size_t len = x.at, end = len;
	while (plain && end > x.text && s.data[end - 1] == ' ')
		end--;
	if (!plain || ends_with_marks(tag, str_slice(s, 0, end))) {
		pieces->len = before;
		return 0;
	}
	end_text(&x, end, len);
	push_tag(&x, PIECE_CLOSE, tag);
	return len;
}

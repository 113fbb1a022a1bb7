/* SPDX-License-Identifier: ISC */
#include "base/xmlscan.h"

#include "base/utf8.h"
#include "base/vec.h"

void xmlscan_init(struct xmlscan *s, struct arena *arena)
{
	*s = (struct xmlscan){.arena = arena, .at = {1, 1}};
}

bool xmlscan_peek(const struct xmlscan *s, struct xmlscan_place *place)
{
	if (s->taken == s->tags.len)
		return false;
	*place = s->tags.data[s->taken];
	return true;
}

bool xmlscan_take(struct xmlscan *s, struct xmlscan_place *place)
{
	if (!xmlscan_peek(s, place))
		return false;
	s->taken++;
	return true;
}

/* Four characters as the number that `last` holds after them. */
#define LAST(a, b, c, d)                                                                 \
	((unsigned)(a) << 24 | (unsigned)(b) << 16 | (unsigned)(c) << 8 | (unsigned)(d))

static void enter(struct xmlscan *s, enum xmlscan_state state)
{
	s->state = state;
	s->last = 0;
	s->bytes = 0;
}

static bool ends(const struct xmlscan *s, char a, char b)
{
	return (s->last & 0xffffff) == LAST(0, a, b, '>');
}

static void opened(struct xmlscan *s, char c)
{
	if (c == '!') {
		enter(s, XMLSCAN_BANG);
	} else if (c == '?') {
		enter(s, XMLSCAN_INSTRUCTION);
	} else {
		enter(s, XMLSCAN_TAG);
		s->attributes = 0;
		if (c != '/')
			*vec_push(s->arena, &s->tags) = s->opened;
	}
}

static void bang(struct xmlscan *s, char c)
{
	if (c == '-') {
		enter(s, XMLSCAN_COMMENT);
	} else if (c == '[') {
		enter(s, XMLSCAN_CDATA);
	} else {
		enter(s, XMLSCAN_DOCTYPE);
		s->depth = 0;
		s->has_doctype = true;
		s->doctype = s->opened;
	}
}

static void in_tag(struct xmlscan *s, char c)
{
	if (c == '"' || c == '\'') {
		s->quote = c;
		s->state = XMLSCAN_QUOTED;
	} else if (c == '>') {
		enter(s, XMLSCAN_TEXT);
	} else if (c == '=' && ++s->attributes > XMLSCAN_ATTRIBUTES_MAX) {
		s->problem = "has a tag with more than 256 attributes";
	}
}

static void in_doctype(struct xmlscan *s, char c)
{
	if (c == '"' || c == '\'') {
		s->quote = c;
		s->state = XMLSCAN_DOCTYPE_QUOTED;
	} else if (s->last == LAST('<', '!', '-', '-')) {
		enter(s, XMLSCAN_DOCTYPE_COMMENT);
	} else if (s->last == LAST('<', '!', 'E', 'N')) {
		s->problem = "declares entities";
		s->hint = "a few of them can make a feed of any size, so that no careful "
			  "reader takes one: write the characters themselves";
	} else if (c == '[' || (c == '<' && s->depth)) {
		s->depth++;
	} else if ((c == ']' || c == '>') && s->depth) {
		s->depth--;
	} else if (c == '>') {
		enter(s, XMLSCAN_TEXT);
	}
}

static void in_doctype_comment(struct xmlscan *s)
{
	if (!ends(s, '-', '-'))
		return;
	enter(s, XMLSCAN_DOCTYPE);
	s->depth -= s->depth > 0; /* that of its '<' */
}

/* Out of a comment, CDATA section or instruction, behind what ends it. */
static void leave_at_end(struct xmlscan *s)
{
	bool over = s->state == XMLSCAN_COMMENT ? ends(s, '-', '-')
		    : s->state == XMLSCAN_CDATA
			    ? ends(s, ']', ']')
			    : (s->last & 0xffff) == LAST(0, 0, '?', '>');
	if (over)
		enter(s, XMLSCAN_TEXT);
}

static void step(struct xmlscan *s, char c)
{
	switch (s->state) {
	case XMLSCAN_TEXT:
		if (c == '<') {
			s->state = XMLSCAN_OPENED;
			s->opened = s->at;
		}
		break;
	case XMLSCAN_OPENED:
		opened(s, c);
		break;
	case XMLSCAN_BANG:
		bang(s, c);
		break;
	case XMLSCAN_TAG:
		in_tag(s, c);
		break;
	case XMLSCAN_QUOTED:
		if (c == s->quote)
			s->state = XMLSCAN_TAG;
		break;
	case XMLSCAN_COMMENT:
	case XMLSCAN_CDATA:
	case XMLSCAN_INSTRUCTION:
		leave_at_end(s);
		break;
	case XMLSCAN_DOCTYPE:
		in_doctype(s, c);
		break;
	case XMLSCAN_DOCTYPE_QUOTED:
		if (c == s->quote)
			s->state = XMLSCAN_DOCTYPE;
		break;
	case XMLSCAN_DOCTYPE_COMMENT:
		in_doctype_comment(s);
		break;
	}
}

/* Moves over text, from line to line. */
static void advance(struct xmlscan *s, struct str text)
{
	size_t end;
	while ((end = str_find_char(text, '\n', 0)) != STR_NONE) {
		s->at = (struct xmlscan_place){s->at.line + 1, 1};
		text = str_slice(text, end + 1, text.len);
	}
	s->at.column += (unsigned)utf8_count(text);
}

static void limit(struct xmlscan *s, size_t bytes)
{
	bool tag = s->state == XMLSCAN_TAG || s->state == XMLSCAN_QUOTED;
	s->bytes += bytes;
	if (s->bytes > (tag ? XMLSCAN_TAG_MAX : XMLSCAN_TEXT_MAX))
		s->problem = tag ? "has a tag of more than 256 KiB"
				 : "has a comment or text of more than 4 MiB";
}

/* The byte that ends what the state looks at as a whole; NUL: it looks at each. */
static char stop_of(const struct xmlscan *s)
{
	switch (s->state) {
	case XMLSCAN_TEXT:
		return '<';
	case XMLSCAN_QUOTED:
		return s->quote;
	case XMLSCAN_COMMENT:
	case XMLSCAN_CDATA:
	case XMLSCAN_INSTRUCTION:
		return '>';
	default:
		return '\0';
	}
}

enum { LAST_BYTES = 4 };

/* The bytes at the beginning of text that the state does not look at one by one. */
static size_t plain(struct xmlscan *s, struct str text)
{
	char stop = stop_of(s);
	if (!stop)
		return 0;
	size_t n = str_find_char(text, stop, 0);
	n = n == STR_NONE ? text.len : n;
	for (size_t i = n > LAST_BYTES ? n - LAST_BYTES : 0; i < n; i++)
		s->last = s->last << 8 | (unsigned char)text.data[i];
	advance(s, str_slice(text, 0, n));
	limit(s, n);
	return n;
}

static void one(struct xmlscan *s, char c)
{
	s->last = s->last << 8 | (unsigned char)c;
	step(s, c);
	if (c == '\n')
		s->at = (struct xmlscan_place){s->at.line + 1, 1};
	else
		s->at.column += ((unsigned char)c & 0xc0) != 0x80;
	limit(s, 1);
}

/* Keeps the list as short as what one piece of text holds. */
static void forget_taken(struct xmlscan *s)
{
	s->tags.len -= s->taken;
	if (s->taken)
		memmove(s->tags.data, s->tags.data + s->taken,
			s->tags.len * sizeof *s->tags.data);
	s->taken = 0;
}

size_t xmlscan_feed(struct xmlscan *s, struct str text)
{
	size_t i = 0;
	forget_taken(s);
	while (i < text.len && !s->problem) {
		i += plain(s, str_slice(text, i, text.len));
		if (i < text.len && !s->problem)
			one(s, text.data[i++]);
	}
	return i;
}

bool xmlscan_is_open(const struct xmlscan *s, struct xmlscan_place at)
{
	return (s->state == XMLSCAN_TAG || s->state == XMLSCAN_QUOTED) &&
	       s->opened.line == at.line && s->opened.column == at.column;
}

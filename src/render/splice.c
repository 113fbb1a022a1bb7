/* SPDX-License-Identifier: ISC */
#include "render/splice.h"

#include "render/html_block.h"

enum {
	BLANK_LINE = 2,   /* line ends in a row */
	PREFIX_MAX = 1024 /* of the marks before a line's text */
};

/* May c stand before a line's text: a blank, or of the mark of a quote or list item? */
static bool is_prefix_char(char c)
{
	return c == ' ' || c == '\t' || c == '>' || ascii_is_digit(c) ||
	       (c && strchr("-+*.)", c));
}

/* What stands before the end of out in its line, if it is all prefix; else data is NULL. */
static struct str prefix_of(struct str out)
{
	size_t from = out.len;
	while (from > 0 && out.len - from < PREFIX_MAX &&
		is_prefix_char(out.data[from - 1]))
		from--;
	if (from > 0 && out.data[from - 1] != '\n')
		return (struct str){NULL, 0};
	return str_slice(out, from, out.len);
}

struct splice splice_of(
	struct arena *a, struct str out, struct str markup, struct str following)
{
	struct splice p = {.prefix = ""};
	struct str before = prefix_of(out), line, rest = markup, behind = {"", 0};
	if (!before.data)
		return p;
	char *prefix = arena_strndup(a, before.data, before.len);
	for (size_t i = 0; i < before.len; i++)
		prefix[i] = strchr(">\t", prefix[i]) ? prefix[i] : ' ';
	p.prefix = prefix;
	int kind = str_line(&rest, &line) ? html_block_kind(line) : 0;
	/* Kind 7 is a block only if it is alone on its line. */
	if (kind == 7)
		str_line(&following, &behind);
	p.block = kind && str_trim(behind).len == 0;
	return p;
}

static bool must_not_meet(char a, char b)
{
	return (a == '{' && (b == '{' || b == '%')) || (a == '%' && b == '}') ||
	       ((a == '`' || a == '~') && a == b);
}

void splice_add(struct sbuf *out, struct str s)
{
	if (out->len && s.len && must_not_meet(out->data[out->len - 1], s.data[0]))
		sbuf_char(out, ' ');
	sbuf_slice(out, s);
}

static bool is_margin(char c)
{
	return c == ' ' || c == '\t' || c == '>';
}

/* How many line ends stand between from and the next character that is no margin, going
   by step; a blank line is enough to know. */
static size_t line_ends(const char *from, size_t len, int step)
{
	size_t n = 0;
	for (; len > 0 && n < BLANK_LINE; from += step, len--) {
		if (*from == '\n')
			n++;
		else if (!is_margin(*from))
			break;
	}
	return n;
}

static size_t leading(struct str s)
{
	return line_ends(s.data, s.len, 1);
}

static size_t trailing(struct str s)
{
	return s.len ? line_ends(s.data + s.len - 1, s.len, -1) : 0;
}

void splice_part(const struct splice *p, struct str next, struct sbuf *out)
{
	if (!p->block)
		return;
	for (size_t n = trailing(sbuf_text(out)) + leading(next); n < BLANK_LINE; n++) {
		sbuf_char(out, '\n');
		sbuf_str(out, p->prefix);
	}
}

void splice_markup(const struct splice *p, struct str piece, struct sbuf *out)
{
	size_t lf;
	while ((lf = str_find_char(piece, '\n', 0)) != STR_NONE) {
		splice_add(out, str_slice(piece, 0, lf + 1));
		sbuf_str(out, p->prefix);
		piece = str_slice(piece, lf + 1, piece.len);
	}
	splice_add(out, piece);
}

void splice_end(const struct splice *p, struct str following, struct sbuf *out)
{
	size_t n = 0;
	while (n < following.len &&
		(is_margin(following.data[n]) || following.data[n] == '\n'))
		n++;
	if (n < following.len)
		splice_part(p, following, out);
}

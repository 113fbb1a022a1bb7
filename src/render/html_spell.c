/* SPDX-License-Identifier: ISC */
#include "render/html_spell.h"

#include <stdio.h>
#include "base/escape.h"

/* A tag's name as it is written before its attributes, and its end tag. */
static const struct spelling {
	struct str start, end;
} spellings[TAG_COUNT] = {
#define SPELLING(tag, name)                                                              \
	[tag] = {{"<" name, sizeof "<" name - 1},                                        \
		{"</" name ">", sizeof "</" name ">" - 1}}
	SPELLING(TAG_P, "p"),
	SPELLING(TAG_H2, "h2"),
	SPELLING(TAG_H3, "h3"),
	SPELLING(TAG_H4, "h4"),
	SPELLING(TAG_H5, "h5"),
	SPELLING(TAG_H6, "h6"),
	SPELLING(TAG_UL, "ul"),
	SPELLING(TAG_OL, "ol"),
	SPELLING(TAG_LI, "li"),
	SPELLING(TAG_BLOCKQUOTE, "blockquote"),
	SPELLING(TAG_PRE, "pre"),
	SPELLING(TAG_HR, "hr"),
	SPELLING(TAG_A, "a"),
	SPELLING(TAG_STRONG, "strong"),
	SPELLING(TAG_EM, "em"),
	SPELLING(TAG_CODE, "code"),
	SPELLING(TAG_BR, "br"),
	SPELLING(TAG_IMG, "img"),
#undef SPELLING
};

static bool is_void(enum html_tag tag)
{
	return tag == TAG_HR || tag == TAG_BR || tag == TAG_IMG;
}

/* ---- escaping ---- */

static void add_text(struct sbuf *out, struct str s)
{
	escape_add(out, s, "&<>");
}

static void add_value(struct sbuf *out, struct str s)
{
	escape_add(out, s, "&<>\"");
}

/* With set written out where it is called, as for str_until. */
static inline __attribute__((always_inline)) size_t escaped_size(
	struct str s, const char *set)
{
	size_t size = s.len;
	for (size_t at = 0; (at = str_until(s, set, at)) < s.len; at++)
		size += escape_of(s.data[at]).len - 1;
	return size;
}

size_t html_text_size(struct str s)
{
	return escaped_size(s, "&<>");
}

/* ---- tags ---- */

/* begin is ` name="`. */
static void add_attribute(struct sbuf *out, const char *begin, struct str value)
{
	sbuf_str(out, begin);
	add_value(out, value);
	sbuf_char(out, '"');
}

static void add_address(struct sbuf *out, struct str url)
{
	add_attribute(out, " href=\"", url);
}

static void add_start(struct sbuf *out, const struct html_node *n)
{
	sbuf_slice(out, spellings[n->tag].start);
	if (n->tag == TAG_A)
		add_address(out, str_of(n->url));
	if (n->tag == TAG_IMG) {
		add_attribute(out, " src=\"", str_of(n->url));
		add_attribute(out, " alt=\"", n->text);
	}
	if (n->tag == TAG_OL && n->start != 1)
		sbuf_printf(out, " start=\"%d\"", n->start);
	sbuf_char(out, '>');
}

static void add_end(struct sbuf *out, const struct html_node *n)
{
	if (!is_void(n->tag))
		sbuf_slice(out, spellings[n->tag].end);
}

/* Each block of the document ends its line, but the last. */
static bool ends_line(const struct html_node *n)
{
	return n->parent->tag == TAG_ROOT && n->next;
}

static void add_piece(struct sbuf *out, const struct html_piece *piece)
{
	switch (piece->kind) {
	case PIECE_OPEN:
		sbuf_slice(out, spellings[piece->tag].start);
		if (piece->tag == TAG_A)
			add_address(out, piece->text);
		sbuf_char(out, '>');
		break;
	case PIECE_CLOSE:
		sbuf_slice(out, spellings[piece->tag].end);
		break;
	case PIECE_BREAK:
		sbuf_str(out, "<br>");
		break;
	default:
		add_text(out, piece->text);
	}
}

static void add_run(struct sbuf *out, const struct html_node *n)
{
	const struct html_run *run = n->run;
	size_t depth = 0;
	for (size_t i = 0; i < run->len; i++) {
		const struct html_piece *piece = &run->pieces[i];
		add_piece(out, piece);
		depth += piece->kind == PIECE_OPEN;
		depth -= piece->kind == PIECE_CLOSE;
		if (depth == 0 && (i + 1 < run->len || ends_line(n)))
			sbuf_char(out, '\n');
	}
}

void html_spell(struct sbuf *out, const struct html_node *n)
{
	if (n->tag == TAG_RUN) {
		add_run(out, n);
		return;
	}
	if (n->tag == TAG_TEXT) {
		add_text(out, n->text);
		return;
	}
	add_start(out, n);
	for (const struct html_node *c = n->first; c; c = c->next)
		html_spell(out, c);
	add_end(out, n);
	if (ends_line(n))
		sbuf_char(out, '\n');
}

/* ---- sizes ---- */

static size_t attribute_size(const char *name, struct str value)
{
	return strlen(name) + strlen(" =\"\"") + escaped_size(value, "&<>\"");
}

size_t html_own_size(const struct html_node *n)
{
	size_t name = spellings[n->tag].start.len - 1;
	switch (n->tag) {
	case TAG_ROOT:
		return 0;
	case TAG_TEXT:
		return html_text_size(n->text);
	case TAG_BR:
	case TAG_HR:
		return name + 2;
	case TAG_IMG:
		return name + 2 + attribute_size("src", str_of(n->url)) +
		       attribute_size("alt", n->text);
	case TAG_A:
		return 2 * name + 5 + attribute_size("href", str_of(n->url));
	case TAG_OL:
		return 2 * name + 5 +
		       (n->start == 1 ? 0
				      : (size_t)snprintf(
						NULL, 0, " start=\"%d\"", n->start));
	default:
		return 2 * name + 5;
	}
}

void html_measure(struct html_node *n)
{
	n->size = html_own_size(n);
	for (struct html_node *c = n->first; c; c = c->next) {
		html_measure(c);
		n->size += c->size + (ends_line(c) ? 1 : 0);
	}
}

/* SPDX-License-Identifier: ISC */
#include "write/cards.h"

#include "base/lanes.h"
#include "base/utf8.h"

/* A card on its way. */
struct card {
	struct cards *c;
	struct sbuf *out;
	size_t at;                /* bytes of rest that are in it */
	unsigned line, used;      /* lines before the one at hand; characters in it */
	size_t stop_at, stop_len; /* behind the last sentence that ended in it */
};

/* Characters on a card come in thousands: no function of the C library for each. */
static bool closes(char c)
{
	return c == '"' || c == '\'' || c == ')' || c == ']';
}

static bool ends_sentence(struct str word)
{
	while (word.len && closes(word.data[word.len - 1]))
		word.len--;
	char last = word.len ? word.data[word.len - 1] : ' ';
	return last == '.' || last == '?' || last == '!';
}

/* Letters and the like of ASCII at the beginning of text, as far as one look goes. */
static size_t ascii_len(struct str text)
{
	bool whole = text.len >= LANES;
	lanes v = whole ? lanes_load(text.data) : lanes_load_end(text.data, text.len);
	return lanes_first(lanes_outside(v, '!', '~'));
}

/* The word that begins at, and how many characters it has. */
static struct str word_at(const struct cards *c, size_t at, unsigned *characters)
{
	const char *text = c->rest.data;
	size_t end = at + ascii_len(str_slice(c->rest, at, c->rest.len));
	unsigned n = (unsigned)(end - at);
	for (; end < c->rest.len && !ascii_is_space(text[end]); end++)
		n += ((unsigned char)text[end] & 0xc0) != 0x80;
	*characters = n;
	return str_slice(c->rest, at, end);
}

/* Bytes of the first n characters. */
static size_t head(struct str word, unsigned n)
{
	size_t len = 0;
	for (uint32_t cp; n && len < word.len; n--) {
		size_t k = utf8_decode(word.data + len, word.len - len, &cp);
		len += k ? k : 1;
	}
	return len;
}

static bool new_line(struct card *k)
{
	if (k->line + 1 >= k->c->lines)
		return false;
	k->line++;
	k->used = 0;
	sbuf_char(k->out, '\n');
	return true;
}

/* Puts a word of n characters in, or what fits of one that no line can hold. False: the card
   is full. */
static bool add_word(struct card *k, struct str word, unsigned n)
{
	unsigned width = k->c->width;
	unsigned gap = k->used > 0;
	if (k->used + gap + n > width) {
		if (k->used && !new_line(k))
			return false;
		gap = 0;
	}
	if (n > width) {
		word.len = head(word, width);
		n = width;
	}
	if (gap)
		sbuf_char(k->out, ' ');
	sbuf_slice(k->out, word);
	k->used += gap + n;
	k->at = (size_t)(word.data - k->c->rest.data) + word.len;
	if (ends_sentence(word)) {
		k->stop_at = k->at;
		k->stop_len = k->out->len;
	}
	return true;
}

static void take(struct cards *c, size_t n)
{
	c->rest = str_slice(c->rest, n, c->rest.len);
	c->done += n;
}

bool cards_next(struct cards *c, struct sbuf *card)
{
	size_t space = 0;
	while (space < c->rest.len && ascii_is_space(c->rest.data[space]))
		space++;
	take(c, space);
	sbuf_reset(card);
	if (c->rest.len == 0)
		return false;
	struct card k = {.c = c, .out = card};
	bool full = false;
	unsigned n;
	for (size_t at = 0; at < c->rest.len && !full; at = k.at) {
		while (at < c->rest.len && c->rest.data[at] != '\n' &&
			ascii_is_space(c->rest.data[at]))
			at++;
		if (at == c->rest.len || c->rest.data[at] == '\n') {
			k.at = at;
			break;
		}
		struct str word = word_at(c, at, &n);
		full = !add_word(&k, word, n);
	}
	if (full && k.stop_at && k.stop_len * 2 >= card->len) {
		sbuf_cut(card, k.stop_len);
		k.at = k.stop_at;
	}
	take(c, k.at);
	return true;
}

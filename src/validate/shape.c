/* SPDX-License-Identifier: ISC */
#include "validate/shape.h"

enum {
	LITERAL_MAX = 128, /* longest value that is put into a shape as it is */
	WORD_MAX = 256     /* where the first of several words ends at the latest */
};

/* ---- values ---- */

static bool is_hex(char c)
{
	char l = ascii_lower(c);
	return ascii_is_digit(c) || (l >= 'a' && l <= 'f');
}

/* Has s the form of picture: for a digit one up to that, for x a hexadecimal one, for ? any
   character, and each other as it is? */
static bool has_form(struct str s, const char *picture)
{
	if (s.len != strlen(picture))
		return false;
	for (size_t i = 0; i < s.len; i++) {
		char p = picture[i], c = s.data[i];
		bool fits = p == '?' || p == c || (p == 'x' && is_hex(c)) ||
			    (ascii_is_digit(p) && ascii_is_digit(c) && c <= p);
		if (!fits)
			return false;
	}
	return true;
}

/* Is what stands at s one of the names of three letters in names? */
static bool is_name(const char *s, const char *names)
{
	while (*names && memcmp(names, s, 3) != 0)
		names += 3;
	return *names;
}

static bool is_date(struct str s)
{
	return has_form(s, "???, 39 ??? 9999 29:59:59 +0000") &&
	       is_name(s.data, "MonTueWedThuFriSatSun") &&
	       is_name(s.data + 8, "JanFebMarAprMayJunJulAugSepOctNovDec");
}

/* A web address of ASCII without user, in which only '&' is written with a reference. */
static bool is_address(struct str s)
{
	size_t from = str_starts(s, "https://") ? 8 : 7, n = from;
	if (from == 7 && !str_starts(s, "http://"))
		return false;
	for (; n < s.len; n++) {
		char c = s.data[n];
		bool plain = ascii_is_alnum(c) || (c && strchr("-._~/?#=%+,:;!()$*", c));
		if (!plain && !str_starts(str_slice(s, n, s.len), "&amp;"))
			return false;
	}
	return n > from;
}

/* Not 0, which is no ordinal. */
static bool is_number(struct str s)
{
	size_t n = 0;
	while (n < s.len && ascii_is_digit(s.data[n]))
		n++;
	return n > 0 && n == s.len && s.data[0] != '0';
}

/* With a space in it, so that it is nothing else but text to the grammar: a date and a hash
   alone may have one, too. */
static bool is_words(struct str s)
{
	size_t space = str_find_char(
		str_slice(s, 0, s.len < WORD_MAX ? s.len : WORD_MAX), ' ', 0);
	return space != STR_NONE && (unsigned char)s.data[0] > ' ' &&
	       !str_starts(s, "&#") && !str_starts(s, "sha") &&
	       !(s.len > 3 && s.data[3] == ',');
}

enum shape_value shape_of_value(struct str value)
{
	if (is_number(value))
		return SHAPE_NUMBER;
	if (is_address(value))
		return SHAPE_ADDRESS;
	if (is_words(value))
		return SHAPE_WORDS;
	if (is_date(value))
		return SHAPE_DATE;
	if (has_form(value, "9999-19-39T29:59:59Z"))
		return SHAPE_INSTANT;
	if (has_form(value, "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"))
		return SHAPE_UUID;
	return SHAPE_OTHER;
}

/* ---- an item ---- */

/* Adds value to the shape. False: it is too long. */
static bool add_value(struct sbuf *shape, struct str value)
{
	enum shape_value kind = shape_of_value(value);
	if (kind != SHAPE_OTHER)
		sbuf_char(shape, (char)kind); /* a character that no text has */
	else if (value.len <= LITERAL_MAX)
		sbuf_slice(shape, value);
	return kind != SHAPE_OTHER || value.len <= LITERAL_MAX;
}

/* Adds the tag that s begins with, and its length to *at. False: it is more than a name and
   attributes in quotation marks. */
static bool add_tag(struct sbuf *shape, struct str s, size_t *at)
{
	size_t done = 0, n = 1;
	if (s.len < 2 || s.data[1] == '!' || s.data[1] == '?')
		return false;
	while ((n = str_until(s, "\">'", n)) < s.len && s.data[n] == '"') {
		size_t end = str_until(s, "\"<>", n + 1);
		sbuf_slice(shape, str_slice(s, done, n + 1));
		if (end == s.len || s.data[end] != '"' || s.data[n - 1] != '=' ||
			!add_value(shape, str_slice(s, n + 1, end)))
			return false;
		done = end;
		n = end + 1;
	}
	if (n == s.len || s.data[n] != '>')
		return false;
	sbuf_slice(shape, str_slice(s, done, n + 1));
	*at += n + 1;
	return true;
}

/* Makes the shape of item. False: there is something about it that is not plain. */
static bool make(struct sbuf *shape, struct str item)
{
	size_t at = 0;
	while (at < item.len) {
		size_t tag = str_find_char(item, '<', at);
		if (tag == STR_NONE)
			tag = item.len;
		if (!add_value(shape, str_slice(item, at, tag)))
			return false;
		at = tag;
		if (at < item.len && !add_tag(shape, str_slice(item, at, item.len), &at))
			return false;
	}
	return !shape->failed;
}

/* ---- those that are known ---- */

void shapes_init(struct shapes *s)
{
	s->next = 0;
	sbuf_init(&s->last, SHAPE_SIZE);
	for (size_t i = 0; i < SHAPES_MAX; i++)
		sbuf_init(&s->known[i], SHAPE_SIZE);
}

void shapes_release(struct shapes *s)
{
	sbuf_release(&s->last);
	for (size_t i = 0; i < SHAPES_MAX; i++)
		sbuf_release(&s->known[i]);
}

bool shapes_know(struct shapes *s, struct str item)
{
	sbuf_reset(&s->last);
	if (!make(&s->last, item)) {
		sbuf_reset(&s->last);
		return false;
	}
	for (size_t i = 0; s->last.len && i < SHAPES_MAX; i++) {
		if (str_eq(sbuf_text(&s->known[i]), sbuf_text(&s->last)))
			return true;
	}
	return false;
}

void shapes_learn(struct shapes *s)
{
	struct sbuf *known = &s->known[s->next];
	if (s->last.len == 0)
		return;
	sbuf_reset(known);
	sbuf_slice(known, sbuf_text(&s->last));
	/* Without memory for it, it is not learned. */
	if (known->failed)
		sbuf_cut(known, 0);
	s->next = (s->next + 1) % SHAPES_MAX;
}

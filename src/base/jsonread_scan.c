/* SPDX-License-Identifier: ISC */
#include "base/jsonread_scan.h"

#include <stdio.h>
#include "base/lanes.h"
#include "base/utf8.h"

enum { CHUNK = 64 << 10, WORD_MAX = 40 };

/* ---- bytes ---- */

static bool fill(struct jsonread *r)
{
	if (!r->source)
		return false;
	if (!r->buffer)
		r->buffer = arena_alloc(r->arena, CHUNK);
	r->data = r->buffer;
	r->at = 0;
	r->len = r->source(r->arg, r->buffer, CHUNK);
	r->total += r->len;
	if (r->total > JSON_SIZE_MAX) {
		jsonscan_fail_here(
			r, "the text is longer than %d MiB", JSON_SIZE_MAX >> 20);
		r->len = 0;
	}
	if (r->len == 0)
		r->source = NULL;
	return r->len > 0;
}

int jsonscan_peek(struct jsonread *r)
{
	if (r->at == r->len && !fill(r))
		return JSON_EOF;
	return (unsigned char)r->data[r->at];
}

void jsonscan_skip(struct jsonread *r)
{
	unsigned char c = (unsigned char)r->data[r->at++];
	if (c == '\n') {
		r->at_line++;
		r->at_column = 1;
	} else if ((c & 0xc0) != 0x80) {
		r->at_column++;
	}
}

void jsonscan_skip_space(struct jsonread *r)
{
	int c;
	while ((c = jsonscan_peek(r)) == ' ' || c == '\t' || c == '\n' || c == '\r')
		jsonscan_skip(r);
}

void jsonscan_skip_bom(struct jsonread *r)
{
	if (jsonscan_peek(r) != 0xef)
		return;
	jsonscan_mark(r);
	for (const char *b = "\xef\xbb\xbf"; *b; b++) {
		if (jsonscan_peek(r) != (unsigned char)*b) {
			jsonscan_fail(r, "the text is neither JSON nor UTF-8");
			return;
		}
		jsonscan_skip(r);
	}
	r->at_column = 1;
	r->bom = true;
}

/* ---- problems ---- */

void jsonscan_mark(struct jsonread *r)
{
	r->line = r->at_line;
	r->column = r->at_column;
}

__attribute__((format(printf, 2, 0))) static bool fail_with(
	struct jsonread *r, const char *fmt, va_list ap)
{
	char text[512];
	if (!r->broken) {
		vsnprintf(text, sizeof text, fmt, ap);
		struct str s = str_of(text);
		sbuf_slice(&r->problem, str_slice(s, 0, utf8_clean_len(s)));
	}
	r->broken = true;
	return false;
}

bool jsonscan_fail(struct jsonread *r, const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	fail_with(r, fmt, ap);
	va_end(ap);
	return false;
}

bool jsonscan_fail_here(struct jsonread *r, const char *fmt, ...)
{
	va_list ap;
	if (!r->broken)
		jsonscan_mark(r);
	va_start(ap, fmt);
	fail_with(r, fmt, ap);
	va_end(ap);
	return false;
}

/* Takes one code point, of which first is the next byte, into out. */
static bool take_char(struct jsonread *r, char out[5])
{
	size_t n = 0;
	uint32_t cp;
	do {
		out[n++] = r->data[r->at];
		jsonscan_skip(r);
	} while (n < 4 && jsonscan_peek(r) != JSON_EOF &&
		 ((unsigned char)r->data[r->at] & 0xc0) == 0x80);
	out[n] = '\0';
	return utf8_decode(out, n, &cp) == n;
}

bool jsonscan_fail_char(struct jsonread *r, const char *what)
{
	char shown[5];
	jsonscan_mark(r);
	int c = jsonscan_peek(r);
	if (c == JSON_EOF)
		return jsonscan_fail(r, "the text ends where %s should stand", what);
	if (c < 0x20 || c == 0x7f)
		return jsonscan_fail(r,
			"the control character U+%04X stands where %s should",
			(unsigned)c, what);
	if (!take_char(r, shown))
		return jsonscan_fail(r, "the byte 0x%02X is not UTF-8", (unsigned)c);
	if (c == '/' || c == '#')
		return jsonscan_fail(r,
			"“%s” stands where %s should: JSON has no comments", shown, what);
	if (c == '\'')
		return jsonscan_fail(
			r, "“'” stands where %s should: JSON puts text in \"\"", what);
	return jsonscan_fail(r, "“%s” stands where %s should", shown, what);
}

/* ---- strings ---- */

static int hex_digit(int c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f')
		return (c | 0x20) - 'a' + 10;
	return -1;
}

/* The four digits after \u. */
static bool hex4(struct jsonread *r, uint32_t *cp)
{
	*cp = 0;
	for (int i = 0; i < 4; i++) {
		int digit = hex_digit(jsonscan_peek(r));
		if (digit < 0)
			return jsonscan_fail(r, "the escape \\u has no four hexadecimal "
						"digits behind it");
		*cp = *cp << 4 | (uint32_t)digit;
		jsonscan_skip(r);
	}
	return true;
}

static bool half_pair(struct jsonread *r, uint32_t cp)
{
	return jsonscan_fail(r,
		"the escape \\u%04x is half of a pair, and its other half is not beside "
		"it",
		(unsigned)cp);
}

static bool unicode_escape(struct jsonread *r, struct sbuf *out)
{
	char utf8[4];
	uint32_t cp, low;
	if (!hex4(r, &cp))
		return false;
	if (utf16_is_low(cp))
		return half_pair(r, cp);
	if (utf16_is_high(cp)) {
		for (const char *c = "\\u"; *c; c++) {
			if (jsonscan_peek(r) != *c)
				return half_pair(r, cp);
			jsonscan_skip(r);
		}
		if (!hex4(r, &low))
			return false;
		if (!utf16_is_low(low))
			return half_pair(r, cp);
		cp = utf16_pair(cp, low);
	}
	sbuf_add(out, utf8, utf8_encode(cp, utf8));
	return true;
}

static bool escape(struct jsonread *r, struct sbuf *out)
{
	static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
	jsonscan_mark(r);
	jsonscan_skip(r);
	int c = jsonscan_peek(r);
	const char *known = c > 0 ? strchr(from, c) : NULL;
	if (c == JSON_EOF)
		return jsonscan_fail(r, "the text ends within an escape");
	if (!known && c != 'u')
		return c > 0x20 && c < 0x7f
			       ? jsonscan_fail(r, "“\\%c” is no escape of JSON", c)
			       : jsonscan_fail(r,
					 "a backslash stands alone: a real one is "
					 "written \\\\");
	jsonscan_skip(r);
	if (c == 'u')
		return unicode_escape(r, out);
	sbuf_char(out, to[known - from]);
	return true;
}

/* Which bytes need some thought within a string? */
static lanes thoughts(lanes v)
{
	return lanes_in(v, "\"\\", 2) | lanes_outside(v, 0x20, 0x7f);
}

/* Takes what needs none, as far as the buffer goes. */
static void plain(struct jsonread *r, struct sbuf *out)
{
	size_t from = r->at, n = LANES;
	for (; n == LANES && r->at + LANES <= r->len; r->at += n)
		n = lanes_first(thoughts(lanes_load(r->data + r->at)));
	if (n == LANES) /* zeros are behind the end, which end it */
		r->at += lanes_first(
			thoughts(lanes_load_end(r->data + r->at, r->len - r->at)));
	r->at_column += (unsigned)(r->at - from);
	sbuf_add(out, r->data + from, r->at - from);
}

/* A control character or the first byte of a longer one; c is it. */
static bool special(struct jsonread *r, struct sbuf *out, int c)
{
	char utf8[5];
	jsonscan_mark(r);
	if (c == '\n' || c == '\r')
		return jsonscan_fail(
			r, "a line ends within a string: a line end is written \\n");
	if (c < 0x20)
		return jsonscan_fail(r, "the control character U+%04X stands in a string",
			(unsigned)c);
	if (!take_char(r, utf8))
		return jsonscan_fail(r, "the byte 0x%02X is not UTF-8", (unsigned)c);
	sbuf_str(out, utf8);
	return true;
}

/* What is between the quotation marks; the place stays that of the first one. */
static bool string_rest(struct jsonread *r, struct sbuf *out, unsigned line)
{
	bool ok = true;
	for (int c; ok && (c = jsonscan_peek(r)) != '"';) {
		if (c == JSON_EOF)
			return jsonscan_fail_here(r,
				"the text ends within the string that begins in line %u",
				line);
		if (c == '\\')
			ok = escape(r, out);
		else if (c < 0x20 || c >= 0x80)
			ok = special(r, out, c);
		else
			plain(r, out);
	}
	return ok;
}

bool jsonscan_string(struct jsonread *r, struct sbuf *out)
{
	unsigned line = r->at_line, column = r->at_column;
	jsonscan_skip(r);
	if (!string_rest(r, out, line))
		return false;
	jsonscan_skip(r);
	r->line = line;
	r->column = column;
	sbuf_need_memory(out, r->arena);
	return !out->failed ||
	       jsonscan_fail(r, "the string is longer than %zu bytes", out->max);
}

/* ---- numbers and words ---- */

static size_t digits(struct jsonread *r)
{
	size_t n = 0;
	for (int c; (c = jsonscan_peek(r)) >= '0' && c <= '9'; n++) {
		sbuf_char(&r->text, (char)c);
		jsonscan_skip(r);
	}
	return n;
}

static bool take_if(struct jsonread *r, const char *any)
{
	int c = jsonscan_peek(r);
	if (c <= 0 || !strchr(any, c))
		return false;
	sbuf_char(&r->text, (char)c);
	jsonscan_skip(r);
	return true;
}

static bool number_parts(struct jsonread *r)
{
	take_if(r, "-");
	if (take_if(r, "0")) {
		if (digits(r) > 0)
			return jsonscan_fail(
				r, "the number %s begins with 0", r->text.data);
	} else if (digits(r) == 0) {
		return jsonscan_fail(r, "“%s” has no digit behind it", r->text.data);
	}
	if (take_if(r, ".") && digits(r) == 0)
		return jsonscan_fail(
			r, "the number %s has no digit behind its point", r->text.data);
	if (take_if(r, "eE")) {
		take_if(r, "+-");
		if (digits(r) == 0)
			return jsonscan_fail(r,
				"the number %s has an exponent without digits",
				r->text.data);
	}
	return true;
}

bool jsonscan_number(struct jsonread *r)
{
	jsonscan_mark(r);
	if (jsonscan_peek(r) == '+')
		return jsonscan_fail(r, "a number of JSON has no plus sign");
	if (jsonscan_peek(r) == '.')
		return jsonscan_fail(r, "a number of JSON has a digit before its point");
	if (!number_parts(r))
		return false;
	sbuf_need_memory(&r->text, r->arena);
	if (r->text.failed || r->text.len > JSON_NUMBER_MAX)
		return jsonscan_fail(
			r, "a number is longer than %d characters", JSON_NUMBER_MAX);
	int c = jsonscan_peek(r);
	if (c > 0 && (ascii_is_alnum((char)c) || c == '.' || c == '_'))
		return jsonscan_fail(r,
			"“%c” stands behind the number %s: text is put in \"\"", c,
			r->text.data);
	return true;
}

bool jsonscan_word(struct jsonread *r, enum json_event *event)
{
	static const char *const words[] = {"true", "false", "null"};
	static const enum json_event events[] = {JSON_TRUE, JSON_FALSE, JSON_NULL};
	char word[WORD_MAX + 1];
	size_t n = 0;
	jsonscan_mark(r);
	for (int c; n < WORD_MAX && (c = jsonscan_peek(r)) > 0; n++) {
		if (!ascii_is_alnum((char)c) && c != '_')
			break;
		word[n] = (char)c;
		jsonscan_skip(r);
	}
	word[n] = '\0';
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		*event = events[i];
		if (strcmp(word, words[i]) == 0)
			return true;
		if (str_case_is(str_of(word), words[i]))
			return jsonscan_fail(
				r, "“%s” is written %s in JSON", word, words[i]);
	}
	if (str_case_is(str_of(word), "nan") || str_case_is(str_of(word), "infinity") ||
		str_case_is(str_of(word), "undefined") ||
		str_case_is(str_of(word), "none"))
		return jsonscan_fail(r, "JSON has no %s: it writes null", word);
	return jsonscan_fail(r, "“%s” is no value of JSON: text is put in \"\"", word);
}

/* SPDX-License-Identifier: ISC */
#include "base/jsonout.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include "base/lanes.h"
#include "base/utf8.h"

/* Which bytes do not stand for themselves, or may not? '/' is one of them: "</script>" in a
   text would end the script that a page has the JSON in. */
static lanes specials(lanes v)
{
	return lanes_in(v, "\"\\/", 3) | lanes_outside(v, ' ', '~');
}

/* Bytes at the start of s that stand for themselves. */
static size_t plain_len(struct str s)
{
	size_t i = 0, n = LANES;
	for (; n == LANES && i + LANES <= s.len; i += n)
		n = lanes_first(specials(lanes_load(s.data + i)));
	if (n == LANES) /* zeros are behind the end, which end it */
		i += lanes_first(specials(lanes_load_end(s.data + i, s.len - i)));
	return i;
}

/* Adds the character that s begins with; returns its bytes. */
static size_t add_char(struct sbuf *out, struct str s, bool in_tag)
{
	uint32_t cp;
	size_t n = utf8_decode(s.data, s.len, &cp);
	if (n == 0)
		sbuf_str(out, "\xef\xbf\xbd");
	else if (cp == '"' || cp == '\\' || (cp == '/' && in_tag))
		sbuf_add(out, (char[]){'\\', (char)cp}, 2);
	else if (cp == '\n')
		sbuf_str(out, "\\n");
	else if (cp < 0x20 || cp == 0x7f || cp == 0x2028 || cp == 0x2029)
		sbuf_printf(out, "\\u%04x", cp);
	else
		sbuf_add(out, s.data, n);
	return n ? n : 1;
}

static void add_quoted(struct sbuf *out, struct str s)
{
	sbuf_char(out, '"');
	for (size_t i = 0; i < s.len;) {
		size_t plain = plain_len(str_slice(s, i, s.len));
		sbuf_add(out, s.data + i, plain);
		i += plain;
		if (i < s.len)
			i += add_char(out, str_slice(s, i, s.len),
				i > 0 && s.data[i - 1] == '<');
	}
	sbuf_char(out, '"');
}

static void add_name(struct sbuf *out, const char *name)
{
	if (out->len && !strchr("{[\n", out->data[out->len - 1]))
		sbuf_str(out, ", ");
	if (!name)
		return;
	add_quoted(out, str_of(name));
	sbuf_str(out, ": ");
}

void jsonout_open(struct sbuf *out, const char *name)
{
	add_name(out, name);
	sbuf_char(out, '{');
}

void jsonout_close(struct sbuf *out)
{
	sbuf_char(out, '}');
}

void jsonout_list(struct sbuf *out, const char *name)
{
	add_name(out, name);
	sbuf_char(out, '[');
}

void jsonout_end(struct sbuf *out)
{
	sbuf_char(out, ']');
}

void jsonout_text(struct sbuf *out, const char *name, const char *value)
{
	add_name(out, name);
	if (value)
		add_quoted(out, str_of(value));
	else
		sbuf_str(out, "null");
}

void jsonout_str(struct sbuf *out, const char *name, struct str value)
{
	add_name(out, name);
	add_quoted(out, value);
}

void jsonout_flag(struct sbuf *out, const char *name, bool value)
{
	add_name(out, name);
	sbuf_str(out, value ? "true" : "false");
}

void jsonout_number(struct sbuf *out, const char *name, uint64_t value)
{
	add_name(out, name);
	sbuf_printf(out, "%" PRIu64, value);
}

void jsonout_raw(struct sbuf *out, const char *name, const char *value)
{
	add_name(out, name);
	sbuf_str(out, value);
}

void jsonout_seconds(struct sbuf *out, const char *name, int64_t ms)
{
	char text[32];
	int n = snprintf(
		text, sizeof text, "%" PRId64 ".%03" PRId64, ms / 1000, ms % 1000);
	while (n > 0 && text[n - 1] == '0')
		n--;
	if (n > 0 && text[n - 1] == '.')
		n--;
	add_name(out, name);
	sbuf_add(out, text, (size_t)n);
}

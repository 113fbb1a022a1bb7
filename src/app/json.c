/* SPDX-License-Identifier: ISC */
#include "app/json.h"

#include <string.h>
#include "base/utf8.h"

static void add_quoted(struct sbuf *out, const char *text)
{
	struct str s = str_of(text);
	sbuf_char(out, '"');
	for (size_t i = 0; i < s.len;) {
		uint32_t cp;
		size_t n = utf8_decode(s.data + i, s.len - i, &cp);
		if (n == 0)
			sbuf_str(out, "\xef\xbf\xbd");
		else if (cp == '"' || cp == '\\')
			sbuf_printf(out, "\\%c", (char)cp);
		else if (cp < 0x20 || cp == 0x7f || cp == 0x2028 || cp == 0x2029)
			sbuf_printf(out, "\\u%04x", cp);
		else
			sbuf_add(out, s.data + i, n);
		i += n ? n : 1;
	}
	sbuf_char(out, '"');
}

static void add_name(struct sbuf *out, const char *name)
{
	if (out->len && !strchr("{[\n", out->data[out->len - 1]))
		sbuf_str(out, ", ");
	if (!name)
		return;
	add_quoted(out, name);
	sbuf_str(out, ": ");
}

void json_open(struct sbuf *out, const char *name)
{
	add_name(out, name);
	sbuf_char(out, '{');
}

void json_close(struct sbuf *out)
{
	sbuf_char(out, '}');
}

void json_list(struct sbuf *out, const char *name)
{
	add_name(out, name);
	sbuf_char(out, '[');
}

void json_end(struct sbuf *out)
{
	sbuf_char(out, ']');
}

void json_text(struct sbuf *out, const char *name, const char *value)
{
	add_name(out, name);
	if (value)
		add_quoted(out, value);
	else
		sbuf_str(out, "null");
}

void json_flag(struct sbuf *out, const char *name, bool value)
{
	add_name(out, name);
	sbuf_str(out, value ? "true" : "false");
}

void json_number(struct sbuf *out, const char *name, unsigned long value)
{
	add_name(out, name);
	sbuf_printf(out, "%lu", value);
}

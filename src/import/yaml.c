/* SPDX-License-Identifier: ISC */
#include "import/yaml.h"

#include <stdint.h>
#include <string.h>
#include "base/utf8.h"

/* Words that are values of other kinds to a reader of YAML 1.1, in any case. */
static bool is_word_of_yaml(struct str s)
{
	static const char *const words[] = {"y", "n", "yes", "no", "on", "off", "true",
		"false", "null", "nan", "inf"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		if (str_case_is(s, words[i]))
			return true;
	}
	return false;
}

/* May c stand anywhere in a plain value, between brackets too? */
static bool is_plain(char c)
{
	return ascii_is_alnum(c) || strchr("-._/+()'$%;?!=~@*^|<>", c) ||
	       (unsigned char)c >= 0x80;
}

/* What is not a character of the text but of its layout, or is not seen. */
static bool is_hidden(uint32_t cp)
{
	return (cp < 0x20 && cp != '\n') || (cp >= 0x7f && cp < 0xa0) || cp == 0x2028 ||
	       cp == 0x2029 || cp == 0xfeff || (cp >= 0xfff0 && cp <= 0xffff);
}

static bool has_hidden(struct str s)
{
	uint32_t cp;
	while (s.len) {
		size_t n = utf8_decode(s.data, s.len, &cp);
		if (n == 0 || is_hidden(cp))
			return true;
		s = str_slice(s, n, s.len);
	}
	return false;
}

/* A plain value begins with a letter, so that it is neither number nor date nor sign; a colon
   in it must not end a name, as in "https://". */
static bool fits_plain(struct str s)
{
	if (s.len == 0 || is_word_of_yaml(s) || has_hidden(s) ||
		(!ascii_is_alpha(s.data[0]) && (unsigned char)s.data[0] < 0x80))
		return false;
	for (size_t i = 0; i < s.len; i++) {
		char c = s.data[i], next = i + 1 < s.len ? s.data[i + 1] : ' ';
		bool between = i + 1 < s.len && next != ' ';
		bool good = is_plain(c) || (c == ' ' && between) ||
			    (c == ':' && between && is_plain(next));
		if (!good)
			return false;
	}
	return true;
}

static void put_quoted(struct sbuf *out, struct str s)
{
	uint32_t cp;
	sbuf_char(out, '"');
	while (s.len) {
		size_t n = utf8_decode(s.data, s.len, &cp);
		if (n == 0)
			break; /* texts are checked where they are read */
		if (cp == '"' || cp == '\\')
			sbuf_printf(out, "\\%c", (int)cp);
		else if (cp == '\n')
			sbuf_str(out, "\\n");
		else if (cp == '\t')
			sbuf_str(out, "\\t");
		else if (is_hidden(cp))
			sbuf_printf(out, "\\u%04X", (unsigned)cp);
		else
			sbuf_add(out, s.data, n);
		s = str_slice(s, n, s.len);
	}
	sbuf_char(out, '"');
}

void yaml_word(struct sbuf *out, const char *text)
{
	struct str s = str_of(text);
	if (fits_plain(s))
		sbuf_slice(out, s);
	else
		put_quoted(out, s);
}

/* Lines that a literal block gives back as they are: the first tells how far the block is
   set in, and the last has no end of its own ("|-"). */
static bool fits_block(struct str s)
{
	return s.len && str_find_char(s, '\n', 0) != STR_NONE && !has_hidden(s) &&
	       !ascii_is_space(s.data[0]) && s.data[s.len - 1] != '\n';
}

void yaml_block(struct sbuf *out, const char *text, unsigned indent)
{
	struct str rest = str_of(text), line;
	sbuf_str(out, " |-\n");
	while (str_line(&rest, &line)) {
		if (line.len)
			sbuf_printf(out, "%*s", (int)indent, "");
		sbuf_slice(out, line);
		sbuf_char(out, '\n');
	}
}

void yaml_value(struct sbuf *out, const char *text, unsigned indent)
{
	if (fits_block(str_of(text))) {
		yaml_block(out, text, indent);
		return;
	}
	sbuf_char(out, ' ');
	yaml_word(out, text);
	sbuf_char(out, '\n');
}

/* SPDX-License-Identifier: ISC */
#include "import/mend.h"

#include <stdlib.h>
#include <string.h>
#include "base/diag.h"
#include "base/utf8.h"
#include "model/rule.h"

/* Places that are told; a feed may have thousands of one kind. */
enum { TOLD_MAX = 1000, REFERENCE_MAX = 32 };

void mend_tell(struct mend *m, const char *fmt, ...)
{
	va_list ap;
	if (m->told++ >= TOLD_MAX)
		return;
	va_start(ap, fmt);
	diag_add(m->run->diags, FG_RULE_IMPORT_REPAIRED,
		(struct fg_place){m->file, m->line, m->column}, "%s",
		arena_vprintf(m->run->arena, fmt, ap));
	va_end(ap);
}

void mend_skip(struct mend *m, size_t n)
{
	for (size_t i = 0; i < n && m->at < m->in.len; i++, m->at++) {
		char c = m->in.data[m->at];
		if (c == '\n') {
			m->line++;
			m->column = 1;
		} else if (((unsigned char)c & 0xc0) != 0x80) {
			m->column++;
		}
	}
}

/* ---- characters ---- */

/* The characters of Windows-1252 at 0x80 to 0x9f; 0: none. */
static const uint16_t windows[32] = {0x20ac, 0, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020,
	0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017d, 0, 0, 0x2018, 0x2019,
	0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,
	0x017e, 0x0178};

static void put_byte(struct mend *m, unsigned char byte)
{
	char bytes[4];
	uint32_t cp = byte < 0xa0 ? windows[byte - 0x80] : byte;
	if (cp)
		sbuf_add(m->out, bytes, utf8_encode(cp, bytes));
	mend_tell(m,
		cp ? "the byte 0x%02x, which is no UTF-8, became what it is in "
		     "Windows-1252"
		   : "the byte 0x%02x, which is no UTF-8, was taken out",
		byte);
}

/* The next byte or character; how many bytes it has. */
static size_t put_character(struct mend *m)
{
	uint32_t cp;
	unsigned char c = (unsigned char)m->in.data[m->at];
	bool ascii = c < 0x80;
	size_t n = ascii || !m->is_utf8
			   ? 1
			   : utf8_decode(m->in.data + m->at, m->in.len - m->at, &cp);
	if (ascii)
		cp = c;
	if (n == 0) {
		put_byte(m, c);
		return 1;
	}
	if ((ascii || m->is_utf8) && !utf8_is_xml_char(cp))
		mend_tell(m, "the character U+%04X, which XML forbids, was taken out",
			(unsigned)cp);
	else
		sbuf_add(m->out, m->in.data + m->at, n);
	return n;
}

void mend_copy(struct mend *m, size_t n)
{
	size_t end = m->at + n;
	while (m->at < end)
		mend_skip(m, put_character(m));
}

/* ---- references ---- */

static const struct {
	uint32_t first;
	const char *names;
} ranges[] = {
#define RANGE(first, names) {first, names},
#include "import/entities.def"
#undef RANGE
};

/* The character that HTML calls so; 0: none. */
static uint32_t named(struct str name)
{
	for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
		struct str rest = str_of(ranges[i].names), word;
		for (uint32_t cp = ranges[i].first; str_cut(&rest, ' ', &word); cp++) {
			if (str_eq(word, name) && name.data[0] != '-')
				return cp;
		}
	}
	return 0;
}

static bool is_of_xml(struct str name)
{
	static const char *const names[] = {"amp", "lt", "gt", "quot", "apos"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (str_is(name, names[i]))
			return true;
	}
	return false;
}

/* "#160" or "#xa0"; false: it is no number. */
static bool numbered(struct str name, uint32_t *cp)
{
	bool hex = name.len > 1 && (name.data[1] == 'x' || name.data[1] == 'X');
	const char *digits = hex ? "0123456789abcdefABCDEF" : "0123456789";
	size_t from = hex ? 2 : 1;
	*cp = 0;
	if (name.len <= from || name.len > from + 7)
		return false;
	for (size_t i = from; i < name.len; i++) {
		if (!strchr(digits, name.data[i]))
			return false;
	}
	*cp = (uint32_t)strtoul(name.data + from, NULL, hex ? 16 : 10);
	return true;
}

bool mend_character(struct str name, uint32_t *cp)
{
	static const char *const names[] = {"amp", "lt", "gt", "quot", "apos"};
	static const char characters[] = "&<>\"'";
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		if (str_is(name, names[i])) {
			*cp = (uint32_t)characters[i];
			return true;
		}
	}
	if (name.len && name.data[0] == '#')
		return numbered(name, cp) && utf8_is_xml_char(*cp);
	*cp = name.len ? named(name) : 0;
	return *cp != 0;
}

/* What stands between & and ;. Empty: there is no such thing here. */
static struct str name_here(const struct mend *m)
{
	struct str rest = mend_rest(m);
	size_t n = 1;
	while (n < rest.len && n < REFERENCE_MAX &&
		(ascii_is_alnum(rest.data[n]) || rest.data[n] == '#'))
		n++;
	bool ends = n > 1 && n < rest.len && rest.data[n] == ';';
	return ends ? str_slice(rest, 1, n) : (struct str){"", 0};
}

void mend_reference(struct mend *m)
{
	uint32_t cp = 0;
	struct str name = name_here(m);
	bool number = name.len && name.data[0] == '#' && numbered(name, &cp);
	if (is_of_xml(name) || (number && utf8_is_xml_char(cp))) {
		mend_copy(m, name.len + 2);
		return;
	}
	if (number) {
		mend_tell(m, "&%.*s;, a character that XML forbids, was taken out",
			STR_ARG(name));
		mend_skip(m, name.len + 2);
		return;
	}
	cp = name.len ? named(name) : 0;
	if (cp)
		mend_tell(m, "&%.*s; became &#%u;", STR_ARG(name), (unsigned)cp);
	else
		mend_tell(m, "a bare & became &amp;");
	sbuf_printf(m->out, cp ? "&#%u;" : "&amp;", (unsigned)cp);
	mend_skip(m, cp ? name.len + 2 : 1);
}

/* SPDX-License-Identifier: ISC */
#include "read/json_pairs.h"

#include <stdlib.h>
#include <string.h>
#include "base/diag.h"
#include "base/sbuf.h"
#include "base/utf8.h"
#include "model/rule.h"

enum { ESCAPE_LEN = 6, PAIR_LEN = 2 * ESCAPE_LEN, JOINED_LEN = 10 };

/* The number of the escape that text begins with, \u and four digits; 0: it begins with none. */
static uint32_t escape_at(struct str text)
{
	char digits[5] = "";
	if (text.len < ESCAPE_LEN || !str_starts(text, "\\u"))
		return 0;
	memcpy(digits, text.data + 2, 4);
	return strspn(digits, "0123456789abcdefABCDEF") == 4
		       ? (uint32_t)strtoul(digits, NULL, 16)
		       : 0;
}

/* The character that the pair at the beginning of text is; 0: there is none. */
static uint32_t pair_at(struct str text)
{
	uint32_t high = text.len < PAIR_LEN ? 0 : escape_at(text);
	if (!utf16_is_high(high))
		return 0;
	uint32_t low = escape_at(str_slice(text, ESCAPE_LEN, text.len));
	return utf16_is_low(low) ? utf16_pair(high, low) : 0;
}

/* What is wrong with the escape at offset at. */
static bool fail(
	struct fg_run *run, const struct passage *in, size_t at, const char *what)
{
	struct fg_diag *d = diag_add(run->diags, FG_RULE_FRONT_MATTER_SYNTAX,
		point_place(in->file, passage_point(in, at)), "%s", what);
	diag_hint(run->diags, d, "write the character itself, in UTF-8");
	return false;
}

static bool fail_half(struct fg_run *run, const struct passage *in, size_t at)
{
	return fail(run, in, at,
		arena_printf(run->arena,
			"the escape %.6s is half of a pair, and its other half is not "
			"beside it",
			in->text.data + at));
}

/* Joins what stands at *at within a string, and goes past it. *short_by: bytes that the string has
   become shorter by. */
static bool take_escape(struct fg_run *run, const struct passage *in, size_t *at,
	struct sbuf *out, size_t *short_by)
{
	struct str rest = str_slice(in->text, *at, in->text.len);
	uint32_t unit = escape_at(rest), joined = pair_at(rest);
	if (!joined && (utf16_is_high(unit) || utf16_is_low(unit)))
		return fail_half(run, in, *at);
	if (joined) {
		sbuf_printf(out, "\\U%08X", (unsigned)joined);
		*short_by += PAIR_LEN - JOINED_LEN;
		*at += PAIR_LEN;
		return true;
	}
	struct str two = str_slice(rest, 0, rest.len < 2 ? rest.len : 2);
	/* What YAML makes of it leaves no place to fill up the line. */
	if (*short_by && str_is(two, "\\\n"))
		return fail(run, in, *at,
			"a backslash ends the line, which JSON does not have");
	sbuf_slice(out, two);
	*at += two.len;
	return true;
}

/* Makes up for what the line has lost, so that what follows stands in its place. */
static void fill(struct sbuf *out, size_t *short_by)
{
	for (; *short_by > 0; --*short_by)
		sbuf_char(out, ' ');
}

static bool join(struct fg_run *run, const struct passage *in, struct sbuf *out)
{
	bool in_string = false;
	size_t short_by = 0;
	for (size_t i = 0; i < in->text.len;) {
		char c = in->text.data[i];
		if (in_string && c == '\\') {
			if (!take_escape(run, in, &i, out, &short_by))
				return false;
			continue;
		}
		/* Blanks at a line's end are none of a string's, either. */
		if (c == '\n')
			fill(out, &short_by);
		sbuf_char(out, c);
		i++;
		if (c != '"')
			continue;
		in_string = !in_string;
		fill(out, &short_by);
	}
	return true;
}

bool json_pairs_join(struct fg_run *run, struct arena *scratch, struct passage *in)
{
	struct sbuf out;
	if (!memmem(in->text.data, in->text.len, "\\u", 2))
		return true;
	sbuf_init(&out, in->text.len + 1);
	bool good = join(run, in, &out);
	sbuf_need_memory(&out, scratch);
	if (good) {
		in->written = in->text;
		in->text =
			(struct str){arena_strndup(scratch, out.data, out.len), out.len};
	}
	sbuf_release(&out);
	return good;
}

/* Beside what was joined, text is what was written but for the blanks that fill it up. */
struct point json_pairs_point(const struct passage *in, size_t offset)
{
	struct passage written = *in;
	size_t at = 0;
	written.text = in->written;
	for (size_t i = 0; i < offset;) {
		struct str rest = str_slice(written.text, at, written.text.len);
		bool joined = str_starts(str_slice(in->text, i, in->text.len), "\\U") &&
			      pair_at(rest);
		bool filled = !joined && (!rest.len || in->text.data[i] != *rest.data);
		i += joined ? JOINED_LEN : 1;
		at += joined ? PAIR_LEN : filled ? 0 : 1;
	}
	return passage_point(&written, at);
}

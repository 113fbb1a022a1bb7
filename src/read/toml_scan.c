/* SPDX-License-Identifier: ISC */
#include "read/toml_scan.h"

#include <string.h>
#include "base/diag.h"
#include "base/sbuf.h"
#include "base/utf8.h"
#include "model/rule.h"

char toml_peek(const struct toml *t)
{
	return t->failed || t->i >= t->in->text.len ? '\0' : t->in->text.data[t->i];
}

bool toml_at(const struct toml *t, const char *text)
{
	return !t->failed &&
	       str_starts(str_slice(t->in->text, t->i, t->in->text.len), text);
}

void toml_skip(struct toml *t, size_t n)
{
	if (!t->failed)
		t->i += n;
}

bool toml_take(struct toml *t, char c)
{
	if (toml_peek(t) != c || c == '\0')
		return false;
	t->i++;
	return true;
}

struct point toml_point(struct toml *t)
{
	t->column += (unsigned)utf8_count(str_slice(t->in->text, t->counted, t->i));
	t->counted = t->i;
	return (struct point){t->line, t->column};
}

void toml_fail(struct toml *t, struct point at, const char *message, const char *hint)
{
	if (t->failed)
		return;
	t->failed = true;
	struct fg_diag *d = diag_add(t->run->diags, FG_RULE_FRONT_MATTER_SYNTAX,
		point_place(t->in->file, at), "%s", message);
	if (hint)
		diag_hint(t->run->diags, d, "%s", hint);
}

/* ---- between the words ---- */

static bool take_newline(struct toml *t)
{
	if (!toml_take(t, '\n'))
		return false;
	t->line++;
	t->counted = t->i;
	t->column = 1;
	return true;
}

void toml_blanks(struct toml *t)
{
	while (toml_take(t, ' ') || toml_take(t, '\t'))
		;
}

static void skip_comment(struct toml *t)
{
	if (toml_peek(t) != '#')
		return;
	while (toml_peek(t) && toml_peek(t) != '\n')
		t->i++;
}

void toml_space(struct toml *t)
{
	do {
		toml_blanks(t);
		skip_comment(t);
	} while (take_newline(t));
}

void toml_line_end(struct toml *t)
{
	toml_blanks(t);
	skip_comment(t);
	if (toml_peek(t) && !take_newline(t))
		toml_fail(t, toml_point(t), "more text follows the value on this line",
			"begin each name on a line of its own; in a list, put commas "
			"between "
			"the values");
}

/* ---- strings ---- */

/* So many hexadecimal digits as a number; false if there are fewer. */
static bool take_hex(struct toml *t, int digits, uint32_t *value)
{
	*value = 0;
	for (int n = 0; n < digits; n++) {
		char c = ascii_lower(toml_peek(t));
		if (!ascii_is_digit(c) && (c < 'a' || c > 'f'))
			return false;
		*value = *value << 4 |
			 (uint32_t)(ascii_is_digit(c) ? c - '0' : c - 'a' + 10);
		t->i++;
	}
	return true;
}

static void add_code_point(struct toml *t, struct sbuf *out, struct point at, int digits)
{
	uint32_t cp;
	char bytes[4];
	if (!take_hex(t, digits, &cp)) {
		toml_fail(t, at, "an escape with too few hexadecimal digits",
			"write \\u and four of them, or \\U and eight");
		return;
	}
	if (!utf8_is_xml_char(cp)) {
		t->failed = true;
		diag_add(t->run->diags, FG_RULE_FRONT_MATTER_CHARACTER,
			point_place(t->in->file, at),
			"this escape makes U+%04X, which cannot be in a feed",
			(unsigned)cp);
		return;
	}
	sbuf_add(out, bytes, utf8_encode(cp, bytes));
}

/* What stands after a backslash. */
static void add_escape(struct toml *t, struct sbuf *out)
{
	/* A carriage return is a line end here, as in the source itself. */
	static const char names[] = "tnr\"\\", values[] = "\t\n\n\"\\";
	struct point at = toml_point(t);
	at.column--;
	char c = toml_peek(t);
	const char *name = c ? strchr(names, c) : NULL;
	toml_skip(t, c && c != '\n');
	if (name)
		sbuf_char(out, values[name - names]);
	else if (c == 'u' || c == 'U')
		add_code_point(t, out, at, c == 'u' ? 4 : 8);
	else
		toml_fail(t, at, "an unknown escape in double quotation marks",
			"write \\\\ for a backslash, or use single quotation marks");
}

/* A backslash at the end of a line takes all white space up to the next text away. */
static bool take_line_escape(struct toml *t)
{
	size_t i = t->i;
	while (i < t->in->text.len &&
		(t->in->text.data[i] == ' ' || t->in->text.data[i] == '\t'))
		i++;
	if (i >= t->in->text.len || t->in->text.data[i] != '\n')
		return false;
	do
		toml_blanks(t);
	while (take_newline(t));
	return true;
}

static const char *finish(struct toml *t, struct sbuf *out)
{
	const char *text = arena_strndup(t->scratch, out->data, out->len);
	if (out->failed)
		t->scratch->exhausted();
	sbuf_release(out);
	return t->failed ? "" : text;
}

/* One character, escape or line end of a string over several lines. */
static void add_piece(struct toml *t, struct sbuf *out, char quote)
{
	if (take_newline(t)) {
		sbuf_char(out, '\n');
	} else if (quote == '"' && toml_take(t, '\\')) {
		if (!take_line_escape(t))
			add_escape(t, out);
	} else {
		sbuf_char(out, toml_peek(t));
		toml_skip(t, 1);
	}
}

/* A string in three quotes, which are next. */
static const char *long_string(struct toml *t, char quote)
{
	const char end[] = {quote, quote, quote, '\0'};
	struct point at = toml_point(t);
	struct sbuf out;
	sbuf_init(&out, t->in->text.len * 4 + 1);
	toml_skip(t, 3);
	take_newline(t);
	while (toml_peek(t) && !toml_at(t, end))
		add_piece(t, &out, quote);
	if (!toml_at(t, end))
		toml_fail(t, at, "the string that opens here is never closed",
			"close it with the same three quotation marks");
	toml_skip(t, 3);
	/* One or two quotes just before the end are part of the text. */
	for (int n = 0; n < 2 && toml_take(t, quote); n++)
		sbuf_char(&out, quote);
	return finish(t, &out);
}

static const char *short_string(struct toml *t, char quote)
{
	struct point at = toml_point(t);
	struct sbuf out;
	sbuf_init(&out, t->in->text.len * 4 + 1);
	toml_skip(t, 1);
	for (char c; (c = toml_peek(t)) && c != quote && c != '\n';) {
		toml_skip(t, 1);
		if (c == '\\' && quote == '"')
			add_escape(t, &out);
		else
			sbuf_char(&out, c);
	}
	if (!toml_take(t, quote))
		toml_fail(t, at, "the string that opens here is not closed on its line",
			"close it, or use three quotation marks for a text of several "
			"lines");
	return finish(t, &out);
}

const char *toml_string(struct toml *t, bool lines)
{
	char quote = toml_peek(t);
	if (toml_at(t, quote == '"' ? "\"\"\"" : "'''")) {
		if (lines)
			return long_string(t, quote);
		toml_fail(t, toml_point(t), "a name cannot have three quotation marks",
			NULL);
		return "";
	}
	return short_string(t, quote);
}

/* ---- bare words ---- */

static bool is_key_char(char c)
{
	return ascii_is_alnum(c) || c == '_' || c == '-';
}

const char *toml_bare_key(struct toml *t)
{
	struct point at = toml_point(t);
	size_t from = t->i;
	while (is_key_char(toml_peek(t)))
		t->i++;
	if (t->i == from)
		toml_fail(t, at, "a name is missing here",
			"names are letters, digits, - and _; others need quotation "
			"marks");
	return arena_strndup(t->scratch, t->in->text.data + from, t->i - from);
}

/* Does text have the form of pattern, where 9 is a digit and all else itself? */
static bool has_form(struct str text, const char *pattern)
{
	size_t n = strlen(pattern);
	if (text.len < n)
		return false;
	for (size_t i = 0; i < n; i++) {
		char c = text.data[i];
		if (pattern[i] == '9' ? !ascii_is_digit(c) : c != pattern[i])
			return false;
	}
	return true;
}

static bool is_date_or_time(struct str s)
{
	bool date = has_form(s, "9999-99-99");
	if (date && s.len == 10)
		return true;
	if (date && (s.data[10] == 'T' || s.data[10] == 't' || s.data[10] == ' '))
		s = str_slice(s, 11, s.len);
	else if (date)
		return false;
	if (!has_form(s, "99:99"))
		return false;
	for (size_t i = 5; i < s.len; i++) {
		if (!ascii_is_digit(s.data[i]) && !strchr(":.+-Zz", s.data[i]))
			return false;
	}
	return true;
}

/* The length of a run of digits, with single underscores between them. */
static size_t digits(struct str s, size_t from)
{
	size_t i = from;
	while (i < s.len &&
		(ascii_is_digit(s.data[i]) ||
			(s.data[i] == '_' && i > from && s.data[i - 1] != '_' &&
				i + 1 < s.len && ascii_is_digit(s.data[i + 1]))))
		i++;
	return i - from;
}

static bool is_number(struct str s)
{
	size_t i = s.len && (s.data[0] == '+' || s.data[0] == '-');
	size_t n = digits(s, i);
	if (n == 0)
		return false;
	i += n;
	if (i < s.len && s.data[i] == '.') {
		n = digits(s, i + 1);
		i += n ? n + 1 : 0;
	}
	if (i < s.len && ascii_lower(s.data[i]) == 'e') {
		i++;
		i += i < s.len && (s.data[i] == '+' || s.data[i] == '-');
		n = digits(s, i);
		return n && i + n == s.len;
	}
	return n && i == s.len;
}

/* 0xdead, 0o17, 0b11, inf, nan: TOML knows them, no field does; the field will say so. */
static bool is_odd_number(struct str s)
{
	if (s.len && (s.data[0] == '+' || s.data[0] == '-'))
		s = str_slice(s, 1, s.len);
	if (str_is(s, "inf") || str_is(s, "nan"))
		return true;
	if (s.len < 3 || s.data[0] != '0' || !strchr("xob", s.data[1]))
		return false;
	for (size_t i = 2; i < s.len; i++) {
		if (!ascii_is_alnum(s.data[i]) && s.data[i] != '_')
			return false;
	}
	return true;
}

static bool is_value_char(char c)
{
	return c && !strchr(" \t\n,]}#=\"'", c);
}

static const char *without_underscores(struct toml *t, struct str s)
{
	char *out = arena_strndup(t->scratch, s.data, s.len);
	size_t n = 0;
	for (size_t i = 0; i < s.len; i++) {
		if (s.data[i] != '_')
			out[n++] = s.data[i];
	}
	out[n] = '\0';
	return out;
}

const char *toml_bare_value(struct toml *t)
{
	struct point at = toml_point(t);
	size_t from = t->i;
	while (is_value_char(toml_peek(t)))
		t->i++;
	struct str s = str_slice(t->in->text, from, t->i);
	/* A date and its time may stand apart. */
	struct str more = str_slice(t->in->text, t->i, t->in->text.len);
	if (s.len == 10 && has_form(s, "9999-99-99") && has_form(more, " 99:99")) {
		toml_skip(t, 1);
		while (is_value_char(toml_peek(t)))
			t->i++;
		s = str_slice(t->in->text, from, t->i);
	}
	if (s.len == 0)
		toml_fail(t, at, "a value is missing here", "write \"\" for none");
	else if (is_number(s))
		return without_underscores(t, s);
	else if (!is_date_or_time(s) && !is_odd_number(s) && !str_is(s, "true") &&
		 !str_is(s, "false"))
		toml_fail(t, at, "a text needs quotation marks in TOML",
			"put the value in quotation marks");
	return arena_strndup(t->scratch, s.data, s.len);
}

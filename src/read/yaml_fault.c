/* SPDX-License-Identifier: ISC */
#include "read/yaml_fault.h"

#include <string.h>
#include "base/diag.h"
#include "base/utf8.h"
#include "model/rule.h"
#include "read/json_pairs.h"

/* The line that a fault is on, and where in it. */
struct spot {
	struct str line;
	size_t offset; /* bytes from the beginning of the line; line.len: its end */
};

static struct spot spot_at(const struct passage *in, struct point at)
{
	struct str rest = in->text;
	struct spot s = {0};
	for (unsigned line = in->line; line <= at.line; line++) {
		s.line = (struct str){rest.data, 0};
		str_line(&rest, &s.line);
	}
	for (unsigned column = 1; column < at.column && s.offset < s.line.len; column++) {
		uint32_t cp;
		s.offset +=
			utf8_decode(s.line.data + s.offset, s.line.len - s.offset, &cp);
	}
	return s;
}

static char char_at(const struct spot *s)
{
	return s->offset < s->line.len ? s->line.data[s->offset] : '\0';
}

/* Offset of the value of "name: value" in a line; STR_NONE if it is no such line. */
static size_t value_offset(struct str line)
{
	size_t colon = str_find(line, ": ", 0);
	if (colon == STR_NONE)
		return STR_NONE;
	size_t i = colon + 1;
	while (i < line.len && line.data[i] == ' ')
		i++;
	return i < line.len ? i : STR_NONE;
}

/* ---- hints ---- */

/* Longer lines are not shown as they should be. */
enum { HINT_LINE_MAX = 200 };

/* value without the quotation marks around it, if it has some. */
static struct str unquoted(struct str value)
{
	char c = value.data[0];
	if (value.len > 2 && (c == '"' || c == '\'') && value.data[value.len - 1] == c)
		return str_slice(value, 1, value.len - 1);
	return value;
}

/* Shows the line as it should be: its value in quotes that it does not hold itself. */
static void hint_quote(struct fg_run *run, struct fg_diag *d, const struct spot *s)
{
	struct str line = str_trim(s->line);
	size_t from = value_offset(line);
	if (from == STR_NONE || line.len > HINT_LINE_MAX) {
		diag_hint(run->diags, d, "put the value in quotation marks");
		return;
	}
	struct str name = str_slice(line, 0, from);
	struct str value = unquoted(str_slice(line, from, line.len));
	bool plain = str_find_char(value, '"', 0) == STR_NONE &&
		     str_find_char(value, '\\', 0) == STR_NONE;
	bool single = str_find_char(value, '\'', 0) == STR_NONE;
	char quote = plain ? '"' : '\'';
	if (plain || single)
		diag_hint(run->diags, d, "put the value in quotation marks: %.*s%c%.*s%c",
			STR_ARG(name), quote, STR_ARG(value), quote);
	else
		diag_hint(run->diags, d,
			"put the value in single quotation marks, and write each ' in it "
			"twice");
}

/* Is this the name of "name:value"? */
static bool is_name(struct str s)
{
	for (size_t i = 0; i < s.len; i++) {
		if (!ascii_is_alnum(s.data[i]) && s.data[i] != '_' && s.data[i] != '-')
			return false;
	}
	return s.len > 0;
}

/* "name:value" is no name and value: YAML wants a space behind the colon. One that does not
   break lines, which some keyboards make, looks the same and is none. */
static void hint_colon(struct fg_run *run, struct fg_diag *d, const struct spot *s)
{
	static const char no_break[] = "\u00a0";
	struct str value = str_trim(s->line), name = {"", 0};
	str_cut(&value, ':', &name);
	if (value.data && is_name(name) && str_starts(value, no_break))
		diag_hint(run->diags, d,
			"what follows the colon is a no-break space (U+00A0): put an "
			"ordinary space in its place");
	else if (value.data && is_name(name) && !str_starts(value, "//") &&
		 value.len < HINT_LINE_MAX)
		diag_hint(run->diags, d, "put a space after the colon: %.*s: %.*s",
			STR_ARG(name), STR_ARG(value));
	else
		diag_hint(run->diags, d,
			"write “name: value”; indent the line if it belongs to the value "
			"above; put --- above it if the text of the episode begins here");
}

/* ---- faults ---- */

struct row {
	const char *problem; /* how libyaml's words begin */
	const char *chars;   /* one of these is at the spot; NULL: whatever */
	bool begin;          /* the place is where the context began */
	const char *message; /* %c: the character at the spot */
	const char *text;    /* the hint, unless hint makes one */
	void (*hint)(struct fg_run *run, struct fg_diag *d, const struct spot *s);
};

static const char same_column[] =
	"let the names of one map begin in the same column, and indent what is inside";

/* The first row that fits is taken. */
static const struct row rows[] = {
	{"found character that cannot start", "\t", false, "a tab indents this line",
		"YAML is indented with spaces", NULL},
	{"found a tab character", NULL, false, "a tab indents this line",
		"YAML is indented with spaces", NULL},
	{"found character that cannot start", "@`%", false,
		"a value cannot begin with %c", NULL, hint_quote},
	{"did not find expected node content", ",]}", false,
		"a value cannot begin with %c", NULL, hint_quote},
	{"did not find expected alphabetic", NULL, true,
		"a value cannot begin with %c: YAML takes it for a reference", NULL,
		hint_quote},
	{"found unexpected end of stream", NULL, true,
		"the quotation mark %c that opens here is never closed",
		"close it, or write it twice if it is part of a text in single quotation "
		"marks",
		NULL},
	{"found unexpected document indicator", NULL, true,
		"the quotation mark %c that opens here is never closed", "close it",
		NULL},
	{"did not find expected comment or line break", NULL, true,
		"%c at the beginning of a value is not text to YAML", NULL, hint_quote},
	{"did not find expected ',' or", "\"'[{", false, "a comma is missing before this",
		"put it behind what stands before, or the ] or } that ends that", NULL},
	{"did not find expected ',' or ']'", NULL, true,
		"the list that %c opens here is not closed",
		"close it with ], or put a text that begins with [ in quotation marks",
		NULL},
	{"did not find expected ',' or '}'", NULL, true,
		"the map that %c opens here is not closed",
		"close it with }, or put a text that begins with { in quotation marks",
		NULL},
	{"could not find expected ':'", NULL, true, "this line is not “name: value”",
		NULL, hint_colon},
	{"block sequence entries are not allowed", NULL, false,
		"a list cannot begin on the line of its name",
		"put each “- ” on a line of its own, or the value in quotation marks",
		NULL},
	{"found unknown escape character", NULL, false,
		"an unknown escape in double quotation marks",
		"write \\\\ for a backslash, or use single quotation marks", NULL},
	{"found invalid Unicode character escape", NULL, false,
		"an escape of a character that does not exist",
		"write the character itself, in UTF-8", NULL},
	{"did not find expected <document start>", NULL, false,
		"this line is indented less than the first one", same_column, NULL},
};

static const struct row *row_of(const struct passage *in, const struct yaml_fault *fault)
{
	struct spot s = spot_at(in, fault->at);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		const struct row *row = &rows[i];
		if (!str_starts(str_of(fault->problem), row->problem))
			continue;
		if (!row->chars || (char_at(&s) && strchr(row->chars, char_at(&s))))
			return row;
	}
	return NULL;
}

static struct fg_place place_of(const struct passage *in, struct point at)
{
	struct spot s = spot_at(in, at);
	if (in->written.data)
		at = json_pairs_point(
			in, (size_t)(s.line.data - in->text.data) + s.offset);
	return point_place(in->file, at);
}

static struct fg_diag *tell(
	struct fg_run *run, const struct passage *in, struct point at, const char *text)
{
	return diag_add(
		run->diags, FG_RULE_FRONT_MATTER_SYNTAX, place_of(in, at), "%s", text);
}

/* message with the character at the spot put in for its %c. */
static const char *with_char(
	struct fg_run *run, const char *message, const struct spot *s)
{
	const char *mark = strstr(message, "%c");
	if (!mark)
		return message;
	return arena_printf(run->diags->arena, "%.*s%c%s", (int)(mark - message), message,
		char_at(s), mark + 2);
}

static void tell_row(struct fg_run *run, const struct passage *in,
	const struct yaml_fault *fault, const struct row *row)
{
	struct point at = row->begin ? fault->context_at : fault->at;
	struct spot s = spot_at(in, at);
	struct fg_diag *d = tell(run, in, at, with_char(run, row->message, &s));
	if (row->begin && str_find(str_of(row->problem), "',' or", 0) != STR_NONE)
		d->related = place_of(in, fault->at);
	if (row->hint)
		row->hint(run, d, &s);
	else if (row->text)
		diag_hint(run->diags, d, "%s", row->text);
}

/* A colon where none can be: a second one in a value, or a line indented too far. */
static void tell_colon(
	struct fg_run *run, const struct passage *in, const struct yaml_fault *fault)
{
	struct spot s = spot_at(in, fault->at);
	size_t value = value_offset(s.line);
	if (value != STR_NONE && value <= s.offset) {
		struct fg_diag *d =
			tell(run, in, fault->at, "a second colon and space in one value");
		hint_quote(run, d, &s);
		return;
	}
	struct fg_diag *d = tell(run, in, fault->at,
		s.offset > NODE_KEY_MAX
			? "a name is longer than 1,024 bytes"
			: "a name and value inside the value of the line above");
	diag_hint(run->diags, d, "%s", same_column);
}

/* What follows a closed quotation mark or bracket, a colon without a name, or a line that
   is indented unlike its fellows. */
static void tell_key(
	struct fg_run *run, const struct passage *in, const struct yaml_fault *fault)
{
	struct spot s = spot_at(in, fault->at);
	struct str before = str_trim(str_slice(s.line, 0, s.offset));
	char last = before.len ? before.data[before.len - 1] : '\0';
	if (last && strchr("\"']}", last)) {
		struct fg_diag *d = tell(run, in, fault->at,
			last == '"' || last == '\''
				? "text follows the closing quotation mark"
				: "text follows the closing bracket");
		hint_quote(run, d, &s);
	} else if (before.len == 0 && char_at(&s) == ':') {
		tell(run, in, fault->at, "there is no name before the colon");
	} else {
		struct fg_diag *d = tell(run, in, fault->at,
			"the indentation does not fit that of the lines above");
		diag_hint(run->diags, d, "%s", same_column);
	}
}

void yaml_fault_tell(
	struct fg_run *run, const struct passage *in, const struct yaml_fault *fault)
{
	struct str problem = str_of(fault->problem);
	const struct row *row = row_of(in, fault);
	if (row)
		tell_row(run, in, fault, row);
	else if (str_starts(problem, "mapping values are not allowed"))
		tell_colon(run, in, fault);
	else if (str_starts(problem, "did not find expected key"))
		tell_key(run, in, fault);
	else
		tell(run, in, fault->at, fault->problem);
}

void yaml_fault_key(struct fg_run *run, const struct passage *in, struct point at)
{
	struct spot s = spot_at(in, at);
	bool braces = char_at(&s) == '{';
	/* To YAML {{ x }} is a map that is a name in a map. */
	struct fg_diag *d = tell(run, in, at, "a map or list stands where a name should");
	if (braces && s.offset > 0 && s.line.data[s.offset - 1] == '{')
		hint_quote(run, d, &s);
}

void yaml_fault_top(struct fg_run *run, const struct passage *in, const struct node *root)
{
	struct spot s = spot_at(in, root->at);
	struct fg_diag *d = diag_add(run->diags, FG_RULE_FRONT_MATTER_NOT_A_MAP,
		point_place(in->file, root->at),
		"%s stands where names and values should",
		root->kind == NODE_LIST ? "a list" : "a text");
	if (root->kind == NODE_SCALAR)
		hint_colon(run, d, &s);
}

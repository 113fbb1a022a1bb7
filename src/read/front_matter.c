/* SPDX-License-Identifier: ISC */
#include "read/front_matter.h"

#include "base/diag.h"
#include "base/utf8.h"
#include "model/rule.h"
#include "read/header_lines.h"
#include "read/json_pairs.h"
#include "read/toml.h"
#include "read/yaml.h"

bool front_matter_is_whole(const char *file)
{
	struct str name = str_of(file);
	size_t n = name.len;
	return (n > 5 && str_case_is(str_slice(name, n - 5, n), ".yaml")) ||
	       (n > 4 && str_case_is(str_slice(name, n - 4, n), ".yml"));
}

void front_matter_whole(const struct source *src, struct front_matter *fm)
{
	*fm = (struct front_matter){
		.kind = FRONT_YAML,
		.in = {.file = src->file, .text = src->text, .line = 1},
		.body_at = src->text.len,
		.body_line = text_point(src->text, src->text.len).line,
	};
}

/* ---- fences ---- */

/* Is line only the fence and blanks behind it? */
static bool is_fence(struct str line, const char *fence)
{
	while (line.len &&
		(line.data[line.len - 1] == ' ' || line.data[line.len - 1] == '\t'))
		line.len--;
	return str_is(line, fence);
}

/* A fence that is not quite one: followed by blanks, or of more than three signs. YAML
   and TOML have no other use for such a line at the left edge. */
static bool is_near_fence(struct str line, const char *fence)
{
	if (!str_starts(line, fence))
		return false;
	for (size_t i = 3; i < line.len; i++) {
		if (line.data[i] != fence[0] && line.data[i] != ' ' &&
			line.data[i] != '\t')
			return false;
	}
	return true;
}

static bool closes(struct str line, const char *fence)
{
	return str_is(line, fence) || (fence[0] == '-' && str_is(line, "..."));
}

size_t front_matter_end(struct str text)
{
	struct str rest = text, line = {"", 0};
	const char *fence = str_starts(text, "---") ? "---" : "+++";
	str_line(&rest, &line);
	if (!is_fence(line, fence))
		return 0;
	while (str_line(&rest, &line)) {
		/* Of the last line more may follow. */
		if (closes(line, fence) && rest.data > line.data + line.len)
			return text.len - rest.len;
	}
	return 0;
}

static bool fail_near(struct fg_run *run, const struct source *src, unsigned line,
	struct str text, const char *fence)
{
	struct fg_diag *d = diag_add(run->diags, FG_RULE_FRONT_MATTER_UNCLOSED,
		(struct fg_place){src->file, line, 1},
		"“%.*s” does not close the front matter", STR_ARG(text));
	diag_hint(run->diags, d, "write exactly %s, with nothing behind it", fence);
	d->related = (struct fg_place){src->file, 1, 1};
	return false;
}

static bool fail_unclosed(struct fg_run *run, const struct source *src, const char *opens,
	const char *closes)
{
	struct fg_diag *d = diag_add(run->diags, FG_RULE_FRONT_MATTER_UNCLOSED,
		(struct fg_place){src->file, 1, 1},
		"the front matter that %s opens on line 1 is never closed", opens);
	diag_hint(run->diags, d, "write a line of exactly %s after it", closes);
	return false;
}

/* Looks for the line that closes what the first line opened. */
static bool find_end(struct fg_run *run, const struct source *src, const char *fence,
	struct front_matter *fm)
{
	struct str rest = src->text, line;
	str_line(&rest, &line);
	const char *begin = rest.data;
	for (unsigned number = 2; str_line(&rest, &line); number++) {
		if (closes(line, fence)) {
			size_t len = (size_t)(line.data - begin);
			fm->in = (struct passage){
				.file = src->file, .text = {begin, len}, .line = 2};
			fm->body_at = src->text.len - rest.len;
			fm->body_line = number + 1;
			return true;
		}
		if (is_near_fence(line, fence))
			return fail_near(run, src, number, line, fence);
	}
	return fail_unclosed(run, src, fence, fence);
}

/* JSON, as Hugo has it: from a line { to a line }, which are part of it. To YAML it is a map. */
static bool find_brace(
	struct fg_run *run, const struct source *src, struct front_matter *fm)
{
	struct str rest = src->text, line;
	for (unsigned number = 1; str_line(&rest, &line); number++) {
		if (!is_fence(line, "}"))
			continue;
		size_t len = (size_t)(line.data - src->text.data) + 1;
		fm->in = (struct passage){
			.file = src->file, .text = {src->text.data, len}, .line = 1};
		fm->body_at = src->text.len - rest.len;
		fm->body_line = number + 1;
		return true;
	}
	return fail_unclosed(run, src, "{", "}");
}

/* ---- files without ---- */

/* Site generators take front matter in other languages, some of them programs: ---js. */
static bool names_language(struct str first)
{
	struct str name = str_slice(first, str_starts(first, "---") ? 3 : 0, first.len);
	name = str_trim(name);
	for (size_t i = 0; i < name.len; i++) {
		if (!ascii_is_alnum(name.data[i]))
			return false;
	}
	return str_starts(first, "---") && name.len > 0;
}

static bool fail_language(struct fg_run *run, const struct source *src, struct str first)
{
	struct fg_diag *d = diag_add(run->diags, FG_RULE_FRONT_MATTER_UNSUPPORTED,
		(struct fg_place){src->file, 1, 4},
		"front matter in the language “%.*s” is not read",
		STR_ARG(str_trim(str_slice(first, 3, first.len))));
	diag_hint(run->diags, d,
		"write it as YAML, between lines of ---, as TOML, between lines of +++, "
		"or as JSON, below ---json");
	return false;
}

/* What may have been meant for front matter; NULL: nothing. */
static const char *near_miss(struct str text, struct str first)
{
	if (str_starts(text, "{"))
		return "JSON front matter begins with a line of exactly { and ends with "
		       "one of exactly }";
	if (is_near_fence(first, "---") || is_near_fence(first, "+++"))
		return "open it with exactly three of its signs: --- or +++";
	text = str_trim(text);
	if (str_starts(text, "---") || str_starts(text, "+++"))
		return "the front matter must begin in the first column of the first "
		       "line";
	return NULL;
}

static void warn_none(struct fg_run *run, const struct source *src, struct str first)
{
	bool empty = str_trim(src->text).len == 0;
	struct fg_diag *d = diag_add(run->diags, FG_RULE_FILE_NO_FRONT_MATTER,
		(struct fg_place){src->file, empty ? 0 : 1, empty ? 0 : 1},
		empty ? "the file is empty; it is left out"
		      : "the file does not begin with front matter; it is left out");
	const char *hint = near_miss(src->text, first);
	if (hint)
		diag_hint(run->diags, d, "%s", hint);
}

static void take_headers(const struct source *src, struct front_matter *fm)
{
	size_t len = header_lines_len(src->text);
	if (len == 0)
		return;
	fm->kind = FRONT_HEADERS;
	fm->in = (struct passage){
		.file = src->file, .text = str_slice(src->text, 0, len), .line = 1};
	fm->body_at = len;
	fm->body_line = text_point(src->text, len).line;
}

static bool check_size(struct fg_run *run, const struct front_matter *fm)
{
	if (fm->in.text.len <= FG_FRONT_MATTER_MAX)
		return true;
	diag_add(run->diags, FG_RULE_FRONT_MATTER_LIMIT,
		(struct fg_place){fm->in.file, 1, 1},
		"the front matter has %zu bytes; at most %d are read", fm->in.text.len,
		FG_FRONT_MATTER_MAX);
	return false;
}

/* The first lines that open front matter, and what closes it. */
static const struct fence {
	const char *opens, *closes;
	enum front_kind kind;
} fences[] = {
	{"---", "---", FRONT_YAML},
	{"---yaml", "---", FRONT_YAML},
	{"---json", "---", FRONT_JSON},
	{"---toml", "---", FRONT_TOML},
	{"+++", "+++", FRONT_TOML},
};

static const struct fence *fence_of(struct str first)
{
	for (size_t i = 0; i < sizeof fences / sizeof *fences; i++) {
		if (is_fence(first, fences[i].opens))
			return &fences[i];
	}
	return NULL;
}

bool front_matter_split(
	struct fg_run *run, const struct source *src, struct front_matter *fm)
{
	struct str rest = src->text, first = {"", 0};
	*fm = (struct front_matter){.kind = FRONT_NONE};
	str_line(&rest, &first);
	const struct fence *fence = fence_of(first);
	if (front_matter_is_whole(src->file)) {
		front_matter_whole(src, fm);
	} else if (fence) {
		fm->kind = fence->kind;
		if (!find_end(run, src, fence->closes, fm))
			return false;
	} else if (is_fence(first, "{")) {
		fm->kind = FRONT_JSON;
		if (!find_brace(run, src, fm))
			return false;
	} else if (names_language(first)) {
		return fail_language(run, src, first);
	} else {
		take_headers(src, fm);
		if (fm->kind == FRONT_NONE)
			warn_none(run, src, first);
	}
	return check_size(run, fm);
}

/* ---- reading ---- */

/* What libyaml takes for a line end, or not at all, and nobody sees: DEL and C1 controls
   with NEL, LS, PS, and a byte order mark in the middle. */
static bool is_refused(uint32_t cp)
{
	return (cp >= 0x7f && cp <= 0x9f) || cp == 0x2028 || cp == 0x2029 || cp == 0xfeff;
}

static bool check_characters(struct fg_run *run, const struct passage *in)
{
	uint32_t cp;
	for (size_t i = 0; i < in->text.len;) {
		unsigned char c = (unsigned char)in->text.data[i];
		if (c < 0x7f) {
			i++;
			continue;
		}
		size_t n = utf8_decode(in->text.data + i, in->text.len - i, &cp);
		if (is_refused(cp)) {
			diag_add(run->diags, FG_RULE_FRONT_MATTER_CHARACTER,
				point_place(in->file, passage_point(in, i)),
				"the invisible character U+%04X", (unsigned)cp);
			return false;
		}
		i += n;
	}
	return true;
}

struct node *front_matter_read(
	struct fg_run *run, struct arena *scratch, const struct front_matter *fm)
{
	struct passage in = fm->in;
	if (!check_characters(run, &in))
		return NULL;
	switch (fm->kind) {
	case FRONT_JSON:
		return json_pairs_join(run, scratch, &in) ? yaml_read(run, scratch, &in)
							  : NULL;
	case FRONT_YAML:
		return yaml_read(run, scratch, &in);
	case FRONT_TOML:
		return toml_read(run, scratch, &in);
	case FRONT_HEADERS:
		return header_lines_read(run, scratch, &in);
	case FRONT_NONE:
		break;
	}
	return NULL;
}

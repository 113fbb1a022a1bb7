/* SPDX-License-Identifier: ISC */
#include "read/yaml.h"

#include <string.h>
#include <yaml.h>
#include "base/diag.h"
#include "base/utf8.h"
#include "model/rule.h"
#include "read/yaml_fault.h"

/* A container that is being filled, and the name that waits for its value. */
struct frame {
	struct node *node;
	bool flow; /* written with [ ] or { } */
	const char *key;
	struct point key_at;
};

struct reader {
	struct fg_run *run;
	struct arena *scratch;
	const struct passage *in;
	struct node *root;
	struct frame stack[NODE_DEPTH_MAX];
	size_t depth, events, documents;
	struct str ahead; /* the text from the beginning of ahead_line on */
	unsigned ahead_line;
	bool failed;
};

static struct point point_of(const struct reader *r, const yaml_mark_t *mark)
{
	return (struct point){
		(unsigned)mark->line + r->in->line, (unsigned)mark->column + 1};
}

static struct fg_diag *fail(struct reader *r, int rule, struct point at, const char *text)
{
	r->failed = true;
	return diag_add(r->run->diags, rule, point_place(r->in->file, at), "%s", text);
}

static void fail_unsupported(
	struct reader *r, struct point at, const char *what, const char *hint)
{
	struct fg_diag *d = fail(r, FG_RULE_FRONT_MATTER_UNSUPPORTED, at, what);
	diag_hint(r->run->diags, d, "%s", hint);
}

/* ---- the tree ---- */

static struct frame *top(struct reader *r)
{
	return r->depth ? &r->stack[r->depth - 1] : NULL;
}

/* Puts a value where it belongs: the root, the next of a list, under the waiting name. */
static void place_node(struct reader *r, struct node *n)
{
	struct frame *f = top(r);
	if (!f) {
		r->root = n;
		return;
	}
	n->key = f->key;
	n->key_at = f->key_at;
	node_append(f->node, n);
	f->key = NULL;
}

static void take_key(struct reader *r, const char *key, struct point at, bool plain)
{
	struct frame *f = top(r);
	const struct node *twin = node_get(f->node, key);
	if (twin) {
		struct fg_diag *d = diag_add(r->run->diags,
			FG_RULE_FRONT_MATTER_DUPLICATE_KEY, point_place(r->in->file, at),
			"“%s” is given twice (lines %u and %u)", key, twin->key_at.line,
			at.line);
		d->related = point_place(r->in->file, twin->key_at);
		r->failed = true;
	} else if (plain && strcmp(key, "<<") == 0) {
		fail_unsupported(r, at, "merge keys (<<) are not supported here",
			"write the values out");
	} else if (key[0] == '\0') {
		fail(r, FG_RULE_FRONT_MATTER_SYNTAX, at,
			"there is no name before the colon");
	}
	f->key = key;
	f->key_at = at;
}

/* Anchors and tags are refused wherever they stand. */
static bool check_properties(struct reader *r, struct point at, const yaml_char_t *anchor,
	const yaml_char_t *tag)
{
	if (anchor)
		fail_unsupported(r, at, "anchors (&name) are not supported here",
			"if this is text, put it in quotes");
	else if (tag)
		fail_unsupported(r, at, "tags (!name) are not supported here",
			"if this is text, put it in quotes");
	return !r->failed;
}

/* An escape like "\0" or "\x01" makes characters that were not in the source. */
static bool check_scalar(struct reader *r, struct str text, struct point at)
{
	size_t clean = utf8_clean_len(text);
	uint32_t cp = 0;
	if (clean == text.len)
		return true;
	utf8_decode(text.data + clean, text.len - clean, &cp);
	r->failed = true;
	diag_add(r->run->diags, FG_RULE_FRONT_MATTER_CHARACTER,
		point_place(r->in->file, at),
		"an escape in this value makes the character U+%04X, which cannot be in "
		"a feed",
		(unsigned)cp);
	return false;
}

static bool wants_key(struct reader *r)
{
	const struct frame *f = top(r);
	return f && f->node->kind == NODE_MAP && !f->key;
}

/* What follows a mark on its line. Marks come in order, so that the text is walked
   through only once; in a flow list there would be many on one line. */
static struct str rest_of_line(struct reader *r, struct point at)
{
	struct str line = {0};
	while (r->ahead_line < at.line && str_line(&r->ahead, &line))
		r->ahead_line++;
	struct str rest = r->ahead;
	str_line(&rest, &line);
	size_t i = 0;
	for (unsigned column = 1; column < at.column && i < line.len; column++) {
		uint32_t cp;
		i += utf8_decode(line.data + i, line.len - i, &cp);
	}
	return str_slice(line, i, line.len);
}

/* Does a comment look as if it were text? Where it stands in place of a value, it may be a
   value that was put aside; a number is none: "title: #5 with Ann". */
static bool is_like_text(struct str comment, bool alone)
{
	if (comment.len < 2 || comment.data[0] != '#')
		return false;
	return alone ? ascii_is_digit(comment.data[1]) : ascii_is_alnum(comment.data[1]);
}

/* "Interview #5" without quotes is "Interview": YAML takes the rest for a comment. */
static void warn_comment(struct reader *r, const yaml_mark_t *end, const char *value)
{
	if (r->depth && top(r)->flow)
		return;
	struct point at = point_of(r, end);
	struct str rest = rest_of_line(r, at);
	struct str comment = str_trim(rest);
	if (!is_like_text(comment, value[0] == '\0'))
		return;
	at.column += (unsigned)(comment.data - rest.data);
	diag_add(r->run->diags, FG_RULE_FRONT_MATTER_COMMENT,
		point_place(r->in->file, at),
		"“%.*s” is a comment: the value is %s“%.*s”", shown_len(comment),
		comment.data, value[0] ? "only " : "", shown_len(str_of(value)), value);
}

static void on_scalar(struct reader *r, const yaml_event_t *e)
{
	struct point at = point_of(r, &e->start_mark);
	struct str text = {(const char *)e->data.scalar.value, e->data.scalar.length};
	bool plain = e->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
	if (!check_properties(r, at, e->data.scalar.anchor, e->data.scalar.tag) ||
		!check_scalar(r, text, at))
		return;
	char *copy = arena_strndup(r->scratch, text.data, text.len);
	/* An escaped carriage return is a line end, as in the source itself. */
	for (char *c = copy; (c = strchr(c, '\r'));)
		*c = '\n';
	if (wants_key(r)) {
		take_key(r, copy, at, plain);
		return;
	}
	struct node *n = node_new(r->scratch, NODE_SCALAR, at);
	n->text = copy;
	n->plain = plain;
	place_node(r, n);
	if (plain)
		warn_comment(r, &e->end_mark, copy);
}

static void on_open(struct reader *r, enum node_kind kind, struct point at, bool flow)
{
	if (wants_key(r)) {
		yaml_fault_key(r->run, r->in, at);
		r->failed = true;
		return;
	}
	if (r->depth == NODE_DEPTH_MAX) {
		fail(r, FG_RULE_FRONT_MATTER_LIMIT, at,
			"maps and lists are more than 16 deep inside each other");
		return;
	}
	struct node *n = node_new(r->scratch, kind, at);
	place_node(r, n);
	r->stack[r->depth++] = (struct frame){.node = n, .flow = flow};
}

static void on_list(struct reader *r, const yaml_event_t *e, struct point at)
{
	if (check_properties(
		    r, at, e->data.sequence_start.anchor, e->data.sequence_start.tag))
		on_open(r, NODE_LIST, at,
			e->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE);
}

static void on_map(struct reader *r, const yaml_event_t *e, struct point at)
{
	if (check_properties(
		    r, at, e->data.mapping_start.anchor, e->data.mapping_start.tag))
		on_open(r, NODE_MAP, at,
			e->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE);
}

static void on_document(struct reader *r, const yaml_event_t *e)
{
	struct point at = point_of(r, &e->start_mark);
	if (r->documents++ > 0)
		fail_unsupported(r, at, "a second document begins here",
			"keep one document a file");
	else if (e->data.document_start.tag_directives.start !=
		 e->data.document_start.tag_directives.end)
		fail_unsupported(r, at, "tags (%TAG) are not supported here",
			"remove the %TAG line");
}

static void on_event(struct reader *r, const yaml_event_t *e)
{
	struct point at = point_of(r, &e->start_mark);
	switch (e->type) {
	case YAML_DOCUMENT_START_EVENT:
		on_document(r, e);
		break;
	case YAML_ALIAS_EVENT:
		fail_unsupported(r, at, "aliases (*name) are not supported here",
			"if this is text, put it in quotes");
		break;
	case YAML_SCALAR_EVENT:
		on_scalar(r, e);
		break;
	case YAML_SEQUENCE_START_EVENT:
		on_list(r, e, at);
		break;
	case YAML_MAPPING_START_EVENT:
		on_map(r, e, at);
		break;
	case YAML_SEQUENCE_END_EVENT:
	case YAML_MAPPING_END_EVENT:
		r->depth--;
		break;
	default:
		break;
	}
	size_t most = r->in->events_max;
	if (r->failed || ++r->events <= (most ? most : NODE_COUNT_MAX))
		return;
	fail(r, FG_RULE_FRONT_MATTER_LIMIT, at,
		most ? arena_printf(r->scratch, "more than %zu names and values", most)
		     : "more than 20,000 names and values");
}

/* ---- libyaml ---- */

static void tell_fault(struct reader *r, const yaml_parser_t *parser)
{
	if (parser->error == YAML_MEMORY_ERROR)
		r->scratch->exhausted();
	yaml_fault_tell(r->run, r->in,
		&(struct yaml_fault){
			.problem = parser->problem,
			.context = parser->context,
			.at = point_of(r, &parser->problem_mark),
			.context_at = point_of(r, &parser->context_mark),
		});
	r->failed = true;
}

static void parse(struct reader *r, yaml_parser_t *parser)
{
	yaml_event_type_t type = YAML_NO_EVENT;
	while (!r->failed && type != YAML_STREAM_END_EVENT) {
		yaml_event_t event;
		if (!yaml_parser_parse(parser, &event)) {
			tell_fault(r, parser);
			return;
		}
		type = event.type;
		on_event(r, &event);
		yaml_event_delete(&event);
	}
}

static struct node *top_map(struct reader *r)
{
	struct point at = {r->in->line, 1};
	if (!r->root || (r->root->kind == NODE_SCALAR && node_is_empty(r->root)))
		return node_new(r->scratch, NODE_MAP, at);
	if (r->root->kind == NODE_MAP)
		return r->root;
	yaml_fault_top(r->run, r->in, r->root);
	return NULL;
}

struct node *yaml_read(
	struct fg_run *run, struct arena *scratch, const struct passage *in)
{
	struct reader r = {.run = run,
		.scratch = scratch,
		.in = in,
		.ahead = in->text,
		.ahead_line = in->line};
	yaml_parser_t parser;
	if (!yaml_parser_initialize(&parser))
		scratch->exhausted();
	yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(
		&parser, (const unsigned char *)in->text.data, in->text.len);
	parse(&r, &parser);
	yaml_parser_delete(&parser);
	return r.failed ? NULL : top_map(&r);
}

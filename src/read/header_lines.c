/* SPDX-License-Identifier: ISC */
#include "read/header_lines.h"

#include <string.h>
#include "base/diag.h"
#include "base/sbuf.h"
#include "base/utf8.h"
#include "model/rule.h"

/* Takes "Name: value" apart; a name is letters, digits, - and _. */
static bool split_line(struct str line, struct str *name, struct str *value)
{
	size_t n = 0;
	while (n < line.len && (ascii_is_alnum(line.data[n]) || line.data[n] == '_' ||
				       line.data[n] == '-'))
		n++;
	if (n == 0 || n == line.len || line.data[n] != ':')
		return false;
	if (n + 1 < line.len && !ascii_is_space(line.data[n + 1]))
		return false;
	*name = str_slice(line, 0, n);
	*value = str_trim(str_slice(line, n + 1, line.len));
	return true;
}

/* Four spaces or a tab carry on (Python-Markdown's meta-data extension). */
static bool is_continuation(struct str line)
{
	return (str_starts(line, "    ") || str_starts(line, "\t")) && str_trim(line).len;
}

static bool is_telling(struct str name)
{
	return str_case_is(name, "title") || str_case_is(name, "date");
}

size_t header_lines_len(struct str text)
{
	struct str rest = text, line, name, value;
	bool telling = false;
	size_t len = 0;
	while (str_line(&rest, &line)) {
		if (split_line(line, &name, &value))
			telling = telling || is_telling(name);
		else if (len == 0 || !is_continuation(line))
			break;
		len = text.len - rest.len;
	}
	return telling ? len : 0;
}

static struct node *add_line(struct fg_run *run, struct node *top, struct str name,
	const struct passage *in, unsigned line)
{
	struct arena *a = top->members.arena;
	struct point at = {line, 1};
	const char *key = arena_strndup(a, name.data, name.len);
	const struct node *twin = node_get(top, key);
	if (twin) {
		struct fg_diag *d = diag_add(run->diags,
			FG_RULE_FRONT_MATTER_DUPLICATE_KEY, point_place(in->file, at),
			"“%s” is given twice (lines %u and %u)", key, twin->key_at.line,
			line);
		d->related = point_place(in->file, twin->key_at);
		return NULL;
	}
	struct node *n = node_new(a, NODE_SCALAR, at);
	n->key = key;
	n->key_at = at;
	node_append(top, n);
	return n;
}

/* value and the lines that carry it on, which are taken off *rest. */
static const char *whole_value(
	struct arena *a, struct str value, struct str *rest, unsigned *number)
{
	struct sbuf text;
	struct str line, after = *rest;
	sbuf_init(&text, value.len + rest->len);
	sbuf_slice(&text, value);
	while (str_line(&after, &line) && is_continuation(line)) {
		sbuf_str(&text, text.len ? " " : "");
		sbuf_slice(&text, str_trim(line));
		*rest = after;
		++*number;
	}
	const char *copy = arena_strndup(a, text.data, text.len);
	if (text.failed)
		a->exhausted();
	sbuf_release(&text);
	return copy;
}

struct node *header_lines_read(
	struct fg_run *run, struct arena *scratch, const struct passage *in)
{
	struct node *top = node_new(scratch, NODE_MAP, (struct point){in->line, 1});
	struct str rest = in->text, line, name, value;
	for (unsigned number = in->line; str_line(&rest, &line); number++) {
		if (!split_line(line, &name, &value))
			continue;
		struct node *n = add_line(run, top, name, in, number);
		if (!n)
			return NULL;
		n->at.column += (unsigned)utf8_count(
			(struct str){line.data, (size_t)(value.data - line.data)});
		n->text = whole_value(scratch, value, &rest, &number);
	}
	return top;
}

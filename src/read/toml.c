/* SPDX-License-Identifier: ISC */
#include "read/toml.h"

#include <string.h>
#include "base/diag.h"
#include "model/rule.h"
#include "read/toml_scan.h"

static struct node *read_value(struct toml *t, int depth);

static void fail_limit(struct toml *t, struct point at, const char *message)
{
	if (!t->failed)
		diag_add(t->run->diags, FG_RULE_FRONT_MATTER_LIMIT,
			point_place(t->in->file, at), "%s", message);
	t->failed = true;
}

static struct node *new_node(struct toml *t, enum node_kind kind, struct point at)
{
	if (++t->nodes > NODE_COUNT_MAX)
		fail_limit(t, at, "more than 20,000 names and values");
	return node_new(t->scratch, kind, at);
}

static void fail_twice(
	struct toml *t, const char *key, struct point at, const struct node *twin)
{
	if (t->failed)
		return;
	t->failed = true;
	struct fg_diag *d = diag_add(t->run->diags, FG_RULE_FRONT_MATTER_DUPLICATE_KEY,
		point_place(t->in->file, at), "“%s” is given twice (lines %u and %u)",
		key, twin->key_at.line, at.line);
	d->related = point_place(t->in->file, twin->key_at);
}

/* ---- names ---- */

struct part {
	const char *key;
	struct point at;
};
/* A dotted name. */
struct path {
	struct part parts[NODE_DEPTH_MAX];
	size_t len;
};

static const char *read_key(struct toml *t)
{
	char c = toml_peek(t);
	return c == '"' || c == '\'' ? toml_string(t, false) : toml_bare_key(t);
}

static void read_path(struct toml *t, struct path *path)
{
	path->len = 0;
	do {
		toml_blanks(t);
		struct point at = toml_point(t);
		if (path->len == NODE_DEPTH_MAX) {
			fail_limit(t, at, "a name of more than 16 parts");
			return;
		}
		path->parts[path->len++] = (struct part){read_key(t), at};
		toml_blanks(t);
	} while (toml_take(t, '.'));
}

/* ---- tables ---- */

static struct node *add_member(
	struct toml *t, struct node *table, const struct part *part, struct node *n)
{
	n->key = part->key;
	n->key_at = part->at;
	if (!t->failed)
		node_append(table, n);
	return n;
}

/* The table called part inside table, made if it is not there. Of an array of tables it
   is the last one. */
static struct node *enter(struct toml *t, struct node *table, const struct part *part)
{
	struct node *n = node_get(table, part->key);
	if (!n)
		return add_member(t, table, part, new_node(t, NODE_MAP, part->at));
	if (n->kind == NODE_LIST && !n->closed)
		return n->last;
	if (n->kind != NODE_MAP || n->closed)
		fail_twice(t, part->key, part->at, n);
	return n;
}

/* All but the last part of a path, entered one after the other. */
static struct node *enter_path(
	struct toml *t, struct node *table, const struct path *path)
{
	for (size_t i = 0; i + 1 < path->len && !t->failed; i++)
		table = enter(t, table, &path->parts[i]);
	return table;
}

static void read_member(struct toml *t, struct node *table, int depth)
{
	struct path path;
	read_path(t, &path);
	if (!toml_take(t, '=')) {
		toml_fail(t, toml_point(t), "there is no = after the name",
			"write name = value; put +++ above the line if the text of the "
			"episode "
			"begins here");
		return;
	}
	table = enter_path(t, table, &path);
	toml_blanks(t);
	struct node *value = read_value(t, depth + (int)path.len);
	if (t->failed)
		return;
	const struct part *last = &path.parts[path.len - 1];
	const struct node *twin = node_get(table, last->key);
	if (twin)
		fail_twice(t, last->key, last->at, twin);
	add_member(t, table, last, value);
}

/* [name]: what follows are the members of this table. */
static struct node *open_table(struct toml *t, struct node *root, const struct path *path)
{
	const struct part *last = &path->parts[path->len - 1];
	struct node *parent = enter_path(t, root, path);
	if (t->failed)
		return root;
	struct node *table = node_get(parent, last->key);
	if (!table)
		table = add_member(t, parent, last, new_node(t, NODE_MAP, last->at));
	else if (table->kind != NODE_MAP || table->closed || table->headed)
		fail_twice(t, last->key, last->at, table);
	table->headed = true;
	return table;
}

/* [[name]]: what follows are the members of a new last table of this list. */
static struct node *open_element(
	struct toml *t, struct node *root, const struct path *path)
{
	const struct part *last = &path->parts[path->len - 1];
	struct node *parent = enter_path(t, root, path);
	if (t->failed)
		return root;
	struct node *list = node_get(parent, last->key);
	if (!list)
		list = add_member(t, parent, last, new_node(t, NODE_LIST, last->at));
	else if (list->kind != NODE_LIST || list->closed)
		fail_twice(t, last->key, last->at, list);
	struct node *table = new_node(t, NODE_MAP, last->at);
	table->headed = true;
	if (!t->failed)
		node_append(list, table);
	return table;
}

static struct node *read_header(struct toml *t, struct node *root)
{
	struct path path;
	struct point at = toml_point(t);
	bool element = toml_at(t, "[[");
	toml_skip(t, element ? 2 : 1);
	read_path(t, &path);
	if (!toml_at(t, element ? "]]" : "]"))
		toml_fail(t, at, "the table's name is not closed on its line",
			"close it as it was opened, with ] or ]]");
	toml_skip(t, element ? 2 : 1);
	toml_line_end(t);
	if (t->failed)
		return root;
	return element ? open_element(t, root, &path) : open_table(t, root, &path);
}

/* ---- values ---- */

static void read_items(struct toml *t, struct node *list, int depth)
{
	for (;;) {
		toml_space(t);
		if (toml_take(t, ']') || t->failed)
			return;
		struct node *item = read_value(t, depth + 1);
		if (t->failed)
			return;
		node_append(list, item);
		toml_space(t);
		if (!toml_take(t, ',') && toml_peek(t) != ']')
			toml_fail(t, list->at, "the list that [ opens here is not closed",
				"close it with ], and put commas between the values");
	}
}

static void read_inline_members(struct toml *t, struct node *table, int depth)
{
	toml_blanks(t);
	if (toml_take(t, '}'))
		return;
	do {
		read_member(t, table, depth);
		toml_blanks(t);
	} while (toml_take(t, ','));
	if (!toml_take(t, '}'))
		toml_fail(t, table->at,
			"the table that { opens here is not closed on its line",
			"close it with }, and put commas between its members");
}

static void close_all(struct node *n)
{
	n->closed = true;
	for (struct node *m = n->first; m; m = m->next)
		close_all(m);
}

static struct node *read_container(struct toml *t, int depth, struct point at)
{
	bool list = toml_peek(t) == '[';
	struct node *n = new_node(t, list ? NODE_LIST : NODE_MAP, at);
	toml_skip(t, 1);
	if (depth > NODE_DEPTH_MAX)
		fail_limit(t, at,
			"lists and tables are more than 16 deep inside each other");
	else if (list)
		read_items(t, n, depth);
	else
		read_inline_members(t, n, depth);
	close_all(n);
	return n;
}

static struct node *read_value(struct toml *t, int depth)
{
	struct point at = toml_point(t);
	char c = toml_peek(t);
	if (c == '[' || c == '{')
		return read_container(t, depth, at);
	struct node *n = new_node(t, NODE_SCALAR, at);
	n->plain = c != '"' && c != '\'';
	n->text = n->plain ? toml_bare_value(t) : toml_string(t, true);
	return n;
}

struct node *toml_read(
	struct fg_run *run, struct arena *scratch, const struct passage *in)
{
	struct toml t = {
		.run = run, .scratch = scratch, .in = in, .line = in->line, .column = 1};
	struct node *root = new_node(&t, NODE_MAP, toml_point(&t));
	struct node *table = root;
	for (toml_space(&t); toml_peek(&t); toml_space(&t)) {
		if (toml_peek(&t) == '[') {
			table = read_header(&t, root);
			continue;
		}
		read_member(&t, table, 1);
		toml_line_end(&t);
	}
	return t.failed ? NULL : root;
}

/* SPDX-License-Identifier: ISC */
#include "read/gather.h"

#include <string.h>
#include "base/diag.h"
#include "base/duration.h"
#include "base/vec.h"
#include "model/check.h"
#include "model/rule.h"

const char *gather_last_part(const char *name)
{
	const char *dot = strrchr(name, '.');
	return dot ? dot + 1 : name;
}

/* ---- collecting ---- */

/* Before all of higher rank, behind those of the same. */
static void insert(struct gather *g, struct found found)
{
	struct found **link = &g->of[found.how->field];
	while (*link && (*link)->how->rank <= found.how->rank)
		link = &(*link)->next;
	struct found *f = arena_new(g->scratch, struct found);
	*f = found;
	f->next = *link;
	*link = f;
}

/* Takes n for what its name means. False if that is nothing. */
static bool consider(struct gather *g, const struct node *n, const struct name *name)
{
	bool fits = false;
	for (const struct meaning *m = name->meanings; m; m = m->next) {
		bool empty = node_is_empty(n);
		if (!empty && !shape_fits(m->shape, n))
			continue;
		fits = true;
		if (!g->named[m->field])
			g->named[m->field] = n;
		if (!empty)
			insert(g, (struct found){n, name->text, m, NULL});
	}
	return fits;
}

/* Goes through a map, whose name is prefix (NULL: the top). Returns how many of its
   members have a meaning. */
static size_t walk(struct gather *g, const struct node *map, const char *prefix)
{
	size_t known = 0;
	for (const struct node *n = map->first; n; n = n->next) {
		const char *path =
			prefix ? arena_printf(g->scratch, "%s.%s", prefix, n->key)
			       : n->key;
		const struct name *name = names_find(g->names, path);
		if (n->kind == NODE_MAP && name->folder && walk(g, n, path) > 0)
			known++;
		else if (name->meanings)
			known += consider(g, n, name);
		else if (!name->folder)
			*vec_push(g->scratch, &g->strangers) = (struct stranger){n, name};
	}
	return known;
}

void gather_tree(struct gather *g, const struct node *top, size_t fields)
{
	g->of = arena_array(g->scratch, fields, sizeof *g->of);
	g->named = arena_array(g->scratch, fields, sizeof *g->named);
	walk(g, top, NULL);
}

void gather_place_empty(const struct gather *g, struct fg_pos *at, size_t fields)
{
	for (size_t f = 0; f < fields; f++) {
		if (g->of[f] || !g->named[f])
			continue;
		at[f] = node_pos(g->named[f]);
		at[f].origin = FG_ABSENT;
	}
}

/* ---- conflicts ---- */

static bool same_map(const char *a, const char *b)
{
	size_t n = (size_t)(gather_last_part(a) - a);
	return n > 0 && n == (size_t)(gather_last_part(b) - b) && strncmp(a, b, n) == 0;
}

static bool same_number(struct str a, struct str b)
{
	char x[DECIMAL_SIZE], y[DECIMAL_SIZE];
	return check_decimal(a, x) && check_decimal(b, y) && strcmp(x, y) == 0;
}

static bool same_time(struct str a, struct str b)
{
	int64_t x, y;
	return duration_parse(a, &x) && duration_parse(b, &y) && x == y;
}

static bool same_boolean(struct str a, struct str b)
{
	bool x, y, usual;
	return check_boolean(a, &x, &usual) && check_boolean(b, &y, &usual) && x == y;
}

static bool same_value(enum field_kind kind, const struct node *a, const struct node *b)
{
	struct str x = str_trim(str_of(node_text(a))), y = str_trim(str_of(node_text(b)));
	if (a->kind != NODE_SCALAR || b->kind != NODE_SCALAR)
		return false;
	switch (kind) {
	case KIND_DECIMAL:
	case KIND_INTEGER:
	case KIND_BYTES:
		return str_eq(x, y) || same_number(x, y);
	case KIND_DURATION:
		return str_eq(x, y) || same_time(x, y);
	case KIND_BOOLEAN:
		return same_boolean(x, y);
	default:
		return str_eq(x, y);
	}
}

void gather_warn_conflict(
	const struct gather *g, enum field_kind kind, const struct found *best)
{
	for (const struct found *f = best->next; f; f = f->next) {
		if (f->how->shape == SHAPE_ELSE || same_map(f->name, best->name) ||
			same_value(kind, f->node, best->node))
			continue;
		struct fg_diag *d = diag_add(g->run->diags, FG_RULE_FIELD_CONFLICT,
			point_place(g->file, f->node->key_at),
			"“%s” and “%s” (line %u) mean the same and differ: “%s” counts",
			f->name, best->name, best->node->key_at.line, best->name);
		d->related = point_place(g->file, best->node->key_at);
	}
}

/* SPDX-License-Identifier: ISC */
/* Where the judge stands: what hooks ask of the innermost element. */
#include "validate/judge.h"

#include <string.h>

const char *judge_name(struct judge *j, const struct node *n)
{
	if (!*n->prefix)
		return n->name;
	return arena_printf(&j->scratch, "%s:%s", n->prefix, n->name);
}

const char *judge_attribute(const struct judge *j, const char *name)
{
	const struct xmlread_element *e = j->element;
	for (size_t i = 0; e && i < e->attribute_count; i++) {
		if (!e->attributes[i].uri && strcmp(e->attributes[i].name, name) == 0)
			return e->attributes[i].value;
	}
	return NULL;
}

static bool parent_is(const struct judge *j, enum row_id row, enum row_id other)
{
	const struct node *parent = judge_parent(j);
	return parent && (parent->row == (int)row || parent->row == (int)other);
}

bool judge_in_head(const struct judge *j)
{
	return parent_is(j, ROW_CHANNEL, ROW_FEED);
}

bool judge_in_item(const struct judge *j)
{
	return parent_is(j, ROW_ITEM, ROW_ENTRY);
}

void judge_keep(struct judge *j, enum item_fact fact, const char *text)
{
	const struct node *n = judge_node(j);
	if (judge_in_item(j))
		items_keep(&j->items, fact, text, judge_name(j, n), n->at);
}

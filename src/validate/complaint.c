/* SPDX-License-Identifier: ISC */
#include "validate/complaint.h"

#include <string.h>
#include "base/str.h"
#include "base/utf8.h"

static xmlNodePtr child_within(xmlNodePtr within, xmlNodePtr node)
{
	while (node && node->parent != within)
		node = node->parent;
	return node;
}

void complaint_note(struct complaint *c, const xmlError *e)
{
	if (e->level < XML_ERR_ERROR)
		return;
	if (c->within && !c->child && e->node)
		c->child = child_within(c->within, e->node);
	if (c->made)
		return;
	c->made = true;
	c->line = e->line;
	c->column = e->int2;
	struct str message = str_trim(str_of(e->message ? e->message : ""));
	message.len = utf8_cut(message, sizeof c->message - 1);
	memcpy(c->message, message.data, message.len);
	c->message[message.len] = '\0';
}

/* SPDX-License-Identifier: ISC */
#include "import/import.h"

#include "base/vec.h"

const char *import_word(struct fg_import *im, const char *text)
{
	char *word = map_get(im->words, text);
	if (!word) {
		word = arena_strdup(im->words->arena, text);
		map_put(im->words, word, word);
	}
	return word;
}

struct import_item *import_add_item(struct fg_import *im, unsigned line, unsigned column)
{
	if (im->items.len == IMPORT_ITEMS_MAX)
		return NULL;
	struct import_item *item = arena_new(im->arena, struct import_item);
	item->elements.line = line;
	item->elements.column = column;
	item->page = im->pages;
	item->file = im->file;
	*vec_push(im->arena, &im->items) = item;
	return item;
}

void import_add(struct fg_import *im, struct tree *parent, struct tree *element)
{
	const char *name = element->prefix ? arena_printf(im->arena, "%s:%s",
						     element->prefix, element->name)
					   : element->name;
	name = import_word(im, name);
	addresses_complete(im, element);
	element->key = element_key(im->arena, name, tree_attribute(element, "rel"));
	tree_append(parent, element);
}

/* SPDX-License-Identifier: ISC */
/* The notes of an item: which of its texts is the body of the file, which the description. */
#include "import/import.h"

/* A body cannot hold every text to the byte: lines of files end in LF. */
static struct str text_of(struct fg_import *im, const struct tree *n)
{
	struct str text = str_of(n ? tree_text(im->arena, n) : "");
	bool fits =
		n && !tree_has_elements(n) && str_find_char(text, '\r', 0) == STR_NONE;
	return fits ? text : (struct str){"", 0};
}

static struct str with_line_end(struct fg_import *im, struct str text)
{
	const char *copy = arena_printf(im->arena, "%.*s\n", STR_ARG(text));
	return (struct str){copy, text.len + 1};
}

void notes_take(struct fg_import *im, struct import_item *item)
{
	struct str description = text_of(im, tree_find(&item->elements, "description"));
	struct str content = text_of(im, tree_find(&item->elements, "content:encoded"));
	struct fg_episode *ep = &item->ep;
	struct str body = content.len ? content : description;
	item->markdown = item->notes = (struct str){"", 0};
	if (body.len == 0)
		return;
	item->notes = with_line_end(im, body);
	description = str_trim(description);
	if (content.len == 0 || description.len == 0 || str_eq(description, content))
		return;
	ep->description = arena_strndup(im->arena, description.data, description.len);
	ep->at[FG_EP_DESCRIPTION] = (struct fg_pos){.origin = FG_WRITTEN};
}

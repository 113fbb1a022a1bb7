/* SPDX-License-Identifier: ISC */
/* Relative addresses of a feed, made whole while what they are relative to is still known:
   the new feed has no xml:base, and may be served from elsewhere. */
#include "import/import.h"

#include "base/url.h"

/* Attributes that hold addresses, in every vocabulary of feeds. */
static void complete_attributes(struct fg_import *im, struct tree *element)
{
	static const char *const names[] = {"href", "url", "src", "img", "uri"};
	struct tree_attribute *all =
		arena_array(im->arena, element->attribute_count, sizeof *all);
	for (size_t i = 0; i < element->attribute_count; i++) {
		all[i] = element->attributes[i];
		if (!all[i].uri && STR_IS_AMONG(all[i].name, names))
			all[i].value =
				url_complete(im->arena, element->base, all[i].value);
	}
	element->attributes = all;
}

/* Elements of RSS and Atom whose text is one. */
static void complete_text(struct fg_import *im, struct tree *element)
{
	static const char *const names[] = {
		"link", "url", "comments", "docs", "uri", "logo", "icon", "new-feed-url"};
	struct tree *text = element->first;
	if (!text || text->name || text->next || !STR_IS_AMONG(element->name, names))
		return;
	text->text = str_of(url_complete(im->arena, element->base, text->text.data));
}

void addresses_complete(struct fg_import *im, struct tree *element)
{
	if (element->base && element->attribute_count)
		complete_attributes(im, element);
	if (element->base)
		complete_text(im, element);
	for (struct tree *n = element->first; n; n = n->next) {
		if (n->name)
			addresses_complete(im, n);
	}
}

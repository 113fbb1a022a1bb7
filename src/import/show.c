/* SPDX-License-Identifier: ISC */
/* The model of a show that was read: what fg_resolve and all behind it take. */
#include "import/import.h"

#include <string.h>
#include "base/fs.h"
#include "base/vec.h"

static void take_item(struct fg_import *im, struct import_item *item)
{
	struct fg_episode *ep = &item->ep;
	for (const struct tree *n = item->elements.first; n; n = n->next)
		fields_take(im, ep, n);
	native_take(im, item);
	if (ep->author && im->show.author && strcmp(ep->author, im->show.author) == 0) {
		ep->author = NULL; /* which it inherits */
		ep->at[FG_EP_AUTHOR].origin = FG_ABSENT;
	}
	notes_take(im, item);
	if (!ep->enclosure.url) {
		*vec_push(im->arena, &ep->omit) = "enclosure";
		ep->at[FG_EP_OMIT] = (struct fg_pos){.origin = FG_WRITTEN};
	}
}

struct fg_show *fg_import_show(struct fg_import *im)
{
	struct fg_show *show = &im->show;
	show->file = fs_join(im->arena, im->dir, "feed.yaml");
	for (const struct tree *n = im->channel.first; n; n = n->next)
		fields_take(im, NULL, n);
	native_take(im, NULL);
	for (size_t i = 0; i < im->items.len; i++)
		take_item(im, im->items.data[i]);
	names_give(im);
	for (size_t i = 0; i < im->items.len; i++)
		*vec_push(im->arena, &show->episodes) = &im->items.data[i]->ep;
	import_tell(im);
	return show;
}

const struct fg_episode *fg_import_item(
	const struct fg_import *im, size_t i, struct fg_body *body)
{
	const struct import_item *item = im->items.data[i];
	struct str text = item->ep.verbatim ? item->notes : item->markdown;
	*body = (struct fg_body){text.data, text.len, 1};
	return &item->ep;
}

size_t fg_import_count(const struct fg_import *im)
{
	return im->items.len;
}

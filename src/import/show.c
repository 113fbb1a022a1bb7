/* SPDX-License-Identifier: ISC */
/* The model of a show that was read: what fg_resolve and all behind it take. */
#include "import/import.h"

#include <string.h>
#include "base/fs.h"
#include "base/vec.h"

/* ---- items of one guid ---- */

static const char *text_of(
	struct fg_import *im, const struct import_item *item, const char *key)
{
	const struct tree *n = tree_find(&item->elements, key);
	const char *url = n ? tree_attribute(n, "url") : NULL;
	return url ? url : n ? tree_text(im->arena, n) : "";
}

static int64_t date_of(struct fg_import *im, const struct import_item *item)
{
	int64_t seconds = 0;
	bool usual;
	return import_date(text_of(im, item, "pubDate"), &seconds, &usual) ? seconds : 0;
}

/* The newest, then by what they say: two that are not the same are told apart in whatever order
   they come, as they may when the new feed is imported. */
static bool goes_before(
	struct fg_import *im, const struct import_item *a, const struct import_item *b)
{
	static const char *const keys[] = {
		"title", "enclosure", "description", "content:encoded"};
	int64_t x = date_of(im, a), y = date_of(im, b);
	int c = (x < y) - (x > y);
	for (size_t i = 0; c == 0 && i < sizeof keys / sizeof *keys; i++)
		c = strcmp(text_of(im, a, keys[i]), text_of(im, b, keys[i]));
	return c < 0;
}

/* Which of several items of one guid is the one that it is of. */
static void choose_owners(struct fg_import *im)
{
	for (size_t i = 0; i < im->items.len; i++) {
		struct import_item *item = im->items.data[i];
		struct str text = str_trim(str_of(text_of(im, item, "guid")));
		const char *id = arena_strndup(im->arena, text.data, text.len);
		struct import_item *owner = *id ? map_get(&im->guids, id) : NULL;
		if (owner && owner != item && goes_before(im, item, owner))
			map_put(&im->guids, id, item);
	}
}

/* ---- all of it ---- */

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
	choose_owners(im);
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

/* SPDX-License-Identifier: ISC */
/* What people should know of a feed that was read: where its show may not be what they want. */
#include "import/import.h"

#include <string.h>
#include "base/diag.h"
#include "model/rule.h"

static struct fg_place place_of(const char *file, const struct tree *n)
{
	return (struct fg_place){file, n->line, n->column};
}

static const char *name_of(const struct import_item *item)
{
	return item->ep.title ? item->ep.title : item->ep.stem;
}

static void tell_moved(struct fg_import *im)
{
	const struct tree *n = tree_find(&im->channel, "itunes:new-feed-url");
	const char *to = im->show.new_feed_url;
	bool here =
		to && ((im->address && strcmp(to, im->address) == 0) ||
			      (im->show.feed_url && strcmp(to, im->show.feed_url) == 0));
	if (n && to && !here)
		diag_add(im->run->diags, FG_RULE_IMPORT_MOVED, place_of(im->file, n),
			"the feed has moved to %s", to);
}

static void tell_future(struct fg_import *im, const struct import_item *item)
{
	bool usual;
	int64_t date;
	const struct tree *n = tree_find(&item->elements, "pubDate");
	if (n && import_date(tree_text(im->arena, n), &date, &usual) &&
		date > im->run->settings->now)
		diag_add(im->run->diags, FG_RULE_IMPORT_DATE_FUTURE,
			place_of(item->file, n),
			"“%s” is published, and has a date to come", name_of(item));
}

static void tell_twin(struct fg_import *im, const struct import_item *item)
{
	const struct tree *n = tree_find(&item->elements, "guid");
	struct str text = str_trim(str_of(n ? tree_text(im->arena, n) : ""));
	const char *id = arena_strndup(im->arena, text.data, text.len);
	const struct import_item *first = *id ? map_get(&im->guids, id) : NULL;
	if (!first || first == item)
		return;
	struct fg_diag *d = diag_add(im->run->diags, FG_RULE_IMPORT_GUID_TWICE,
		place_of(item->file, n), "“%s” has the guid of “%s”", name_of(item),
		name_of(first));
	d->related = place_of(first->file, &first->elements);
}

/* As many items as WordPress puts into its feeds if nobody has told it otherwise: there may be
   more episodes, and the feed has no link to them. */
static void tell_short(struct fg_import *im)
{
	enum { USUAL = 10 };
	const struct tree *n = tree_find(&im->channel, "generator");
	if (!n || im->items.len != USUAL ||
		str_find(str_of(tree_text(im->arena, n)), "wordpress.org", 0) == STR_NONE)
		return;
	struct fg_diag *d = diag_add(im->run->diags, FG_RULE_IMPORT_PAGES,
		place_of(im->file, n),
		"the feed has %d items, as many as WordPress gives if it is not told "
		"otherwise: older episodes may be missing",
		USUAL);
	diag_hint(im->run->diags, d,
		"if there are older ones, raise “Syndication feeds show the most recent” "
		"in WordPress (Settings, Reading; or in the podcast plugin), and import "
		"again");
}

void import_tell(struct fg_import *im)
{
	tell_moved(im);
	tell_short(im);
	for (size_t i = 0; i < im->items.len; i++) {
		tell_future(im, im->items.data[i]);
		tell_twin(im, im->items.data[i]);
	}
}

/* SPDX-License-Identifier: ISC */
/* What Atom and JSON Feed say, a field holds, and RSS has no element for; and the members of
   JSON as they are kept. */
#include "import/import.h"

#include <string.h>
#include "base/jsonread.h"
#include "base/vec.h"
#include "base/when.h"
#include "model/guid.h"

/* ---- members ---- */

/* An author of JSON Feed 1.0 is a list of one in 1.1, which goes before it if both are there. */
static void add_author(struct fg_import *im, struct tree *members, struct tree *n)
{
	const char *text = tree_text(im->arena, n);
	if (tree_find(members, "authors"))
		return;
	n->name = n->key = "authors";
	n->first->text = str_of(arena_printf(im->arena, "[%s]", text));
	tree_append(members, n);
}

/* Of two members of one name the first counts. */
void json_add_member(
	struct fg_import *im, struct tree *members, const struct jsonline *line)
{
	struct tree *n =
		tree_leaf(im->arena, import_word(im, line->name), line->text.data);
	struct tree *twin = tree_find(members, n->name);
	n->key = n->name;
	n->line = line->line;
	n->column = line->column;
	if (strcmp(n->name, "author") == 0)
		add_author(im, members, n);
	else if (!twin)
		tree_append(members, n);
	else if (strcmp(n->name, "authors") == 0)
		twin->first = twin->last = n->first;
}

const char *json_text(struct arena *a, const struct tree *member)
{
	struct jsonread r;
	const char *text = "";
	jsonread_open_text(&r, a, str_of(tree_text(a, member)));
	enum json_event e = jsonread_next(&r);
	if (e == JSON_STRING || e == JSON_NUMBER)
		text = arena_strndup(a, r.text.data, strlen(r.text.data));
	jsonread_close(&r);
	return text;
}

/* ---- fields ---- */

static struct fg_pos place_of(const struct tree *n)
{
	return fg_written_at(n->line, n->column);
}

static const char *text_of(struct fg_import *im, const struct tree *n, bool json)
{
	const char *text = json ? json_text(im->arena, n) : tree_text(im->arena, n);
	struct str s = str_trim(str_of(text));
	return arena_strndup(im->arena, s.data, s.len);
}

static void take_show(struct fg_import *im, enum fg_show_field field, const char **member,
	const struct tree *n)
{
	const char *text = n ? text_of(im, n, im->format == FG_JSON) : "";
	if (!*text)
		return;
	*member = text;
	im->show.at[field] = place_of(n);
}

/* The id that feedgen makes of the show's guid needs no field. */
static bool is_made(const struct fg_show *show)
{
	size_t n = strlen("urn:uuid:");
	return show->guid && str_starts(str_of(show->atom_id), "urn:uuid:") &&
	       strcmp(show->atom_id + n, show->guid) == 0;
}

static void take_atom_feed(struct fg_import *im)
{
	struct fg_show *show = &im->show;
	const struct tree *self = tree_find(&im->native, "atom:link[self]");
	const char *href = self ? tree_attribute(self, "href") : NULL;
	take_show(im, FG_SHOW_ATOM_ID, &show->atom_id, tree_find(&im->native, "atom:id"));
	if (show->atom_id && is_made(show)) {
		show->atom_id = NULL;
		show->at[FG_SHOW_ATOM_ID].origin = FG_ABSENT;
	}
	if (!href || !*href)
		return;
	show->atom_url = href;
	show->at[FG_SHOW_ATOM_URL] = place_of(self);
}

/* An entry of Atom always says when it was changed; what is said already needs no field. */
static void take_updated(struct fg_import *im, struct import_item *item)
{
	bool json = item->format == FG_JSON, usual;
	const struct tree *n =
		tree_find(&item->native, json ? "date_modified" : "atom:updated");
	struct fg_episode *ep = &item->ep;
	int64_t seconds;
	char written[WHEN_TEXT_SIZE];
	if (!n || !import_date(text_of(im, n, json), &seconds, &usual) ||
		(!json && seconds == ep->date))
		return;
	when_rfc3339(seconds, written);
	ep->updated_text = arena_strdup(im->arena, written);
	ep->updated = seconds;
	ep->at[FG_EP_UPDATED] = place_of(n);
}

static void take_summary(struct fg_import *im, struct import_item *item)
{
	const struct tree *n = tree_find(&item->native, "summary");
	const char *text = n ? text_of(im, n, true) : "";
	if (!*text || strpbrk(text, "\r\n\t"))
		return;
	item->ep.subtitle = text;
	item->ep.at[FG_EP_SUBTITLE] = place_of(n);
}

void native_take(struct fg_import *im, struct import_item *item)
{
	if (!item) {
		if (im->format == FG_ATOM)
			take_atom_feed(im);
		if (im->format == FG_JSON)
			take_show(im, FG_SHOW_JSON_URL, &im->show.json_url,
				tree_find(&im->native, "feed_url"));
		return;
	}
	if (item->format != FG_RSS)
		take_updated(im, item);
	if (item->format == FG_JSON)
		take_summary(im, item);
}

/* SPDX-License-Identifier: ISC */
#include "resolve/walk.h"

#include <string.h>
#include "base/hash.h"
#include "base/str.h"

/* The namespace of podcast:guid (Podcasting 2.0, tag guid). */
#define PODCAST_NAMESPACE "ead4c236-bf58-58c6-a2c6-a6b28d128cb6"

enum { DATE_PREFIX = sizeof "2024-03-05-" - 1 };

size_t identity_date_prefix(const char *stem)
{
	static const char shape[] = "dddd-dd-dd-";
	for (size_t i = 0; i < DATE_PREFIX; i++) {
		if (shape[i] == 'd' ? !ascii_is_digit(stem[i]) : stem[i] != '-')
			return 0;
	}
	return stem[DATE_PREFIX] ? DATE_PREFIX : 0;
}

static const char *trimmed(struct arena *a, const char *text)
{
	struct str all = str_of(text), s = str_trim(all);
	if (s.len && s.len == all.len)
		return text;
	return s.len ? arena_strndup(a, s.data, s.len) : NULL;
}

/* What podcast:guid is made of: the address without scheme and trailing slashes. */
static const char *guid_name(struct arena *a, const char *feed_url)
{
	struct str s = str_trim(str_of(feed_url));
	size_t colon = str_find(s, "://", 0);
	if (colon != STR_NONE)
		s = str_slice(s, colon + 3, s.len);
	while (s.len && s.data[s.len - 1] == '/')
		s.len--;
	return arena_strndup(a, s.data, s.len);
}

static const char *uuid_of(struct arena *a, const char *space, const char *name)
{
	char text[UUID_TEXT_SIZE];
	return uuid_v5(space, name, text) ? arena_strdup(a, text) : NULL;
}

void identity_open(struct walk *w)
{
	struct fg_show *show = w->show;
	struct arena *a = w->run->arena;
	if (show->guid)
		show->guid = trimmed(a, show->guid);
	if (show->guid || !show->feed_url)
		return;
	show->guid = uuid_of(a, PODCAST_NAMESPACE, guid_name(a, show->feed_url));
	show->at[FG_SHOW_GUID] = (struct fg_pos){.origin = FG_DERIVED};
}

/* The last segment of a path that is not empty; an empty slice if there is none. */
static struct str last_segment(struct str path)
{
	while (path.len && path.data[path.len - 1] == '/')
		path.len--;
	size_t from = path.len;
	while (from > 0 && path.data[from - 1] != '/')
		from--;
	return str_slice(path, from, path.len);
}

void identity_name(struct walk *w, struct fg_episode *ep)
{
	inherit_field(w, ep, FG_EP_PATH);
	inherit_field(w, ep, FG_EP_SLUG);
	if (ep->slug && *ep->slug)
		return;
	struct str name = last_segment(str_trim(str_of(ep->path ? ep->path : "")));
	if (name.len == 0)
		name = str_of(ep->stem + identity_date_prefix(ep->stem));
	ep->slug = arena_strndup(w->run->arena, name.data, name.len);
	ep->at[FG_EP_SLUG] = (struct fg_pos){.origin = FG_DERIVED};
}

void identity_set(struct walk *w, struct fg_episode *ep)
{
	struct arena *a = w->run->arena;
	inherit_field(w, ep, FG_EP_GUID);
	if (ep->guid)
		ep->guid = trimmed(a, ep->guid);
	if (!ep->guid) {
		ep->guid = w->show->guid ? uuid_of(a, w->show->guid, ep->slug) : NULL;
		ep->at[FG_EP_GUID] =
			(struct fg_pos){.origin = ep->guid ? FG_DERIVED : FG_ABSENT};
	}
	ep->guid_is_permalink = ep->guid && ep->link && strcmp(ep->guid, ep->link) == 0;
}

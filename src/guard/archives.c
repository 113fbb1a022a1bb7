/* SPDX-License-Identifier: ISC */
/* A published feed in several documents (RFC 5005, section 4), whole. */
#include "guard/published.h"

#include <string.h>
#include "base/diag.h"
#include "base/fs.h"
#include "base/map.h"
#include "base/url.h"
#include "base/vec.h"

enum { DOCUMENTS_MAX = 10000 };

struct archives {
	struct arena *arena;
	struct published *feed;
	struct map documents, guids; /* that have been read */
};

/* The file that the address leads to, if it lies beside the feed as its own does; NULL: it
   names none. */
static const char *file_of(struct archives *s, const char *feed, const char *url)
{
	struct str part = url_name(url);
	const char *name = url_decode_part(s->arena, part);
	if (!name || part.len == 0 || strchr(name, '/') || strcmp(name, ".") == 0 ||
		strcmp(name, "..") == 0)
		return NULL;
	return fs_join(s->arena, fs_dirname(s->arena, feed), name);
}

/* A document shares its last episodes with the one that is newer; that has them as they are. */
static void merge(struct archives *s, const struct published *from)
{
	for (size_t i = 0; i < from->len; i++) {
		struct published_item *item = &from->data[i];
		if (item->guid && map_get(&s->guids, item->guid))
			continue;
		if (item->guid)
			map_put(&s->guids, item->guid, s);
		item->line = 0; /* of another file */
		*vec_push(s->arena, s->feed) = *item;
	}
	if (from->newest > s->feed->newest)
		s->feed->newest = from->newest;
}

const char *published_archives(struct arena *a, const char *path, struct published *feed)
{
	struct archives s = {.arena = a, .feed = feed};
	const char *older = feed->older;
	s.documents.arena = s.guids.arena = a;
	for (size_t i = 0; i < feed->len; i++) {
		if (feed->data[i].guid)
			map_put(&s.guids, feed->data[i].guid, &s);
	}
	for (int i = 0; older && i < DOCUMENTS_MAX && feed->len < PUBLISHED_ITEMS_MAX;
		i++) {
		struct published document = {.address = older};
		const char *problem, *file = file_of(&s, path, older);
		unsigned line;
		if (!file || map_get(&s.documents, file))
			return NULL;
		map_put(&s.documents, file, &s);
		if (published_read(a, file, &document, &problem, &line) != PUBLISHED_OK)
			return file;
		merge(&s, &document);
		older = document.older;
	}
	return NULL;
}

bool published_input(
	struct fg_run *run, const struct fg_input *input, struct published *feed)
{
	const char *problem = NULL;
	struct fg_place at = {.file = input->name};
	struct str text = {input->data, input->len};
	*feed = (struct published){.address = input->served ? input->served->url : NULL};
	bool ok = input->data
			  ? published_text(run->arena, text, feed, &problem, &at.line)
			  : published_fd(run->arena, input->fd, feed, &problem, &at.line);
	if (!ok)
		diag_hint(run->diags,
			diag_add(run->diags, FG_RULE_FEED_UNREADABLE, at, "the feed %s",
				problem),
			"look at what is in it, and where that comes from");
	else if (!input->served && strcmp(input->name, "-") != 0)
		published_archives(run->arena, input->name, feed);
	return ok;
}

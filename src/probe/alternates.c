/* SPDX-License-Identifier: ISC */
#include "probe/alternates.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>
#include "base/diag.h"
#include "base/vec.h"
#include "model/check.h"
#include "model/tag.h"
#include "probe/sums.h"

/* The tags of one file. */
struct station {
	struct fg_run *run;
	struct cache *cache;
	const char *file;
};

static struct fg_place place_of(const struct station *s, const struct fg_tag *tag)
{
	return (struct fg_place){s->file, tag->at.line, tag->at.column};
}

static const char *problem_of(enum fs_result result)
{
	switch (result) {
	case FS_NOT_FILE:
		return "it is not a file";
	case FS_CHANGING:
		return "it changes while it is read";
	default:
		return strerror(errno);
	}
}

static bool is_read(struct station *s, const struct fg_tag *tag, const char *file,
	enum fs_result result)
{
	if (result != FS_OK)
		diag_add(s->run->diags, FG_RULE_FILE_UNREADABLE, place_of(s, tag),
			"%s: %s", file, problem_of(result));
	return result == FS_OK;
}

/* What is written stands, and a difference is told as that of an episode's audio. */
static void settle_length(struct station *s, struct fg_tag *tag, int64_t size)
{
	int64_t written;
	const char *text = tag_get(tag, "length");
	if (!text)
		tag_set(tag, "length", arena_printf(s->run->arena, "%" PRId64, size));
	else if (check_integer(str_of(text), &written) && written != size)
		diag_add(s->run->diags, FG_RULE_ENCLOSURE_LENGTH_DIFFERS,
			place_of(s, tag),
			"the length is written as %s bytes, and the file has %" PRId64,
			text, size);
}

/* ---- alternates ---- */

static const char *file_of(const struct fg_tag *alternate)
{
	for (size_t i = 0; i < alternate->children.len; i++) {
		if (alternate->children.data[i].file)
			return alternate->children.data[i].file;
	}
	return NULL;
}

static void add_integrity(struct station *s, struct fg_tag *tag, const char *sri)
{
	struct arena *a = s->run->arena;
	struct fg_tag integrity = tag_new(a, TAG_PODCAST_INTEGRITY, tag->field, tag->at);
	tag_set(&integrity, "type", "sri");
	tag_set(&integrity, "value", arena_strdup(a, sri));
	*vec_push(a, &tag->children) = integrity;
}

static void look_at_alternate(struct station *s, struct fg_tag *tag)
{
	char sri[SRI_TEXT_SIZE];
	struct fs_facts facts;
	const char *file = file_of(tag);
	bool hashed = tag_child(tag, TAG_PODCAST_INTEGRITY) != NULL;
	if (!file || !is_read(s, tag, file,
			     hashed ? fs_stat(file, &facts)
				    : sums_sri(s->run, s->cache, file, sri, &facts)))
		return;
	if (!hashed && !*sri)
		return; /* not the file itself */
	settle_length(s, tag, facts.size);
	if (!hashed)
		add_integrity(s, tag, sri);
}

static void look_at_trailer(struct station *s, struct fg_tag *tag)
{
	struct fs_facts facts;
	if (tag->file && is_read(s, tag, tag->file, fs_stat(tag->file, &facts)))
		settle_length(s, tag, facts.size);
}

static void look(
	struct fg_run *run, struct cache *cache, const char *file, struct fg_tags *tags)
{
	struct station s = {run, cache, file};
	for (size_t i = 0; i < tags->len; i++) {
		if (tags->data[i].id == TAG_PODCAST_ALTERNATE)
			look_at_alternate(&s, &tags->data[i]);
		else if (tags->data[i].id == TAG_PODCAST_TRAILER)
			look_at_trailer(&s, &tags->data[i]);
	}
}

void alternates_look(struct fg_run *run, struct cache *cache, struct fg_show *show)
{
	const struct fg_episodes *all = &show->episodes;
	const volatile sig_atomic_t *stop = run->settings->stop;
	look(run, cache, show->file, &show->tags);
	for (size_t i = 0; i < all->len && !(stop && *stop); i++)
		look(run, cache, all->data[i]->file, &all->data[i]->tags);
}

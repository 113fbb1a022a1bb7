/* SPDX-License-Identifier: ISC */
/* What has changed from one feed to another. See fg_diff in <feedgen/feedgen.h>. */
#include "guard/guard.h"

#include "base/vec.h"
#include "base/when.h"

struct diff {
	struct fg_run *run;
	struct fg_changes *changes;
};

/* What is compared of an episode, in the order in which it is told. */
static const struct {
	const char *name;
	size_t at; /* in struct published_item */
} members[] = {
	{"guid", offsetof(struct published_item, guid)},
	{"title", offsetof(struct published_item, title)},
	{"link", offsetof(struct published_item, link)},
	{"enclosure.url", offsetof(struct published_item, url)},
	{"enclosure.length", offsetof(struct published_item, length)},
	{"enclosure.type", offsetof(struct published_item, type)},
};

static const char *member(const struct published_item *item, size_t at)
{
	return *(const char *const *)(const void *)((const char *)item + at);
}

static bool same(const char *a, const char *b)
{
	return a && b ? str_is(str_of(a), b) : a == b;
}

static const char *date_text(struct diff *d, int64_t date)
{
	char text[WHEN_TEXT_SIZE];
	if (!date)
		return NULL;
	when_rfc3339(date, text);
	return arena_strdup(d->run->arena, text);
}

/* change is one but for what, was and is. */
static void add(struct diff *d, struct fg_change change, const char *what,
	const char *was, const char *is)
{
	if (same(was, is))
		return;
	change.what = what;
	change.was = was;
	change.is = is;
	*vec_push(d->run->arena, d->changes) = change;
}

static void compare_items(
	struct diff *d, const struct published_item *was, const struct published_item *is)
{
	size_t before = d->changes->len;
	struct fg_change change = {.kind = FG_CHANGED,
		.guid = is->guid,
		.title = is->title,
		.was_at = was->line,
		.is_at = is->line};
	for (size_t i = 0; i < sizeof members / sizeof *members; i++)
		add(d, change, members[i].name, member(was, members[i].at),
			member(is, members[i].at));
	add(d, change, "date", date_text(d, was->date), date_text(d, is->date));
	if (d->changes->len > before)
		d->changes->changed++;
	else
		d->changes->same++;
}

static void add_whole(
	struct diff *d, enum fg_change_kind kind, const struct published_item *item)
{
	*vec_push(d->run->arena, d->changes) = (struct fg_change){.kind = kind,
		.guid = item->guid,
		.title = item->title,
		.was_at = kind == FG_REMOVED ? item->line : 0,
		.is_at = kind == FG_ADDED ? item->line : 0};
}

static void compare_all(struct diff *d, const struct published *was,
	const struct published *is, const struct compare_pairs *pairs)
{
	struct fg_change show = {.kind = FG_CHANGED, .of_show = true};
	if (!was->is_json && !is->is_json)
		add(d, show, "guid", was->guid, is->guid);
	add(d, show, "title", was->title, is->title);
	for (size_t i = 0; i < pairs->len; i++) {
		const struct compare_pair *pair = &pairs->data[i];
		if (!pair->was) {
			add_whole(d, FG_ADDED, pair->is);
			d->changes->added++;
		} else if (!pair->is) {
			add_whole(d, FG_REMOVED, pair->was);
			d->changes->removed++;
		} else {
			compare_items(d, pair->was, pair->is);
		}
	}
}

bool fg_diff(struct fg_run *run, const struct fg_input *was_input,
	const struct fg_input *is_input, struct fg_changes *changes)
{
	static const struct fg_allow nothing;
	struct published was, is;
	*changes = (struct fg_changes){0};
	bool read = published_input(run, was_input, &was);
	if (!published_input(run, is_input, &is) || !read)
		return false;
	compare_ids(run->arena, &was, &is);
	struct guard g = {.run = run,
		.allow = &nothing,
		.was_file = was_input->name,
		.is_file = is_input->name,
		.was = &was,
		.is = &is};
	struct diff d = {run, changes};
	compare_feeds(run->arena, &was, &is, &g.pairs);
	guard_allows(&g);
	compare_all(&d, &was, &is, &g.pairs);
	return true;
}

/* SPDX-License-Identifier: ISC */
#include "guard/compare.h"

#include <string.h>
#include "base/map.h"
#include "base/vec.h"
#include "model/guid.h"

void compare_plan(struct arena *a, const struct fg_feed *feed, bool ids_are_iris,
	struct published *plan)
{
	const struct fg_show *show = feed->show;
	*plan = (struct published){
		.guid = show->guid, .title = show->title, .ids_are_iris = ids_are_iris};
	for (size_t i = 0; i < show->episodes.len; i++) {
		const struct fg_episode *ep = show->episodes.data[i];
		const char *id = ids_are_iris && ep->guid
					 ? guid_as_iri(a, show->guid, ep->guid)
					 : ep->guid;
		*vec_push(a, plan) = (struct published_item){.guid = id,
			.title = ep->title,
			.link = ep->link,
			.url = fg_audio(ep, feed->variant)->url,
			.date = ep->date,
			.ep = ep};
	}
}

/* JSON Feed does not say the show's guid. */
static void make_iris(struct arena *a, struct published *feed, const char *show_guid)
{
	show_guid = feed->guid ? feed->guid : show_guid;
	for (size_t i = 0; i < feed->len; i++) {
		struct published_item *item = &feed->data[i];
		if (item->guid)
			item->guid = guid_as_iri(a, show_guid, item->guid);
	}
	feed->ids_are_iris = true;
}

void compare_ids(struct arena *a, struct published *one, struct published *other)
{
	if (one->ids_are_iris == other->ids_are_iris)
		return;
	if (one->ids_are_iris)
		make_iris(a, other, one->guid);
	else
		make_iris(a, one, other->guid);
}

bool compare_same_audio(const char *a, const char *b)
{
	static const char http[] = "http://", https[] = "https://";
	struct str x = str_of(a), y = str_of(b);
	if (str_starts(x, http) && str_starts(y, https)) {
		x = str_slice(x, strlen(http), x.len);
		y = str_slice(y, strlen(https), y.len);
	}
	return str_eq(x, y);
}

/* ---- pairs ---- */

struct names {
	struct map keys, titles, urls;
};

struct comparison {
	struct names was, is;
};

/* What an item is known by: its guid, or what readers take in its place. */
static const char *key_of(const struct published_item *item)
{
	return item->guid   ? item->guid
	       : item->url  ? item->url
	       : item->link ? item->link
			    : item->title;
}

/* A name that several have leads to the map itself: which one is meant is unclear. */
static void put_once(struct map *m, const char *key, void *value)
{
	if (key)
		map_put(m, key, map_get(m, key) ? m : value);
}

static const void *get_clear(const struct map *m, const char *key)
{
	const void *value = key ? map_get(m, key) : NULL;
	return value == m ? NULL : value;
}

static bool has(const struct map *m, const char *key)
{
	return key && map_get(m, key);
}

static void fill(struct arena *a, struct names *names, const struct published *feed)
{
	struct map empty = {.arena = a};
	names->keys = names->titles = names->urls = empty;
	for (size_t i = 0; i < feed->len; i++) {
		struct published_item *item = &feed->data[i];
		put_once(&names->keys, key_of(item), item);
		put_once(&names->titles, item->title, item);
		put_once(&names->urls, item->url, item);
	}
}

/* What an item whose guid is gone has become; NULL: nothing that could be told. */
static const struct published_item *successor(
	const struct comparison *c, const struct published_item *item)
{
	const struct published_item *next = get_clear(&c->is.urls, item->url);
	if (!next && get_clear(&c->was.titles, item->title))
		next = get_clear(&c->is.titles, item->title);
	return next && next->guid && !has(&c->was.keys, next->guid) ? next : NULL;
}

static struct compare_pair pair_of(
	const struct comparison *c, const struct published_item *item)
{
	const char *key = key_of(item);
	const struct published_item *same = key ? map_get(&c->is.keys, key) : NULL;
	/* Nothing to tell it by, or several alike, which other rules see to: no change. */
	if (!key || (const void *)same == &c->is.keys)
		return (struct compare_pair){item, item, false};
	if (same)
		return (struct compare_pair){item, same, false};
	const struct published_item *next = successor(c, item);
	return (struct compare_pair){item, next, next != NULL};
}

void compare_feeds(struct arena *a, const struct published *was,
	const struct published *is, struct compare_pairs *pairs)
{
	struct comparison c;
	struct map met = {.arena = a};
	*pairs = (struct compare_pairs){0};
	fill(a, &c.was, was);
	fill(a, &c.is, is);
	for (size_t i = 0; i < was->len; i++) {
		struct compare_pair pair = pair_of(&c, &was->data[i]);
		*vec_push(a, pairs) = pair;
		if (pair.is && key_of(pair.is))
			map_put(&met, key_of(pair.is), &met);
		pairs->known += pair.was->guid != NULL;
	}
	for (size_t i = 0; i < is->len; i++) {
		const struct published_item *item = &is->data[i];
		if (key_of(item) && !has(&met, key_of(item)))
			*vec_push(a, pairs) = (struct compare_pair){NULL, item, false};
	}
}

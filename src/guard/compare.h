/* SPDX-License-Identifier: ISC */
/*
 * Compare: which item of one feed is which of another, the older one mostly published,
 * the newer one not yet.
 *
 *     struct published is;
 *     compare_plan(arena, show, was.ids_are_iris, &is);      or published_read
 *     compare_feeds(arena, &was, &is, &pairs);
 *
 * An item is what its guid says; without one, what its audio, link or title says, and one
 * that has none of these is never told of. One whose guid is gone may have become another
 * by a slip: the same audio, or a title that only one item on each side has, says so if the
 * other's guid is new. Nothing else is guessed at.
 */
#ifndef GUARD_COMPARE_H
#define GUARD_COMPARE_H

#include "guard/published.h"

struct compare_pair {
	const struct published_item *was, *is; /* one may be NULL: added, or gone */
	bool renamed;                          /* both are there, with other guids */
};
struct compare_pairs {
	struct compare_pair *data;
	size_t len, cap;
	size_t known; /* items of the older feed that have a guid */
};

/* What would be published of the show, as a feed that calls ids what the published does. */
void compare_plan(struct arena *a, const struct fg_feed *feed, bool ids_are_iris,
	struct published *plan);
/* If only one has ids that are IRIs, the guids of the other become some (guid_as_iri). */
void compare_ids(struct arena *a, struct published *one, struct published *other);
/* Pairs in the order of the older feed, then what was added in that of the newer. */
void compare_feeds(struct arena *a, const struct published *was,
	const struct published *is, struct compare_pairs *pairs);
/* Is it the same audio? An address that only went from http to https is. */
bool compare_same_audio(const char *a, const char *b);

#endif

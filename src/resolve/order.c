/* SPDX-License-Identifier: ISC */
#include "resolve/walk.h"

#include <stdlib.h>
#include <string.h>
#include "base/str.h"

static int compare_ints(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

/* Compares canonical decimals ("1", "315.5"): no sign, no leading zeros, so that the
   longer whole part is the larger number. NULL is less than any. */
static int compare_decimals(const char *a, const char *b)
{
	if (!a || !b)
		return (a != NULL) - (b != NULL);
	size_t na = strcspn(a, "."), nb = strcspn(b, ".");
	return na != nb ? compare_ints((int64_t)na, (int64_t)nb) : strcmp(a, b);
}

static int compare_texts(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "");
}

/* Descending by date, season and number; then by guid; the name of the file, which is
   unique, decides what is left, and alone of those that have no date. */
static int compare(const void *a, const void *b)
{
	const struct fg_episode *x = *(struct fg_episode *const *)a;
	const struct fg_episode *y = *(struct fg_episode *const *)b;
	int c = compare_ints(y->date, x->date);
	if (c == 0 && x->date == 0)
		return compare_texts(x->file, y->file);
	if (c == 0)
		c = compare_ints(y->season, x->season);
	if (c == 0)
		c = compare_decimals(y->number, x->number);
	if (c == 0)
		c = compare_texts(x->guid, y->guid);
	return c ? c : compare_texts(x->file, y->file);
}

void fg_order(struct fg_show *show)
{
	struct fg_episodes *list = &show->episodes;
	if (list->len == 0)
		return;
	qsort(list->data, list->len, sizeof(struct fg_episode *), compare);
	show->published = list->data[0]->date;
	show->updated = 0;
	for (size_t i = 0; i < list->len; i++) {
		const struct fg_episode *ep = list->data[i];
		int64_t latest = ep->updated > ep->date ? ep->updated : ep->date;
		if (latest > show->updated)
			show->updated = latest;
	}
}

/* SPDX-License-Identifier: ISC */
/*
 * Does a member of JSON that feedgen wrote say what one of the old feed said? In an object the
 * order of members is no matter; dates are moments; and an id is a text, though some feeds
 * write a number.
 */
#include "import/settle.h"

#include <stdlib.h>
#include <string.h>
#include "base/jsonread.h"
#include "base/vec.h"
#include "model/check.h"

/* "[0].url=https://…": every value that has none in it. */
static const char *leaf_of(struct arena *a, const struct jsonread *r, enum json_event e)
{
	char number[DECIMAL_SIZE];
	const char *text = r->text.data;
	switch (e) {
	case JSON_STRING:
		return arena_printf(a, "%s=s%s", r->path.data, text);
	case JSON_NUMBER:
		if (check_decimal(str_of(text), number))
			text = number;
		return arena_printf(a, "%s=n%s", r->path.data, text);
	case JSON_CLOSE:
		return NULL;
	default: /* that an object or a list is there, too */
		return arena_printf(a, "%s=%d", r->path.data, (int)e);
	}
}

static struct fg_list leaves_of(struct arena *a, const char *text)
{
	struct fg_list leaves = {0};
	struct jsonread r;
	enum json_event e;
	jsonread_open_text(&r, a, str_of(text));
	while ((e = jsonread_next(&r)) != JSON_END && e != JSON_BROKEN) {
		const char *leaf = leaf_of(a, &r, e);
		if (leaf)
			*vec_push(a, &leaves) = leaf;
	}
	jsonread_close(&r);
	return leaves;
}

static int by_text(const void *x, const void *y)
{
	return strcmp(*(const char *const *)x, *(const char *const *)y);
}

static bool same_value(struct arena *a, const char *x, const char *y)
{
	struct fg_list one = leaves_of(a, x), two = leaves_of(a, y);
	if (one.len != two.len)
		return false;
	if (one.len)
		qsort(one.data, one.len, sizeof *one.data, by_text);
	if (two.len)
		qsort(two.data, two.len, sizeof *two.data, by_text);
	for (size_t i = 0; i < one.len; i++) {
		if (strcmp(one.data[i], two.data[i]) != 0)
			return false;
	}
	return true;
}

bool same_member(struct arena *a, const struct tree *source, const struct tree *written)
{
	const char *x = tree_text(a, source), *y = tree_text(a, written);
	if (strcmp(x, y) == 0)
		return true;
	if (str_starts(str_of(source->name), "date_"))
		return same_date(json_text(a, source), json_text(a, written));
	if (strcmp(source->name, "id") == 0)
		return strcmp(json_text(a, source), json_text(a, written)) == 0;
	return (*x == '[' || *x == '{') && same_value(a, x, y);
}

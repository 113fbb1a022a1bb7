/* SPDX-License-Identifier: ISC */
#include "read/wiki.h"

#include "base/str.h"
#include "base/url.h"

/* What stands between the brackets of a text that is a link; empty: it is none. */
static struct str inside(struct str text)
{
	text = str_trim(text);
	if (text.len < 5 || !str_starts(text, "[[") || !str_ends(text, "]]"))
		return (struct str){"", 0};
	text = str_slice(text, 2, text.len - 2);
	bool nested = str_find_char(text, '[', 0) != STR_NONE ||
		      str_find_char(text, ']', 0) != STR_NONE;
	return nested ? (struct str){"", 0} : str_trim(text);
}

/* The last part of a path. A section of a note is of no use here. */
static struct str note_name(struct str target)
{
	size_t hash = str_find_char(target, '#', 0);
	if (hash != STR_NONE && hash > 0)
		target.len = hash;
	size_t from = target.len;
	while (from > 0 && target.data[from - 1] != '/')
		from--;
	return str_trim(str_slice(target, from, target.len));
}

/* lamps.mp3 is a file; Ann B. Miller and Dr. Miller are none. */
static bool names_file(const char *target)
{
	enum { SHORTEST = 2, LONGEST = 5 };
	struct str ext = url_extension(target);
	for (size_t i = 0; i < ext.len; i++) {
		if (!ascii_is_alnum(ext.data[i]))
			return false;
	}
	return ext.len >= SHORTEST && ext.len <= LONGEST;
}

static const char *unlinked(struct arena *a, struct str link)
{
	struct str rest = link, target = {"", 0};
	str_cut(&rest, '|', &target);
	target = str_trim(target);
	const char *path = arena_strndup(a, target.data, target.len);
	if (names_file(path))
		return path;
	struct str words = str_trim(rest.data ? rest : (struct str){"", 0});
	if (words.len == 0)
		words = note_name(target);
	return arena_strndup(a, words.data, words.len);
}

/* The one scalar of [[x]] without quotation marks; NULL: n is no such thing. */
static const struct node *only_scalar(const struct node *n)
{
	const struct node *item = n->kind == NODE_LIST ? n->first : NULL;
	bool is_one = item && !item->next && item->kind == NODE_LIST;
	const struct node *scalar = is_one ? item->first : NULL;
	return scalar && !scalar->next && scalar->kind == NODE_SCALAR ? scalar : NULL;
}

static void unlink_value(struct arena *a, struct node *n)
{
	const struct node *bare = only_scalar(n);
	struct str link = {"", 0};
	if (bare)
		link = str_trim(str_of(node_text(bare)));
	else if (n->kind == NODE_SCALAR)
		link = inside(str_of(n->text));
	if (link.len == 0)
		return;
	n->kind = NODE_SCALAR;
	n->first = n->last = NULL;
	n->plain = false;
	n->text = unlinked(a, link);
}

void wiki_unlink(struct arena *scratch, struct node *top)
{
	for (struct node *n = top->first; n; n = n->next) {
		unlink_value(scratch, n);
		wiki_unlink(scratch, n);
	}
}

/* SPDX-License-Identifier: ISC */
/*
 * Names of episode files: the day (or, for want of one, the place in the feed) and the title,
 * in small letters of ASCII, digits and hyphens. What a feed says can neither leave the folder,
 * be the name of a device or meet another name there, and the same feed makes the same names,
 * in whatever order its items are.
 */
#include "import/import.h"

#include <stdlib.h>
#include <string.h>
#include "base/fs.h"
#include "base/url.h"
#include "base/utf8.h"
#include "base/when.h"

enum { SLUG_MAX = 60 };

/* U+00C0 to U+017F without their accents. */
static const char plain[] =
	"aaaaaaaceeeeiiiidnooooo-ouuuuytsaaaaaaaceeeeiiiidnooooo-ouuuuyty"
	"aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiijjjjkkkllllllllll"
	"nnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";

/* 0: the character is left out; '-': it parts words. */
static char letter_of(uint32_t cp)
{
	if (cp < 0x80)
		return ascii_is_alnum((char)cp) ? ascii_lower((char)cp)
		       : cp == '\''             ? '\0'
						: '-';
	if (cp >= 0xc0 && cp < 0xc0 + sizeof plain - 1)
		return plain[cp - 0xc0];
	return cp == 0x2019 ? '\0' : '-';
}

/* What is left of text for the name of a file; "" if nothing is. */
static void slug_of(struct str text, char out[SLUG_MAX + 1])
{
	size_t len = 0, whole = 0;
	uint32_t cp;
	while (text.len) {
		size_t n = utf8_decode(text.data, text.len, &cp);
		char c = n ? letter_of(cp) : '-';
		text = str_slice(text, n ? n : 1, text.len);
		if (c == '\0' || (c == '-' && (len == 0 || out[len - 1] == '-')))
			continue;
		if (c == '-')
			whole = len;
		if (len == SLUG_MAX) {
			len = whole > SLUG_MAX / 2 ? whole : len;
			break;
		}
		out[len++] = c;
	}
	while (len && out[len - 1] == '-')
		len--;
	out[len] = '\0';
}

/* ---- names that mean something ---- */

static size_t digits_at(const char *s)
{
	size_t n = 0;
	while (ascii_is_digit(s[n]))
		n++;
	return n;
}

/* The length of a word in front of digits: "episode-12" and "s1e2" make a number of the
   episode when a folder is read, which this feed does not have. */
static size_t number_word(const char *slug)
{
	static const char *const words[] = {"episode-", "episode", "ep-", "ep", "s"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		size_t n = strlen(words[i]);
		if (strncmp(slug, words[i], n) == 0 && digits_at(slug + n))
			return n;
	}
	return 0;
}

static const char *stem_of(
	struct fg_import *im, const struct import_item *item, const char *slug)
{
	const struct fg_episode *ep = &item->ep;
	char day[WHEN_TEXT_SIZE] = "";
	bool numbered = ep->at[FG_EP_NUMBER].origin != FG_ABSENT &&
			ep->at[FG_EP_SEASON].origin != FG_ABSENT;
	size_t word = numbered ? 0 : number_word(slug);
	bool dated = ep->at[FG_EP_DATE].origin != FG_ABSENT;
	when_rfc3339(ep->date, day);
	if (!dated)
		return arena_printf(im->arena, "%s%s", item->place, slug);
	if (word)
		slug = arena_printf(im->arena, "no-%s",
			slug + (slug[0] == 's' && word == 1 ? 0 : word));
	return arena_printf(im->arena, "%.10s-%s", day, slug);
}

/* ---- all of them ---- */

static void slug_of_item(const struct import_item *item, char out[SLUG_MAX + 1])
{
	const struct fg_episode *ep = &item->ep;
	const struct str sources[] = {str_of(ep->title ? ep->title : ""),
		str_of(ep->itunes_title ? ep->itunes_title : ""),
		url_stem(ep->enclosure.url ? ep->enclosure.url : ""), item->notes,
		str_of(ep->guid ? ep->guid : ""), str_of("episode")};
	for (size_t i = 0; i < sizeof sources / sizeof *sources; i++) {
		slug_of(sources[i], out);
		if (*out)
			return;
	}
}

static int compare_texts(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "");
}

/* An order that does not depend on that of the feed, unless two items are all the same. */
static int compare(const void *a, const void *b)
{
	const struct import_item *x = *(struct import_item *const *)a;
	const struct import_item *y = *(struct import_item *const *)b;
	if (x->ep.date != y->ep.date)
		return x->ep.date < y->ep.date ? 1 : -1;
	if (x->ep.season != y->ep.season)
		return x->ep.season < y->ep.season ? 1 : -1;
	int c = compare_texts(x->ep.guid, y->ep.guid);
	if (c == 0)
		c = compare_texts(x->ep.title, y->ep.title);
	if (c == 0)
		c = compare_texts(x->ep.enclosure.url, y->ep.enclosure.url);
	if (c == 0)
		c = compare_texts(x->notes.data, y->notes.data);
	if (c == 0)
		c = (x->elements.line > y->elements.line) -
		    (x->elements.line < y->elements.line);
	return c;
}

/* "_" sorts behind ".": the first of several is the one without a number. */
static const char *unique(struct fg_import *im, struct map *taken, const char *stem)
{
	const char *name = stem;
	unsigned *count = map_get(taken, stem);
	if (!count) {
		count = arena_new(im->arena, unsigned);
		map_put(taken, stem, count);
	}
	if (++*count > 1)
		name = arena_printf(im->arena, "%s_%u", stem, *count);
	return name;
}

/* Items without a date stay in the order of the feed: their names begin with their places. */
static size_t count_undated(const struct fg_import *im)
{
	size_t n = 0;
	for (size_t i = 0; i < im->items.len; i++)
		n += im->items.data[i]->ep.at[FG_EP_DATE].origin == FG_ABSENT;
	return n;
}

static int digits_of(size_t n)
{
	int digits = 1;
	for (; n >= 10; n /= 10)
		digits++;
	return digits;
}

static void number_undated(struct fg_import *im)
{
	int digits = digits_of(count_undated(im));
	unsigned place = 0;
	for (size_t i = 0; i < im->items.len; i++) {
		struct import_item *item = im->items.data[i];
		if (item->ep.at[FG_EP_DATE].origin == FG_ABSENT)
			item->place = arena_printf(im->arena, "%0*u-", digits, ++place);
	}
}

void names_give(struct fg_import *im)
{
	struct map taken = {.arena = im->arena};
	char slug[SLUG_MAX + 1];
	number_undated(im);
	if (im->items.len)
		qsort(im->items.data, im->items.len, sizeof *im->items.data, compare);
	for (size_t i = 0; i < im->items.len; i++) {
		struct import_item *item = im->items.data[i];
		slug_of_item(item, slug);
		item->ep.stem = unique(im, &taken, stem_of(im, item, slug));
		item->ep.file = fs_join(im->arena, im->dir,
			arena_printf(im->arena, "%s.md", item->ep.stem));
	}
}

/* SPDX-License-Identifier: ISC */
#include "read/file_name.h"

#include "base/str.h"
#include "model/check.h"

const char *file_name_stem(struct arena *a, const char *path)
{
	const char *slash = strrchr(path, '/');
	const char *name = slash ? slash + 1 : path;
	const char *dot = strrchr(name, '.');
	return arena_strndup(
		a, name, dot && dot > name ? (size_t)(dot - name) : strlen(name));
}

static bool has_digits(struct str s, size_t from, size_t count)
{
	for (size_t i = from; i < from + count; i++) {
		if (i >= s.len || !ascii_is_digit(s.data[i]))
			return false;
	}
	return true;
}

/* The stem without a date before it: "2016-03-22-s1e2" is "s1e2". */
static struct str without_date(struct str s)
{
	if (has_digits(s, 0, 4) && has_digits(s, 5, 2) && has_digits(s, 8, 2) &&
		s.len > 11 && s.data[4] == '-' && s.data[7] == '-' && s.data[10] == '-')
		return str_slice(s, 11, s.len);
	return s;
}

/* A word and the digits behind it; takes both off *s. */
static bool take_number(struct str *s, const char *word, struct str *digits)
{
	size_t from = strlen(word), to = from;
	if (!str_case_starts(*s, word))
		return false;
	while (to < s->len && ascii_is_digit(s->data[to]))
		to++;
	*digits = str_slice(*s, from, to);
	*s = str_slice(*s, to, s->len);
	return to > from;
}

static bool ends_here(struct str s)
{
	return s.len == 0 || !ascii_is_alnum(s.data[0]);
}

/* Takes "s1e2", "ep-2" and the like off *s. */
static bool take_episode(struct str *s, struct str *season, struct str *number)
{
	static const char *const words[] = {"episode-", "episode ", "episode", "ep-",
		"ep. ", "ep.", "ep ", "ep", "#"};
	struct str rest = *s;
	if (take_number(&rest, "s", season) && take_number(&rest, "e", number) &&
		ends_here(rest)) {
		*s = rest;
		return true;
	}
	*season = (struct str){"", 0};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		rest = *s;
		if (take_number(&rest, words[i], number) && ends_here(rest)) {
			*s = rest;
			return true;
		}
	}
	return false;
}

bool file_name_spells(struct str text, struct str *season, struct str *number)
{
	return take_episode(&text, season, number) && text.len == 0;
}

void file_name_number(struct arena *a, struct fg_episode *ep)
{
	const struct fg_pos derived = {.origin = FG_DERIVED};
	struct str season, number, stem = without_date(str_of(ep->stem));
	char canonical[DECIMAL_SIZE];
	if (!take_episode(&stem, &season, &number))
		return;
	/* The zeroth of something has no number in a feed. */
	if (ep->at[FG_EP_NUMBER].origin == FG_ABSENT &&
		check_decimal(number, canonical) && canonical[0] != '0') {
		ep->number = arena_strdup(a, canonical);
		ep->at[FG_EP_NUMBER] = derived;
	}
	if (season.len && ep->at[FG_EP_SEASON].origin == FG_ABSENT &&
		check_integer(season, &ep->season))
		ep->at[FG_EP_SEASON] = derived;
}

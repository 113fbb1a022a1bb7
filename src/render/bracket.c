/* SPDX-License-Identifier: ISC */
#include "render/bracket.h"

#include <string.h>

/* How far ahead the end of a shortcode is looked for, and how long one may be. */
enum { AHEAD_MAX = 2048, NAME_MAX_LEN = 64 };

/* Names, and beginnings of names, that nobody writes in brackets for anything else. */
static const char *const names[] = {"wp_caption", "powerpress", "podcast_episode",
	"podcast_playlist", "podcast_list", "smart_podcast_player", "smart_track_player",
	"contact-form-7", "gravityform", "wpforms", "mc4wp_form", "elementor-template"};
static const char *const families[] = {
	"powerpress_", "ss_", "podlove-", "castos_", "vc_", "et_pb_", "fusion_", "su_"};
/* Words that may be text as well. */
static const char *const words[] = {"caption", "audio", "video", "playlist", "gallery",
	"embed", "youtube", "vimeo", "soundcloud", "spotify"};

static bool is_name_char(char c)
{
	return ascii_is_alnum(c) || c == '_' || c == '-';
}

/* The name behind "[" or "[/"; empty: there is none. */
static struct str name_in(struct str s)
{
	size_t from = s.len > 1 && s.data[1] == '/' ? 2 : 1, to = from;
	while (to < s.len && to - from <= NAME_MAX_LEN && is_name_char(s.data[to]))
		to++;
	return from < to ? str_slice(s, from, to) : (struct str){"", 0};
}

/* By their first letter, for most of what stands in brackets is the text of a link. */
static bool is_among(struct str name, const char *const *list, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (list[i][0] == name.data[0] && str_is(name, list[i]))
			return true;
	}
	return false;
}
#define IS_AMONG(name, list) is_among(name, list, sizeof(list) / sizeof *(list))

static bool is_own_name(struct str name)
{
	for (size_t i = 0; i < sizeof families / sizeof *families; i++) {
		if (families[i][0] == name.data[0] && str_starts(name, families[i]))
			return true;
	}
	return IS_AMONG(name, names);
}

bool bracket_begins(struct str s)
{
	static const char first[] = "acefgmpsvwy";
	char c = s.len > 2 ? s.data[s.data[1] == '/' ? 2 : 1] : '\0';
	if (c == '\0' || !memchr(first, c, sizeof first - 1))
		return false;
	struct str name = name_in(s);
	return IS_AMONG(name, words) || is_own_name(name);
}

/* Does [/name] follow? */
static bool has_end(struct str s, struct str name)
{
	struct str near = str_slice(s, 0, s.len < AHEAD_MAX ? s.len : AHEAD_MAX);
	size_t at = 0;
	while ((at = str_find(near, "[/", at)) != STR_NONE) {
		at += 2;
		struct str here = str_slice(near, at, near.len);
		if (here.len > name.len && !is_name_char(here.data[name.len]) &&
			str_eq(str_slice(here, 0, name.len), name))
			return true;
	}
	return false;
}

static bool has_argument(struct str rest)
{
	return str_find_char(rest, '=', 0) != STR_NONE ||
	       str_find(rest, "://", 0) != STR_NONE;
}

/* [text](address) and [text]: address are Markdown's. */
static bool is_link(struct str behind)
{
	return str_starts(behind, "(") || str_starts(behind, ":");
}

bool bracket_split(struct str s, struct bracket *out)
{
	if (!bracket_begins(s))
		return false;
	size_t close = str_find_char(
		str_slice(s, 0, s.len < AHEAD_MAX ? s.len : AHEAD_MAX), ']', 1);
	if (close == STR_NONE)
		return false;
	struct str name = name_in(s), behind = str_slice(s, close + 1, s.len);
	size_t from = (size_t)(name.data - s.data) + name.len;
	struct str rest = str_trim(str_slice(s, from, close));
	*out = (struct bracket){
		.len = close + 1, .closing = s.data[1] == '/', .name = name};
	if (str_ends(rest, "\\"))
		rest.len--; /* the bracket is escaped, as the other one */
	if (str_ends(rest, " /"))
		rest.len--;
	out->rest = str_trim(rest);
	if (str_find_char(out->rest, '[', 0) != STR_NONE || is_link(behind))
		return false;
	return out->closing || is_own_name(name) || has_argument(out->rest) ||
	       has_end(behind, name);
}

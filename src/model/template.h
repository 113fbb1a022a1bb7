/* SPDX-License-Identifier: ISC */
/*
 * Templates: text with {name} in it, as the show config has them.
 *
 * {name} is an ingredient: a value that the episode's front matter has under that
 * name, as it is written there ({number} of `number: "01"` is 01), else the
 * episode's field of that name. Names are compared like those of fields: without
 * case, '-', '_' and spaces. A dot after a name takes a part of it: {audio.stem} is
 * the last segment of a path or URL without extension, {audio.name} with it,
 * {audio.ext} the extension; {date.year}, {date.month} and {date.day} are digits of a
 * date; a map's members are reached the same way.
 * Also there: {stem}, the episode file's name without extension, and, in shortcodes,
 * {1} {2} … and {body}. {{ and }} are braces.
 */
#ifndef MODEL_TEMPLATE_H
#define MODEL_TEMPLATE_H

#include <feedgen/model.h>
#include "base/arena.h"
#include "base/str.h"

enum { TEMPLATE_MAX = 1 << 20 }; /* bytes that may come out of one template */

struct template_args {
	const struct fg_episode *episode;
	const struct str *positional; /* {1} is positional[0] */
	size_t n_positional;
	const struct fg_entries
		*named;         /* looked up first; may be empty texts. NULL: none */
	const struct str *body; /* NULL: there is no {body} */
	/* How a value is put in; NULL: as it is. The body is always put in as it is. */
	void (*escape)(struct arena *a, struct str value, struct str *out);
};

enum template_result {
	TEMPLATE_OK,
	TEMPLATE_EMPTY, /* an ingredient is absent or empty: the template makes nothing */
	TEMPLATE_UNKNOWN, /* no ingredient can have this name: *name says which */
	TEMPLATE_BROKEN,  /* a brace without its partner */
	TEMPLATE_LONG     /* more than TEMPLATE_MAX bytes would come out */
};

/* Expands text into *out (in the arena). On any other result than OK *name is the
   ingredient at fault (BROKEN: the text from the brace on). An absent positional
   argument is the empty text, not EMPTY. */
enum template_result template_expand(struct arena *a, const char *text,
	const struct template_args *args, const char **out, const char **name);

/* Is {name} (with its parts) something a template may say? For checking a show config
   before there is an episode: digits, body and any name of the fields table are known;
   other names may be the front matter's own. False: *name points into text, at the name
   or brace at fault. */
bool template_is_sound(const char *text, const char **name);

enum template_piece { TEMPLATE_END, TEMPLATE_TEXT, TEMPLATE_NAME, TEMPLATE_FAULT };
/* Takes the next piece off *rest: plain text, the name between braces, or, as FAULT, what
   follows a brace without its partner. */
enum template_piece template_next(struct str *rest, struct str *piece);
/* Is name a field of episodes, or a part of one ({audio.stem})? */
bool template_is_field(struct arena *a, struct str name);
/* Does text name a field whose value probing may find? */
bool template_waits(struct arena *a, const char *text);
/* Has this episode an ingredient of that name, empty or not? */
bool template_has(struct arena *a, const struct fg_episode *ep, struct str name);

#endif

/* SPDX-License-Identifier: ISC */
/*
 * settle: what the steps of settling share.
 *
 * The feed is settled in RSS first, and then, if it was an Atom or JSON Feed, in its own
 * format: there too it is written, read back and compared with what it was.
 */
#ifndef IMPORT_SETTLE_H
#define IMPORT_SETTLE_H

#include "import/import.h"

struct settling {
	struct fg_import *im;
	fg_import_write *write;
	void *arg;
	struct arena scratch; /* of one trial */
	struct sbuf text;
	struct tree written; /* what the trial wrote: elements, or members */
	/* Keys that RSS cannot say all of, how many, and where the first is. */
	const char *native_key;
	size_t native_count;
	struct fg_place native_at;
	const struct tree *too_long; /* the last that was told */
};

/* The channel or an item, in one format: what it was, and what becomes of it. */
struct subject {
	enum element_scope scope;
	enum fg_format format, feed; /* that it is settled in; that it was in */
	struct fg_episode *ep;       /* NULL: it is the channel */
	const struct tree *source;
	struct fg_list *omit;
	struct fg_pos *omit_at;
	/* xml:, atom: or json:, and its parts. */
	const char **text; /* NULL: it has none but its parts */
	struct fg_entries *parts;
	struct fg_pos *at;
	const char *file;
};

/* try.c: writes the episode with that body, or the show, and reads it back into s->written.
   False: it could not be written, or is not well-formed, which ends the import with what the
   gates of the rooms have to say. */
bool settle_try(struct settling *s, enum fg_format format, const struct fg_episode *ep,
	struct str body);

/* ---- differ.c: the source of a subject against s->written ---- */

bool settle_is_same(struct settling *s, const struct subject *of, const struct tree *a,
	const struct tree *b);
/* Are all elements of that key in both, in that order? */
bool settle_same_all(struct settling *s, const struct subject *of, const char *key);
/* Is the element feedgen's own business: a date of the feed, the name of the program? */
bool settle_is_free(const struct subject *of, const char *key);
/* Is nothing lost with the element, although it did not come back? */
bool settle_is_needless(
	struct settling *s, const struct subject *of, const struct tree *n);
/* Does an element stay that was written, and was not there? */
bool settle_is_wanted(struct settling *s, const struct subject *of, const struct tree *n);

/* ---- same_atom.c, same_json.c: as same_element ---- */

bool same_atom(struct arena *a, struct prefixes *prefixes, enum element_scope scope,
	const struct tree *source, const struct tree *written);
bool same_member(struct arena *a, const struct tree *source, const struct tree *written);
/* same.c: is it one moment, and said in a way that all readers understand? */
bool same_date(const char *source, const char *written);

#endif

/* SPDX-License-Identifier: ISC */
/*
 * What the names in front matter mean: the fields table by every name it knows.
 *
 *     struct names names;
 *     names_init(&names, run->arena, show);      show NULL: names of a show config
 *     const struct name *n = names_find(&names, "episode.number");
 *
 * A name may mean several things; the shape of its value decides (the words behind the
 * colon in fields.def). Names are compared without case, '-', '_' and spaces; dots
 * enter maps. Of an episode, what is under params (Hugo) counts as if it were at the top. The
 * table is made once for a run, and each name is looked up once.
 */
#ifndef READ_NAMES_H
#define READ_NAMES_H

#include <feedgen/model.h>
#include "base/arena.h"
#include "base/map.h"
#include "read/asked.h"
#include "read/node.h"

enum shape {
	SHAPE_ANY,
	SHAPE_SCALAR,
	SHAPE_MEDIA,   /* names a sound or film file by its extension */
	SHAPE_ADDRESS, /* has a scheme, or names a media file */
	SHAPE_PAGE,    /* an address or path that is neither a media file nor a pattern */
	SHAPE_MIME,    /* type/subtype */
	SHAPE_EPISODE, /* full, trailer or bonus */
	SHAPE_DATE,    /* text that is no boolean */
	SHAPE_NOT,     /* a boolean that means the opposite */
	SHAPE_ELSE     /* any; counts only if no other name gives the field a value */
};

struct meaning {
	int field;     /* enum fg_episode_field or fg_show_field */
	unsigned rank; /* the least one wins */
	enum shape shape;
	struct meaning *next; /* the same name's other meanings, by field */
};

struct name {
	const char *text; /* as first written, dotted; lives as long as the names */
	const struct meaning *meanings;
	bool folder; /* there are names that begin with this one and a dot */
	bool asked;  /* for it, or for what it means, something may ask: read/asked.h */
	int slip;    /* the field whose name it is probably a slip for, or -1 */
};

struct names {
	struct arena *arena;
	bool of_show;
	const char **fields;                 /* their own names, in plain spelling */
	struct map known;                    /* by plain spelling: struct word */
	struct map seen;                     /* by spelling as written: struct name */
	const struct fg_entries *namespaces; /* of the show; NULL: of none */
	struct asked asked;
};

/* The word in the show's fields: that takes all meaning from a name. */
#define NAMES_NONE "none"

void names_init(struct names *n, struct arena *a, const struct fg_show *show);
const struct name *names_find(struct names *n, const char *text);
/* May the value be meant in this way? */
bool shape_fits(enum shape shape, const struct node *value);

#endif

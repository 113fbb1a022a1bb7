/* SPDX-License-Identifier: ISC */
/*
 * Which nodes of a tree give which field its value.
 *
 *     struct gather g = {.run = run, .scratch = scratch, .names = &names, .file = file};
 *     gather_tree(&g, top, FG_EP_FIELD_COUNT);
 *     const struct found *best = g.of[FG_EP_AUDIO];
 *     gather_warn_conflict(&g, kind, best);
 */
#ifndef READ_GATHER_H
#define READ_GATHER_H

#include <feedgen/feedgen.h>
#include "model/field.h"
#include "read/names.h"
#include "read/node.h"

/* A node that may give a field its value. */
struct found {
	const struct node *node; /* not empty */
	const char *name;        /* dotted, as written */
	const struct meaning *how;
	struct found *next; /* the same field, of higher rank */
};

/* A name that means nothing. */
struct stranger {
	const struct node *node;
	const struct name *name;
};
struct strangers {
	struct stranger *data;
	size_t len, cap;
};

struct gather {
	struct fg_run *run;
	struct arena *scratch;
	struct names *names;
	const char *file;
	struct found **of; /* by field: what gives it a value, the best first */
	const struct node *
		*named; /* by field: the first that has one of its names, even empty */
	struct strangers strangers; /* at the top and in the maps of known names */
};

void gather_tree(struct gather *g, const struct node *top, size_t fields);
/* Gives the absent fields that are there, but empty, their places: a complaint that the
   title is missing can point at `title:`. */
void gather_place_empty(const struct gather *g, struct fg_pos *at, size_t fields);
/* Warns (field/conflict) of what gives the field of best another value than best does.
   The members of one map are a choice (audio.mp3, audio.ogg), not a conflict. */
void gather_warn_conflict(
	const struct gather *g, enum field_kind kind, const struct found *best);
/* The part of a dotted name behind its last dot. */
const char *gather_last_part(const char *name);

#endif

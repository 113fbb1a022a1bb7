/* SPDX-License-Identifier: ISC */
/*
 * One value on its way from a node to its field, and what is said when it does not fit.
 */
#ifndef READ_SLOT_H
#define READ_SLOT_H

#include <feedgen/feedgen.h>
#include "model/field.h"
#include "read/node.h"

struct target {
	struct fg_run *run;
	const char *file;
	void *object;      /* struct fg_show or struct fg_episode */
	struct fg_pos *at; /* its positions */
	bool of_show;
	const struct fg_entries *namespaces; /* of the show */
};

/* One assignment on its way. */
struct slot {
	const struct target *to;
	const struct field_row *row;
	int field; /* whose row it is */
	void *member;
	const struct node *node;
	const char *name; /* as people wrote it */
};

/* All return false. "“name” must be …, but it (or: an item of it) is a list" */
bool slot_fail_shape(const struct slot *s, const struct node *node);
/* "“name” must be …, not “text”" */
bool slot_fail_value(const struct slot *s, const struct node *node);
/* A member of the map is no text. */
bool slot_fail_member(const struct slot *s, const struct node *member);

#endif

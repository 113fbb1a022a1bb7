/* SPDX-License-Identifier: ISC */
/*
 * A value from a node, by the kind of its field: `no` is a text as title and false as
 * explicit. What does not fit its field is an error, and the field stays absent.
 *
 *     struct target t = {run, file, episode, episode->at, false};
 *     assign(&t, FG_EP_TITLE, node, "title");
 *
 * Texts are taken as they lie: nodes must live as long as the model.
 */
#ifndef READ_ASSIGN_H
#define READ_ASSIGN_H

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

/* Sets the field from a node that is not empty. False after a diagnostic. */
bool assign(const struct target *t, int field, const struct node *node, const char *name);
const struct field_row *target_row(const struct target *t, int field);

/* All return false. "“name” must be …, but it (or: an item of it) is a list" */
bool slot_fail_shape(const struct slot *s, const struct node *node);
/* "“name” must be …, not “text”" */
bool slot_fail_value(const struct slot *s, const struct node *node);
/* A member of the map is no text. */
bool slot_fail_member(const struct slot *s, const struct node *member);

/* A whole number of bytes; with mega, and also where the text says MB, millions of them:
   *exact is then false. */
bool bytes_parse(const char *text, bool mega, int64_t *bytes, bool *exact);

/* assign_list.c: the kinds that hold several values. */
bool assign_list(const struct slot *s);
bool assign_categories(const struct slot *s);
bool assign_entries(const struct slot *s);
bool assign_templates(const struct slot *s);
/* xml.c: checks that it is well-formed, and lists its elements. */
bool assign_xml(const struct slot *s);
/* json.c: the members of an object, each on one line. */
bool assign_json(const struct slot *s);
/* tags.c: adds to the tags that are there. */
bool assign_tags(const struct slot *s);
/* chapters.c: an address or a file, or a list of chapters. */
bool assign_chapters(const struct slot *s);
/* people.c: adds to the people that are there, in the role that the name tells. */
bool assign_people(const struct slot *s);

#endif

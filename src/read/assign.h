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

#include "read/slot.h"

/* Sets the field from a node that is not empty. False after a diagnostic. */
bool assign(const struct target *t, int field, const struct node *node, const char *name);
const struct field_row *target_row(const struct target *t, int field);

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

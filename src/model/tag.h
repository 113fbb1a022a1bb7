/* SPDX-License-Identifier: ISC */
/*
 * Tags: the elements that podcast.def and live.def describe, for those who make feeds.
 * One description of a nested element drives the reader (read/tags.c), the resolver
 * (resolve/tags.c), the writer (write/tags.c), the linter's walks, `feedgen explain` and
 * the manual page.
 *
 *     const struct tag_attribute *a;
 *     for (size_t i = 0; (a = tag_attribute(tag->id, i)); i++)
 *             … a->name … tag->values[i].text …
 *
 * What an episode or show has of them is a list of struct fg_tag (feedgen/model.h); each
 * says which field it was written for.
 */
#ifndef MODEL_TAG_H
#define MODEL_TAG_H

#include <feedgen/model.h>
#include "base/arena.h"
#include "model/form.h"

/* TAG_PODCAST_FUNDING …: one for each ELEMENT. */
enum tag_id {
#define ELEMENT(id, ...) TAG_##id,
#define AS(...)
#define ATTRIBUTE(...)
#include "model/podcast.def"
#include "model/live.def"
#undef ELEMENT
#undef AS
#undef ATTRIBUTE
	TAG_COUNT
};

/* Where a tag may stand. */
enum tag_parent {
	TAG_IN_NOTHING, /* nothing stands in it */
	TAG_IN_CHANNEL,
	TAG_IN_ITEM,
	TAG_IN_LIVE_ITEM,
	TAG_IN_ALTERNATE,
	TAG_IN_VALUE,
	TAG_IN_TIME_SPLIT,
	TAG_IN_PODROLL,
	TAG_IN_PUBLISHER
};

enum tag_need { TAG_OPTIONAL, TAG_WANTED, TAG_REQUIRED };

enum { TAG_MANY = 0xffff };

struct tag_attribute {
	enum tag_id tag;
	const char *name;
	enum tag_need need;
	enum form form;
	const char *aliases;  /* comma separated */
	const char *fallback; /* its value if none is written; "": there is none */
};

struct tag_row {
	const char *name;     /* with its prefix: "podcast:funding" */
	unsigned parents;     /* bits of 1 << enum tag_parent */
	unsigned least, most; /* in one parent; most TAG_MANY: any number */
	enum form form;       /* of its text; FORM_EMPTY: it has none */
	enum tag_parent inside;
	enum tag_need need; /* of its text */
	bool is_written;    /* by people; the others are made from fields of their own */
	const char *names, *text_names; /* comma separated, the usual one first */
	const char *lone;               /* attributes, elements or "text", with '|' */
	const char *key;                /* an attribute, or "" */
};

const struct tag_row *tag_row(enum tag_id id);
/* Attribute i in the order of the table; NULL past the last. */
const struct tag_attribute *tag_attribute(enum tag_id id, size_t i);
/* The tag of the element "podcast:funding" of a channel or an item; -1: none. */
int tag_find(enum tag_parent parent, const char *element);
/* Has it neither attributes nor text? Then it is written as what stands in it. */
bool tag_is_wrapper(enum tag_id id);
/* The tag that a field makes, or -1. */
int tag_of_field(bool of_show, int field);
/* The tag that has this name in a map of its parent, and that of child number i; -1: none. */
int tag_named(enum tag_parent parent, const char *name);
int tag_child_at(enum tag_parent parent, size_t i);
/* Is name among the names, comma separated? */
bool tag_has_name(const char *names, const char *name);
/* The first of the names, as people read it: "start_time" for startTime. In the arena. */
const char *tag_shown_name(struct arena *a, const char *name);
/* Which attribute has the name, or one of its other names; -1: none. */
int tag_attribute_named(enum tag_id id, const char *name);

/* A tag without values, at that place. */
struct fg_tag tag_new(struct arena *a, enum tag_id id, int field, struct fg_pos at);
/* The text of an attribute by its name in feeds; NULL: absent. */
const char *tag_get(const struct fg_tag *tag, const char *name);
/* Sets it, at the place of the tag. text must live as long as the model. */
void tag_set(struct fg_tag *tag, const char *name, const char *text);
/* The first child of that kind, or NULL. */
struct fg_tag *tag_child(const struct fg_tag *tag, enum tag_id id);
/* The part that a value alone stands for: an attribute's name, that of a child, or "text"; in
   the arena. NULL: no value can stand alone. */
const char *tag_lone_part(struct arena *a, enum tag_id id, const char *text);
/* Takes the text for the tag's lone part, and completes it. False: it is none, or the tag
   needs more than that. */
bool tag_take(struct arena *a, struct fg_tag *tag, const char *text);
/* Gives the attributes that are absent their defaults, and a yes to a text that is yes or
   no. Its children must be complete. */
void tag_complete(struct fg_tag *tag);
/* Do its parts agree with each other, and is there what it needs? False: *problem says what
   is wrong, to continue "the funding …"; *part is the value that is to blame, or NULL. Not of
   its children, which are tags of their own. */
bool tag_is_sound(struct arena *a, const struct fg_tag *tag, const char **problem,
	const struct fg_tag_value **part);

#endif

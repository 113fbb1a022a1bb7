/* SPDX-License-Identifier: ISC */
/*
 * The elements table (elements.def), for those who write, check or read feeds.
 *
 *     for (size_t i = 0; (e = element_at(i)); i++)
 *             if (e->scope == ELEMENT_ITEM) …
 */
#ifndef MODEL_ELEMENT_H
#define MODEL_ELEMENT_H

#include <stddef.h>
#include <stdbool.h>
#include <feedgen/feedgen.h>
#include "base/arena.h"

enum element_scope { ELEMENT_CHANNEL, ELEMENT_ITEM };

/* What the value is. */
enum element_kind {
	ELEMENT_TEXT,   /* one line of plain text */
	ELEMENT_PROSE,  /* plain text with line breaks */
	ELEMENT_HTML,   /* HTML, as text */
	ELEMENT_URL,    /* an absolute http or https URL */
	ELEMENT_DATE,   /* a point in time; of a channel that of its newest episode */
	ELEMENT_NUMBER, /* a whole number above 0; no element for others */
	ELEMENT_FLAG,   /* true or false */
	ELEMENT_YES,    /* "Yes", or no element */
	ELEMENT_PARTS   /* more than one value, or one that must not be touched */
};

/* How it is written: a format has one function for each of these. */
enum element_how {
	HOW_VALUE,    /* the value is the element's text */
	HOW_HREF,     /* the value is in its attribute href */
	HOW_OWN,      /* like VALUE, if the episode's differs from the show's */
	HOW_OWN_HREF, /* like HREF, if it differs, or is written in the episode itself */
	HOW_WHOLE,    /* like VALUE, if it is a whole number above 0 */
	HOW_PAGE,     /* the address of a page */
	HOW_DATE,
	HOW_UPDATED, /* when it was changed last */
	HOW_KEYWORDS,
	HOW_AUTHOR,
	HOW_COMPLETE, /* no episode will follow */
	HOW_SELF,     /* the address of the feed itself */
	HOW_PAGES,    /* where older episodes are, and that this is an archive */
	HOW_HUBS,     /* where apps ask to be told of changes */
	HOW_GENERATOR,
	HOW_OWNER, /* name and address of the owner */
	HOW_CATEGORIES,
	HOW_PICTURE, /* address, title and link of a picture */
	HOW_LOCKED,
	HOW_PEOPLE,
	HOW_SUMMARY, /* the notes in short */
	HOW_CONTENT, /* the notes in full, if they are more than the summary */
	HOW_ENCLOSURE,
	HOW_GUID,
	HOW_SEASON,  /* the season with its name */
	HOW_EPISODE, /* a number that is no whole one, or one with a text to show for it */
	HOW_TRANSCRIPT,
	HOW_CHAPTERS,
	HOW_TAG, /* as model/tag.h describes it */
	HOW_INLINE_CHAPTERS,
	HOW_COUNT
};

enum { ELEMENT_MANY = 0xffff, ELEMENT_NO_FIELD = -1 };

struct element {
	enum element_scope scope;
	int field; /* enum fg_show_field or fg_episode_field by scope, or ELEMENT_NO_FIELD */
	const char *rss, *atom, *json; /* with the prefix; "": the format has none */
	unsigned least, most;          /* most ELEMENT_MANY: any number */
	enum element_kind kind;
	unsigned limit; /* most bytes of PROSE and HTML, characters of others; 0: none */
	enum element_how how;
};

struct element_namespace {
	const char *prefix, *uri;
};

/* Row i in output order, or NULL past the last. */
const struct element *element_at(size_t i);
/* The first row with this name in RSS, or NULL. */
const struct element *element_find(enum element_scope scope, const char *rss);

/* What people say of a feed in its own words, for the channel or an item. */
struct element_own {
	const struct fg_list *omit;
	const struct fg_xml *xml, *atom;
	const struct fg_entries *json;
};
struct element_own element_own_show(const struct fg_show *show);
struct element_own element_own_episode(const struct fg_episode *ep);
/* Is the row's element left to them in that format, or omitted? Its key there is, as it is
   written in omit: "image", "itunes:image" and "atom:link[self]" in RSS, "atom:logo",
   "itunes:image" and "atom:link[self]" in Atom, "json:icon" in JSON Feed. */
bool element_is_replaced(
	const struct element *e, enum fg_format format, const struct element_own *own);
/* The same of an element of RSS by its name. */
bool element_name_is_replaced(
	const char *name, const struct fg_list *omit, const struct fg_xml *xml);
/* What people have written in place of the row's element in that format: the first such part of xml
   or atom, or the member of json. NULL: nothing. */
const struct fg_entry *element_part(
	const struct element *e, enum fg_format format, const struct element_own *own);
/* Is there anything in that format that feedgen does not answer for? Of JSON Feed, all is judged:
   what it must have is little. */
bool element_is_own_work(enum fg_format format, const struct element_own *own);
/* Does a part of xml go into an Atom feed, too? Elements of RSS have no place there (they are in
   no namespace), nor have those that feedgen writes there itself in another way: a link to the
   feed, the page or the audio is another there. */
bool element_is_shared(const char *key);
bool element_has_part(const struct fg_xml *xml, const char *key);
/* The row whose element has that key in RSS, or NULL. */
const struct element *element_of_key(enum element_scope scope, const char *key);
/* The prefix under which feedgen writes what is in that namespace, in the spelling of the
   standard or in another that feeds have; NULL: it is none of feedgen's. */
const char *element_prefix(const char *uri);
/* What elements of a name are told apart by: an atom:link by its relation, as in
   "atom:link[self]"; others only by their names. In the arena. */
const char *element_key(struct arena *a, const char *name, const char *relation);
/* The key of the row's element in RSS. */
const char *element_own_key(const struct element *e);
/* Every namespace a feed declares, in that order; NULL past the last. */
const struct element_namespace *element_namespace_at(size_t i);

#endif

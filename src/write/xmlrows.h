/* SPDX-License-Identifier: ISC */
/*
 * xmlrows: the rows that RSS and Atom write alike, one function for each HOW. Where
 * there is no value, there is no element.
 */
#ifndef WRITE_XMLROWS_H
#define WRITE_XMLROWS_H

#include "write/writer.h"

/* An attribute, or none if the value is empty. */
void row_attr(struct writing *w, const char *name, struct str value);
/* An element with text alone, or none if the text is empty. */
void row_leaf(struct writing *w, const char *name, struct str text);
/* HTML of the item's notes, into the open element. */
void row_notes(struct writing *w, struct str html);

void row_value(struct writing *w, const struct element *e);
void row_href(struct writing *w, const struct element *e);
void row_own_href(struct writing *w, const struct element *e);
void row_whole(struct writing *w, const struct element *e);
void row_generator(struct writing *w, const struct element *e);
void row_owner(struct writing *w, const struct element *e);
void row_categories(struct writing *w, const struct element *e);
void row_locked(struct writing *w, const struct element *e);
void row_people(struct writing *w, const struct element *e);
void row_season(struct writing *w, const struct element *e);
void row_episode(struct writing *w, const struct element *e);
void row_transcript(struct writing *w, const struct element *e);
void row_chapters(struct writing *w, const struct element *e);
/* tags.c: all tags of the row's field. */
void row_tags(struct writing *w, const struct element *e);
void row_inline_chapters(struct writing *w, const struct element *e);

/* The links from one document of a feed to others (RFC 5005, sections 3 and 4): address (empty:
   there is none) and relation. Only with w->page. */
enum { ROW_PAGE_LINKS = 3 };
struct str row_page_link(const struct writing *w, size_t i);
const char *row_page_relation(size_t i);
/* Says of an archive that it is one; and declares that element's namespace, unless the show
   does. */
void row_archive(struct writing *w);
void row_history(struct writing *w);

/* xmlns:PREFIX for each namespace of the table but the one that is skipped (NULL: none), and of
   the show's own, which may rebind them; in RSS without those that only elements for Atom use. */
void row_namespaces(struct writing *w, const char *skip);

#endif

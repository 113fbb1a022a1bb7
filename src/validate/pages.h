/* SPDX-License-Identifier: ISC */
/*
 * pages: the links from one page of a feed to another (RFC 5005), which RSS borrows from
 * Atom. Each link of the channel or feed is noted; at its end they are judged together.
 */
#ifndef VALIDATE_PAGES_H
#define VALIDATE_PAGES_H

#include "validate/judge.h"

enum page {
	PAGE_SELF,
	PAGE_FIRST,
	PAGE_PREVIOUS,
	PAGE_NEXT,
	PAGE_LAST,
	PAGE_CURRENT,
	PAGE_COUNT
};

/* Addresses are in the run's arena; NULL: there is no such link. */
struct pages {
	const char *href[PAGE_COUNT];
	struct xmlscan_place at[PAGE_COUNT];
};

/* Is rel one of the relations that lead from page to page? */
bool pages_is(const char *rel);
/* Complains if the innermost element, a link, has such a relation where none belongs
   (in_head: it is the feed's own), or one by another name. */
void pages_judge(struct judge *j, const char *rel, bool in_head);
/* Keeps the link of the innermost element, if it is the first of its relation. */
void pages_note(struct judge *j, struct pages *pages, const char *rel, const char *href);
/* Do they lead on? The innermost element, the channel or feed, ends. link is the name that
   the links have. */
void pages_end(struct judge *j, const struct pages *pages, const char *link);

#endif

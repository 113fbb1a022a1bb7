/* SPDX-License-Identifier: ISC */
/* What the hooks of Atom remember of a feed, besides the counts of the open elements. */
#ifndef VALIDATE_ATOM_H
#define VALIDATE_ATOM_H

#include "validate/pages.h"
#include "validate/seen.h"

/* What a text construct, or atom:content, says that it holds. */
enum atom_type {
	ATOM_TYPE_TEXT,
	ATOM_TYPE_HTML,
	ATOM_TYPE_XHTML,
	ATOM_TYPE_MEDIA_TEXT, /* text/… */
	ATOM_TYPE_MEDIA_XML,  /* …/xml, …+xml */
	ATOM_TYPE_MEDIA       /* another: base64 */
};

/* The construct that is open; they do not nest. */
struct atom_construct {
	enum atom_type type;
	bool has_src;
	bool told; /* what stands in it is wrong, and that was told once */
	bool unsafe_told, relative_told;
	unsigned elements;
};

/* What is known of a feed, an entry or a source by its links. */
struct atom_links {
	struct seen alternates; /* by type and hreflang */
	bool alternate, enclosure;
	struct pages pages;
	const char *paging; /* the relation of a page among others */
};

struct atom_entry {
	bool has_author, needs_summary;
	const char *id, *updated;       /* in judge.scratch */
	int64_t updated_s, published_s; /* seconds since 1970; 0: not known */
	struct atom_links links, source_links;
};

struct atom {
	bool entry_met, has_author;
	unsigned authorless;                /* entries */
	struct xmlscan_place authorless_at; /* the first of them */
	struct seen ids;                    /* with the time of update */
	struct atom_links links;
	struct atom_entry entry;
	struct atom_construct construct;
};

/* Made when first asked for. */
struct atom *atom_of(struct judge *j);
void atom_release(struct atom *atom);
/* A child of the feed begins: none may stand behind the first entry. */
void atom_ordered(struct judge *j);
/* What an entry's and a feed's links lack together; called when it ends. */
void atom_feed_links(struct judge *j);
void atom_entry_links(struct judge *j);

#endif

/* SPDX-License-Identifier: ISC */
/*
 * import: a feed on its way to become a show. What include/feedgen/import.h says of
 * fg_import_… is done here, one file a step:
 *
 *     page.c      a page of the feed, RSS, Atom or JSON, as elements of RSS
 *                                                     (atom.c, json.c; collect.c has them all)
 *     show.c      elements as fields of the model        (fields.c, tags.c, notes.c, name.c)
 *     native.c    what Atom and JSON Feed alone have fields for
 *     settle.c    what fields cannot say: found by writing the feed (try.c) and comparing
 *                                     (differ.c, same.c, same_atom.c, same_json.c)
 *     named.c     files that items name, taken into the show, if that is wanted
 *     files.c     the texts of the files                                         (yaml.c)
 *
 * Everything becomes RSS first, so that there is one way from there on. What an Atom or JSON
 * Feed says in its own words is kept beside it, so that a feed of that format can say it again.
 */
#ifndef IMPORT_IMPORT_H
#define IMPORT_IMPORT_H

#include <feedgen/import.h>
#include "base/jsonline.h"
#include "base/map.h"
#include "base/sbuf.h"
#include "base/xmlread.h"
#include "import/tree.h"
#include "model/element.h"

#define RDF_NAMESPACE "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

enum { IMPORT_ITEMS_MAX = 200 * 1000 };

struct import_item {
	struct tree elements; /* what is in it, as RSS has it */
	/* … and in the words of the feed, if that is none of RSS: elements of Atom, or members of
	   JSON, whose texts are their values on one line. */
	struct tree native;
	enum fg_format format; /* of native */
	unsigned page;
	const char *file;  /* which that is, as findings call it */
	const char *place; /* "07-", if it has no date */
	struct fg_episode ep;
	struct str notes; /* the body, if it is verbatim */
	struct str
		markdown; /* … and as Markdown that makes the same; "": there is none */
};

struct fg_import {
	struct fg_run *run;
	struct arena *arena; /* run's */
	const char *dir;
	struct prefixes *prefixes;
	struct map *words;           /* names, each once */
	struct tree channel, native; /* as those of an item */
	enum fg_format format;
	struct {
		struct import_item **data;
		size_t len, cap;
	} items;
	struct map guids; /* of the items so far: import_item */
	unsigned pages;
	/* Of the page that is read, and when it was, of the first. */
	const char *file;    /* as findings call it */
	const char *address; /* where it was had from; NULL: not from the web */
	const char *next;    /* the address of the next page; NULL: none */
	bool repairs;        /* what is not well-formed */
	struct fg_show show;
};

/* text, the same pointer for the same text. */
const char *import_word(struct fg_import *im, const char *text);
/* A new item at the end. NULL: there are too many. */
struct import_item *import_add_item(struct fg_import *im, unsigned line, unsigned column);
/* Makes addresses in it absolute, by what its parts are relative to. */
void addresses_complete(struct fg_import *im, struct tree *element);
/* Puts an element into the channel or an item, where it is known by its key from now on. */
void import_add(struct fg_import *im, struct tree *parent, struct tree *element);

/* ---- reading ---- */

/* A reader of elements, from events of xmlread: see page.c. */
struct reading {
	struct fg_import *im;
	struct tree *into; /* the channel or item that is open; NULL: neither */
	struct import_item *item;
	struct tree *open[XMLREAD_DEPTH_MAX + 1]; /* elements within into */
	size_t depth, inner; /* open elements; of them those within into */
	const char *bases[XMLREAD_DEPTH_MAX + 1];
	struct sbuf text;
	bool is_feed, is_atom, is_full, no_memory;
	bool is_plain; /* elements of Atom stay what they are */
	const char
		*item_language; /* xml:lang of an Atom entry, if it is not the feed's */
	const char *root;
	struct xmlscan_place root_at;
	const char *language;         /* xml:lang of an Atom feed */
	struct fg_list lost;          /* attributes_lose: "gd:etag of <entry>" … */
	struct xmlscan_place lost_at; /* of the element that had the first */
};
extern const struct xmlread_handler reading_handler;
void reading_init(struct reading *r, struct fg_import *im);
void reading_release(struct reading *r);
/* All of text, in pieces that are not too large for the reader. */
bool reading_feed(struct xmlread *x, struct str text);

/* Puts down the attributes of a feed, channel or item that become nothing; and tells of them, once
   in an import. */
void attributes_lose(struct reading *r, const struct xmlread_element *e);
void attributes_tell(const struct reading *r);

/* Makes elements of RSS of those of an Atom feed or entry; kept as they are if RSS has none. What
   they were goes to native. */
void atom_convert(struct fg_import *im, struct tree *parent, struct tree *native);
/* A text of an entry says in which language it is, as the entry did. */
void atom_inherit_language(
	struct fg_import *im, struct tree *element, const char *language);
/* A text construct as HTML, which notes are, and as plain text, which titles are. */
const char *atom_markup(struct fg_import *im, const struct tree *n);
const char *atom_plain(struct fg_import *im, const struct tree *n);
/* Reads a JSON Feed. False: it is none, or broken, and a finding says so. */
bool json_read(struct fg_import *im, struct str text);

/* Adds a member that is complete to those of a feed or an item. */
void json_add_member(
	struct fg_import *im, struct tree *members, const struct jsonline *line);
/* The text that a member's value is; "" if it is no string and no number. */
const char *json_text(struct arena *a, const struct tree *member);

/* Reads elements without a namespace, as HTML may be. NULL: they are not well-formed. */
const struct tree *reading_fragment(struct fg_import *im, struct str text);

/* ---- making the model ---- */

/* Sets what an element of the channel (ep NULL) or an item says. */
void fields_take(struct fg_import *im, struct fg_episode *ep, const struct tree *element);
/* Sets what Atom and JSON Feed alone have words for, of the show (item NULL) or an item. */
void native_take(struct fg_import *im, struct import_item *item);
/* Sets body and description from the elements of an item. */
void notes_take(struct fg_import *im, struct import_item *item);
/* Warns of what the new show may not be. */
void import_tell(struct fg_import *im);
/* Gives every item the name of its file: ep.file and ep.stem. */
void names_give(struct fg_import *im);
/* A point in time as feeds write it, in any way that is understood. *usual: in one that all
   readers understand alike. */
bool import_date(const char *text, int64_t *seconds, bool *usual);

/* The row of elements.def that an element with that key is of; NULL: none. */
const struct element *import_row(enum element_scope scope, const char *key);

/* An element of an item is not to be kept as XML any more: settle.c. */
void settle_forget(struct fg_import *im, struct import_item *item, const char *key);

/* ---- comparing ---- */

/* Does written, which feedgen has made, say all that source says? Both have one key. */
bool same_element(struct arena *a, enum element_scope scope, const struct tree *source,
	const struct tree *written);
/* But for white space. */
bool same_text(const char *a, const char *b);

#endif

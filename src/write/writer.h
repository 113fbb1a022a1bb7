/* SPDX-License-Identifier: ISC */
/*
 * Writing a feed: one walk for all formats, inside the room.
 *
 * A feed is written in parts: its head, each item, its tail. For the head and for an item
 * writer.c walks the rows of elements.def in order and hands each to the format's function
 * for the row's HOW. That function takes the value from writing_value (values.c), or, for
 * the odd rows, from the model, and writes it, or nothing if there is none. A format without
 * a function for a HOW leaves those elements out.
 *
 * Nothing fails on the way: what cannot be written shows in the sbuf, asked once at the end.
 */
#ifndef WRITE_WRITER_H
#define WRITE_WRITER_H

#include <feedgen/feedgen.h>
#include "base/str.h"
#include "base/when.h"
#include "model/element.h"
#include "write/xmlout.h"

enum writing_part { WRITING_HEAD, WRITING_ITEM, WRITING_TAIL };

/* What is being written. */
struct writing {
	struct fg_run *run;
	enum fg_format format;
	const struct format *writer; /* what writes it */
	const struct fg_show *show;
	const char *variant;         /* format of the enclosure; NULL: the usual */
	const struct fg_page *page;  /* NULL: all is one document */
	const struct fg_episode *ep; /* NULL but in items; so is notes */
	const struct fg_notes *notes;
	struct xmlout xml; /* where RSS and Atom write to, between begin and end */
	struct sbuf *json; /* where JSON is written to */
};

struct format {
	/* Opens and closes a part. The rows are written in between. */
	void (*begin)(struct writing *w, enum writing_part part, struct sbuf *out);
	void (*end)(struct writing *w, enum writing_part part);
	void (*const *how)(struct writing *w, const struct element *e); /* [HOW_COUNT] */
	void (*date)(int64_t seconds, char out[WHEN_TEXT_SIZE]);
	const char *between; /* two items */
};

extern const struct format rss_format, atom_format, json_format;

/* What the row is called in the format that is written. */
const char *writing_name(const struct writing *w, const struct element *e);

/* The row's value as text, in the run's arena or the model. Empty: there is none, and
   there will be no element. For kinds other than HTML and PARTS. */
struct str writing_value(struct writing *w, const struct element *e);
/* What people have written of the item, or else of the channel, themselves. */
struct element_own writing_own(const struct writing *w);
/* The address of this document; whole: that of the show, if it is one document. */
struct str writing_self(const struct writing *w, const char *whole);
/* The item's audio number i besides its enclosure; NULL past the last. */
const struct fg_enclosure *writing_alternate(const struct writing *w, size_t i);
/* Who of the item's people or the show's has that name; NULL: nobody. */
const struct fg_person *writing_person(struct writing *w, struct str name);
/* The notes of the item in short, and in full if that is more, or if the short ones are left to
   XML of the episode's own. */
struct str writing_summary(const struct writing *w);
struct str writing_content(const struct writing *w);
/* text as one line: every run of white space is one space, and there is none at the ends.
   NULL makes an empty one. */
struct str writing_line(struct writing *w, const char *text);

#endif

/* SPDX-License-Identifier: ISC */
/*
 * judge: a feed as it streams by, held against the vocabularies.
 *
 * What rows can say (vocabulary.h) is judged here for every element: may it stand there,
 * how often, which attributes, what kind of text. What they cannot say is in hooks, one
 * file for a format: rss_rules.c, itunes_rules.c … A hook is called when its element
 * begins (judge_attribute gives its attributes) and when it ends (j->text is its text,
 * judge_count tells which children it had); it complains with judge_say, which points at
 * the element:
 *
 *     void rss_image_size(struct judge *j, enum moment moment)
 *     {
 *             if (moment == ENDS && …)
 *                     judge_say(j, FG_RULE_…, "%s is %s pixels", judge_what(j), …);
 *     }
 *
 * To add a format of XML: a namespace and a file of rows, whose root stands IN(DOCUMENT),
 * and its hooks. What they have to remember of a feed hangs off struct judge, which is
 * zeroed at the start. A format that is no XML has a function of its own: formats[] in
 * feed.c.
 *
 * Memory does not grow with the feed but by the sets of what must be unique: what hooks
 * put into j->run->arena stays, what they put into j->scratch goes when an item ends.
 */
#ifndef VALIDATE_JUDGE_H
#define VALIDATE_JUDGE_H

#include <feedgen/feedgen.h>
#include "base/arena.h"
#include "base/sbuf.h"
#include "base/xmlread.h"
#include "model/rule.h"
#include "validate/items.h"
#include "validate/vocabulary.h"

/* An element that is open. */
struct node {
	int row;                   /* enum row_id; -1: we do not know it */
	const char *prefix, *name; /* the prefix people know, perhaps not the one here */
	enum context inside;
	struct xmlscan_place at;
	size_t text_at;             /* where its text begins in j->texts */
	bool stray;                 /* text that must not be there was told */
	bool based;                 /* xml:base says what addresses in it begin with */
	uint16_t counts[ROW_COUNT]; /* children by row, if inside is something */
};

struct rss;
struct atom;

struct judge {
	struct fg_run *run;
	const char *file;
	const struct fg_input *from; /* where the feed comes from */
	struct xmlread *reader;
	struct arena scratch; /* emptied when an item ends */
	struct node *nodes;
	size_t depth;
	unsigned unknown; /* so many elements are open that nobody judges */
	const struct xmlread_element *element; /* when one begins, else NULL */
	const char *text;                      /* when one ends, else NULL */
	const char *attribute;                 /* the one that is judged, or NULL */
	const char *manner; /* how a text of Media RSS is meant, by its attributes */
	struct sbuf texts;  /* of the open elements, one after another */
	unsigned told[FG_RULE_COUNT];
	struct {
		const char *uri;
		enum vocabulary ns;
	} seen[16]; /* namespaces, by pointer */
	struct {    /* by the root, and not used so far */
		const char *prefix, *uri;
	} unused[32];
	unsigned unused_count;
	bool ended;           /* the root is closed */
	struct fg_diag spare; /* what findings beyond the cap are written to */
	struct items items;   /* of RSS and Atom */
	struct rss *rss;
	struct atom *atom;
};

/* So many findings of one rule are kept; then there is one more that counts the others. */
enum { JUDGE_TOLD_MAX = 1000 };

/* ---- for hooks ---- */

/* The innermost open element, which is the one that a hook is called for. */
static inline struct node *judge_node(const struct judge *j)
{
	return &j->nodes[j->depth - 1];
}
/* The one around it; NULL: it is the root. */
static inline struct node *judge_parent(const struct judge *j)
{
	return j->depth > 1 ? &j->nodes[j->depth - 2] : NULL;
}
/* Its name as people know it: "itunes:image". */
const char *judge_name(struct judge *j, const struct node *n);
/* How many children of that row the innermost element has had. */
static inline unsigned judge_count(const struct judge *j, enum row_id row)
{
	return judge_node(j)->counts[row];
}
/* Is the feed Atom, where any other namespace is an extension? */
static inline bool judge_is_atom(const struct judge *j)
{
	return j->depth > 0 && j->nodes[0].row >= 0 &&
	       element_rows[j->nodes[0].row].ns == NS_ATOM;
}
/* Does the innermost element stand right in the head of the feed, <channel> or Atom's <feed>?
   In an item: <item> or <entry>? */
bool judge_in_head(const struct judge *j);
bool judge_in_item(const struct judge *j);
/* Keeps what the innermost element says of its item. Outside of items it keeps nothing. */
void judge_keep(struct judge *j, enum item_fact fact, const char *text);
/* The attribute in no namespace, when its element begins; NULL: there is none. */
const char *judge_attribute(const struct judge *j, const char *name);

/* Complains about the innermost element, or j->attribute of it. The pointer is good until
   the next finding. */
struct fg_diag *judge_say(struct judge *j, enum fg_rule_id rule, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
/* Was it told, or is it beyond the cap? Then nobody sees its hint. */
static inline bool judge_was_told(const struct judge *j, const struct fg_diag *d)
{
	return d != &j->spare;
}
/* Complains that the innermost element lacks a child. */
struct fg_diag *judge_lacks(struct judge *j, enum fg_rule_id rule, const char *child);
void judge_hint(struct judge *j, struct fg_diag *d, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
/* Lets a finding about the innermost element point at a child that it had there. */
void judge_point(
	struct judge *j, struct fg_diag *d, const char *child, struct xmlscan_place at);
/* "channel/item/enclosure@length"; the root of RSS is left out. NULL: before the root. It
   lives as long as findings do. */
const char *judge_path(struct judge *j);
/* What is judged, for messages: "<pubDate>", "the length of <enclosure>". */
const char *judge_what(struct judge *j);
/* A value as messages show it: short, in quotation marks. */
const char *judge_quote(struct judge *j, const char *value);
/* Complains that the innermost element, or j->attribute of it, is empty, if value is. */
bool judge_blank(struct judge *j, const char *value);
/* Is value what its kind says? If not, complains. Surrounding space is seen to. */
bool judge_value(struct judge *j, enum kind kind, const char *value);

/* ---- for feed.c ---- */

void judge_init(struct judge *j, struct fg_run *run, const struct fg_input *from);
/* Tells what was beyond the cap. */
void judge_finish(struct judge *j);
void judge_release(struct judge *j);
extern const struct xmlread_handler judge_handler;

/* ---- hooks ---- */

#define plain judge_no_hook
#define ELEMENT(id, ns, name, parents, least, most, kind, inside, hook)                  \
	vocabulary_hook hook;
#define ATTRIBUTE(...)
#include "validate/vocabulary.def"
#undef plain

#endif

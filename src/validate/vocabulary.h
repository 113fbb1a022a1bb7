/* SPDX-License-Identifier: ISC */
/*
 * The vocabularies of feeds: every element that we know, where it may stand, what it holds.
 * For judging feeds of anybody; what feedgen itself writes is in model/elements.def, whose
 * rows are ordered for writing and know the fields of our sources.
 *
 * A table is a file of rows, all listed in vocabulary.def:
 *
 *     ELEMENT(ID, NAMESPACE, "name", parents, least, most, KIND, INSIDE, hook)
 *     ATTRIBUTE(ID, "name", NEED, KIND, …)    of the element ID
 *
 * parents is IN(CONTEXT), joined by |; least and most (or MANY) count it in its parent.
 * KIND is what its text, or the attribute's value, must be: values.c has a function for
 * each. INSIDE is the context that its children stand in; NOTHING: it has none that we
 * know. hook is called when the element begins and when it ends, for what rows cannot say
 * (judge.h); plain: there is nothing. An element may have several rows for several parents.
 */
#ifndef VALIDATE_VOCABULARY_H
#define VALIDATE_VOCABULARY_H

#include <stdint.h>
#include <stdbool.h>
#include <stddef.h>

enum vocabulary {
#define NAMESPACE(id, ...) NS_##id,
#include "validate/namespaces.def"
	NS_COUNT,
	NS_UNKNOWN = NS_COUNT
};

struct namespace_row {
	const char *prefix; /* the usual one; "": none */
	const char *uri;
	bool closed; /* an element of it that has no row is a slip */
};
extern const struct namespace_row namespaces[NS_COUNT];

/* The namespace of a URI (NULL: none). *near: it is meant, but not spelt like that. */
enum vocabulary namespace_find(const char *uri, bool *near);
/* The namespace that usually has this prefix, or NS_UNKNOWN. */
enum vocabulary namespace_of_prefix(const char *prefix);

/* Where an element may stand. */
enum context {
	CONTEXT_NOTHING, /* nothing that we know stands in it */
	CONTEXT_DOCUMENT,
	CONTEXT_RSS,
	CONTEXT_CHANNEL,
	CONTEXT_ITEM,
	CONTEXT_IMAGE,
	CONTEXT_TEXT_INPUT,
	CONTEXT_SKIP_HOURS,
	CONTEXT_SKIP_DAYS,
	CONTEXT_OWNER,
	CONTEXT_CATEGORY,
	CONTEXT_LIVE_ITEM,
	CONTEXT_ALTERNATE,
	CONTEXT_VALUE,
	CONTEXT_TIME_SPLIT,
	CONTEXT_PODROLL,
	CONTEXT_PUBLISHER,
	CONTEXT_CHAPTERS,
	CONTEXT_MEDIA_GROUP,
	CONTEXT_MEDIA_CONTENT,
	CONTEXT_MEDIA_PARTS, /* what the elements of Media RSS 1.5 have in them */
	CONTEXT_GML,
	CONTEXT_GEO_POINT,
	CONTEXT_FEED,
	CONTEXT_ENTRY,
	CONTEXT_SOURCE,
	CONTEXT_PERSON,
	CONTEXT_MARKUP, /* anything: the hook is called for each element in it */
	CONTEXT_COUNT
};
#define IN(context) (1u << CONTEXT_##context)

enum kind {
	KIND_EMPTY,      /* no text at all */
	KIND_ANY,        /* text that nobody judges */
	KIND_LINE,       /* plain text, one line, of 255 characters at most */
	KIND_SHORT,      /* … of 128, as the podcast namespace has it */
	KIND_DISPLAY,    /* … of 32 */
	KIND_IDENTIFIER, /* compared letter by letter; 255 */
	KIND_NOTE,       /* for programs or people, 4,000 */
	KIND_PROSE,      /* plain text */
	KIND_HTML,
	KIND_WEB,     /* an absolute http or https URL */
	KIND_LINK,    /* an absolute URL of any scheme */
	KIND_SECURE,  /* … but not http */
	KIND_ADDRESS, /* a URL, relative perhaps */
	KIND_DATE_822,
	KIND_DATE_3339,
	KIND_DATE_W3C,
	KIND_DATE_LOCAL, /* as of W3C, but without a zone */
	KIND_DATE_8601,  /* with a time and a zone */
	KIND_COUNT_0,    /* a whole number, 0 or more */
	KIND_COUNT_1,    /* 1 or more */
	KIND_NUMERAL,    /* … without a 0 before it */
	KIND_DECIMAL,    /* "315.5" */
	KIND_BOOLEAN,    /* true, false */
	KIND_YES_NO,     /* yes, no */
	KIND_MAIL,       /* an addr-spec */
	KIND_CONTACT,    /* RSS: address (Name) */
	KIND_LANGUAGE,   /* en, en-GB */
	KIND_MIME,
	KIND_DURATION,
	KIND_UUID,
	KIND_IRI, /* of any scheme, relative perhaps, without a space around it */
	KIND_IRI_ABSOLUTE,
	KIND_MEDIA_TYPE,   /* with parameters, perhaps */
	KIND_LANGUAGE_TAG, /* any of RFC 5646 */
	KIND_ADDR_SPEC,    /* a mail address, also of a host without a dot */
	KIND_PLAY_TIME,    /* Normal Play Time: 37, 7:48, 01:35:52.250 */
	KIND_NPT,          /* … of RFC 2326: now, 37.5, 0:01:35 */
	KIND_SIGNED,       /* a decimal number, below 0 perhaps */
	KIND_SIGNED_WHOLE,
	/* latitudes and longitudes, with space between */
	KIND_POINT,
	KIND_LINE_OF_POINTS,
	KIND_POLYGON,
	KIND_BOX,
	KIND_LATITUDE,
	KIND_LONGITUDE,
	KIND_COUNTS, /* whole numbers, comma separated */
	KIND_MEDIA,  /* as SECURE */
	KIND_ANYWHERE,
	KIND_SECONDS, /* as DECIMAL */
	KIND_RRULE,
	/* forms of the podcast namespace: model/form.h */
	KIND_GEO,
	KIND_OSM,
	KIND_COUNTRY,
	KIND_RELATION,
	KIND_RATIO,
	KIND_SERVER,
	KIND_SHOW_MEDIUM,
	KIND_LIVE_STATUS,
	KIND_SOCIAL,
	KIND_CHAT,
	KIND_INTEGRITY,
	KIND_RECIPIENT,
	/* one of a few words */
	KIND_CLOUD,
	KIND_PERIOD,
	KIND_MEDIUM,
	KIND_EXPRESSION,
	KIND_TEXT_TYPE,
	KIND_HASH,
	KIND_RELATIONSHIP,
	KIND_RESTRICTION,
	KIND_COUNT
};

enum need { OPTIONAL, WANTED, REQUIRED };

enum { MANY = 0xffff };

/* ROW_RSS_TITLE …: one for each ELEMENT. */
enum row_id {
#define ELEMENT(id, ...) ROW_##id,
#define ATTRIBUTE(...)
#include "validate/vocabulary.def"
	ROW_COUNT
};

struct judge;
/* What happens to an element that has a hook. */
enum moment {
	BEGINS,
	HOLDS,  /* an element begins in it, which j->element is: inside MARKUP alone */
	DEEPER, /* … and one within that, or within such a one */
	ENDS
};
typedef void vocabulary_hook(struct judge *j, enum moment moment);

struct element_row {
	enum vocabulary ns;
	const char *name;
	uint32_t parents;
	unsigned least, most;
	enum kind kind;
	enum context inside;
	vocabulary_hook *hook;
};
struct attribute_row {
	enum row_id element;
	const char *name; /* with its usual prefix, if it has one */
	enum need need;
	enum kind kind;
};
extern const struct element_row element_rows[ROW_COUNT];

/* The row of an element in this context, or -1. *elsewhere: it has a row, but not here. */
int vocabulary_find(
	enum vocabulary ns, const char *name, enum context in, bool *elsewhere);
/* Attribute i of an element, or NULL past the last. */
const struct attribute_row *vocabulary_attribute(enum row_id element, size_t i);

#endif

/* SPDX-License-Identifier: ISC */
/*
 * The fields table (fields.def), for those who set and read fields by name.
 */
#ifndef MODEL_FIELD_H
#define MODEL_FIELD_H

#include <feedgen/feedgen.h>

/* How text becomes a value, and what the member is:
     TEXT const char *       URL const char * (absolute or relative; resolved later)
     EMAIL const char *      DATE const char * (as written; resolve makes it a time)
     INTEGER int64_t         BYTES int64_t       DURATION int64_t, seconds
     DECIMAL const char *, canonical             CLOCK int64_t, seconds after midnight
     BOOLEAN bool            LIST struct fg_list
     CATEGORIES struct fg_categories             PEOPLE struct fg_people
     XML struct fg_xml                           TAG struct fg_tags, one for all such fields
     JSON struct fg_entries: the members of an object
     CHAPTERS const char *: an address or file; a list goes to own_chapters of the episode
     ENTRIES struct fg_entries                   TEMPLATES struct fg_entry[FG_EP_FIELD_COUNT] */
enum field_kind {
	KIND_TEXT,
	KIND_URL,
	KIND_EMAIL,
	KIND_DATE,
	KIND_INTEGER,
	KIND_BYTES,
	KIND_DURATION,
	KIND_DECIMAL,
	KIND_CLOCK,
	KIND_BOOLEAN,
	KIND_LIST,
	KIND_CATEGORIES,
	KIND_PEOPLE,
	KIND_XML,
	KIND_JSON,
	KIND_TAG,
	KIND_CHAPTERS,
	KIND_ENTRIES,
	KIND_TEMPLATES
};

struct field_row {
	struct fg_field field; /* the public part */
	enum field_kind kind;
	size_t offset; /* of the member in struct fg_show or struct fg_episode */
};

const struct field_row *show_field(enum fg_show_field f);
const struct field_row *episode_field(enum fg_episode_field f);

/* Are a and b the same name: without case, '-', '_' and spaces? */
bool field_name_is(const char *a, const char *b);
/* Is name among the names, comma separated? Shapes (":media") have no say. */
bool field_list_has(const char *names, const char *name);

#endif

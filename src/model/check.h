/* SPDX-License-Identifier: ISC */
/*
 * Single values, by kind: what is well written, and what it means. Written once, for
 * the reader, the linter and (later) the judge of finished feeds.
 */
#ifndef MODEL_CHECK_H
#define MODEL_CHECK_H

#include <feedgen/model.h>
#include "base/str.h"

/* true false yes no on off, clean and explicit, in any case. *usual: it is spelt true or
   false, as Apple wants it. False if text is no boolean. */
bool check_boolean(struct str text, bool *value, bool *usual);
/* "7", "08", "+3" is refused; no sign, no fraction, no exponent, decimal always.
   A _ or , between digits is refused, and what is beyond INT64_MAX. */
bool check_integer(struct str text, int64_t *value);
/* "315.5", "01". Writes the canonical form, without zeros that mean nothing ("1", "315.5");
   one that has no room is refused. */
enum { DECIMAL_SIZE = 32 };
bool check_decimal(struct str text, char out[DECIMAL_SIZE]);
/* An addr-spec: one @, no spaces, a dot in the domain. "mailto:a@b.cd" is none. */
bool check_email(const char *text);
/* RFC 5646 as far as feeds go: an ISO 639 two-letter language (three letters are accepted
   too: *three), then with '-' before each a script ("zh-Hant") and a region of ISO 3166 or
   UN M.49, in any case. The codes are tables in language.c. */
bool check_language(const char *text, bool *three);
/* Has text something that reads as an HTML tag or a character reference? */
bool check_has_markup(const char *text);
/* A MIME type: type/subtype, without parameters. */
bool check_mime(const char *text);

/* An Apple category written "Top > Sub", "Top/Sub" or "Top" (110 values). On true *out
   holds the table's own spelling. On false *nearest is the value that was probably meant,
   in the form "Top > Sub" (by resemblance, or because it was called so before 2019), or
   NULL. The case of letters must be right: Apple ignores others. nearest NULL: do not look,
   which takes most of the time. */
bool check_category(const char *text, struct fg_category *out, const char **nearest);
/* Was it a category of Apple's before 2019? *now is what has taken its place. */
bool check_category_obsolete(const char *text, const char **now);
/* Row i of the categories; false past the last. */
bool category_at(size_t i, const char **top, const char **sub);

/* MIME type that belongs to a file extension (without dot, any case), as Apple names it;
   NULL: not one of ours. */
const char *mime_of_extension(struct str extension);
/* Type of a transcript with this extension, one of the five of podcast:transcript ("" is a
   page); NULL: none of them. */
const char *mime_of_transcript(struct str extension);
/* May a file with this extension be of this type? (m4a: audio/x-m4a, audio/m4a, audio/mp4 …) */
bool mime_agrees(struct str extension, const char *type);
/* Does Apple play a file of this type, whatever its extension? */
bool mime_is_apples(const char *type);
/* Does Apple play this extension (mp3 m4a mov mp4 m4v pdf)? */
bool extension_is_apples(struct str extension);
/* Is this the extension of a sound or film file at all? */
bool extension_is_media(struct str extension);

/* kbit/s of an MP3 of so many bytes and seconds, if none has such a rate; 0: it may be, or is
   none, or is too small to tell. */
int64_t check_odd_rate(const char *type, int64_t bytes, int64_t seconds);

/* A person's role and its group in the Podcast Taxonomy (podcast:person), case ignored;
   *group is the group the role belongs to. False: not in the taxonomy. */
bool check_role(const char *role, const char **group);
bool check_group(const char *group);
/* The role that is written in another way ("cohost", "Audio engineer"), as the taxonomy spells
   it; NULL: there is none. */
const char *role_spelt(const char *role);
/* The role, or the group, that was probably meant by one that there is not; NULL: none. */
const char *role_nearest(const char *role);
const char *group_nearest(const char *group);

#endif

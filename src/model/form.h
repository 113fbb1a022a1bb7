/* SPDX-License-Identifier: ISC */
/*
 * Forms: what the values in podcast.def and live.def must be. The checks are those of
 * check.h and check_form.h; this is the table by which a row names one.
 */
#ifndef MODEL_FORM_H
#define MODEL_FORM_H

#include <stdbool.h>
#include "base/arena.h"

enum form {
	FORM_EMPTY, /* no text at all */
	FORM_ANY,
	FORM_IDENTIFIER, /* compared letter by letter */
	FORM_LINE,       /* plain text of one line, of 255 characters at most */
	FORM_SHORT,      /* … of 128 */
	FORM_DISPLAY,    /* … of 32 */
	FORM_NOTE,       /* for programs or people, of 4,000 */
	FORM_HTML,
	FORM_SECURE, /* an address, made absolute against the site */
	FORM_LINK,
	FORM_MEDIA,    /* … or against the folder of the feed */
	FORM_ANYWHERE, /* the same, but not of the web perhaps: ipfs:, magnet: */
	FORM_DATE_822, /* dates as feeds have them; people write them as they like */
	FORM_DATE_8601,
	FORM_DATE_W3C,
	FORM_COUNT_0,
	FORM_COUNT_1,
	FORM_DECIMAL,
	FORM_SECONDS, /* a decimal; people may write 1:02:03 */
	FORM_DURATION,
	FORM_BOOLEAN, /* true, false */
	FORM_YES_NO,
	FORM_MAIL,
	FORM_LANGUAGE,
	FORM_MIME,
	FORM_UUID,
	FORM_GEO,
	FORM_OSM,
	FORM_COUNTRY,
	FORM_RATIO,
	FORM_SERVER,
	FORM_RRULE,
	/* one of a few words */
	FORM_RELATION,
	FORM_SHOW_MEDIUM,
	FORM_LIVE_STATUS,
	FORM_SOCIAL,
	FORM_CHAT,
	FORM_INTEGRITY,
	FORM_RECIPIENT,
	FORM_COUNT
};

/* Is text of the form, to the letter? Of those that are not judged here (texts, addresses
   and dates) everything is. */
bool form_fits(enum form form, const char *text);
/* What people write for the form as feeds have it: "1:13" as "73", "Yes" as "true",
   "52.5,13.4" as "geo:52.5,13.4". In the arena, or text. NULL: it is none of the form. */
const char *form_read(struct arena *a, enum form form, const char *text);
/* "a place like geo:52.52,13.405": what it must be, for a sentence. */
const char *form_must_be(enum form form);
/* "geo:52.52,13.405", "subject or creator": for a hint; NULL: there is none. */
const char *form_like(enum form form);
/* The word of the form that was probably meant, in the arena; or NULL. */
const char *form_nearest(struct arena *a, enum form form, const char *text);
/* Is it an address that resolve makes absolute? A point in time? */
bool form_is_address(enum form form);
bool form_is_date(enum form form);
/* Most characters of a text; 0: there is no limit. */
unsigned form_limit(enum form form);

#endif

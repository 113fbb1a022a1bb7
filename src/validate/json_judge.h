/* SPDX-License-Identifier: ISC */
/*
 * What the walk over a JSON Feed (json_feed.c) and the checks of its values
 * (json_values.c) share. Theirs alone.
 */
#ifndef VALIDATE_JSON_JUDGE_H
#define VALIDATE_JSON_JUDGE_H

#include "model/rule.h"
#include "validate/items.h"
#include "validate/json_feed.h"

enum json_object {
	JSON_OBJ_NOTHING,
	JSON_OBJ_FEED,
	JSON_OBJ_AUTHOR,
	JSON_OBJ_HUB,
	JSON_OBJ_ITEM,
	JSON_OBJ_ATTACHMENT,
	JSON_OBJ_COUNT
};

/* What a string or number must be. */
enum json_value {
	JSON_VAL_ANY,
	JSON_VAL_VERSION,
	JSON_VAL_TITLE,
	JSON_VAL_TEXT,
	JSON_VAL_HTML,
	JSON_VAL_ADDRESS,
	JSON_VAL_FEED_URL,
	JSON_VAL_NEXT_URL,
	JSON_VAL_MEDIA_URL,
	JSON_VAL_ID,
	JSON_VAL_DATE,
	JSON_VAL_MODIFIED,
	JSON_VAL_LANGUAGE,
	JSON_VAL_MIME,
	JSON_VAL_SIZE,
	JSON_VAL_POSITIVE,
	JSON_VAL_COUNT
};

/* A value that findings may come back to. line 0: there is none. */
struct json_spot {
	struct fg_place at;
	const char *path;
};

struct json_judge {
	struct fg_run *run;
	const char *file;
	struct jsonread r;
	struct arena scratch; /* emptied when an item ends */
	struct fg_diag spare; /* what findings beyond the cap are written to */
	unsigned told[FG_RULE_COUNT];

	/* of the feed */
	bool is_1_0;
	const char *feed_url, *next_url;
	struct json_spot next_at;
	struct items items;
	/* the first member that only 1.1 has, and the first that it deprecates */
	struct json_spot new_at, old_at;
	/* of the item and the attachment, in scratch */
	bool has_audio;
	int64_t published, modified; /* seconds since 1970; 0: not known */
	const char *media_url, *media_type;
	struct json_spot media_url_at, media_type_at, media_seconds_at;
	const char *media_seconds; /* as it is written */
	int64_t media_bytes;
};

/* Complains about the value where the reader stands, or about another place. The pointer
   is good until the next finding. */
struct fg_diag *json_say(struct json_judge *j, int rule, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
struct fg_diag *json_say_at(struct json_judge *j, int rule, const struct json_spot *at,
	const char *fmt, ...) __attribute__((format(printf, 4, 5)));
void json_hint(struct json_judge *j, struct fg_diag *d, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
/* Where the reader stands; a name for it is in arena. */
struct json_spot json_here(const struct json_judge *j, struct arena *arena);
/* Text as messages show it: short, in quotation marks. In scratch. */
const char *json_quote(struct json_judge *j, const char *text);

/* The text of the reader is what the value must be, or it complains. */
void json_check_value(struct json_judge *j, enum json_value value);
/* Keeps the text of the reader as what the item says. */
void json_keep(struct json_judge *j, enum item_fact fact);
/* An attachment, an item, the feed are complete. */
void json_end_attachment(struct json_judge *j);
void json_end_item(struct json_judge *j, const struct json_spot *at);
void json_end_feed(struct json_judge *j);

#endif

/* SPDX-License-Identifier: ISC */
/*
 * items: what the items of a feed say, each for itself where its values are well, and all of
 * them together; whatever the format. Who reads a format keeps what an item says, and tells
 * when it ends:
 *
 *     items_init(&items, &teller, scratch, arena);
 *     items_begin(&items, place);
 *     items_keep(&items, FACT_TITLE, text, "item/title", place);    for each that is there
 *     items.item.seconds = …;
 *     items_end_item(&items);
 *     …
 *     items_end(&items);
 *     items_release(&items);
 *
 * Of the items that have gone there are hashes (seen.h) and numbers alone.
 */
#ifndef VALIDATE_ITEMS_H
#define VALIDATE_ITEMS_H

#include <feedgen/feedgen.h>
#include "validate/seen.h"
#include "model/rule.h"

enum item_fact {
	FACT_TITLE,
	FACT_GUID,
	FACT_DATE,
	FACT_DESCRIPTION,
	FACT_NUMBER,
	FACT_SEASON,
	FACT_DURATION,
	FACT_PODCAST_NUMBER,
	FACT_PODCAST_SEASON,
	FACT_AUDIO,
	FACT_COUNT
};

/* Texts are the feed's, trimmed; element is what findings call it. Both live as long as the
   item. text NULL: nothing is said. */
struct said {
	const char *text, *element;
	struct xmlscan_place at;
};

struct item {
	struct said facts[FACT_COUNT];
	struct xmlscan_place at; /* of the item itself */
	const char *type;        /* itunes:episodeType; NULL: full */
	bool is_extra;           /* a trailer or a bonus */
	const char *format;      /* of the audio */
	int64_t bytes;           /* of the audio; 0: not known */
	int64_t seconds;         /* of the date, if has_seconds */
	bool has_seconds;
	size_t first_chapters; /* of its files of chapters */
	bool guid_told;        /* as one that is there twice */
	double bite_end; /* seconds: of the podcast:soundbite that ends last; 0: none */
	struct xmlscan_place bite_at;
};

/* How a format complains about what is at a place; element NULL: about where it stands. It
   returns no NULL. who is its own. */
struct items_teller {
	struct fg_diag *(*tell)(void *who, enum fg_rule_id rule, const struct said *at,
		const char *message);
	void *who;
	const char *file;
	const char *whole; /* what findings about an item as a whole call it: "item" */
};

/* A full item with a number. */
struct items_numbered {
	int64_t season, number;
	struct xmlscan_place at;
};

struct items {
	struct item item; /* the one that is read */
	struct items_teller teller;
	struct arena *scratch; /* emptied when an item ends */
	bool serial;           /* it is played by its numbers */
	/* Files of chapters that the items name; NULL: nobody wants them. */
	struct fg_named_files *chapters;
	struct {
		struct items_numbered *data;
		size_t len, cap;
	} numbered;
	struct arena *arena; /* of numbered */
	struct seen ids, guids, titles, dates, descriptions, numbers, audio;
	struct seen parts; /* guids with number and kind: which is a teaser of which */
	size_t full, seasonless;
	struct xmlscan_place seasonless_at; /* the first */
	struct items_numbered last;         /* that has a date too; at.line 0: none */
	int64_t last_seconds;               /* its date */
	bool has_date, order_told;
	int64_t last_date; /* of the item before, if has_date */
};

void items_init(struct items *items, const struct items_teller *teller,
	struct arena *scratch, struct arena *arena);
void items_release(struct items *items);
/* An item begins at this place. */
void items_begin(struct items *items, struct xmlscan_place at);
/* text need not last. */
void items_keep(struct items *items, enum item_fact fact, const char *text,
	const char *element, struct xmlscan_place at);
/* The item names a file of chapters. */
void items_chapters(struct items *items, const char *url, struct xmlscan_place at);
/* The item's guid is kept: did another have it? */
void items_guid(struct items *items);
/* An address of audio of the item: did another item have it? */
void items_audio(struct items *items, const struct said *audio);
void items_end_item(struct items *items);
void items_end(struct items *items);
/* What is wrong with a title that says too much, in a; NULL: it does not. */
const char *items_stuffed(struct arena *a, const char *title);

#endif

/* SPDX-License-Identifier: ISC */
/* What the hooks of RSS remember of a feed, besides the counts of the open elements. */
#ifndef VALIDATE_RSS_H
#define VALIDATE_RSS_H

#include "validate/pages.h"
#include "validate/seen.h"

/* What an item says, for rules about more than one of these. */
enum rss_fact {
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
struct rss_fact_said {
	const char *text; /* trimmed, in scratch; NULL: nothing */
	const char *element;
	struct xmlscan_place at;
};

struct rss_item {
	bool permalink_false, has_description;
	struct rss_fact_said facts[FACT_COUNT];
	const char *type;   /* itunes:episodeType, in scratch; NULL: full */
	const char *format; /* of the audio, in scratch */
	int64_t bytes;      /* of the audio; 0: not known */
	int64_t seconds;    /* of the date, if has_seconds */
	bool has_seconds;
	bool guid_told; /* as one that is there twice */
	bool has_person, has_host;
	bool is_extra; /* a trailer or a bonus */
	bool has_transcript, has_vtt;
	double bite_end; /* seconds: of the podcast:soundbite that ends last; 0: none */
	struct xmlscan_place bite_at;
};

/* A full item with a number. */
struct rss_numbered {
	int64_t season, number;
	struct xmlscan_place at;
};

struct rss_numbers {
	struct rss_numbered *data; /* in the run's arena */
	size_t len, cap;
};

/* The items so far. */
struct rss_items {
	struct rss_numbers numbered;
	struct seen titles, guids, dates, descriptions, numbers;
	size_t full, seasonless;
	struct xmlscan_place seasonless_at; /* the first */
	struct rss_numbered last; /* that has a date too; at.line 0: there was none */
	int64_t last_seconds;     /* its date */
};

struct rss {
	/* of the channel; in the run's arena */
	const char *title, *link;
	struct xmlscan_place title_at;
	const char *category, *first_category; /* itunes:category: the last, the first */
	struct pages pages;                    /* its links of Atom */
	const char *moved;                     /* itunes:new-feed-url */
	struct xmlscan_place blank_title, blank_description; /* line 0: it is not */
	bool item_met, misplaced_told;
	bool obsolete_told[ROW_COUNT];
	bool has_audio, serial;
	bool categories_told;
	bool is_list;           /* by its podcast:medium */
	bool complete, updates; /* no more will come; more will */
	bool to_come;           /* the date of an item is */
	bool block_has_id, value_pays;
	bool has_date, order_told;
	int64_t last_date; /* of the item before, if has_date */
	struct seen guids, enclosures;
	struct {
		unsigned hours[25];
		unsigned days[7];
	} skip;
	struct rss_item item;
	struct rss_items items;
	bool has_host; /* the channel has */
};

/* Made when first asked for. */
struct rss *rss_of(struct judge *j);
/* Is the feed a show's: does its channel carry what directories ask of a podcast? Only then
   is it told what else they ask for. */
bool rss_is_show(const struct judge *j);
/* Keeps what the innermost element says of its item. Outside of items it keeps nothing. */
void rss_keep(struct judge *j, enum rss_fact fact, const char *text);
/* What the values of an item say together: it ends. */
void rss_episode_ends(struct judge *j);
/* What the items so far say together with this one, which ends; and all of them. */
void rss_twin_ends(struct judge *j);
void rss_items_end(struct judge *j);
/* Tells of a title that says too much. NULL: it does not. */
struct fg_diag *rss_title(struct judge *j, const char *title);
/* Judges the HTML of the innermost element, which ends. */
void rss_notes(struct judge *j);
/* Tells once of an element of the channel that stands behind an item. */
void rss_after_item(struct judge *j);
/* What directories ask of a show: the channel, the innermost element, ends. */
void rss_show_ends(struct judge *j);
/* Tells which elements of the innermost one say the same. */
void rss_twins(struct judge *j);
/* May item's children be met now: is the innermost element's parent an item? */
bool rss_in_item(const struct judge *j);

#endif

/* SPDX-License-Identifier: ISC */
/* What the hooks of RSS remember of a feed, besides the counts of the open elements. */
#ifndef VALIDATE_RSS_H
#define VALIDATE_RSS_H

#include "validate/pages.h"

/* What an item has, besides what it says (items.h). */
struct rss_item {
	bool permalink_false, has_description;
	bool has_person, has_host;
	bool has_transcript, has_vtt;
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
	bool has_audio;
	bool categories_told;
	bool is_list;           /* by its podcast:medium */
	bool complete, updates; /* no more will come; more will */
	bool to_come;           /* the date of an item is */
	bool block_has_id, value_pays;
	struct {
		unsigned hours[25];
		unsigned days[7];
	} skip;
	struct rss_item item;
	bool has_host; /* the channel has */
};

/* Made when first asked for. */
struct rss *rss_of(struct judge *j);
/* Is the feed a show's: does its channel carry what directories ask of a podcast? Only then
   is it told what else they ask for. */
bool rss_is_show(const struct judge *j);
/* What an item's elements of Apple and the podcast namespace say together: it, the innermost
   element, ends. In Atom too. */
void rss_episode_ends(struct judge *j);
/* Judges the HTML of the innermost element, which ends. */
void rss_notes(struct judge *j);
/* Tells once of an element of the channel that stands behind an item. */
void rss_after_item(struct judge *j);
/* What directories ask of a show: the channel, the innermost element, ends. */
void rss_show_ends(struct judge *j);
/* Tells which elements of the innermost one say the same. */
void rss_twins(struct judge *j);

#endif

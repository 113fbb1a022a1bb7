/* SPDX-License-Identifier: ISC */
/*
 * The walk of the resolve room, and its stations: one file each, in the order of the
 * walk. fg_resolve opens the walk for the show and then leads every episode past the
 * stations; an episode that a station does not let pass is not in the feed.
 *
 * Stations set members and origins of the model and complain into run->diags. What
 * they make lives in run->arena, and what they only need on the way to it in scratch, which
 * is emptied after each episode. None of them reads a file's contents.
 */
#ifndef RESOLVE_WALK_H
#define RESOLVE_WALK_H

#include <feedgen/feedgen.h>
#include "base/arena.h"
#include "base/map.h"
#include "base/when.h"

struct walk {
	struct fg_run *run;
	struct fg_show *show;
	struct arena scratch;
	const char *
		bundle; /* where the files in the folder of this episode are served, with a
			       slash at the end; NULL: it has none to itself */
	const struct when_zone *zone; /* of dates without one; dates_open sets it */
	bool zone_is_guess;           /* the show names none, and nobody was told yet */
	bool template_off[FG_EP_FIELD_COUNT]; /* at fault and reported: no longer used */
	struct map transcript_names,
		chapters_names; /* of files to be made: the episodes */
};

/* ---- live.c: what is published at all ---- */

/* False, with ep->held set, for a draft and for a status that does not mean published (warned
   of when it is no known one). */
bool live_is_published(struct walk *w, struct fg_episode *ep);

/* ---- identity.c: what the show, an episode and its page are known by ---- */

/* The show's podcast:guid, made from feed_url when it is not written (Podcasting 2.0, tag guid). */
void identity_open(struct walk *w);
/* The slug: written or by template, else the last segment of the path, else the file's
   name. */
void identity_name(struct walk *w, struct fg_episode *ep);
/* The guid: written, by template, or a UUIDv5 of the show's guid and the slug. It stays
   absent when the show has no guid to begin with. Call it after urls_complete. */
void identity_set(struct walk *w, struct fg_episode *ep);
/* The length of "2024-03-05-" at the beginning of a Jekyll post's file name, else 0. */
size_t identity_date_prefix(const char *stem);

/* ---- inherit.c: what the show config says for all episodes ---- */

/* Takes templates out of use whose text cannot be right, with an error for each. */
void inherit_open(struct walk *w);
/* Applies every template but those that other stations have applied, and that of the guid;
   then author and explicit. */
void inherit_apply(struct walk *w, struct fg_episode *ep);
/* Applies the template of one field, if there is one and the episode is in need of it. */
void inherit_field(struct walk *w, struct fg_episode *ep, enum fg_episode_field f);
/* The address that a template of the audio makes for the episode; NULL: none. */
const char *inherit_audio(
	struct walk *w, const struct fg_episode *ep, const struct fg_entry *template);

/* ---- dates.c ---- */

/* Loads the show's time zone; UTC (with an error) if there is none of that name. */
void dates_open(struct walk *w);
/* The date in a Jekyll post's file name stands in for one that is not written. */
void dates_name(struct walk *w, struct fg_episode *ep);
/* Makes the dates points in time. One is 0 and its origin ABSENT if there is none. */
void dates_set(struct walk *w, struct fg_episode *ep);

/* ---- urls.c: what is a file here and what is an address ---- */

/* Finds the local file of the show's image, and makes the show's own addresses absolute. */
void urls_open(struct walk *w);
/* Finds the local file of an audio that is written as a path. Call it before templates
   make an address of the path. */
void urls_find_audio(struct walk *w, struct fg_episode *ep);
/* Finds the local files of image, transcript and chapters, then makes them, the audio and
   the link absolute and percent-encodes what needs it. */
void urls_complete(struct walk *w, struct fg_episode *ep);
/* Makes *text absolute: against the folder of the feed, where media files lie, or against
   the site. what is "image", for a message that points at at. */
void urls_settle(struct walk *w, const char **text, bool is_media, const char *what,
	struct fg_place at);
/* The file that path names, seen from the folder of owner; NULL: path is an address, leads
   out of the folder, or there is no such file. */
const char *urls_find_file(struct walk *w, const char *owner, const char *path);
/* The path of a file as the path of a URL: what would mean something there is encoded. */
const char *urls_encode_path(struct arena *a, const char *path);
/* The same of a file of the episode that is on its walk; in a page bundle, its address. */
const char *urls_of_file(struct walk *w, const char *path);
/* The same of audio, whose path a template may have made of that in the folder. */
const char *urls_of_audio(struct walk *w, const char *path, struct fg_pos at);

/* ---- variants.c: audio in several formats ---- */

/* Makes that format the enclosure which the show wants. */
void variants_choose(struct walk *w, struct fg_episode *ep);
/* Applies the show's templates of the audio: to the formats that are written and are no
   addresses yet, and for formats that are not written. */
void variants_inherit(struct walk *w, struct fg_episode *ep);
/* Finds the local files of the others, and makes their addresses absolute. */
void variants_complete(struct walk *w, struct fg_episode *ep);

/* ---- tags.c: the podcast namespace ---- */

/* Makes addresses absolute and dates what feeds have, finds local files, and derives types
   from names; of the show, and of an episode. */
void tags_open(struct walk *w);
void tags_complete(struct walk *w, struct fg_episode *ep);

/* ---- places.c: where files go that are made for the episodes ---- */

/* Makes the show's addresses of such files templates that are absolute. */
void places_open(struct walk *w);
/* Names the files of an episode. After its slug, path and number are set. */
void places_set(struct walk *w, struct fg_episode *ep);

/* ---- people.c ---- */

/* Puts roles and groups of the show's people in lower case, and gives a role of the Podcast
   Taxonomy its group. */
void people_open(struct walk *w);
/* Gives an episode's people what the show config knows of them, and restates the show's
   people that an episode's own would displace (Podcasting 2.0, tag person). */
void people_set(struct walk *w, struct fg_episode *ep);

#endif

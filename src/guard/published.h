/* SPDX-License-Identifier: ISC */
/*
 * Published: what the guard wants to know of the feed that is out there, RSS, Atom or JSON
 * Feed. It may have been written by feedgen or by any other program.
 *
 * All texts are trimmed, valid UTF-8 and in the arena; NULL if the feed does not have it.
 */
#ifndef GUARD_PUBLISHED_H
#define GUARD_PUBLISHED_H

#include <stdint.h>
#include <stddef.h>
#include <stdbool.h>
#include <feedgen/feedgen.h>
#include "base/arena.h"
#include "base/jsonread.h"
#include "base/str.h"

enum { PUBLISHED_ITEMS_MAX = 500 * 1000 };

struct published_item {
	const char *guid, *title, *link;
	const char *url, *type, *length; /* the enclosure's, as they are written */
	int64_t date;                    /* 0: not understood */
	unsigned line;                   /* where it begins; 0: it is not from a feed */
	const struct fg_episode *ep;     /* NULL: it is from a feed */
};

struct published {
	struct published_item *data;
	size_t len, cap;
	const char *guid;  /* podcast:guid of the show */
	const char *title; /* the show's */
	int64_t newest;    /* of the feed's date and its items'; 0: none is understood */
	bool ids_are_iris; /* it is Atom: guid_as_iri tells which guid an id was */
	const char *older; /* address of the archive before (RFC 5005); NULL: none */
	/* Where it is to be had, which its addresses may be relative to (RFC 3986, 5.1.3). Who
	   reads it sets this before; NULL: that is not known. */
	const char *address;
	bool is_json; /* there is no place for the show's guid in it */
};

enum published_result {
	PUBLISHED_OK,
	PUBLISHED_ABSENT, /* there is no such file, or it is none that keeps a feed */
	PUBLISHED_CLOSED, /* it is there, and cannot be opened */
	PUBLISHED_UNREADABLE
};

/* *problem, on CLOSED and UNREADABLE, continues "the published feed …"; *line is where (0:
   nowhere). */
enum published_result published_read(struct arena *a, const char *path,
	struct published *out, const char **problem, unsigned *line);
/* Adds to the feed, which was read from the file at path, what is in its archives, if they lie
   beside it. The first that cannot be read, with which it ends; NULL: none. */
const char *published_archives(struct arena *a, const char *path, struct published *feed);
/* The same from a descriptor, which may be a pipe, or from memory. False: *problem. */
bool published_fd(struct arena *a, int fd, struct published *out, const char **problem,
	unsigned *line);
bool published_text(struct arena *a, struct str text, struct published *out,
	const char **problem, unsigned *line);
/* The same of what somebody named. False: a diagnostic says why. */
bool published_input(
	struct fg_run *run, const struct fg_input *input, struct published *feed);
/* JSON Feed alone, from where its text comes. */
struct published_source {
	json_source read;
	void *arg;
};
bool published_json(struct arena *a, const struct published_source *source,
	struct published *out, const char **problem, unsigned *line);
/* RSS or Atom alone, in memory. */
bool published_scan(struct arena *a, struct str text, struct published *out,
	const char **problem, unsigned *line);

#endif

/* SPDX-License-Identifier: ISC */
/*
 * markup: what is wrong with HTML that stands in a feed as text. It is looked through, not
 * parsed: apps differ in how they read what is broken, and none of them forgives a script.
 */
#ifndef VALIDATE_MARKUP_H
#define VALIDATE_MARKUP_H

#include "base/arena.h"
#include "base/str.h"

/* The first of each kind; empty, or NULL: there is none. */
struct markup_faults {
	const char *unsafe; /* what apps throw out for safety: "<script", "javascript:" */
	struct str handler; /* an attribute that is a script: onclick */
	struct str style;   /* what a style must not do: position */
	struct str relative;         /* an address that is not whole */
	struct str dropped, picture; /* tags that neither Apple nor PSP-1 lists; <img> */
};
/* Slices are of html. */
struct markup_faults markup_judge(struct arena *a, struct str html);

/* What apps throw out, the first of it: "has <script> in it"; NULL: nothing. In a. */
const char *markup_unsafe(struct arena *a, const struct markup_faults *f);

/* The same of single names and values, for who has HTML as elements. */
bool markup_is_unsafe(struct str name);
bool markup_is_handler(struct str name);
struct str markup_bad_style(struct str style);

#endif

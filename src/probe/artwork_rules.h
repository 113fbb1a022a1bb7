/* SPDX-License-Identifier: ISC */
/*
 * artwork_rules: what is said to people about a picture that was looked at. The numbers are
 * Apple's (Artwork requirements, 896). A cover of the show that breaks them is refused; an
 * episode's picture is replaced by the cover: most rules come in two, show/image-… and image/….
 */
#ifndef PROBE_ARTWORK_RULES_H
#define PROBE_ARTWORK_RULES_H

#include <feedgen/feedgen.h>
#include "base/arena.h"
#include "probe/facts.h"

enum { ARTWORK_LEAST = 1400, ARTWORK_MOST = 3000 }; /* pixels a side */
enum { ARTWORK_LARGE = 1 << 20 };                   /* bytes */

/* One picture as somebody shows it, and what is known of it. */
struct artwork_use {
	struct fg_place at;
	const char *name; /* its address or file */
	struct probe_facts facts;
	const char *served; /* the type that the server says; NULL: none */
	int64_t size;       /* bytes; 0: unknown */
	bool of_show;
	size_t others; /* how many more episodes show the same */
};

/* Tells what is wrong with it. Of what was not looked at nothing is said. */
void artwork_judge(struct fg_run *run, const struct artwork_use *use);
/* Is there something that artwork_judge would tell, hints aside? */
bool artwork_is_wrong(struct arena *scratch, const struct artwork_use *use);

#endif

/* SPDX-License-Identifier: ISC */
/*
 * tags: what the tags of a body mean: which shortcode each is, and which end belongs to
 * which beginning. What they do not mean is complained about here.
 */
#ifndef RENDER_TAGS_H
#define RENDER_TAGS_H

#include <feedgen/feedgen.h>
#include "render/complaints.h"
#include "render/token.h"

struct tag {
	const struct fg_entry
		*entry; /* the shortcode of the show config; NULL: unknown */
	bool ends;      /* it is the end of one */
	bool of_file;   /* {% include file %}, which is called by the file's name */
	bool paired;    /* the template has a {body} */
	bool hides;     /* it goes with all up to its partner: {% capture x %} … */
	size_t partner; /* token of the other end; STR_NONE: it has none */
	size_t below; /* while matching: the open token of the same shortcode around it */
};

/* One for each token, in run->arena; that of a token which is no tag is all zero. */
struct tag *tags_match(
	struct complaints *c, const struct fg_show *show, const struct tokens *tokens);

#endif

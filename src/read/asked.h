/* SPDX-License-Identifier: ISC */
/*
 * Asked: what may be asked of an episode's front matter once it is read. The rest of what people
 * write there is their own, and need not be kept.
 */
#ifndef READ_ASKED_H
#define READ_ASKED_H

#include <feedgen/model.h>
#include "base/arena.h"

struct asked {
	struct fg_list names; /* as templates of the show have them */
	bool fields[FG_EP_FIELD_COUNT];
};

/* From the show's templates; NULL: nothing is asked. */
void asked_init(struct asked *asked, struct arena *a, const struct fg_show *show);
/* May that name (dotted) be meant? Also by a template that misspells it: it is told what it
   may have meant. */
bool asked_by_name(const struct asked *asked, const char *name);

#endif

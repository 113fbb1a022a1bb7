/* SPDX-License-Identifier: ISC */
/*
 * What the guard compares, for those that come with two feeds: fg_guard, fg_diff.
 */
#ifndef GUARD_GUARD_H
#define GUARD_GUARD_H

#include <feedgen/feedgen.h>
#include "guard/compare.h"

struct guard {
	struct fg_run *run;
	const struct fg_allow *allow;
	const struct fg_show *show; /* NULL: the newer one is a finished feed too */
	const char *was_file, *is_file;
	const struct published *was, *is;
	struct compare_pairs pairs; /* of was and is */
};

/* False: an error of a rule guard/… says why not. */
bool guard_allows(struct guard *g);

#endif

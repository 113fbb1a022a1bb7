/* SPDX-License-Identifier: ISC */
/*
 * complaints: the findings about one body, so many at most.
 *
 * A body can hold tens of thousands of the same mistake. The first are told one by one,
 * the others as one number.
 */
#ifndef RENDER_COMPLAINTS_H
#define RENDER_COMPLAINTS_H

#include <feedgen/feedgen.h>
#include "render/token.h"

enum { COMPLAINTS_MAX = 100 };

struct complaints {
	struct fg_run *run;
	const char *file;
	size_t count;
	int more_rule; /* of the first that was not told */
	struct fg_place more_at;
};

struct fg_place complaint_place(const struct complaints *c, const struct token *t);
/* NULL if it is one too many. */
struct fg_diag *complain(struct complaints *c, int rule, const struct token *t,
	const char *fmt, ...) __attribute__((format(printf, 4, 5)));
/* Tells how many were not told. */
void complain_rest(const struct complaints *c);
/* s on one line, cut if it is long; for messages. In the arena. */
const char *complaint_quote(const struct complaints *c, struct str s);

#endif

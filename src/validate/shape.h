/* SPDX-License-Identifier: ISC */
/*
 * shape: what the grammar makes of an item depends on its elements, its attributes and on
 * little of their values. The items of a show are alike: once one was found to be valid, the
 * others of its shape are as well, and need not be taken through the grammar.
 *
 *     struct shapes s;
 *     shapes_init(&s);
 *     if (!shapes_know(&s, item) && … the grammar finds it valid …)
 *             shapes_learn(&s);
 *     shapes_release(&s);
 *
 * A shape is the text of an item, in which certain values are replaced by what they are: a
 * web address, a whole number, a date, a UUID, words. No datatype of the grammar tells two
 * addresses, two numbers … from one another; tests/unit/validate/test_shape.c holds every
 * pattern of it to that. A value that is none of these stands in the shape as it is.
 */
#ifndef VALIDATE_SHAPE_H
#define VALIDATE_SHAPE_H

#include "base/sbuf.h"

enum {
	SHAPES_MAX = 32, /* known at a time; then the oldest gives way */
	SHAPE_SIZE = 4096
};

struct shapes {
	struct sbuf known[SHAPES_MAX];
	size_t next;      /* which is to be learned next */
	struct sbuf last; /* shape of the last item that was asked for; empty: not sure */
};

/* What a value is; SHAPE_OTHER: none of these. */
enum shape_value {
	SHAPE_OTHER,
	SHAPE_ADDRESS,
	SHAPE_NUMBER,
	SHAPE_DATE,    /* as in RSS */
	SHAPE_INSTANT, /* as in Atom */
	SHAPE_UUID,
	SHAPE_WORDS /* two at least */
};
/* value is as it stands in the feed, with references. */
enum shape_value shape_of_value(struct str value);

void shapes_init(struct shapes *s);
void shapes_release(struct shapes *s);
/* Is the shape of item, an element and all in it, a known one? */
bool shapes_know(struct shapes *s, struct str item);
/* Makes the shape of the item that was asked for last a known one. */
void shapes_learn(struct shapes *s);

#endif

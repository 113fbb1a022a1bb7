/* SPDX-License-Identifier: ISC */
/* Values of fields beside what people have written as it is for a feed. */
#ifndef LINT_AS_IS_VALUES_H
#define LINT_AS_IS_VALUES_H

#include <stdint.h>
#include "base/arena.h"
#include "model/element.h"

/* The element that own has in place of e, in one of the formats, if it does not say what e's field
   says of the show or episode at of: "<title> in atom:". date: the value of a field that is one.
   NULL: none differs. In the arena. */
const char *as_is_differs(struct arena *a, const struct element *e,
	const struct element_own *own, const void *of, int64_t date);

#endif

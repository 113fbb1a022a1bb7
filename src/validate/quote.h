/* SPDX-License-Identifier: ISC */
/* quote: a value of a feed as messages show it. */
#ifndef VALIDATE_QUOTE_H
#define VALIDATE_QUOTE_H

#include "base/arena.h"

/* Without the space around it, short, in quotation marks. In a. */
const char *quote(struct arena *a, const char *value);

#endif

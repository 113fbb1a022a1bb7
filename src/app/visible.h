/* SPDX-License-Identifier: ISC */
#ifndef APP_VISIBLE_H
#define APP_VISIBLE_H

#include "base/sbuf.h"

/* Appends a text of the input for a terminal to show: control characters and bidi overrides
   as \u{…}, bytes that are not UTF-8 as \x…. */
void visible_add(struct sbuf *out, struct str s);

#endif

/* SPDX-License-Identifier: ISC */
/*
 * hint: where in a text a token may begin (render/token.h). Most blocks of a body have no
 * such place, and need no closer look.
 */
#ifndef RENDER_HINT_H
#define RENDER_HINT_H

#include "base/str.h"

/* Offset of the next such place at or behind from; text.len: there is none. */
size_t hint_next(struct str text, size_t from);

#endif

/* SPDX-License-Identifier: ISC */
/* notes: how faults of HTML are told, of the innermost element. */
#ifndef VALIDATE_NOTES_H
#define VALIDATE_NOTES_H

#include "validate/judge.h"
#include "validate/markup.h"

/* What apps throw out: a tag, a script in an attribute, a style. */
void notes_tell_unsafe(struct judge *j, const struct markup_faults *f);
/* An address that is not whole; none: nothing. */
void notes_tell_relative(struct judge *j, struct str address);
/* Of its text: has HTML been escaped twice? */
void notes_tell_double(struct judge *j);

#endif

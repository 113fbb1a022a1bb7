/* SPDX-License-Identifier: ISC */
/*
 * repair: a feed that is not well-formed, mended so that it is, if what was meant is plain:
 *
 *     text before the first tag, or behind the last     taken out
 *     a bare &, a bare <, ]]> in text                   escaped
 *     names of HTML (&nbsp;)                            the character
 *     control characters, bytes that are no UTF-8       taken out; Windows-1252
 *     prefixes that nobody declares                     declared
 *     end tags that are missing, or too many            put in, taken out
 *     an end that is cut off                            the last item, not whole, taken out
 *
 * One pass, in time linear in the text. It knows just enough of XML to tell tags from text,
 * and is only for what a strict reader has refused; whether it is XML then, that reader says.
 */
#ifndef IMPORT_REPAIR_H
#define IMPORT_REPAIR_H

#include <feedgen/feedgen.h>
#include "base/sbuf.h"
#include "base/str.h"

/* Appends the mended text to out, and to run->diags what was mended where, with the rule
   import/repaired. */
void repair_xml(struct fg_run *run, const char *file, struct str text, struct sbuf *out);

#endif

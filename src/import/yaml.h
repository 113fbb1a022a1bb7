/* SPDX-License-Identifier: ISC */
/*
 * yaml: values as YAML that reads back to the byte, by any reader of YAML 1.1 or 1.2.
 */
#ifndef IMPORT_YAML_H
#define IMPORT_YAML_H

#include "base/sbuf.h"

/* Appends " VALUE\n" behind "name:": plain if no reader can take it for anything else, else
   between quotation marks; a text of several lines as a block that is set in by so many
   spaces, if it has only characters that a block keeps. */
void yaml_value(struct sbuf *out, const char *text, unsigned indent);
/* The same within a line: never a block, and good between [ ] and { }. */
void yaml_word(struct sbuf *out, const char *text);
/* Always a block, for a text that fits into one. */
void yaml_block(struct sbuf *out, const char *text, unsigned indent);

#endif

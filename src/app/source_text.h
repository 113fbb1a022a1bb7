/* SPDX-License-Identifier: ISC */
/*
 * source_text: what findings are about, as text that can be shown: of a file, or of a document
 * that was fetched and that its fetcher has kept for this.
 */
#ifndef APP_SOURCE_TEXT_H
#define APP_SOURCE_TEXT_H

#include "app/cli.h"
#include "base/str.h"

/* Keeps a text for the end of the run; name and text must last so long. charset is what its
   server says; NULL: nothing. */
void source_text_keep(
	struct cli *cli, const char *name, struct str text, const char *charset);
/* The text of the document or file of this name, in UTF-8 as far as its encoding is known, and
   without a byte order mark. In a. Empty: it cannot be had. */
struct str source_text_of(const struct cli *cli, struct arena *a, const char *name);

#endif

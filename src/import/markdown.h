/* SPDX-License-Identifier: ISC */
/*
 * markdown: HTML of notes as Markdown, which is what people like to edit. Whether the Markdown
 * makes that HTML again is for the trial to say (settle.c): what is here need not be right for
 * all HTML, only for that which feedgen itself, and others who keep it simple, write.
 */
#ifndef IMPORT_MARKDOWN_H
#define IMPORT_MARKDOWN_H

#include "import/import.h"

/* "" if it has what Markdown has no words for, or is not written with care. */
struct str markdown_of_html(struct fg_import *im, struct str html);

#endif

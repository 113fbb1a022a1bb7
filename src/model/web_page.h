/* SPDX-License-Identifier: ISC */
/*
 * web_page: a web page in place of a feed, said so, with the feed that it links to.
 */
#ifndef MODEL_WEB_PAGE_H
#define MODEL_WEB_PAGE_H

#include <feedgen/feedgen.h>
#include "base/str.h"

/* Does a document that begins like this, without white space, mean to be HTML? */
bool web_page_is(struct str head);
/* Adds the finding feed/html; first is the document, or its beginning. */
void web_page_tell(struct fg_run *run, const struct fg_input *from, struct str first);

#endif

/* SPDX-License-Identifier: ISC */
/*
 * Which addresses may leave: http and https, and for links mailto. All others (javascript:,
 * data:, vbscript:, file: … in every disguise that a browser sees through) are refused.
 */
#ifndef RENDER_HTML_ADDRESS_H
#define RENDER_HTML_ADDRESS_H

#include <stdbool.h>
#include "base/arena.h"
#include "base/str.h"

/* What raw, an attribute's value with its entities decoded, is as an absolute address:
   resolved against base, percent-encoded. NULL: it may not leave, or base is NULL and it
   is relative. */
const char *html_address(struct arena *a, const char *base, const char *raw);
/* The same for an image: http and https only. */
const char *html_image_address(struct arena *a, const char *base, const char *raw);
/* The same for an address that stands in text by itself (links.h); www: without its scheme. */
const char *html_bare_address(struct arena *a, struct str text, bool www);
/* The page that shows what an embedded player shows (YouTube, Vimeo), else url itself. */
const char *html_watch_address(struct arena *a, const char *url);

#endif

/* SPDX-License-Identifier: ISC */
/*
 * Markdown (CommonMark) to a document for html.h's writers, by cmark. markdown.c is the
 * only file that knows cmark.
 *
 * Raw HTML is parsed together with the Markdown around it, so that a <div> that is opened
 * in one block and closed in another encloses what is between. Tables, which CommonMark
 * does not have, become lines of cells.
 */
#ifndef RENDER_MARKDOWN_H
#define RENDER_MARKDOWN_H

#include "base/arena.h"
#include "base/str.h"

struct html_doc;

/* Parses text, which has passed guard_notes and is clean UTF-8; the document lives in a, and text
   has to live as long. On NULL *problem says why, as html_parse does. */
struct html_doc *markdown_parse(struct arena *a, struct str text, const char **problem);

#endif

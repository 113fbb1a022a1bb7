/* SPDX-License-Identifier: ISC */
/*
 * plain: blocks of a Markdown text that mean what they seem to: paragraphs, headings, lists of
 * lines, quotes of lines, of text with [links](https://example.com), *emphasis* and **strong
 * emphasis**. Most of a body is that, and a parser of all of Markdown takes many times longer
 * for it.
 *
 *     struct plain p;
 *     struct plain_run run;
 *     plain_init(&p, arena, text);
 *     while (plain_next(&p, &run))
 *             … p.pieces.data[run.first] to p.pieces.data[run.past - 1] …
 *
 * A run is as many of them as follow one another. They stand in no other list, quote or note,
 * between blank lines, headings or the ends of the text. What is not surely read as
 * CommonMark has it is no part of a run, and left to a parser of all of it; so is what the
 * HTML of it would not be told in the same order (struct html_run).
 */
#ifndef RENDER_PLAIN_H
#define RENDER_PLAIN_H

#include "render/lines.h"
#include "render/plain_text.h"

struct plain_run {
	struct str whole;   /* as it is written, without its last line end */
	size_t first, past; /* indices of its pieces */
};

struct plain {
	struct lines lines;
	bool after_text; /* the line before the next is one that this could go on with */
	bool in_box;     /* a list or a quote that is not plain may go on */
	struct plain_pieces pieces;
};

void plain_init(struct plain *p, struct arena *a, struct str text);
/* False: there is no other. */
bool plain_next(struct plain *p, struct plain_run *run);

#endif

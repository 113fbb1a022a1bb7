/* SPDX-License-Identifier: ISC */
/*
 * chapters_json: a file of JSON chapters (podcast namespace, jsonChapters.md), as apps read it:
 * one slip and they show none. What is told has the line and column of its value, and its path
 * ("chapters[3].startTime") for its element.
 */
#ifndef VALIDATE_CHAPTERS_JSON_H
#define VALIDATE_CHAPTERS_JSON_H

#include "validate/input.h"

/* Is this JSON text, of which the beginning is there, one of chapters, and no JSON Feed? */
bool chapters_json_is(struct arena *a, struct str head);
/* seconds: how long the audio is; 0: not known. False: it could not be read to its end, which
   was told. */
bool chapters_json_judge(struct fg_run *run, struct input_pieces *pieces, double seconds);

#endif

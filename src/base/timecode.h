/* SPDX-License-Identifier: ISC */
/*
 * Times in a recording, in milliseconds since its beginning. Read "37", "7:48", "1:35:52"
 * and "00:35:12.250", or with a comma; every part after the first below 60, and of two
 * digits. What is finer than a millisecond is cut off.
 */
#ifndef BASE_TIMECODE_H
#define BASE_TIMECODE_H

#include <stdint.h>
#include <stdbool.h>
#include "base/str.h"

enum { TIMECODE_SIZE = 32 };
/* A thousand hours: longer than any recording; sums of such times stay exact in a double. */
static const int64_t TIMECODE_MAX = 1000LL * 3600 * 1000;

/* False if text is no time, or beyond TIMECODE_MAX. */
bool timecode_parse(struct str text, int64_t *ms);
/* Bytes at the beginning of text that a time might be made of, closed brackets around it
   included: "6:30", "1:02:03.5", "[00:06:30]", "(6:75)"; 0: it begins with no such thing. A
   plain number is none. What is found need not be a time: see timecode_parse. */
size_t timecode_len(struct str text);
/* "01:02:03.456", the milliseconds behind point; '\0': without them. Both return the bytes of
   what they have written; ms is not below 0. */
size_t timecode_text(int64_t ms, char point, char out[TIMECODE_SIZE]);
/* As people say it: "2:03", "1:02:03". */
size_t timecode_short(int64_t ms, char out[TIMECODE_SIZE]);

#endif

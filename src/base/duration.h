/* SPDX-License-Identifier: ISC */
/*
 * Playing times. Read "3600", "59:30", "1:02:03", "01:02:03.456" (the fraction is cut
 * off), "1h 2m 3s", "PT1H2M3S"; every part after the first below 60.
 */
#ifndef BASE_DURATION_H
#define BASE_DURATION_H

#include <stdint.h>
#include <stdbool.h>
#include "base/str.h"

/* Seconds, or false if text is no playing time. */
bool duration_parse(struct str text, int64_t *seconds);

#endif

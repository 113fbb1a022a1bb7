/* SPDX-License-Identifier: ISC */
/* The clock of a run. */
#ifndef APP_CLOCK_H
#define APP_CLOCK_H

#include <stdint.h>
#include <stdbool.h>

/* SOURCE_DATE_EPOCH, else the clock. False: it is set, but to no number; stderr says so. */
bool clock_read(int64_t *now);

#endif

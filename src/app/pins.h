/* SPDX-License-Identifier: ISC */
/*
 * Pins: the lock file in a run. It is read by every run and written by those that publish
 * (-o), before the feed: killed between the two, a run leaves pins of episodes that are
 * not out yet, which the next run finds as it would have set them; the other way round, a
 * published episode could lose its guid.
 */
#ifndef APP_PINS_H
#define APP_PINS_H

#include "app/line.h"

/* Between fg_read_episodes and fg_resolve. What is not understood is an error of the run,
   which goes on without pins to tell what else there is. */
void pins_read(struct line *line, const char *config);
/* After fg_resolve. */
void pins_set(struct line *line);
/* Writes the lock file if what it should say is new. False: it could not be. */
bool pins_write(struct line *line);

#endif

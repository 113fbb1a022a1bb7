/* SPDX-License-Identifier: ISC */
/*
 * Starter: the texts of a new show, for feedgen init.
 *
 * They are made from rows of keys and placeholders. The comment over a key is the summary
 * of its field in the fields table, so that the two cannot part.
 */
#ifndef APP_STARTER_H
#define APP_STARTER_H

#include <stdint.h>
#include "base/sbuf.h"

/* Appends the show config; the first episode, of the day of now in UTC, which is the time
   zone of the config. */
void starter_config(struct sbuf *out);
void starter_episode(struct sbuf *out, int64_t now);

#endif

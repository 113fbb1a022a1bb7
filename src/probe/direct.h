/* SPDX-License-Identifier: ISC */
/*
 * direct: the address behind the prefixes that count downloads.
 *
 * Services such as op3.dev count by standing in front: https://op3.dev/e/host/a.mp3 leads to
 * https://host/a.mp3, often through several of them. Asking the last host alone is one
 * request instead of four, and leaves their statistics in peace.
 */
#ifndef PROBE_DIRECT_H
#define PROBE_DIRECT_H

#include "base/arena.h"

/* url without its known prefixes, nested ones too; url itself if it has none. */
const char *direct_url(struct arena *a, const char *url);

#endif

/* SPDX-License-Identifier: ISC */
/*
 * alternates: what local files tell about podcast:alternateEnclosure and podcast:trailer.
 */
#ifndef PROBE_ALTERNATES_H
#define PROBE_ALTERNATES_H

#include <feedgen/feedgen.h>
#include "probe/cache.h"

/* Gives what is a file here its length, and an alternate an integrity (a hash by which apps
   know that what they load is that file), if they are not written. A length that is written
   and is another is told. cache may be NULL. */
void alternates_look(struct fg_run *run, struct cache *cache, struct fg_show *show);

#endif

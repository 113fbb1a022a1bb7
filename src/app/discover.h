/* SPDX-License-Identifier: ISC */
/*
 * Discovery: which show config and lock file belong to a directory of episodes, and where
 * the cache of this user is.
 */
#ifndef APP_DISCOVER_H
#define APP_DISCOVER_H

#include <feedgen/feedgen.h>
#include "app/cli.h"

/* The show config: -c, else feed.yaml in dir, else the one *.yaml in a feeds/ beside dir.
   NULL, with a diagnostic, if there is none or more than one. */
const char *discover_config(struct fg_run *run, const struct cli *cli, const char *dir);
/* The lock file: --lock, else the show config's name with the ending .lock. NULL: none. */
const char *discover_lock(const struct cli *cli, const char *config);
/* Path of the probe cache: --cache, else $XDG_CACHE_HOME/feedgen/probes.sqlite, else
   ~/.cache/…. NULL: none (as asked, or because there is no home). */
const char *discover_cache(const struct cli *cli);

#endif

/* SPDX-License-Identifier: ISC */
/*
 * takeover: a published feed becomes a show, for feedgen import and feedgen init --from.
 *
 * The feed is read, walked through the rooms as a build would walk it, and what they find is
 * written down: so that the new show builds at once, and builds the old feed again.
 */
#ifndef APP_TAKEOVER_H
#define APP_TAKEOVER_H

#include "app/cli.h"

/* Makes the show in the folder dir of the feed from: a file, an address or "-". The exit
   status; findings and what was made are told. */
int takeover(struct cli *cli, const char *from, const char *dir);

#endif

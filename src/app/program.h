/* SPDX-License-Identifier: ISC */
#ifndef APP_PROGRAM_H
#define APP_PROGRAM_H

#include "base/arena.h"

/* What tells this program from every other, and from itself after an upgrade: its
   version, its file and those of the libraries that it is linked with. Not libcurl, which may
   be loaded already or not (late_curl.c); so it is asked for before anything is built. */
const char *program_identity(struct arena *a);

#endif

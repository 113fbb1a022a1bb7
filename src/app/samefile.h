/* SPDX-License-Identifier: ISC */
/*
 * Do two names lead to one file? So that one run does not write a file twice.
 */
#ifndef APP_SAMEFILE_H
#define APP_SAMEFILE_H

#include <stdbool.h>
#include "base/arena.h"

/* By way of "./", symbolic and hard links; the files may not be there yet. NULL: standard
   output. Devices and pipes are no files: they may be written to twice. */
bool samefile(struct arena *a, const char *one, const char *other);

/* The same for many names: a text that is the same for two names of one file. NULL: a device
   or pipe, or a name in a folder that is not there. */
const char *samefile_key(struct arena *a, const char *path);

/* The whole path of a file or a folder, which may not be there yet, without links: a text that
   is the same for two names of one place. NULL: there is not even the folder that it is in. */
const char *samefile_place(struct arena *a, const char *path);

#endif

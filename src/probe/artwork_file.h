/* SPDX-License-Identifier: ISC */
/*
 * artwork_file: artwork.h for a picture on this machine.
 */
#ifndef PROBE_ARTWORK_FILE_H
#define PROBE_ARTWORK_FILE_H

#include "probe/artwork.h"

/* Looks at the beginning of a file, and sets look->size. False: it cannot be read, or is
   none. */
bool artwork_look_at(const char *path, struct artwork *look);

#endif

/* SPDX-License-Identifier: ISC */
/*
 * given_pages: a feed with all its pages, into an import.
 */
#ifndef APP_GIVEN_PAGES_H
#define APP_GIVEN_PAGES_H

#include <feedgen/import.h>

/* Reads the feed from: a file, an address or "-"; then the pages that it names, from the web,
   unless the run is offline. Each is read once, and all of them or none. The exit status. */
int given_pages(struct fg_run *run, struct fg_import *import, const char *from);

#endif

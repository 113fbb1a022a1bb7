/* SPDX-License-Identifier: ISC */
/* What happens when there is no memory: one line, and EXIT_SYSTEM. Feeds are safe: one
   is put in place whole or not at all. */
#ifndef APP_MEMORY_H
#define APP_MEMORY_H

#include <stdbool.h>

void memory_exhausted(void);
/* Has libraries end the run in the same way. Without the memory that they did not get,
   libxml2 2.9.14 and OpenSSL 3.0 crash at some places, and at others they take good input
   for bad. Call it before all else. */
void memory_init(void);
/* The same for libcurl. offline: it will parse addresses only, which makes the start of a
   run cheaper. */
void memory_init_curl(bool offline);

#endif

/* SPDX-License-Identifier: ISC */
/* What happens when there is no memory: one line, and EXIT_SYSTEM. Feeds are safe: one
   is put in place whole or not at all. */
#ifndef APP_MEMORY_H
#define APP_MEMORY_H

#include <stddef.h>

void memory_exhausted(void);
/* Has libraries end the run in the same way. Without the memory that they did not get,
   libxml2 2.9.14 and OpenSSL 3.0 crash at some places, and at others they take good input
   for bad. Call it before all else. */
void memory_init(void);
/* What a library that is loaded late is to get its memory from, for the same reason. */
struct memory_calls {
	void *(*make)(size_t size);
	void *(*make_zeroed)(size_t count, size_t size);
	void *(*resize)(void *old, size_t size);
	char *(*copy)(const char *text);
	void (*free)(void *p);
};
extern const struct memory_calls memory_calls;

#endif

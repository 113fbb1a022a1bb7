/* SPDX-License-Identifier: ISC */
/* What happens when there is no memory: one line, and EXIT_SYSTEM. Feeds are safe, since
   nothing is published before all is complete. */
#ifndef APP_MEMORY_H
#define APP_MEMORY_H

void memory_exhausted(void);

#endif

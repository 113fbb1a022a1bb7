/* SPDX-License-Identifier: ISC */
#include "app/memory.h"

#include <string.h>
#include <unistd.h>
#include "app/cli.h"

void memory_exhausted(void)
{
	static const char text[] = "feedgen: out of memory; nothing was published\n";
	ssize_t ignored = write(STDERR_FILENO, text, strlen(text));
	(void)ignored;
	_exit(EXIT_SYSTEM);
}

/* SPDX-License-Identifier: ISC */
#include "app/usage.h"

#include <stdarg.h>
#include <stdio.h>

void usage_error(const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	fputs("feedgen: ", stderr);
	vfprintf(stderr, fmt, ap);
	fputs("\nTry 'feedgen --help' for what there is.\n", stderr);
	va_end(ap);
}

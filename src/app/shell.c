/* SPDX-License-Identifier: ISC */
#include "app/shell.h"

#include <string.h>

void shell_put(const char *path, FILE *stream)
{
	const char *plain =
		"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._+-";
	if (path[0] == '-')
		fputs("./", stream);
	if (!path[strspn(path, plain)]) {
		fputs(path, stream);
		return;
	}
	fputc('\'', stream);
	for (; *path; path++) {
		if (*path == '\'')
			fputs("'\\'", stream);
		fputc(*path, stream);
	}
	fputc('\'', stream);
}

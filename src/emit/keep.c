/* SPDX-License-Identifier: ISC */
/* Keep: what include/feedgen/feedgen.h says of fg_keep_file. */
#include <feedgen/feedgen.h>

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <stdio.h>
#include <sys/stat.h>
#include "base/arena.h"
#include "base/fs.h"

/* A name of its own for each run, so that two never write into one file. */
static bool put(char *temp, const char *path, const char *text, size_t len)
{
	int fd = mkostemp(temp, O_CLOEXEC);
	if (fd < 0)
		return false;
	bool good = fs_close_written(fd, fs_write_all(fd, text, len));
	good = good && rename(temp, path) == 0;
	if (!good)
		unlink(temp);
	return good;
}

bool fg_keep_file(struct arena *a, const char *path, const char *text, size_t len)
{
	char *temp = arena_printf(a, "%s.XXXXXX", path);
	if (!fs_make_folders(a, fs_dirname(a, path)))
		return false;
	return put(temp, path, text, len);
}

/* SPDX-License-Identifier: ISC */
#include "app/samefile.h"

#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include "base/fs.h"

enum { LINKS_MAX = 40 }; /* as many as the kernel follows */

static bool look(const char *path, struct stat *st)
{
	return (path ? stat(path, st) : fstat(STDOUT_FILENO, st)) == 0;
}

/* The whole path of a file that is not there, behind links that lead to nothing. NULL: there
   is not even the folder. */
static const char *whole(struct arena *a, const char *path)
{
	char to[PATH_MAX];
	ssize_t n;
	for (int i = 0; i < LINKS_MAX && (n = readlink(path, to, sizeof to)) > 0; i++) {
		const char *next = arena_strndup(a, to, (size_t)n);
		path = *next == '/' ? next : fs_join(a, fs_dirname(a, path), next);
	}
	char *dir = realpath(fs_dirname(a, path), NULL);
	if (!dir)
		return NULL;
	const char *slash = strrchr(path, '/');
	const char *result = arena_printf(a, "%s/%s", dir, slash ? slash + 1 : path);
	free(dir);
	return result;
}

bool samefile(struct arena *a, const char *one, const char *other)
{
	struct stat x, y;
	bool has_x = look(one, &x), has_y = look(other, &y);
	if (has_x && has_y)
		return S_ISREG(x.st_mode) && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
	if (has_x || has_y || !one || !other)
		return false;
	const char *first = whole(a, one), *second = whole(a, other);
	return first && second && strcmp(first, second) == 0;
}

const char *samefile_key(struct arena *a, const char *path)
{
	struct stat st;
	if (!look(path, &st))
		return whole(a, path);
	if (!S_ISREG(st.st_mode))
		return NULL;
	return arena_printf(a, "%ju:%ju", (uintmax_t)st.st_dev, (uintmax_t)st.st_ino);
}

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

/* Behind links that lead to nothing. */
static const char *behind_links(struct arena *a, const char *path)
{
	char to[PATH_MAX];
	ssize_t n;
	for (int i = 0; i < LINKS_MAX && (n = readlink(path, to, sizeof to)) > 0; i++) {
		const char *next = arena_strndup(a, to, (size_t)n);
		path = *next == '/' ? next : fs_join(a, fs_dirname(a, path), next);
	}
	return path;
}

const char *samefile_place(struct arena *a, const char *path)
{
	size_t len = strlen(path);
	while (len > 1 && path[len - 1] == '/')
		len--;
	path = arena_strndup(a, path, len);
	char *real = realpath(path, NULL);
	const char *result = real ? arena_strdup(a, real) : NULL;
	free(real);
	if (result)
		return result;
	path = behind_links(a, path);
	char *dir = realpath(fs_dirname(a, path), NULL);
	const char *slash = strrchr(path, '/');
	if (dir)
		result = arena_printf(a, "%s/%s", dir, slash ? slash + 1 : path);
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
	const char *first = samefile_place(a, one), *second = samefile_place(a, other);
	return first && second && strcmp(first, second) == 0;
}

const char *samefile_key(struct arena *a, const char *path)
{
	struct stat st;
	if (!look(path, &st))
		return samefile_place(a, path);
	if (!S_ISREG(st.st_mode))
		return NULL;
	return arena_printf(a, "%ju:%ju", (uintmax_t)st.st_dev, (uintmax_t)st.st_ino);
}

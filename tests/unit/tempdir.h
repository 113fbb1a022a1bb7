/* SPDX-License-Identifier: ISC */
/*
 * A folder of its own for each test, which is the working folder while the test runs and
 * goes away with all that is in it.
 */
#ifndef UNIT_TEMPDIR_H
#define UNIT_TEMPDIR_H

#include "unit.h"

#include <fcntl.h>
#include <unistd.h>
#include <sys/stat.h>
#include "base/fs.h"

struct tempdir {
	char path[64];
	int home; /* the working folder before */
};

static inline bool tempdir_enter(struct tempdir *t)
{
	const char *tmp = getenv("TMPDIR");
	snprintf(t->path, sizeof t->path, "%s/feedgen_test_XXXXXX", tmp ? tmp : "/tmp");
	t->home = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return t->home >= 0 && mkdtemp(t->path) && chdir(t->path) == 0;
}

static inline void tempdir_empty(struct unit *u, const char *dir)
{
	struct fs_names names = {0};
	fs_list(&u->arena, dir, &names);
	for (size_t i = 0; i < names.len; i++) {
		const char *path = fs_join(&u->arena, dir, names.data[i]);
		struct stat st;
		if (lstat(path, &st) == 0 && S_ISDIR(st.st_mode))
			tempdir_empty(u, path);
		else
			unlink(path);
	}
	rmdir(dir);
}

static inline bool tempdir_leave(struct tempdir *t, struct unit *u)
{
	tempdir_empty(u, t->path);
	bool back = fchdir(t->home) == 0;
	close(t->home);
	return back;
}

static inline void put_bytes(const char *name, const char *data, size_t len)
{
	int fd = open(name, O_WRONLY | O_CREAT | O_TRUNC, 0644);
	assert_true(fd >= 0);
	assert_true(fs_write_all(fd, data, len));
	close(fd);
}

static inline void put_file(const char *name, const char *text)
{
	put_bytes(name, text, strlen(text));
}

#endif

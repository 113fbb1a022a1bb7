/* SPDX-License-Identifier: ISC */
/* Create: what include/feedgen/feedgen.h says of fg_create_files. */
#include <feedgen/feedgen.h>

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>
#include <sys/stat.h>
#include "base/arena.h"
#include "base/diag.h"
#include "base/fs.h"

struct creation {
	struct fg_run *run;
	const char *path; /* of the folder */
	int dir;
	bool made_dir;
	const struct fg_new_file *files;
	size_t n, made; /* how many there are to be, and are already */
};

/* By errno. */
static bool fail(struct creation *c, const char *file, const char *step)
{
	diag_add(c->run->diags, FG_RULE_EMIT_WRITE_FAILED,
		(struct fg_place){.file = file}, "cannot %s: %s; nothing was made", step,
		strerror(errno));
	return false;
}

static bool open_folder(struct creation *c)
{
	struct fg_place at = {.file = c->path};
	c->made_dir = mkdir(c->path, 0777) == 0;
	if (!c->made_dir && errno != EEXIST)
		return fail(c, c->path, "make the folder");
	c->dir = open(c->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (c->dir >= 0)
		return true;
	if (errno != ENOTDIR)
		return fail(c, c->path, "open the folder");
	diag_add(c->run->diags, FG_RULE_EMIT_EXISTS, at,
		"this is no folder; nothing was made");
	return false;
}

/* All names are looked at first, links that lead nowhere too, so that a folder in use is
   not touched at all. */
static bool names_are_free(const struct creation *c)
{
	struct stat st;
	bool free = true;
	for (size_t i = 0; i < c->n; i++) {
		const char *name = c->files[i].name;
		if (fstatat(c->dir, name, &st, AT_SYMLINK_NOFOLLOW) < 0)
			continue;
		struct fg_place at = {.file = fs_join(c->run->arena, c->path, name)};
		diag_add(c->run->diags, FG_RULE_EMIT_EXISTS, at,
			"this is there already; nothing was made");
		free = false;
	}
	return free;
}

/* O_EXCL: what appeared since the look is not overwritten either. */
static bool create(struct creation *c, const struct fg_new_file *file)
{
	const char *path = fs_join(c->run->arena, c->path, file->name);
	int fd =
		openat(c->dir, file->name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
	if (fd < 0)
		return fail(c, path, "make the file");
	c->made++;
	bool written = fs_write_all(fd, file->text, file->len);
	int error = errno;
	bool closed = close(fd) == 0;
	if (!written)
		errno = error;
	return (written && closed) || fail(c, path, "write the file");
}

/* Once for all: there may be thousands of files, and to sync each takes minutes. */
static bool sync_all(struct creation *c)
{
	return syncfs(c->dir) == 0 || fail(c, c->path, "write the files");
}

static void take_back(struct creation *c)
{
	for (size_t i = 0; i < c->made; i++)
		unlinkat(c->dir, c->files[i].name, 0);
	if (c->made_dir)
		rmdir(c->path);
}

bool fg_create_files(
	struct fg_run *run, const char *dir, const struct fg_new_file *files, size_t n)
{
	struct creation c = {.run = run, .path = dir, .dir = -1, .files = files, .n = n};
	bool good = open_folder(&c) && names_are_free(&c);
	for (size_t i = 0; good && i < n; i++)
		good = create(&c, &files[i]);
	good = good && sync_all(&c);
	if (!good)
		take_back(&c);
	if (c.dir >= 0)
		close(c.dir);
	return good;
}

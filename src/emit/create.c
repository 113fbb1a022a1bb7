/* SPDX-License-Identifier: ISC */
/* Create: what include/feedgen/feedgen.h says of fg_creation_…. */
#include <feedgen/feedgen.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <sys/stat.h>
#include "base/arena.h"
#include "base/diag.h"
#include "base/fs.h"
#include "base/vec.h"
#include "emit/arrival.h"
#include "emit/temp.h"

struct fg_creation {
	struct fg_run *run;
	const char *path; /* of the folder */
	const char *name; /* its name in the home of the arrival, as which that will do;
			     NULL: it is there, and is the home */
	struct arrival arrival;
	struct fg_list files;
	size_t placed; /* of the files */
	bool failed;   /* which is told */
};

/* ---- what there is to say ---- */

/* By errno. */
static bool fail(struct fg_creation *c, const char *file, const char *step)
{
	if (!c->failed)
		diag_add(c->run->diags, FG_RULE_EMIT_WRITE_FAILED,
			(struct fg_place){.file = file},
			"cannot %s: %s; nothing was made", step, strerror(errno));
	c->failed = true;
	return false;
}

static bool exists(struct fg_creation *c, const char *file, const char *what)
{
	diag_add(c->run->diags, FG_RULE_EMIT_EXISTS, (struct fg_place){.file = file},
		"this is %s; nothing was made", what);
	c->failed = true;
	return false;
}

static const char *path_of(const struct fg_creation *c, const char *name)
{
	return fs_join(c->run->arena, c->path, name);
}

static bool judge(struct fg_creation *c, enum arrival_result result, const char *step)
{
	struct fg_place at = {.file = c->path};
	const char *name = c->arrival.name;
	if (result == ARRIVAL_FAILED)
		return fail(c, c->path, step);
	if (result == ARRIVAL_BUSY)
		diag_add(c->run->diags, FG_RULE_EMIT_LOCKED, at,
			"another run is making files for it, in %s", name);
	if (result == ARRIVAL_FOREIGN)
		diag_add(c->run->diags, FG_RULE_EMIT_TEMP_FOREIGN, at,
			"%s is in the way: another user made it, or it is no folder, or "
			"nobody can tell here whether a run is at work in it",
			name);
	c->failed = result != ARRIVAL_DONE;
	return !c->failed;
}

/* ---- opening ---- */

static const char *last_part(struct arena *a, const char *path)
{
	size_t end = strlen(path);
	while (end > 1 && path[end - 1] == '/')
		end--;
	size_t begin = end;
	while (begin > 0 && path[begin - 1] != '/')
		begin--;
	return arena_strndup(a, path + begin, end - begin);
}

/* The folder is not there: it will be the arrival, under its own name. */
static bool open_above(struct fg_creation *c)
{
	struct stat st;
	struct arena *a = c->run->arena;
	c->name = last_part(a, c->path);
	c->arrival.name = temp_name(a, c->name);
	c->arrival.home =
		open(fs_dirname(a, c->path), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (c->arrival.home < 0)
		return fail(c, c->path, "make the folder");
	if (fstatat(c->arrival.home, c->name, &st, AT_SYMLINK_NOFOLLOW) == 0)
		return exists(c, c->path, "no folder");
	return true;
}

static const char within[] = ".feedgen-new"; /* a folder that is there already */

bool fg_creation_is_unfinished(const char *dir)
{
	struct stat st;
	int home = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool is = home >= 0 && fstatat(home, within, &st, AT_SYMLINK_NOFOLLOW) == 0;
	if (home >= 0)
		close(home);
	return is;
}

static bool open_home(struct fg_creation *c)
{
	c->arrival.name = within;
	c->arrival.home = open(c->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (c->arrival.home >= 0)
		return true;
	if (errno == ENOENT)
		return open_above(c);
	return errno == ENOTDIR ? exists(c, c->path, "no folder")
				: fail(c, c->path, "open the folder");
}

static bool clear(struct fg_creation *c)
{
	return judge(c, arrival_clear(&c->arrival),
		arena_printf(c->run->arena, "remove %s, which a run has left",
			c->arrival.name));
}

struct fg_creation *fg_creation_open(struct fg_run *run, const char *dir)
{
	struct fg_creation *c = arena_new(run->arena, struct fg_creation);
	c->run = run;
	c->path = dir;
	c->arrival.fd = c->arrival.home = -1;
	if (open_home(c) && clear(c))
		return c;
	fg_creation_drop(c);
	return NULL;
}

/* ---- making ---- */

/* Links that lead nowhere are something, too. */
bool fg_creation_claim(struct fg_creation *c, const char *name)
{
	struct stat st;
	return c->name || fstatat(c->arrival.home, name, &st, AT_SYMLINK_NOFOLLOW) < 0 ||
	       exists(c, path_of(c, name), "there already");
}

bool fg_creation_add(struct fg_creation *c, const struct fg_new_file *file)
{
	enum { FLAGS = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC };
	if (c->failed || (c->arrival.fd < 0 &&
				 !judge(c, arrival_make(&c->arrival), "make the folder")))
		return false;
	int fd = openat(c->arrival.fd, file->name, FLAGS, 0666);
	if (fd < 0)
		return fail(c, path_of(c, file->name), "make the file");
	*vec_push(c->run->arena, &c->files) = arena_strdup(c->run->arena, file->name);
	return fs_close_written(fd, fs_write_all(fd, file->text, file->len)) ||
	       fail(c, path_of(c, file->name), "write the file");
}

/* ---- putting in place ---- */

static bool rename_folder(struct fg_creation *c)
{
	int home = c->arrival.home;
	if (renameat(home, c->arrival.name, home, c->name) == 0)
		return true;
	if (errno == ENOTDIR || errno == ENOTEMPTY || errno == EEXIST)
		return exists(c, c->path, "there by now");
	return fail(c, c->path, "make the folder");
}

static bool place_all(struct fg_creation *c)
{
	arrival_close(&c->arrival, c->files.data[c->files.len - 1]);
	for (; c->placed < c->files.len; c->placed++) {
		const char *name = c->files.data[c->placed];
		if (arrival_place(&c->arrival, name))
			continue;
		return errno == EEXIST ? exists(c, path_of(c, name), "there already")
				       : fail(c, path_of(c, name), "make the file");
	}
	return true;
}

static void sync_home(struct fg_creation *c)
{
	/* EINVAL: this file system has no such thing. */
	if (fsync(c->arrival.home) < 0 && errno != EINVAL)
		diag_add(c->run->diags, FG_RULE_EMIT_NOT_DURABLE,
			(struct fg_place){.file = c->path},
			"all was made, but the folder could not be synced: %s",
			strerror(errno));
}

bool fg_creation_commit(struct fg_creation *c)
{
	/* Once for all: there may be thousands of files, and to sync each takes minutes. */
	bool good = !c->failed && c->files.len > 0 &&
		    (syncfs(c->arrival.fd) == 0 || fail(c, c->path, "write the files")) &&
		    (c->name ? rename_folder(c) : place_all(c));
	if (good)
		sync_home(c);
	if (good)
		c->placed = 0; /* for good */
	fg_creation_drop(c);
	return good;
}

void fg_creation_drop(struct fg_creation *c)
{
	for (size_t i = 0; i < c->placed; i++)
		unlinkat(c->arrival.home, c->files.data[i], 0);
	arrival_remove(&c->arrival);
	if (c->arrival.home >= 0)
		close(c->arrival.home);
}

/* ---- all of it ---- */

bool fg_create_files(
	struct fg_run *run, const char *dir, const struct fg_new_file *files, size_t n)
{
	struct fg_creation *c = fg_creation_open(run, dir);
	if (!c)
		return false;
	for (size_t i = 0; i < n; i++)
		fg_creation_claim(c, files[i].name);
	for (size_t i = 0; i < n; i++)
		fg_creation_add(c, &files[i]);
	return fg_creation_commit(c);
}

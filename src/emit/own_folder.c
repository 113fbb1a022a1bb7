/* SPDX-License-Identifier: ISC */
#include "emit/own_folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <sys/file.h>
#include <sys/stat.h>
#include "base/arena.h"
#include "base/diag.h"
#include "base/fs.h"
#include "base/hash.h"

enum { TRIES = 100, LIST_MAX = 64 << 20, OWNER_MAX = 64 };

static const char list[] = "files";
static const char new_list[] = "files.new";

static bool fail(struct fg_run *run, const char *path, const char *step)
{
	diag_add(run->diags, FG_RULE_EMIT_WRITE_FAILED, (struct fg_place){.file = path},
		"cannot %s: %s; nothing was made", step, strerror(errno));
	return false;
}

/* ---- names ---- */

/* The owner as it is if it can be part of a name, else its hash. */
static const char *own_name(struct arena *a, const char *owner)
{
	char hash[SHA256_TEXT_SIZE];
	size_t len = owner ? strlen(owner) : 0;
	bool plain = len > 0 && len <= OWNER_MAX;
	for (size_t i = 0; plain && i < len; i++)
		plain = ascii_is_alnum(owner[i]) || owner[i] == '-';
	if (plain)
		return arena_printf(a, ".feedgen-%s", owner);
	if (!sha256_text(owner, len, hash))
		a->exhausted();
	return arena_printf(a, ".feedgen-%.32s", hash);
}

/* ---- opening ---- */

/* Makes a folder and those above it. *made: the last was not there. */
static bool make_path(struct arena *a, const char *path, bool *made)
{
	*made = mkdir(path, 0777) == 0;
	if (*made || errno == EEXIST)
		return true;
	const char *above = fs_dirname(a, path);
	bool parent;
	if (errno != ENOENT || strcmp(above, path) == 0 || strcmp(above, ".") == 0)
		return false;
	if (!make_path(a, above, &parent))
		return false;
	*made = mkdir(path, 0777) == 0;
	return *made || errno == EEXIST;
}

/* Did what just failed because nothing may be written here? Then o keeps in mind why. */
static bool is_refused(struct own_folder *o)
{
	if (fs_may_not_write(errno))
		o->refused = errno;
	return o->refused != 0;
}

static bool open_dir(struct fg_run *run, struct own_folder *o)
{
	if (!make_path(run->arena, o->path, &o->made_dir))
		return is_refused(o) || fail(run, o->path, "make the folder");
	o->dir = open(o->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return o->dir >= 0 || fail(run, o->path, "open the folder");
}

/* Does the name still lead to what is open? Another run may have removed it, empty. */
static bool is_named(const struct own_folder *o)
{
	struct stat named, held;
	return fstatat(o->dir, o->name, &named, AT_SYMLINK_NOFOLLOW) == 0 &&
	       fstat(o->staging, &held) == 0 && named.st_ino == held.st_ino &&
	       named.st_dev == held.st_dev;
}

enum locked { LOCKED, UNLOCKED, BUSY, GONE, REFUSED, FAILED };

static enum locked lock(const struct own_folder *o)
{
	int result;
	do
		result = flock(o->staging, LOCK_EX | LOCK_NB);
	while (result < 0 && errno == EINTR);
	if (result == 0)
		return is_named(o) ? LOCKED : GONE;
	if (errno == EWOULDBLOCK)
		return BUSY;
	bool no_locks = errno == ENOLCK || errno == EOPNOTSUPP || errno == ENOSYS;
	return no_locks ? UNLOCKED : FAILED;
}

static enum locked open_locked(struct own_folder *o)
{
	enum locked result = GONE;
	for (int i = 0; result == GONE && i < TRIES; i++) {
		if (mkdirat(o->dir, o->name, 0700) < 0 && errno != EEXIST)
			return is_refused(o) ? REFUSED : FAILED;
		o->staging = openat(
			o->dir, o->name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
		if (o->staging < 0)
			return FAILED;
		result = lock(o);
		if (result != LOCKED && result != UNLOCKED) {
			int error = errno;
			close(o->staging);
			errno = error;
		}
	}
	return result;
}

/* Removes everything from it but the list. */
static void clear(const struct own_folder *o)
{
	int fd = openat(o->staging, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *dir = fd < 0 ? NULL : fdopendir(fd);
	if (!dir) {
		if (fd >= 0)
			close(fd);
		return;
	}
	for (const struct dirent *d; (d = readdir(dir));) {
		if (strcmp(d->d_name, list) != 0)
			unlinkat(o->staging, d->d_name, 0);
	}
	closedir(dir);
}

bool own_folder_open(
	struct fg_run *run, const char *path, const char *owner, struct own_folder *o)
{
	struct fg_place at = {.file = path};
	*o = (struct own_folder){.path = path,
		.name = own_name(run->arena, owner),
		.dir = -1,
		.staging = -1};
	if (!open_dir(run, o))
		return false;
	enum locked result = o->refused ? REFUSED : open_locked(o);
	if (result == REFUSED)
		return true;
	if (result == LOCKED || result == UNLOCKED) {
		if (result == UNLOCKED)
			diag_add(run->diags, FG_RULE_EMIT_UNLOCKED, at,
				"the file system has no locks: going on without one");
		clear(o);
		return true;
	}
	if (result == BUSY || result == GONE)
		diag_add(run->diags, FG_RULE_EMIT_LOCKED, at,
			"another run is making files of this show");
	else
		fail(run, path, arena_printf(run->arena, "make %s in it", o->name));
	close(o->dir);
	return false;
}

/* ---- the list ---- */

bool own_folder_read_fd(int fd, struct arena *a, size_t most, struct str *text)
{
	char *data = arena_text(a, most);
	size_t len = 0;
	while (len < most) {
		ssize_t n = pread(fd, data + len, most - len, (off_t)len);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return false;
		if (n == 0)
			break;
		len += (size_t)n;
	}
	data[len] = '\0';
	*text = (struct str){data, len};
	return true;
}

bool own_folder_read(struct own_folder *o, struct arena *a, struct str *text)
{
	struct stat st;
	*text = (struct str){"", 0};
	if (o->refused)
		return true;
	int fd = openat(o->staging, list, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0)
		return errno == ENOENT;
	o->listed = true;
	bool good = fstat(fd, &st) == 0;
	if (good && st.st_size > LIST_MAX) {
		errno = EFBIG;
		good = false;
	}
	good = good && own_folder_read_fd(fd, a, (size_t)st.st_size, text);
	int error = errno;
	close(fd);
	errno = error;
	return good;
}

bool own_folder_write(struct own_folder *o, struct str text)
{
	int fd = openat(o->staging, new_list,
		O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (fd < 0)
		return false;
	bool good = fs_write_all(fd, text.data, text.len) && fsync(fd) == 0;
	if (!fs_close_written(fd, good) ||
		renameat(o->staging, new_list, o->staging, list) < 0)
		return false;
	o->listed = true;
	return fsync(o->staging) == 0 || errno == EINVAL;
}

bool own_folder_sync(const struct own_folder *o)
{
	return syncfs(o->staging) == 0;
}

void own_folder_close(struct own_folder *o)
{
	if (!o->refused)
		clear(o);
	bool removed =
		!o->refused && !o->listed && unlinkat(o->dir, o->name, AT_REMOVEDIR) == 0;
	if (removed && o->made_dir)
		rmdir(o->path);
	if (o->staging >= 0)
		close(o->staging);
	if (o->dir >= 0)
		close(o->dir);
}
